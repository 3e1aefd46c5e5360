package dev.parley.nlu;

import dev.parley.definition.BuiltInSlotType;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.event.SlotValue;
import dev.parley.nlu.SlotSearch.Found;
import dev.parley.nlu.SlotSearch.Lost;
import dev.parley.slot.SlotContext;
import dev.parley.slot.SpokenTokens;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds slots' values within an utterance. Only slots that the intent's samples hold are looked for, and never obfuscated ones.
 *
 * <p>How it works: a stretch of words that reads as the slot's type, the longest first. Of two slots of one type, each takes
 * first what stands after the word that stands before it in a sample ("from {Source} to {Target}"). What that leaves open the
 * intent's tagger says. What takes anything is taken only where the rest of the utterance is a sample's. Pure and thread-safe.
 */
final class SlotFinder {

  private static final int MAX_TOKENS = 60;

  private final SlotAnswers answers;
  private final SlotTaggers taggers;
  private final SlotPlaces places;

  SlotFinder(SlotAnswers answers, SlotTaggers taggers, Collection<IntentDefinition> intents) {
    this.answers = answers;
    this.taggers = taggers;
    places = new SlotPlaces(intents);
  }

  /**
   * What was found.
   *
   * @param found the values by slot
   * @param lost words that might have been a value of a slot that has none
   */
  record Sought(Map<String, Found> found, List<Lost> lost) {

    static final Sought NOTHING = new Sought(Map.of(), List.of());

    Map<String, SlotValue> values() {
      Map<String, SlotValue> values = new LinkedHashMap<>();
      found.forEach((slot, f) -> values.put(slot, f.stretch().value()));
      return values;
    }
  }

  /** The values that the utterance holds for the intent's slots; {@code thorough} looks at what is none, too. */
  Sought find(IntentDefinition intent, String text, SlotContext context, boolean thorough) {
    SlotSearch search = search(text, head(SpokenTokens.of(text)), context, thorough);
    Map<String, Found> found = find(intent, search, true);
    return new Sought(found, search.lost().stream().filter(l -> !found.containsKey(l.slot())).toList());
  }

  /** The same when nothing else was said but values, each with the word that samples have before it; else nothing. */
  Sought findOnly(IntentDefinition intent, String text, SlotContext context) {
    SlotSearch search = search(text, head(SpokenTokens.of(text)), context, false);
    Map<String, Found> found = find(intent, search, false);
    Set<String> edges = places.edges(intent);
    return search.rest().stream().allMatch(w -> edges.contains(w) || SpokenTokens.isFiller(w)) ? new Sought(found, List.of()) : Sought.NOTHING;
  }

  private SlotSearch search(String text, List<String> tokens, SlotContext context, boolean thorough) {
    return new SlotSearch(answers, taggers, places, text, tokens, context, thorough);
  }

  /** {@code open} is whether any words may fill a slot that takes any. */
  private Map<String, Found> find(IntentDefinition intent, SlotSearch search, boolean open) {
    List<SlotDefinition> slots = SlotPlaces.slotsInSamples(intent);
    Map<String, Found> found = new LinkedHashMap<>();
    for (SlotDefinition slot : slots) {
      if (slots.stream().filter(s -> s.type().equals(slot.type())).count() > 1) {
        search.take(slot, places.before(intent, slot), found);
      }
    }
    taggers.of(intent.name()).ifPresent(t -> search.takeTagged(t, intent, slots, open, found));
    for (SlotDefinition slot : slots) {
      if (!found.containsKey(slot.name())) {
        search.take(slot, Set.of(), found);
      }
    }
    for (SlotDefinition slot : places.nearest(intent, slots, search.tokens())) {
      if (answers.isOpen(slot) && !found.containsKey(slot.name())) {
        search.takeName(slot, places.before(intent, slot), places.edges(intent), found);
      }
    }
    for (SlotDefinition slot : slots) {
      boolean listed = BuiltInSlotType.named(slot.type()).isEmpty();
      if ((listed || answers.isOpen(slot)) && found.isEmpty()) {
        search.takeSampled(slot, places.samples(intent), found);
      }
    }
    return found;
  }

  /** The utterance's words with placeholders for the values of these slots, as the intents' samples have them. */
  List<String> withPlaceholders(List<SlotDefinition> slots, String text, SlotContext context) {
    List<String> tokens = new ArrayList<>(head(SpokenTokens.of(text)));
    for (SlotDefinition slot : slots) {
      // A type that two slots have comes here twice.
      search(text, tokens, context, false).stretch(slot, (from, to) -> true).ifPresent(s -> {
        tokens.subList(s.from(), s.to()).clear();
        tokens.add(s.from(), Placeholders.of(slot.type()));
      });
    }
    return tokens;
  }

  /** Whether what is said for the slot is no value that could be told by itself. */
  boolean takesAnyWords(SlotDefinition slot) {
    return !taggers.recognised(slot);
  }

  private static List<String> head(List<String> tokens) {
    return tokens.subList(0, Math.min(tokens.size(), MAX_TOKENS));
  }
}
