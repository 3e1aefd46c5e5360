package dev.parley.feature;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;

/** The oracle: keeps everything, sorts it, and goes through it. Nobody can get it wrong. */
final class NaiveHistory {

  private record Entry(FeatureWrite write, Instant ingested) {}

  private final List<Entry> entries = new ArrayList<>();

  void add(FeatureWrite write, Instant ingested) {
    entries.add(new Entry(write, ingested));
  }

  Optional<FeatureRecord> asOf(Instant instant, Instant known) {
    List<Entry> then = new ArrayList<>(entries);
    then.removeIf(e -> e.write.record().eventTime().isAfter(instant) || e.ingested.isAfter(known));
    then.sort(Comparator.comparing(e -> e.write.record().eventTime())); // stable: at one time, by arrival
    Optional<FeatureRecord> now = Optional.empty();
    for (Entry entry : then) {
      FeatureRecord r = entry.write.record();
      Map<String, FeatureValue> values = new TreeMap<>();
      if (entry.write.kind() == FeatureWrite.Kind.MERGE) {
        now.ifPresent(n -> values.putAll(n.values()));
      }
      values.putAll(r.values());
      boolean gone = entry.write.kind() == FeatureWrite.Kind.DELETE;
      now = gone ? Optional.empty() : Optional.of(new FeatureRecord(r.group(), r.key(), r.eventTime(), values));
    }
    return now;
  }

  /** The writes with event times in the span, by event time, then by arrival. */
  List<FeatureWrite> rows(Instant from, Instant to) {
    return entries.stream()
        .map(Entry::write)
        .filter(w -> !w.record().eventTime().isBefore(from) && w.record().eventTime().isBefore(to))
        .sorted(Comparator.comparing((FeatureWrite w) -> w.record().eventTime()))
        .toList();
  }

  /** A put, merge or deletion within thirty seconds of a time. */
  static FeatureWrite random(Random random, String group, String key, Instant around, int number) {
    Instant time = around.plusSeconds(random.nextInt(30));
    Map<String, String> values = new TreeMap<>();
    values.put(random.nextBoolean() ? "balance" : "visits", Integer.toString(number));
    if (random.nextInt(3) == 0) {
      values.put("name", "n" + number);
    }
    FeatureRecord record = FeatureRecord.of(group, key, time, values);
    return switch (random.nextInt(5)) {
      case 0, 1 -> FeatureWrite.put(record);
      case 2, 3 -> FeatureWrite.merge(record);
      default -> FeatureWrite.delete(group, key, time, false);
    };
  }
}
