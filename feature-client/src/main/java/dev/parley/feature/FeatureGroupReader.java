package dev.parley.feature;

import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
import dev.parley.yaml.MappingReader;
import dev.parley.yaml.ValueType;
import dev.parley.yaml.ValueType.Key;
import dev.parley.yaml.ValueType.Keys;
import dev.parley.yaml.YamlNode.Entry;
import dev.parley.yaml.YamlNode.YamlScalar;
import dev.parley.yaml.YamlNodeReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads feature groups from YAML:
 *
 * <pre>
 * groups:
 *   account:
 *     key: account_id
 *     event_time: updated_at
 *     ttl: 24h
 *     features: { account_id: String, balance_due: Fractional, updated_at: EventTime }
 * </pre>
 *
 * Never throws on a text; every mistake is in the report.
 */
public final class FeatureGroupReader {

  private static final ValueType TEXT = new ValueType.Text();
  private static final long YEAR_MS = 366L * 24 * 3600 * 1000;
  private static final Keys FILE =
      new Keys("feature_groups", "Feature groups.", Map.of("groups", new Key(new ValueType.MapOf(TEXT), true, "The groups, by name.")));
  private static final Keys GROUP = group();

  private FeatureGroupReader() {}

  private static Keys group() {
    Map<String, Key> keys = new LinkedHashMap<>();
    keys.put("key", new Key(TEXT, true, "The feature that identifies a record."));
    keys.put("event_time", new Key(TEXT, true, "The feature that tells when a record was true."));
    keys.put("features", new Key(new ValueType.MapOf(TEXT), true, "All features with their types."));
    keys.put("ttl", new Key(new ValueType.Time(1, YEAR_MS), false, "How long after its event time a record counts."));
    keys.put("seed", new Key(TEXT, false, "A CSV file beside this one, loaded where the store has no record of the group."));
    keys.put("description", new Key(TEXT, false, "Words for people."));
    return new Keys("feature_group", "A kind of record.", keys);
  }

  /** The groups of this text that have no mistake; mistakes go to the report. */
  public static List<FeatureGroup> read(SourceText source, Report report) {
    List<FeatureGroup> groups = new ArrayList<>();
    YamlNodeReader.read(source, "a file of feature groups begins with `groups:`", report)
        .flatMap(node -> MappingReader.of(node, FILE, report))
        .ifPresent(file -> file.entries("groups").forEach(entry -> group(entry, report).ifPresent(groups::add)));
    return groups;
  }

  private static Optional<FeatureGroup> group(Entry entry, Report report) {
    long before = report.count(Diagnostic.Severity.ERROR);
    Optional<FeatureGroup> group = read(entry, report);
    return report.count(Diagnostic.Severity.ERROR) > before ? Optional.empty() : group;
  }

  private static Optional<FeatureGroup> read(Entry entry, Report report) {
    Optional<MappingReader> reader = MappingReader.of(entry.value(), GROUP, report);
    if (reader.isEmpty()) {
      return Optional.empty();
    }
    MappingReader keys = reader.get();
    Map<String, FeatureType> features = new LinkedHashMap<>();
    List<String> types = Arrays.stream(FeatureType.values()).map(FeatureType::typeName).toList();
    for (Entry feature : keys.entries("features")) {
      String type = feature.value() instanceof YamlScalar s ? s.text() : "";
      FeatureType.named(type).ifPresentOrElse(
          t -> features.put(feature.key().text(), t),
          () -> report.add(
              Diagnostic.error("unknown-feature-type", feature.value().span(), "there is no feature type `" + type + "`")
                  .help(DidYouMean.help(type, types).orElse("the types are " + String.join(", ", types)))));
    }
    Optional<YamlScalar> key = keys.scalar("key");
    Optional<YamlScalar> eventTime = keys.scalar("event_time");
    Optional<Duration> ttl = keys.time("ttl");
    if (key.isEmpty() || eventTime.isEmpty()) {
      return Optional.empty();
    }
    require(key.get(), features, report);
    require(eventTime.get(), features, report);
    FeatureType timeType = features.get(eventTime.get().text());
    if (timeType != null && timeType != FeatureType.EVENT_TIME) {
      report.add(
          Diagnostic.error("event-time-type", eventTime.get().span(), "the event time must have type EventTime")
              .help("write `" + eventTime.get().text() + ": EventTime`"));
    }
    return Optional.of(new FeatureGroup(entry.key().span(), entry.key().text(), key.get().text(), eventTime.get().text(), features, keys.text("seed"), ttl));
  }

  private static void require(YamlScalar name, Map<String, FeatureType> features, Report report) {
    if (!features.containsKey(name.text())) {
      report.add(
          Diagnostic.error("unknown-feature", name.span(), "`" + name.text() + "` is no feature of this group")
              .help(DidYouMean.help(name.text(), features.keySet()).orElse("add it to `features:`")));
    }
  }
}
