package dev.parley.cli;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.feature.statistics.GroupStatistics;
import dev.parley.feature.statistics.StatisticsJson;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
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
      Instant now = Clock.systemUTC().instant();
      store.group(name);
      JsonNode all =
          target.server().<JsonNode>map(server -> server.statistics(name))
              .orElseGet(() -> StatisticsJson.of(GroupStatistics.of(store, name), now, printer.sensitive()));
      print(all, printer, now);
      return 0;
    });
  }

  private static void print(JsonNode all, FeaturesPrinter printer, Instant now) {
    printer.line(all.path("group").asText() + ": " + all.path("count").asLong() + " records that are online and not expired");
    if (all.has("newest")) {
      printer.line("  newest " + age(all, "newest", now) + ", median " + age(all, "median", now) + ", oldest " + age(all, "oldest", now));
    }
    TextTable table = new TextTable("FEATURE", "NULL", "DISTINCT", "DRIFT", "VALUES");
    for (JsonNode one : all.path("features")) {
      table.row(
          one.path("feature").asText(),
          String.format(Locale.ROOT, "%.1f%%", 100 * one.path("nullRate").asDouble()),
          one.path("distinct").asText(),
          one.has("drift") ? String.format(Locale.ROOT, "%.2f", one.path("drift").asDouble()) : "-",
          one.path("masked").asBoolean() ? "***" : words(one));
    }
    printer.table(table);
    printer.end(all);
  }

  private static String age(JsonNode all, String what, Instant now) {
    return FeaturesPrinter.age(Instant.parse(all.path(what).path("eventTime").asText()), now);
  }

  private static String words(JsonNode one) {
    List<String> parts = new ArrayList<>();
    if (one.has("min")) {
      parts.add("min " + number(one.path("min")) + ", median " + number(one.path("median")) + ", max " + number(one.path("max")));
    }
    one.path("top").forEach(t -> parts.add(t.path("value").asText() + " (" + t.path("count").asLong() + ")"));
    return String.join(", ", parts);
  }

  private static String number(JsonNode value) {
    BigDecimal shown = new BigDecimal(value.asDouble(), DIGITS);
    return shown.signum() == 0 ? "0" : shown.stripTrailingZeros().toPlainString();
  }
}
