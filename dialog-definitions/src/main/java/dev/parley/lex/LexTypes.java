package dev.parley.lex;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.parley.definition.BuiltInSlotType;
import dev.parley.definition.SlotTypeDefinition.Resolution;
import dev.parley.definition.SlotTypeDefinition.Value;
import dev.parley.definition.SlotTypeDefinition;
import dev.parley.definition.Words;
import dev.parley.diagnostic.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads a locale's slot types, and knows afterwards which type a slot means. */
final class LexTypes {

  /** What takes any answer: for types that have no like here. */
  private static final String ANYTHING = BuiltInSlotType.FREE_FORM_INPUT.typeName();

  private static final String AMAZON = "AMAZON.";
  private static final int MAX_PATTERN = 300;
  private static final int MAX_PARTS = 6;

  private final LexReport report;
  private final Map<String, String> meant = new LinkedHashMap<>();
  private final Map<String, SlotTypeDefinition> types = new LinkedHashMap<>();

  LexTypes(LexReport report) {
    this.report = report;
  }

  Map<String, SlotTypeDefinition> types() {
    return types;
  }

  /** The names first, for types name one another; then what they are. */
  void read(Map<String, LexObject> objects) {
    Set<String> taken = new HashSet<>(objects.keySet());
    objects.forEach((name, object) -> {
      String own = name;
      for (int i = 1; BuiltInSlotType.named(own).isPresent() || (!own.equals(name) && taken.contains(own)); i++) {
        own = name + "Type" + (i == 1 ? "" : i);
      }
      if (!own.equals(name)) {
        taken.add(own);
        report.changed(object.path(), "slot type `" + LexReport.shown(name) + "` is now `" + own + "`", "a built-in slot type here has its name", "");
      }
      meant.put(name, alias(object).orElse(own));
      object.words("identifier", "slotTypeId").ifPresent(id -> meant.putIfAbsent(id, meant.getOrDefault(name, name)));
    });
    objects.forEach((name, object) -> {
      if (alias(object).isEmpty()) {
        SlotTypeDefinition type = type(meant.getOrDefault(name, name), object);
        types.put(type.name(), type);
        report.count("slot type");
      } else {
        left(name, object);
      }
    });
  }

  /** The built-in type that stands for one that cannot be made here. */
  private static Optional<String> alias(LexObject object) {
    boolean values = object.has("slotTypeValues");
    boolean parts = object.object("compositeSlotTypeSetting").filter(c -> c.has("subSlots")).isPresent();
    boolean pattern = object.object("valueSelectionSetting").flatMap(v -> v.object("regexFilter")).filter(f -> f.has("pattern")).isPresent();
    if (values || parts || pattern) {
      return Optional.empty();
    }
    return Optional.of(object.words("parentSlotTypeSignature").flatMap(BuiltInSlotType::named).map(BuiltInSlotType::typeName).orElse(ANYTHING));
  }

  private void left(String name, LexObject object) {
    boolean grammar = object.has("externalSourceSetting");
    object.pass();
    String type = meant.getOrDefault(name, ANYTHING);
    if (grammar) {
      report.lost(object.path(), "the grammar of slot type `" + LexReport.shown(name) + "`", "it is a file in a bucket, and not in the export; slots of it are of type " + type,
          "write its phrases under `grammar:` of a slot type");
    } else {
      report.changed(object.path(), "slot type `" + LexReport.shown(name) + "` has no values of its own", "slots of it are of type " + type, "");
    }
  }

  private SlotTypeDefinition type(String name, LexObject object) {
    object.ignore("name", "slotTypeName", "identifier", "slotTypeId");
    object.leave("slot types have no description here", "keep it as a comment", "description");
    object.leave("it is a file in a bucket, and not in the export", "write its phrases under `grammar:`", "externalSourceSetting");
    List<Value> values = values(object);
    Optional<LexObject> setting = object.object("valueSelectionSetting");
    Optional<String> strategy = setting.flatMap(s -> s.word("resolutionStrategy"));
    setting.ifPresent(s -> s.ignore("advancedRecognitionSetting")); // the values are the recogniser's vocabulary in any case
    Map<String, String> parts = parts(object);
    Optional<Pattern> pattern = setting.flatMap(s -> s.object("regexFilter")).flatMap(this::pattern);
    Optional<String> parent = object.words("parentSlotTypeSignature");
    if (!parts.isEmpty() || (values.isEmpty() && pattern.isPresent())) {
      return new SlotTypeDefinition(
          Span.NONE, name, Resolution.TOP_RESOLUTION, List.of(), parts.isEmpty() ? pattern : Optional.empty(), List.of(), parts);
    }
    pattern.ifPresent(p -> report.lost(object.path(), "the pattern of a slot type that has values", "a type here has values or a pattern", "make it a type of its own"));
    parent.ifPresent(p -> report.lost(object.place("parentSlotTypeSignature"), "the values of " + LexReport.shown(p), "a type that has values of its own has those alone here",
        "add what callers say to the type's values"));
    Resolution resolution = strategy.map(s -> switch (s) {
      case "topresolution" -> Resolution.TOP_RESOLUTION;
      case "concatenation" -> Resolution.CONCATENATION;
      default -> Resolution.ORIGINAL_VALUE;
    }).orElse(Resolution.ORIGINAL_VALUE);
    return new SlotTypeDefinition(Span.NONE, name, resolution, values, Optional.empty(), List.of(), Map.of());
  }

  private List<Value> values(LexObject object) {
    List<Value> values = new ArrayList<>();
    Set<String> said = new HashSet<>();
    for (LexObject item : object.objects("slotTypeValues")) {
      List<String> synonyms = new ArrayList<>();
      Optional<String> value = item.object("sampleValue").flatMap(v -> v.words("value")).filter(v -> once(v, said, item));
      item.objects("synonyms").forEach(s -> s.words("value").filter(v -> once(v, said, s)).ifPresent(synonyms::add));
      value.ifPresent(v -> values.add(new Value(Span.NONE, v, synonyms)));
    }
    return values;
  }

  private boolean once(String value, Set<String> said, LexObject place) {
    String normal = Words.normal(value);
    if (!normal.isEmpty() && said.add(normal)) {
      return true;
    }
    report.lost(place.path(), "the value or synonym `" + LexReport.shown(value) + "`", normal.isEmpty() ? "it has no letters or digits" : "it stands in its slot type already", "");
    return false;
  }

  private Map<String, String> parts(LexObject object) {
    Map<String, String> parts = new LinkedHashMap<>();
    object.object("compositeSlotTypeSetting").ifPresent(setting -> {
      for (LexObject part : setting.objects("subSlots")) {
        Optional<String> type = part.words("slotTypeName", "slotTypeId");
        part.ignore("identifier", "subSlotId");
        part.words("name").ifPresent(n -> parts.put(n, named(type.orElse(ANYTHING), part.path())));
      }
      if (parts.size() > MAX_PARTS) {
        report.lost(setting.path(), "parts beyond the sixth", "a type has up to " + MAX_PARTS, "make them slots of their own");
        List.copyOf(parts.keySet()).subList(MAX_PARTS, parts.size()).forEach(parts::remove);
      }
    });
    return parts;
  }

  private Optional<Pattern> pattern(LexObject filter) {
    return filter.words("pattern").flatMap(p -> {
      try {
        if (p.length() <= MAX_PATTERN) {
          return Optional.of(Pattern.compile(p, Pattern.CASE_INSENSITIVE));
        }
      } catch (PatternSyntaxException e) {
        // told below
      }
      report.lost(filter.path(), "the pattern " + LexReport.shown(p), "it is no regular expression of up to " + MAX_PATTERN + " characters", "write it under `pattern:`");
      return Optional.empty();
    });
  }

  /** The type that a slot names: a built-in one, or one of the locale's own. */
  String named(String written, String place) {
    String own = meant.get(written);
    if (own != null) {
      return own;
    }
    Optional<BuiltInSlotType> builtIn = BuiltInSlotType.named(written).filter(t -> t.isLex() && written.startsWith(AMAZON));
    if (builtIn.isEmpty()) {
      report.changed(place, "slot type `" + LexReport.shown(written) + "`", "it is neither in the export nor a built-in one here; the slot takes any words", "give the slot another `type:`");
    }
    return builtIn.map(BuiltInSlotType::typeName).orElse(ANYTHING);
  }
}
