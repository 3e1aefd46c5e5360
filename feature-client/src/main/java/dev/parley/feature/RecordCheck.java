package dev.parley.feature;

import dev.parley.diagnostic.DidYouMean;
import dev.parley.feature.InvalidRecordException.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Holds records to their group's definition: every mistake at once, by feature. */
public final class RecordCheck {

  /** Bytes of a key as UTF-8; SageMaker says 350 KB for a whole record, and 1,024 characters keep a key findable. */
  static final int MAX_KEY_BYTES = 1_024;

  /** Bytes of all values and names of a record together, as in SageMaker. */
  static final int MAX_RECORD_BYTES = 350 * 1_024;

  private RecordCheck() {}

  /**
   * A record from all of its features, the key and the event time among them.
   *
   * @param ttl how long after its event time it counts, where that is its own; empty = as the group says
   * @throws InvalidRecordException when it is none of the group's
   */
  public static FeatureRecord record(FeatureGroup group, Map<String, FeatureValue> all, Optional<Duration> ttl) {
    List<Problem> problems = new ArrayList<>();
    Map<String, FeatureValue> values = new LinkedHashMap<>(all);
    String key = single(values.remove(group.key()), group.key(), "the record's identifier", problems);
    String time = single(values.remove(group.eventTime()), group.eventTime(), "the event time", problems);
    Optional<Instant> eventTime = time.isEmpty() ? Optional.empty() : EventTimes.parse(group.eventTimeType(), time);
    if (!time.isEmpty() && eventTime.isEmpty()) {
      problems.add(new Problem(group.eventTime(), "`" + group.eventTime() + "` must be " + group.eventTimeType().expectedTime()));
    }
    FeatureRecord record = new FeatureRecord(group.name(), key, eventTime.orElse(Instant.EPOCH), values, Optional.empty());
    check(group, record, problems);
    if (!problems.isEmpty()) {
      throw new InvalidRecordException(problems);
    }
    return new FeatureRecord(group.name(), key, record.eventTime(), values, ttl.map(record.eventTime()::plus));
  }

  private static String single(@Nullable FeatureValue value, String feature, String what, List<Problem> problems) {
    if (value instanceof FeatureValue.Single one && !one.text().isEmpty()) {
      return one.text();
    }
    problems.add(new Problem(feature, "`" + feature + "`, " + what + ", is " + (value == null ? "missing" : "not one value")));
    return "";
  }

  /** Throws {@link InvalidRecordException} when the record is none of the group's. */
  public static void check(FeatureGroup group, FeatureWrite write) {
    List<Problem> problems = new ArrayList<>();
    if (write.record().key().isEmpty()) {
      problems.add(new Problem(group.key(), "`" + group.key() + "`, the record's identifier, is missing"));
    }
    check(group, write.record(), problems);
    if (write.kind() == FeatureWrite.Kind.MERGE && write.record().values().isEmpty()) {
      problems.add(new Problem("", "a merge needs at least one feature beside the key and the event time"));
    }
    if (!problems.isEmpty()) {
      throw new InvalidRecordException(problems);
    }
  }

  private static void check(FeatureGroup group, FeatureRecord record, List<Problem> problems) {
    if (record.key().getBytes(StandardCharsets.UTF_8).length > MAX_KEY_BYTES) {
      problems.add(new Problem(group.key(), "`" + group.key() + "` is longer than " + MAX_KEY_BYTES + " bytes"));
    }
    long bytes = 0;
    for (Map.Entry<String, FeatureValue> entry : record.values().entrySet()) {
      String name = entry.getKey();
      FeatureDefinition definition = group.features().get(name);
      bytes += size(name, entry.getValue());
      if (name.equals(group.key()) || name.equals(group.eventTime())) {
        problems.add(new Problem(name, "`" + name + "` stands twice"));
      } else if (definition == null) {
        problems.add(
            new Problem(
                name,
                "feature group `" + group.name() + "` has no feature `" + name + "`" + DidYouMean.help(name, group.features().keySet()).map(h -> "; " + h).orElse("")));
      } else if (!definition.accepts(entry.getValue())) {
        problems.add(new Problem(name, "`" + name + "` must be " + definition.expected()));
      }
    }
    if (bytes > MAX_RECORD_BYTES) {
      problems.add(new Problem("", "the record has " + bytes + " bytes, more than " + MAX_RECORD_BYTES));
    }
  }

  private static long size(String name, FeatureValue value) {
    long bytes = name.length();
    if (value instanceof FeatureValue.Single one) {
      return bytes + one.text().length();
    }
    for (String text : ((FeatureValue.Many) value).texts()) {
      bytes += text.length();
    }
    return bytes;
  }
}
