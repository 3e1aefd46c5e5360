package dev.parley.lex;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A JSON object of an export, read member by member. Members that are null count as absent, as in exports nearly every one is there.
 * What nobody asked for is reported by {@link Members#unread}, so that nothing is dropped silently; a value of the wrong kind is
 * reported and counts as absent. Not thread-safe.
 */
final class LexObject {

  private final Members members;
  private final Optional<LexObject> outer;
  private final String path;
  private final JsonNode node;
  private final Set<String> asked = new HashSet<>();
  /** One reader for each, however often it is asked for: so it is known what was asked of it. */
  private final Map<String, LexObject> inner = new HashMap<>();
  private boolean passed;

  private LexObject(Members members, Optional<LexObject> outer, String path, JsonNode node) {
    this.members = members;
    this.outer = outer;
    this.path = path;
    this.node = node;
    members.all.add(this);
  }

  /** Every object of an export that was read. */
  static final class Members {
    private final List<LexObject> all = new ArrayList<>();
    private final LexReport report;

    Members(LexReport report) {
      this.report = report;
    }

    LexObject open(String path, JsonNode object) {
      return new LexObject(this, Optional.empty(), path, object);
    }

    /** Reports what was not asked for. */
    void unread() {
      for (LexObject object : all) {
        if (object.isPassed()) {
          continue;
        }
        object.node.properties().forEach(member -> {
          if (!object.asked.contains(member.getKey()) && !empty(member.getValue())) {
            report.lost(object.place(member.getKey()), "`" + member.getKey() + "`", "this member is not known here", "look at what it does, and tell us");
          }
        });
      }
    }
  }

  private static boolean empty(JsonNode value) {
    return value.isNull() || (value.isContainerNode() && value.isEmpty());
  }

  LexReport report() {
    return members.report;
  }

  /** Where this stands: the file, and the path in it. */
  String path() {
    return path;
  }

  String place(String member) {
    return path + (path.endsWith(".json") ? ": " : ".") + member;
  }

  /** The first of these members that is there; Lex's exports and its API spell some differently. */
  private Optional<Map.Entry<String, JsonNode>> member(String... names) {
    Optional<Map.Entry<String, JsonNode>> found = Optional.empty();
    for (String name : names) {
      asked.add(name);
      JsonNode value = node.get(name);
      if (found.isEmpty() && value != null && !value.isNull()) {
        found = Optional.of(Map.entry(name, value));
      }
    }
    return found;
  }

  /** Whether one of these is there and says something. */
  boolean has(String... names) {
    for (String name : names) {
      JsonNode value = node.get(name);
      if (value != null && !empty(value)) {
        return true;
      }
    }
    return false;
  }

  Optional<String> text(String... names) {
    return member(names).flatMap(m -> {
      if (m.getValue().isTextual()) {
        return Optional.of(m.getValue().asText());
      }
      return m.getValue().isNumber() ? Optional.of(m.getValue().asText()) : wrong(m, "a text");
    });
  }

  /** A text that says something. */
  Optional<String> words(String... names) {
    return text(names).filter(t -> !t.isBlank());
  }

  boolean flag(boolean otherwise, String... names) {
    return member(names).flatMap(m -> m.getValue().isBoolean() ? Optional.of(m.getValue().asBoolean()) : this.<Boolean>wrong(m, "true or false"))
        .orElse(otherwise);
  }

  /** A whole number; one out of the range is reported and taken to its end. */
  OptionalInt whole(int min, int max, String... names) {
    Optional<Map.Entry<String, JsonNode>> member = member(names);
    if (member.isEmpty()) {
      return OptionalInt.empty();
    }
    JsonNode value = member.get().getValue();
    if (!value.isNumber()) {
      wrong(member.get(), "a number");
      return OptionalInt.empty();
    }
    double number = value.asDouble();
    int inRange = (int) Math.max(min, Math.min(max, number));
    if (number < min || number > max) {
      report().changed(place(member.get().getKey()), "`" + member.get().getKey() + "` is " + LexReport.shown(value.asText()),
          "here it may be from " + min + " to " + max, "it is " + inRange + " now");
    }
    return OptionalInt.of(inRange);
  }

  Optional<Double> number(double min, double max, String... names) {
    return member(names).flatMap(m -> {
      double value = m.getValue().isNumber() ? m.getValue().asDouble() : Double.NaN;
      return value >= min && value <= max ? Optional.of(value) : wrong(m, "a number from " + min + " to " + max);
    });
  }

  /** A word of an enumeration without its spelling: {@code TOP_RESOLUTION} and {@code TopResolution} are {@code topresolution}. */
  Optional<String> word(String... names) {
    return text(names).map(t -> t.replace("_", "").replace("-", "").toLowerCase(Locale.ROOT));
  }

  Optional<LexObject> object(String... names) {
    return member(names).flatMap(m -> m.getValue().isObject()
        ? Optional.of(inner(place(m.getKey()), m.getValue()))
        : this.<LexObject>wrong(m, "an object"));
  }

  List<LexObject> objects(String... names) {
    Optional<Map.Entry<String, JsonNode>> member = member(names);
    List<LexObject> objects = new ArrayList<>();
    if (member.isPresent() && !member.get().getValue().isArray()) {
      wrong(member.get(), "a list");
    } else if (member.isPresent()) {
      int i = 0;
      for (JsonNode item : member.get().getValue()) {
        String at = place(member.get().getKey()) + "[" + i++ + "]";
        if (item.isObject()) {
          objects.add(inner(at, item));
        } else if (!item.isNull()) {
          report().lost(at, "an item of `" + member.get().getKey() + "`", "an object is expected here", "");
        }
      }
    }
    return objects;
  }

  private LexObject inner(String at, JsonNode value) {
    return inner.computeIfAbsent(at, a -> new LexObject(members, Optional.of(this), a, value));
  }

  /** The names of an object's members, whose values are read by these names. */
  List<String> names() {
    List<String> names = new ArrayList<>();
    node.fieldNames().forEachRemaining(names::add);
    return names;
  }

  private boolean isPassed() {
    return passed || outer.filter(LexObject::isPassed).isPresent();
  }

  /** Says that nothing in here matters, however deep. */
  void pass() {
    passed = true;
  }

  /** Members that are known and mean nothing outside of Lex. */
  void ignore(String... names) {
    asked.addAll(List.of(names));
  }

  /** Members that are known and have no place here; reported when they say something. */
  void leave(String why, String todo, String... names) {
    for (String name : names) {
      if (has(name)) {
        report().lost(place(name), "`" + name + "`", why, todo);
      }
      asked.add(name);
    }
  }

  private <T> Optional<T> wrong(Map.Entry<String, JsonNode> member, String expected) {
    report().lost(place(member.getKey()), "`" + member.getKey() + "`", "here stands " + LexReport.shown(member.getValue().toString()) + ", expected was " + expected, "mend it there, or set it in the YAML");
    return Optional.empty();
  }
}
