package dev.parley.yaml;

import dev.parley.definition.BuiltInSlotType;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.SlotTypeDefinition;
import dev.parley.definition.SlotTypeDefinition.Phrase;
import dev.parley.definition.SlotTypeDefinition.Value;
import dev.parley.definition.Words;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.Span;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What must hold of a bot's own slot types. */
final class SlotTypeChecks {

  private final LocaleDefinition locale;
  private final Report report;
  private final String botFile;
  private final Set<String> used;

  SlotTypeChecks(LocaleDefinition locale, String botFile, Report report) {
    this.locale = locale;
    this.report = report;
    this.botFile = botFile;
    Set<String> inSlots =
        locale.intents().values().stream()
            .flatMap(i -> i.slots().stream())
            .flatMap(s -> Stream.concat(Stream.of(s), s.parts().values().stream()))
            .map(SlotDefinition::type)
            .collect(Collectors.toSet());
    this.used = new LinkedHashSet<>(inSlots);
    locale.slotTypes().values().forEach(t -> used.addAll(named(t)));
  }

  private static List<String> named(SlotTypeDefinition type) {
    List<String> names = new ArrayList<>(type.parts().values());
    type.grammar().forEach(p -> names.addAll(holes(p)));
    return names;
  }

  /** The types of a phrase's holes. */
  private static List<String> holes(Phrase phrase) {
    return PhraseChecks.HOLE.matcher(phrase.text()).results()
        .map(r -> r.group(1).split(":", 2))
        .filter(h -> h.length == 2)
        .map(h -> SlotTypeReader.typeName(h[1].strip()))
        .toList();
  }

  void check(SlotTypeDefinition type) {
    if (BuiltInSlotType.named(type.name()).isPresent()) {
      report.add(
          Diagnostic.error("slot-type-hides-built-in", type.span(), "`" + type.name() + "` is a built-in slot type's name")
              .help("give it another name"));
    }
    boolean listsValues = type.pattern().isEmpty() && type.grammar().isEmpty() && type.parts().isEmpty();
    if (listsValues && type.values().isEmpty()) {
      report.add(
          Diagnostic.error("slot-type-without-values", type.span(), "slot type `" + type.name() + "` has no values")
              .help("add the words that callers may say"));
    }
    boolean ofThisFile = type.span().file().equals(botFile); // files that bots share hold what others need
    if (ofThisFile && !used.contains(type.name())) {
      report.add(Diagnostic.warning("unused-slot-type", type.span(), "no slot has type `" + type.name() + "`").help("drop it, or use it"));
    }
    values(type);
    type.grammar().forEach(p -> holes(p).forEach(t -> known(t, p.span())));
    type.parts().values().forEach(t -> part(t, type));
  }

  private void values(SlotTypeDefinition type) {
    Map<String, Value> said = new HashMap<>();
    for (Value value : type.values()) {
      List<String> ways = new ArrayList<>(value.synonyms());
      ways.add(value.value());
      for (String way : ways.stream().map(Words::normal).distinct().toList()) {
        value(value, way, said);
      }
    }
  }

  private void value(Value value, String way, Map<String, Value> said) {
    if (way.isEmpty()) {
      report.add(
          Diagnostic.error("empty-slot-value", value.span(), "a value or synonym here has no letters or digits")
              .help("write a word that callers say"));
      return;
    }
    Value earlier = said.putIfAbsent(way, value);
    if (earlier != null) {
      report.add(
          Diagnostic.error("same-slot-value", value.span(), "`" + way + "` means two values of this slot type")
              .note(earlier.span(), "it means this one already")
              .help("keep it at one of them"));
    }
  }

  private void part(String name, SlotTypeDefinition type) {
    known(name, type.span());
    Optional.ofNullable(locale.slotTypes().get(name)).filter(t -> !t.parts().isEmpty()).ifPresent(t -> report.add(
        Diagnostic.error("part-with-parts", type.span(), "a part of `" + type.name() + "` is of type `" + name + "`, which has parts itself")
            .note(t.span(), "that type")
            .help("list its parts here instead")));
  }

  private void known(String name, Span span) {
    if (!locale.slotTypes().containsKey(name) && BuiltInSlotType.named(name).isEmpty()) {
      report.add(
          Diagnostic.error("unknown-slot-type", span, "there is no slot type `" + name + "`")
              .label("named here")
              .help(suggestion(locale, name)));
    }
  }

  /** What was meant by an unknown slot type. */
  static String suggestion(LocaleDefinition locale, String name) {
    List<String> types = new ArrayList<>(locale.slotTypes().keySet());
    Arrays.stream(BuiltInSlotType.values()).forEach(t -> types.add(t.isLex() ? "AMAZON." + t.typeName() : t.typeName()));
    Optional<String> bare = DidYouMean.help("AMAZON." + name, types);
    return DidYouMean.help(name, types).or(() -> bare).orElse("the types are " + String.join(", ", types));
  }
}
