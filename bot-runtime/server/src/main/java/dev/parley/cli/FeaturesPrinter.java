package dev.parley.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.feature.EventTimes;
import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureRecord;
import dev.parley.feature.FeatureValue;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** Prints features for people, or as JSON; sensitive values only when they were asked for. */
final class FeaturesPrinter {

  static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String MASK = "***";

  private final PrintWriter out;
  private final boolean json;
  private final boolean sensitive;

  FeaturesPrinter(PrintWriter out, boolean json, boolean sensitive) {
    this.out = out;
    this.json = json;
    this.sensitive = sensitive;
  }

  /** Whether a program reads it. */
  boolean json() {
    return json;
  }

  /** Whether values of sensitive features are shown. */
  boolean sensitive() {
    return sensitive;
  }

  PrintWriter out() {
    return out;
  }

  /** A line for people. */
  void line(String text) {
    if (!json) {
      out.println(text);
    }
  }

  void table(TextTable table) {
    if (!json) {
      table.print(out);
    }
  }

  /** All that was printed, for programs. */
  void end(JsonNode all) {
    if (json) {
      out.println(all.toPrettyString());
    }
    out.flush();
  }

  /** Whether a feature's values are not to be seen. */
  boolean masked(FeatureGroup group, String feature) {
    return !sensitive && Optional.ofNullable(group.features().get(feature)).filter(d -> d.sensitive()).isPresent();
  }

  /** The features of a record that were asked for, in the group's order, without the key and the event time. */
  static List<String> shown(FeatureGroup group, FeatureRecord record, List<String> wanted) {
    return group.features().keySet().stream()
        .filter(f -> record.values().containsKey(f) && (wanted.isEmpty() || wanted.contains(f)))
        .toList();
  }

  /** A value in words. */
  String words(FeatureGroup group, FeatureRecord record, String feature) {
    return masked(group, feature) ? MASK : Objects.requireNonNull(record.values().get(feature)).words();
  }

  /** A record's values. */
  ObjectNode values(FeatureGroup group, FeatureRecord record, List<String> wanted) {
    ObjectNode values = MAPPER.createObjectNode();
    for (String feature : shown(group, record, wanted)) {
      if (masked(group, feature)) {
        values.put(feature, MASK);
      } else if (record.values().get(feature) instanceof FeatureValue.Many many) {
        ArrayNode members = values.putArray(feature);
        many.texts().forEach(members::add);
      } else {
        values.put(feature, words(group, record, feature));
      }
    }
    return values;
  }

  /** A record, found or not. */
  ObjectNode record(FeatureGroup group, String key, Optional<FeatureRecord> found, List<String> wanted) {
    ObjectNode one = MAPPER.createObjectNode().put("group", group.name()).put("key", key).put("found", found.isPresent());
    found.ifPresent(record -> {
      one.put("eventTime", record.eventTime().toString());
      group.expiry(record).ifPresent(e -> one.put("expiresAt", e.toString()));
      one.set("values", values(group, record, wanted));
    });
    return one;
  }

  /** A record's features, one a row. */
  void recordTable(FeatureGroup group, FeatureRecord record, List<String> wanted, Instant now) {
    line(group.name() + " " + TextTable.plain(record.key()) + "  " + group.eventTime() + " "
        + EventTimes.format(group.eventTimeType(), record.eventTime()) + ", " + age(record.eventTime(), now)
        + group.expiry(record).map(e -> ", expires " + e).orElse(""));
    TextTable table = null;
    for (String feature : shown(group, record, wanted)) {
      String[] row = {"  " + feature, words(group, record, feature)};
      table = table == null ? new TextTable(row) : table.row(row);
    }
    if (table != null) {
      table(table);
    }
  }

  /** {@code feature=value} of a whole record, on one line. */
  String oneLine(FeatureGroup group, FeatureRecord record) {
    List<String> parts = new ArrayList<>();
    shown(group, record, List.of()).forEach(f -> parts.add(f + "=" + words(group, record, f)));
    return String.join(" ", parts);
  }

  /** How long ago, in one unit. */
  static String age(Instant time, Instant now) {
    Duration age = Duration.between(time, now);
    return age.isNegative() ? "in " + length(age.negated()) : length(age) + " old";
  }

  private static String length(Duration age) {
    if (age.toDays() >= 2) {
      return age.toDays() + " days";
    } else if (age.toHours() >= 2) {
      return age.toHours() + " hours";
    }
    return age.toMinutes() >= 2 ? age.toMinutes() + " minutes" : age.toSeconds() + " seconds";
  }
}
