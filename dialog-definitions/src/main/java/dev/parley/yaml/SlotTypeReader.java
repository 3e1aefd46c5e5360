package dev.parley.yaml;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.parley.definition.BuiltInSlotType;
import dev.parley.definition.SlotTypeDefinition.Phrase;
import dev.parley.definition.SlotTypeDefinition.Resolution;
import dev.parley.definition.SlotTypeDefinition.Value;
import dev.parley.definition.SlotTypeDefinition;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.yaml.YamlNode.Entry;
import dev.parley.yaml.YamlNode.YamlScalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads a slot type of a bot's own: values, a pattern, a grammar, or parts. */
final class SlotTypeReader {

  private static final List<String> KINDS = List.of("values", "pattern", "grammar", "parts");

  /** What Lex's regex filters leave out: repetition without an end, and any character at all. */
  private static final java.util.regex.Pattern NOT_IN_LEX = java.util.regex.Pattern.compile("\\\\.|\\[(?:\\\\.|[^\\]\\\\])*\\]|([*+.]|\\{[0-9]+,\\})");

  /** Lex's limits. */
  private static final int MAX_PATTERN = 300;

  private static final int MAX_VALUES = 10_000;
  static final int MAX_PARTS = 6;

  private final Report report;

  SlotTypeReader(Report report) {
    this.report = report;
  }

  Optional<SlotTypeDefinition> read(YamlScalar name, YamlNode node) {
    Optional<MappingReader> reader = MappingReader.of(node, BotGrammar.keys("slot_type"), report);
    if (reader.isEmpty()) {
      return Optional.empty();
    }
    MappingReader keys = reader.get();
    List<String> kinds = new ArrayList<>(KINDS);
    kinds.removeIf(k -> keys.node(k).isEmpty());
    if (kinds.size() != 1) {
      report.add(
          Diagnostic.error("one-kind", name.span(), "slot type `" + name.text() + "` has " + (kinds.isEmpty() ? "nothing that may be said" : "several kinds"))
              .help("give it one of values, pattern, grammar and parts"));
    }
    return Optional.of(
        new SlotTypeDefinition(
            name.span(), name.text(), resolution(keys), values(keys), keys.scalar("pattern").flatMap(this::pattern), grammar(keys), parts(keys)));
  }

  private Resolution resolution(MappingReader keys) {
    boolean both = keys.node("restrict").isPresent() && keys.node("resolution").isPresent();
    if (both || (keys.node("values").isEmpty() && (keys.node("restrict").isPresent() || keys.node("resolution").isPresent()))) {
      String key = keys.node("resolution").isPresent() ? "resolution" : "restrict";
      report.add(
          Diagnostic.error("resolution-without-values", keys.place(key),
                  both ? "`restrict` and `resolution` say the same" : "`" + key + "` is about values, and there are none")
              .help(both ? "keep `resolution`" : "drop it: only what fits is taken"));
    }
    Resolution shortForm = keys.flag("restrict", true) ? Resolution.TOP_RESOLUTION : Resolution.ORIGINAL_VALUE;
    return keys.choice("resolution")
        .map(word -> switch (word) {
          case "original" -> Resolution.ORIGINAL_VALUE;
          case "concatenation" -> Resolution.CONCATENATION;
          default -> Resolution.TOP_RESOLUTION;
        })
        .orElse(shortForm);
  }

  private List<Value> values(MappingReader keys) {
    List<Value> values = new ArrayList<>();
    for (YamlNode item : keys.items("values")) {
      if (item instanceof YamlScalar scalar) {
        values.add(new Value(scalar.span(), scalar.text(), List.of()));
      } else {
        MappingReader.of(item, BotGrammar.keys("slot_value"), report)
            .ifPresent(v -> v.scalar("value").ifPresent(s -> values.add(
                new Value(s.span(), s.text(), v.scalars("synonyms").stream().map(YamlScalar::text).toList()))));
      }
    }
    long ways = values.stream().mapToLong(v -> 1L + v.synonyms().size()).sum();
    if (ways > MAX_VALUES) {
      report.add(
          Diagnostic.error("too-many-values", keys.place("values"), "this slot type has " + ways + " values and synonyms")
              .help("it may have " + MAX_VALUES + "; a hook can look names up among more"));
    }
    return values;
  }

  private Optional<Pattern> pattern(YamlScalar scalar) {
    ScalarPlaces places = new ScalarPlaces(scalar, report);
    if (scalar.text().length() > MAX_PATTERN) {
      report.add(
          Diagnostic.error("bad-pattern", scalar.span().start(), "this pattern has " + scalar.text().length() + " characters")
              .help("it may have " + MAX_PATTERN));
      return Optional.empty();
    }
    try {
      Pattern pattern = Pattern.compile(scalar.text(), Pattern.CASE_INSENSITIVE);
      NOT_IN_LEX.matcher(scalar.text()).results().filter(r -> r.group(1) != null).findFirst().ifPresent(r -> report.add(
          Diagnostic.error("pattern-not-in-lex", places.of(r.start(), r.group().length()), "Lex's patterns have no `" + r.group() + "`")
              .help("say how many and which: [A-Z]{2}[0-9]{1,6}")));
      return Optional.of(pattern);
    } catch (PatternSyntaxException e) {
      report.add(
          Diagnostic.error("bad-pattern", scalar.span(), "this is no regular expression: " + e.getDescription())
              .help("it is for the whole value: \"[A-Z]{2}[0-9]{3}\""));
      return Optional.empty();
    }
  }

  private List<Phrase> grammar(MappingReader keys) {
    List<Phrase> phrases = new ArrayList<>();
    PhraseChecks checks = new PhraseChecks(report);
    for (YamlNode item : keys.items("grammar")) {
      if (item instanceof YamlScalar scalar) {
        checks.check(scalar, Optional.empty());
        phrases.add(new Phrase(scalar.span(), scalar.text(), Optional.empty()));
      } else {
        MappingReader.of(item, BotGrammar.keys("phrase"), report).ifPresent(k -> k.scalar("phrase").ifPresent(p -> {
          checks.check(p, k.scalar("value"));
          phrases.add(new Phrase(p.span(), p.text(), k.text("value")));
        }));
      }
    }
    return phrases;
  }

  private Map<String, String> parts(MappingReader keys) {
    Map<String, String> parts = new LinkedHashMap<>();
    for (Entry entry : keys.entries("parts")) {
      Names.check(entry.key(), "part", report);
      if (entry.value() instanceof YamlScalar type) {
        parts.put(entry.key().text(), typeName(type.text()));
      } else {
        MappingReader.wrong(report, entry.value(), "a slot type's name");
      }
    }
    tooManyParts(keys, parts.size());
    return parts;
  }

  void tooManyParts(MappingReader keys, int count) {
    if (count > MAX_PARTS) {
      report.add(
          Diagnostic.error("too-many-parts", keys.place("parts"), "here are " + count + " parts")
              .help("there may be " + MAX_PARTS + "; make some of them slots of their own"));
    }
  }

  /** The name by which the definition knows a type: a built-in one's without its prefix. */
  static String typeName(String written) {
    return BuiltInSlotType.named(written).map(BuiltInSlotType::typeName).orElse(written);
  }
}
