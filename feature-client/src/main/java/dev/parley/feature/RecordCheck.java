package dev.parley.feature;

import dev.parley.diagnostic.DidYouMean;
import dev.parley.feature.InvalidRecordException.Problem;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Holds records to their group's definition: every mistake at once, by feature. */
public final class RecordCheck {

  /** Bytes of a key as UTF-8; SageMaker says 350 KB for a whole record, and 1,024 characters keep a key findable. */
  static final int MAX_KEY_BYTES = 1_024;

  /** Bytes of all values and names of a record together, as in SageMaker. */
  static final int MAX_RECORD_BYTES = 350 * 1_024;

  private static final String WRONG_TYPE = "wrong-type";

  private RecordCheck() {}

  /**
   * A record from all of its features, the key and the event time among them.
   *
   * @param ttl how long after its event time it counts, where that is its own; empty = as the group says
   * @throws InvalidRecordException when it is none of the group's
   */
  public static FeatureRecord record(FeatureGroup group, Map<String, FeatureValue> all, Optional<Duration> ttl) {
    List<Problem> problems = new ArrayList<>();
    FeatureRecord record = record(group, all, ttl, problems);
    if (!problems.isEmpty()) {
      throw new InvalidRecordException(problems);
    }
    return record;
  }

  /**
   * A write of a record from all of its features, the key and the event time among them; empty when there are problems.
   *
   * @param problems takes what is wrong; of a feature that it has a problem with already nothing more is said
   */
  public static Optional<FeatureWrite> write(
      FeatureGroup group, FeatureWrite.Kind kind, Map<String, FeatureValue> all, Optional<Duration> ttl, List<Problem> problems) {
    List<Problem> more = new ArrayList<>();
    FeatureRecord record = record(group, all, ttl, more);
    FeatureWrite write = new FeatureWrite(kind, record, true, true);
    if (problems.isEmpty()) {
      empty(write, more);
    }
    Set<String> told = new HashSet<>();
    problems.forEach(p -> told.add(p.feature()));
    more.stream().filter(p -> p.feature().isEmpty() || !told.contains(p.feature())).forEach(problems::add);
    return problems.isEmpty() ? Optional.of(write) : Optional.empty();
  }

  private static FeatureRecord record(FeatureGroup group, Map<String, FeatureValue> all, Optional<Duration> ttl, List<Problem> problems) {
    Map<String, FeatureValue> values = new LinkedHashMap<>(all);
    String key = single(values.remove(group.key()), group.key(), "the record's identifier", problems);
    FeatureDefinition id = group.features().get(group.key());
    if (!key.isEmpty() && id != null && !id.accepts(FeatureValue.of(key))) {
      problems.add(new Problem(group.key(), WRONG_TYPE, "`" + group.key() + "` must be " + id.expected()));
    }
    String time = single(values.remove(group.eventTime()), group.eventTime(), "the event time", problems);
    Optional<Instant> eventTime = time.isEmpty() ? Optional.empty() : EventTimes.parse(group.eventTimeType(), time);
    if (!time.isEmpty() && eventTime.isEmpty()) {
      String wrong = EventTimes.naive(group.eventTimeType(), time)
          ? "` has no zone, and that hour may come twice: write `" + time + "Z`, or its offset, as in `" + time + "+01:00`"
          : "` must be " + group.eventTimeType().expectedTime();
      problems.add(new Problem(group.eventTime(), WRONG_TYPE, "`" + group.eventTime() + wrong));
    }
    Instant at = eventTime.orElse(Instant.EPOCH);
    FeatureRecord record = new FeatureRecord(group.name(), key, at, values, ttl.map(at::plus));
    check(group, record, problems);
    return record;
  }

  private static String single(@Nullable FeatureValue value, String feature, String what, List<Problem> problems) {
    if (value instanceof FeatureValue.Single one && !one.text().isEmpty()) {
      return one.text();
    }
    problems.add(new Problem(feature, value == null ? "missing-value" : WRONG_TYPE, "`" + feature + "`, " + what + ", is " + (value == null ? "missing" : "not one value")));
    return "";
  }

  /** Throws {@link InvalidRecordException} when the record is none of the group's. */
  public static void check(FeatureGroup group, FeatureWrite write) {
    List<Problem> problems = new ArrayList<>();
    if (write.record().key().isEmpty()) {
      problems.add(new Problem(group.key(), "missing-value", "`" + group.key() + "`, the record's identifier, is missing"));
    }
    check(group, write.record(), problems);
    empty(write, problems);
    if (!problems.isEmpty()) {
      throw new InvalidRecordException(problems);
    }
  }

  private static void empty(FeatureWrite write, List<Problem> problems) {
    if (write.kind() == FeatureWrite.Kind.MERGE && write.record().values().isEmpty()) {
      problems.add(new Problem("", "empty-merge", "a merge needs at least one feature beside the key and the event time"));
    }
  }

  private static void check(FeatureGroup group, FeatureRecord record, List<Problem> problems) {
    if (record.key().getBytes(StandardCharsets.UTF_8).length > MAX_KEY_BYTES) {
      problems.add(new Problem(group.key(), "too-long", "`" + group.key() + "` is longer than " + MAX_KEY_BYTES + " bytes"));
    }
    long bytes = 0;
    for (Map.Entry<String, FeatureValue> entry : record.values().entrySet()) {
      String name = entry.getKey();
      FeatureDefinition definition = group.features().get(name);
      bytes += size(name, entry.getValue());
      if (name.equals(group.key()) || name.equals(group.eventTime())) {
        problems.add(new Problem(name, "duplicate-feature", "`" + name + "` stands twice"));
      } else if (definition == null) {
        problems.add(
            new Problem(
                name,
                "unknown-feature",
                "feature group `" + group.name() + "` has no feature `" + name + "`" + DidYouMean.help(name, group.features().keySet()).map(h -> "; " + h).orElse("")));
      } else if (!definition.accepts(entry.getValue())) {
        problems.add(new Problem(name, WRONG_TYPE, "`" + name + "` must be " + definition.expected()));
      }
    }
    if (bytes > MAX_RECORD_BYTES) {
      problems.add(new Problem("", "too-long", "the record has " + bytes + " bytes, more than " + MAX_RECORD_BYTES));
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
