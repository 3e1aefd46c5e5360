package dev.parley.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.feature.EventTimes;
import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureValue;
import dev.parley.feature.FeatureWrite;
import dev.parley.feature.InvalidRecordException.Problem;
import dev.parley.feature.RecordCheck;
import dev.parley.feature.WriteOutcome;
import dev.parley.feature.load.FeatureText;
import dev.parley.yaml.Times;
import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Puts one record. */
@Command(
    name = "put",
    description = "Puts one record: from its event time on it is this and nothing else; with --merge the other features stay.",
    mixinStandardHelpOptions = true)
final class FeaturesPutCommand implements Callable<Integer> {

  private static final Pattern DAYS = Pattern.compile("([0-9]{1,5})d");

  @Spec private CommandSpec spec;

  @Mixin private FeaturesTarget target = new FeaturesTarget();

  @Parameters(index = "0", paramLabel = "GROUP", description = "The feature group.")
  private String name = "";

  @Parameters(
      index = "1",
      arity = "1..*",
      paramLabel = "FEATURE=VALUE",
      description = "Its features, the key among them; the event time is now, if it is not there. A collection is a JSON list: orders='[\"a\",\"b\"]'.")
  private List<String> assignments = List.of();

  @Option(names = "--merge", description = "Change these features only.")
  private boolean merge;

  @Option(names = "--ttl", paramLabel = "TIME", description = "How long after its event time the record counts, such as 90m, 12h or 7d (default: as the group says).")
  private Optional<String> ttl = Optional.empty();

  @Override
  public Integer call() throws IOException {
    FeaturesPrinter printer = target.printer(spec.commandLine().getOut());
    Optional<Duration> lives = ttl.map(FeaturesPutCommand::length);
    return target.with(false, store -> {
      FeatureGroup group = store.group(name);
      Map<String, FeatureValue> values = values(group);
      values.computeIfAbsent(group.eventTime(), e -> FeatureValue.of(EventTimes.format(group.eventTimeType(), Clock.systemUTC().instant())));
      List<Problem> problems = new ArrayList<>();
      Optional<FeatureWrite> write = RecordCheck.write(group, merge ? FeatureWrite.Kind.MERGE : FeatureWrite.Kind.PUT, values, lives, problems);
      if (write.isEmpty()) {
        throw new Complaint(String.join(System.lineSeparator(), problems.stream().map(Problem::reason).toList()));
      }
      WriteOutcome outcome = store.write(List.of(write.get())).get(0);
      store.flush();
      var record = write.get().record();
      String told = outcome == WriteOutcome.OLDER ? " is in the history only: what is there is newer" : merge ? " is merged" : " is put";
      printer.line(group.name() + " " + TextTable.plain(record.key()) + told + ", event time " + record.eventTime());
      ObjectNode one = FeaturesPrinter.MAPPER.createObjectNode().put("group", group.name()).put("key", record.key());
      printer.end(one.put("eventTime", record.eventTime().toString()).put("outcome", outcome.name()));
      return 0;
    });
  }

  private Map<String, FeatureValue> values(FeatureGroup group) {
    Map<String, FeatureValue> values = new LinkedHashMap<>();
    for (String assignment : assignments) {
      int equals = assignment.indexOf('=');
      if (equals < 1) {
        throw new Complaint("write feature=value, not '" + assignment + "'");
      }
      String feature = assignment.substring(0, equals);
      if (values.put(feature, FeatureText.value(group, feature, assignment.substring(equals + 1))) != null) {
        throw new Complaint("`" + feature + "` stands twice");
      }
    }
    return values;
  }

  private static Duration length(String text) {
    Matcher days = DAYS.matcher(text);
    return (days.matches() ? Optional.of(Duration.ofDays(Long.parseLong(days.group(1)))) : Times.parse(text))
        .filter(d -> !d.isZero())
        .orElseThrow(() -> new Complaint("--ttl must be a time such as 90m, 12h or 7d, not '" + text + "'"));
  }
}
