package dev.parley.feature;

import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
import dev.parley.diagnostic.Span;
import dev.parley.feature.FeatureGroup.About;
import dev.parley.feature.FeatureGroup.Targets;
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
import java.util.OptionalInt;
import java.util.regex.Pattern;

/**
 * Reads feature groups from YAML:
 *
 * <pre>
 * groups:
 *   account:
 *     key: account_id
 *     event_time: updated_at
 *     ttl: 24h
 *     features:
 *       account_id: String
 *       balance_due: Fractional
 *       phone: { type: String, sensitive: true }
 *       last_orders: { type: String, collection: List }
 *       updated_at: EventTime
 * </pre>
 *
 * Never throws on a text; every mistake is in the report.
 */
public final class FeatureGroupReader {

  private static final ValueType TEXT = new ValueType.Text();
  private static final long YEAR_MS = 366L * 24 * 3600 * 1000;
  private static final Keys FILE =
      new Keys("feature_groups", "Feature groups.", Map.of("groups", new Key(new ValueType.MapOf(TEXT), true, "The groups, by name.")));
  private static final List<String> TYPES = Arrays.stream(FeatureType.values()).map(FeatureType::typeName).toList();
  private static final List<String> COLLECTIONS = Arrays.stream(CollectionType.values()).map(CollectionType::typeName).toList();
  private static final Keys GROUP = group();
  private static final Keys FEATURE = feature();

  /** SageMaker's for features; those of its groups have no underscores. */
  private static final Pattern NAME = Pattern.compile("(?=.{1,64}$)[a-zA-Z0-9]++(?:[-_][a-zA-Z0-9]++)*+");

  private FeatureGroupReader() {}

  private static Keys group() {
    Map<String, Key> keys = new LinkedHashMap<>();
    keys.put("key", new Key(TEXT, true, "The feature that identifies a record."));
    keys.put("event_time", new Key(TEXT, true, "The feature that tells when a record was true."));
    keys.put("features", new Key(new ValueType.MapOf(TEXT), true, "All features with their types."));
    keys.put("ttl", new Key(new ValueType.Time(1, YEAR_MS), false, "How long after its event time a record counts."));
    keys.put("seed", new Key(TEXT, false, "A CSV file beside this one, loaded where the store has no record of the group."));
    keys.put("online", new Key(new ValueType.Flag(), false, "Whether the latest record can be looked up. Default: true."));
    keys.put("offline", new Key(new ValueType.Flag(), false, "Whether all records are kept as history. Default: true."));
    keys.put("description", new Key(TEXT, false, "Words for people."));
    keys.put("owner", new Key(TEXT, false, "Who answers for it."));
    keys.put("tags", new Key(new ValueType.MapOf(TEXT), false, "Words for programs, by name."));
    return new Keys("feature_group", "A kind of record.", keys);
  }

  private static Keys feature() {
    Map<String, Key> keys = new LinkedHashMap<>();
    keys.put("type", new Key(new ValueType.Choice(TYPES), true, "The type of the value, or of each member of a collection."));
    keys.put("collection", new Key(new ValueType.Choice(COLLECTIONS), false, "How several values hang together. Default: there is one."));
    keys.put("dimension", new Key(new ValueType.Whole(1, FeatureDefinition.MAX_MEMBERS), false, "How many members a Vector has."));
    keys.put("description", new Key(TEXT, false, "Words for people."));
    keys.put("sensitive", new Key(new ValueType.Flag(), false, "Whether its values are masked wherever people look. Default: false."));
    return new Keys("feature", "A feature: its type, or these keys.", keys);
  }

  /** The groups of this text that have no mistake; mistakes go to the report. */
  public static List<FeatureGroup> read(SourceText source, Report report) {
    List<FeatureGroup> groups = new ArrayList<>();
    YamlNodeReader.read(source, "a file of feature groups begins with `groups:`", report)
        .flatMap(node -> MappingReader.of(node, FILE, report))
        .ifPresent(file -> file.entries("groups").forEach(entry -> group(entry, report).ifPresent(groups::add)));
    return groups;
  }

  /** One group, whose keys are the whole text: as YAML, or JSON, which is YAML too. Empty when it has a mistake; mistakes go to the report. */
  public static Optional<FeatureGroup> read(String name, SourceText source, Report report) {
    YamlScalar named = new YamlScalar(Span.of(source.name(), 1, 1, 1), name, true);
    return YamlNodeReader.read(source, "a feature group begins with `key:`", report).flatMap(node -> group(new Entry(named, node), report));
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
    name(entry, report);
    Map<String, FeatureDefinition> features = new LinkedHashMap<>();
    for (Entry feature : keys.entries("features")) {
      definition(feature, report).ifPresent(d -> features.put(feature.key().text(), d));
    }
    Optional<YamlScalar> key = keys.scalar("key");
    Optional<YamlScalar> eventTime = keys.scalar("event_time");
    Optional<Duration> ttl = keys.time("ttl");
    Targets targets = new Targets(keys.flag("online", true), keys.flag("offline", true));
    if (!targets.online() && !targets.offline()) {
      report.add(Diagnostic.error("kept-nowhere", keys.place("offline"), "the group is kept neither online nor offline").help("drop one of the two keys"));
    }
    Map<String, String> tags = new LinkedHashMap<>();
    keys.entries("tags").forEach(tag -> tags.put(tag.key().text(), tag.value() instanceof YamlScalar s ? s.text() : ""));
    if (key.isEmpty() || eventTime.isEmpty()) {
      return Optional.empty();
    }
    require(key.get(), features, report);
    require(eventTime.get(), features, report);
    types(key.get(), eventTime.get(), features, report);
    return Optional.of(
        new FeatureGroup(
            entry.key().span(),
            entry.key().text(),
            key.get().text(),
            eventTime.get().text(),
            features,
            keys.text("seed"),
            ttl,
            targets,
            new About(keys.text("description").orElse(""), keys.text("owner").orElse(""), tags)));
  }

  private static void name(Entry entry, Report report) {
    if (!NAME.matcher(entry.key().text()).matches()) {
      report.add(
          Diagnostic.error("group-name", entry.key().span(), "`" + entry.key().text() + "` is no name of a feature group")
              .help("letters and digits with single `-` or `_` between them, up to 64"));
    }
  }

  private static Optional<FeatureDefinition> definition(Entry feature, Report report) {
    if (!NAME.matcher(feature.key().text()).matches()) {
      report.add(
          Diagnostic.error("feature-name", feature.key().span(), "`" + feature.key().text() + "` is no name of a feature")
              .help("letters and digits with single `-` or `_` between them, up to 64"));
    }
    if (feature.value() instanceof YamlScalar scalar) {
      Optional<FeatureType> type = FeatureType.named(scalar.text());
      if (type.isEmpty()) {
        report.add(
            Diagnostic.error("unknown-feature-type", scalar.span(), "there is no feature type `" + scalar.text() + "`")
                .help(DidYouMean.help(scalar.text(), TYPES).orElse("the types are " + String.join(", ", TYPES))));
      }
      return type.map(FeatureDefinition::of);
    }
    return MappingReader.of(feature.value(), FEATURE, report).flatMap(keys -> definition(keys, report));
  }

  private static Optional<FeatureDefinition> definition(MappingReader keys, Report report) {
    Optional<FeatureType> type = keys.text("type").flatMap(FeatureType::named);
    Optional<CollectionType> collection = keys.text("collection").flatMap(CollectionType::named);
    OptionalInt dimension = keys.whole("dimension");
    boolean vector = collection.filter(CollectionType.VECTOR::equals).isPresent();
    if (vector != dimension.isPresent()) {
      report.add(
          Diagnostic.error("vector-dimension", keys.place("dimension"), vector ? "a Vector needs its dimension" : "only a Vector has a dimension")
              .help(vector ? "add `dimension:`, the number of its members" : "write `collection: Vector`, or drop the key"));
    }
    if (vector && type.isPresent() && type.get() != FeatureType.FRACTIONAL) {
      report.add(Diagnostic.error("vector-type", keys.place("type"), "the members of a Vector are numbers").help("write `type: Fractional`"));
    }
    return type.map(t -> new FeatureDefinition(t, collection, dimension.orElse(0), keys.text("description").orElse(""), keys.flag("sensitive", false)));
  }

  /** What the key and the event time may be. */
  private static void types(YamlScalar key, YamlScalar eventTime, Map<String, FeatureDefinition> features, Report report) {
    FeatureDefinition time = features.get(eventTime.text());
    boolean fits = time == null || time.collection().isEmpty() && time.type() != FeatureType.STRING;
    if (!fits) {
      report.add(
          Diagnostic.error("event-time-type", eventTime.span(), "the event time must have type EventTime, or Fractional or Integral for Unix seconds")
              .help("write `" + eventTime.text() + ": EventTime`"));
    }
    FeatureDefinition id = features.get(key.text());
    if (id != null && id.collection().isPresent()) {
      report.add(Diagnostic.error("key-type", key.span(), "the key must be one value, not a collection"));
    }
  }

  private static void require(YamlScalar name, Map<String, FeatureDefinition> features, Report report) {
    if (!features.containsKey(name.text())) {
      report.add(
          Diagnostic.error("unknown-feature", name.span(), "`" + name.text() + "` is no feature of this group")
              .help(DidYouMean.help(name.text(), features.keySet()).orElse("add it to `features:`")));
    }
  }
}
