package dev.parley.slot;

import dev.parley.definition.SlotTypeDefinition;
import dev.parley.event.SlotValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Phrases of a little grammar, with words that are said around any value. Pure and thread-safe. */
public final class PhraseSlotType implements SlotType {

  private static final int MAX_TOKENS = 40;
  private static final Pattern HOLE = Pattern.compile("\\{([^}]{1,100})}");

  private final List<Phrase> phrases = new ArrayList<>();
  private final Function<String, Optional<SlotType>> types;

  /** Phrases whose holes have these types. */
  PhraseSlotType(SlotTypeDefinition definition, Function<String, Optional<SlotType>> types) {
    this.types = types;
    definition.grammar().forEach(p -> phrases.add(new Phrase(new PhrasePattern(p.text()), p.value())));
  }

  /** The types of the holes in a type's phrases. */
  public static Set<String> holes(SlotTypeDefinition definition) {
    Set<String> types = new LinkedHashSet<>();
    definition.grammar().forEach(p -> types.addAll(new PhrasePattern(p.text()).types()));
    return types;
  }

  /** Whether the text is one of the phrases that stand for themselves, politeness apart. */
  public boolean names(String text) {
    return ways(SpokenTokens.of(text)).stream()
        .anyMatch(words -> phrases.stream()
            .anyMatch(p -> p.pattern.types().isEmpty() && p.pattern.match(words, (type, said) -> Optional.empty()).isPresent()));
  }

  private record Phrase(PhrasePattern pattern, Optional<String> value) {}

  @Override
  public List<SlotValue.Scalar> resolve(String text, SlotContext context) {
    List<String> tokens = SpokenTokens.of(text);
    if (tokens.isEmpty() || tokens.size() > MAX_TOKENS) {
      return List.of();
    }
    for (List<String> words : ways(tokens)) {
      List<String> values = phrases.stream().flatMap(p -> value(p, words, context).stream()).distinct().toList();
      if (!values.isEmpty()) {
        return List.of(new SlotValue.Scalar(text.strip(), values.get(0), values));
      }
    }
    return List.of();
  }

  /** The words, and the same without what may stand before and after any value. */
  private static List<List<String>> ways(List<String> tokens) {
    int start = 0;
    int end = tokens.size();
    while (start < end && SpokenTokens.isFiller(tokens.get(start))) {
      start++;
    }
    while (end > start && SpokenTokens.isFiller(tokens.get(end - 1))) {
      end--;
    }
    return List.of(tokens, tokens.subList(start, tokens.size()), tokens.subList(0, end), tokens.subList(start, end)).stream()
        .filter(w -> !w.isEmpty())
        .distinct()
        .toList();
  }

  private Optional<String> value(Phrase phrase, List<String> words, SlotContext context) {
    Optional<Map<String, String>> holes = phrase.pattern.match(words, (type, said) -> valueOfType(type, said, context));
    return holes.map(h -> phrase.value.map(v -> filled(v, h)).orElseGet(() -> String.join(" ", words)));
  }

  private Optional<String> valueOfType(String type, String said, SlotContext context) {
    return types.apply(type)
        .flatMap(t -> t.resolve(said, context).stream().findFirst())
        .map(SlotValue.Scalar::interpretedValue)
        .filter(v -> !v.isEmpty());
  }

  private static String filled(String template, Map<String, String> holes) {
    return HOLE.matcher(template).replaceAll(m -> Matcher.quoteReplacement(holes.getOrDefault(m.group(1), ""))).strip();
  }
}
