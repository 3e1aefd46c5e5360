package dev.parley.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.feature.statistics.FeatureSketch;
import dev.parley.feature.statistics.GroupStatistics;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a group's records look like together. */
@Command(
    name = "stats",
    description = "Shows how many records a group has, how fresh they are, and for each feature how often it has no value, how its values "
        + "are distributed, and how far the latest values are from all that were written (0 to 1).",
    mixinStandardHelpOptions = true)
final class FeaturesStatsCommand implements Callable<Integer> {

  private static final MathContext DIGITS = new MathContext(6);

  @Spec private CommandSpec spec;

  @Mixin private FeaturesTarget target = new FeaturesTarget();

  @Parameters(paramLabel = "GROUP", description = "The feature group.")
  private String name = "";

  @Override
  public Integer call() throws IOException {
    FeaturesPrinter printer = target.printer(spec.commandLine().getOut());
    return target.with(false, store -> {
      GroupStatistics statistics = GroupStatistics.of(store, name);
      print(statistics, printer, Clock.systemUTC().instant());
      return 0;
    });
  }

  private static void print(GroupStatistics statistics, FeaturesPrinter printer, Instant now) {
    ObjectNode all = FeaturesPrinter.MAPPER.createObjectNode().put("group", statistics.group().name()).put("count", statistics.count());
    printer.line(statistics.group().name() + ": " + statistics.count() + " records that are online and not expired");
    statistics.times().ifPresent(times -> {
      printer.line("  newest " + FeaturesPrinter.age(times.newest(), now) + ", median " + FeaturesPrinter.age(times.median(), now)
          + ", oldest " + FeaturesPrinter.age(times.oldest(), now));
      age(all, "newest", times.newest(), now);
      age(all, "median", times.median(), now);
      age(all, "oldest", times.oldest(), now);
    });
    all.put("compared", statistics.compared());
    ArrayNode features = all.putArray("features");
    TextTable table = new TextTable("FEATURE", "NULL", "DISTINCT", "DRIFT", "VALUES");
    statistics.features().forEach((feature, sketch) -> {
      double nulls = statistics.nullRate(feature);
      OptionalDouble drift = statistics.drift(feature);
      boolean masked = printer.masked(statistics.group(), feature);
      ObjectNode one = features.addObject().put("feature", feature).put("nullRate", nulls).put("distinct", sketch.distinct());
      drift.ifPresent(d -> one.put("drift", d));
      if (!masked) {
        values(one, sketch);
      }
      table.row(
          feature,
          String.format(Locale.ROOT, "%.1f%%", 100 * nulls),
          Long.toString(sketch.distinct()),
          drift.isPresent() ? String.format(Locale.ROOT, "%.2f", drift.getAsDouble()) : "-",
          masked ? "***" : words(sketch));
    });
    printer.table(table);
    printer.end(all);
  }

  private static void age(ObjectNode all, String what, Instant time, Instant now) {
    all.putObject(what).put("eventTime", time.toString()).put("ageSeconds", Duration.between(time, now).toSeconds());
  }

  private static void values(ObjectNode one, FeatureSketch sketch) {
    sketch.range().ifPresent(r -> one.put("min", r.min()).put("median", r.median()).put("max", r.max()));
    if (!sketch.top().isEmpty()) {
      ArrayNode top = one.putArray("top");
      sketch.top().forEach(t -> top.addObject().put("value", t.value()).put("count", t.count()));
    }
  }

  private static String words(FeatureSketch sketch) {
    List<String> parts = new ArrayList<>();
    sketch.range().ifPresent(r -> parts.add("min " + number(r.min()) + ", median " + number(r.median()) + ", max " + number(r.max())));
    sketch.top().forEach(t -> parts.add(t.value() + " (" + t.count() + ")"));
    return String.join(", ", parts);
  }

  private static String number(double value) {
    BigDecimal shown = new BigDecimal(value, DIGITS);
    return shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString();
  }
}
