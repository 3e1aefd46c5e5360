package dev.parley.nlu;

import dev.parley.definition.BuiltInSlotType;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.event.SlotValue;
import dev.parley.nlu.Explanation.How;
import dev.parley.nlu.Explanation.LostBy;
import dev.parley.slot.SlotContext;
import dev.parley.slot.SpokenTokens;
import dev.parley.tagging.SlotTagger;
import dev.parley.tagging.TaggedSpan;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** One utterance being searched for slots' values: no word is part of two. Made for one text; used by one thread. */
final class SlotSearch {

  /** No value has more words. */
  private static final int MAX_WORDS = 12;

  /** How much better a sentence must read with a slot's place than without it. A word that is wrong counts 1 in training. */
  private static final double SURE = 0.5;

  private final SlotAnswers answers;
  private final SlotTaggers taggers;
  private final SlotPlaces places;
  private final String text;
  private final List<String> tokens;
  private final SlotContext context;
  private final Set<Integer> used = new HashSet<>();
  private final Map<Asked, Optional<SlotValue>> values = new HashMap<>();
  private final boolean thorough;
  private final List<Lost> lost = new ArrayList<>();

  SlotSearch(SlotAnswers answers, SlotTaggers taggers, SlotPlaces places, String text, List<String> tokens, SlotContext context, boolean thorough) {
    this.answers = answers;
    this.taggers = taggers;
    this.places = places;
    this.text = text;
    this.tokens = tokens;
    this.context = context;
    this.thorough = thorough;
  }

  List<String> tokens() {
    return tokens;
  }

  /** The longest value of the slot, after one of these words if there are any. */
  void take(SlotDefinition slot, Set<String> before, Map<String, Found> found) {
    stretch(slot, (from, to) -> before.isEmpty() || before.contains(wordBefore(from)))
        .ifPresent(s -> take(slot, s, before.isEmpty() ? How.LONGEST : How.AFTER_WORD, found));
  }

  private void take(SlotDefinition slot, Stretch stretch, How how, Map<String, Found> found) {
    found.put(slot.name(), new Found(stretch, how));
    use(stretch.from, stretch.to);
  }

  /** What the tagger is sure of. Of values that are told by themselves it says whose they are, and their recogniser where they end. */
  void takeTagged(SlotTagger tagger, IntentDefinition intent, List<SlotDefinition> slots, boolean open, Map<String, Found> found) {
    Map<String, SlotDefinition> byName = new HashMap<>();
    slots.forEach(s -> byName.put(s.name(), s));
    List<TaggedSpan> spans = tagger.tag(tokens, (slot, words, from, to) -> reads(byName.get(slot.name()), from, to));
    for (int i = 0; i < spans.size(); i++) {
      TaggedSpan span = spans.get(i);
      SlotDefinition slot = byName.get(span.slot());
      if (slot == null) {
        continue;
      }
      Optional<LostBy> no = refusal(span, intent, slot, slots, found);
      if (no.isEmpty() && taggers.recognised(slot)) {
        stretch(slot, (from, to) -> from < span.to() && to > span.from()).ifPresent(s -> take(slot, s, How.TAGGER_AND_RECOGNISER, found));
      } else if (no.isEmpty() && open) {
        int to = isFreeText(slot) ? endOfFreeText(intent, slot, span, spans.subList(i + 1, spans.size()), byName) : span.to();
        resolve(slot, SpokenTokens.asWritten(text, words(span.from(), to))).ifPresent(v -> take(slot, new Stretch(span.from(), to, v), How.TAGGER, found));
      }
      if (no.isPresent() || open && !found.containsKey(slot.name())) {
        lost.add(new Lost(slot.name(), span.from(), span.to(), no.orElse(LostBy.NO_VALUE)));
      }
    }
  }

  private static boolean isFreeText(SlotDefinition slot) {
    return BuiltInSlotType.named(slot.type()).filter(BuiltInSlotType.FREE_FORM_INPUT::equals).isPresent();
  }

  /**
   * Where free text ends, which may be longer than any that the tagger has learnt from: at what samples have after it, the last time
   * it is said before the next value; where they have nothing there, before the words that lead to that value, or with the sentence.
   */
  private int endOfFreeText(IntentDefinition intent, SlotDefinition slot, TaggedSpan span, List<TaggedSpan> others, Map<String, SlotDefinition> byName) {
    Optional<TaggedSpan> next = others.stream().filter(o -> !o.slot().equals(slot.name()) && o.margin() >= SURE).findFirst();
    int limit = span.from() + 1;
    while (limit < next.map(TaggedSpan::from).orElse(tokens.size()) && free(limit, limit + 1)) {
      limit++;
    }
    Set<List<String>> followers = places.followers(intent, slot);
    for (int to = limit; to > span.from(); to--) {
      for (List<String> follower : followers) {
        if (!follower.isEmpty() && startsWith(to, follower)) {
          return to;
        }
      }
    }
    if (!followers.contains(List.<String>of())) {
      return span.to();
    }
    SlotDefinition following = next.map(n -> byName.get(n.slot())).orElse(null);
    if (following != null) {
      return beforeLeads(following, places.before(intent, following), span.from() + 1, limit);
    }
    for (List<String> tail : taggers.language().tails()) {
      if (limit == tokens.size() && limit - tail.size() > span.from() && startsWith(limit - tail.size(), tail)) {
        return limit - tail.size();
      }
    }
    return limit;
  }

  /** Before "on" where it leads to a day, and before "on the". */
  private int beforeLeads(SlotDefinition slot, Set<String> sampled, int least, int to) {
    int lead = to - 1;
    while (lead >= least && taggers.language().isDeterminer(tokens.get(lead))) {
      lead--;
    }
    return lead >= least && (sampled.contains(tokens.get(lead)) || taggers.leads(slot.type()).contains(tokens.get(lead))) ? lead : lead + 1;
  }

  private boolean startsWith(int at, List<String> words) {
    return at + words.size() <= tokens.size() && tokens.subList(at, at + words.size()).equals(words);
  }

  /** Words of the text; to the end of what is looked at means to its very end. */
  private List<String> words(int from, int to) {
    if (to < tokens.size()) {
      return tokens.subList(from, to);
    }
    List<String> all = SpokenTokens.of(text);
    return all.subList(from, all.size());
  }

  private Optional<LostBy> refusal(TaggedSpan span, IntentDefinition intent, SlotDefinition slot, List<SlotDefinition> slots, Map<String, Found> found) {
    if (span.margin() < SURE) {
      return Optional.of(LostBy.UNSURE);
    } else if (found.containsKey(slot.name()) || !free(span.from(), span.to())) {
      return Optional.of(LostBy.TAKEN);
    }
    boolean its = places.mayBe(intent, slot, slots, wordBefore(span.from()), wordAfter(span.to()));
    return its ? Optional.empty() : Optional.of(LostBy.TWIN);
  }

  /** The word before a value, "my" and "the" apart; nothing where it begins the sentence. */
  private String wordBefore(int from) {
    int at = from - 1;
    while (at > 0 && taggers.language().isDeterminer(tokens.get(at))) {
      at--;
    }
    return at < 0 ? "" : tokens.get(at);
  }

  private String wordAfter(int to) {
    return to < tokens.size() ? tokens.get(to) : "";
  }

  private boolean reads(@Nullable SlotDefinition slot, int from, int to) {
    if (slot == null) {
      return false;
    } else if (answers.isOpen(slot)) {
      return value(slot, from, to).isPresent();
    }
    return !taggers.recognised(slot)
        || ValuePlaces.mayStand(BuiltInSlotType.named(slot.type()), tokens, from, to, i -> true, places.beside(slot)) && told(slot, from, to).isPresent();
  }

  private Optional<SlotValue> told(SlotDefinition slot, int from, int to) {
    return value(slot, from, to).filter(v -> SlotAnswers.tells(slot.type(), v));
  }

  private Optional<SlotValue> value(SlotDefinition slot, int from, int to) {
    // Slots of one type without rules read alike.
    boolean alike = slot.validation().isEmpty() && !slot.multiple() && slot.parts().isEmpty();
    return values.computeIfAbsent(new Asked(alike ? slot.type() : "slot " + slot.name(), from, to), a -> resolve(slot, String.join(" ", tokens.subList(from, to))));
  }

  /** A name: from the word before it to the next value, the word before one, or the end. */
  void takeName(SlotDefinition slot, Set<String> before, Set<String> edges, Map<String, Found> found) {
    for (int from = 1; from < tokens.size() && !isFreeText(slot); from++) {
      if (!before.contains(tokens.get(from - 1)) || !free(from, from + 1)) {
        continue;
      }
      int to = from + 1;
      while (to < tokens.size() && to - from < MAX_WORDS && free(to, to + 1) && (answers.isComposite(slot) || !edges.contains(tokens.get(to)))) {
        to++;
      }
      Optional<SlotValue> value = resolve(slot, SpokenTokens.asWritten(text, tokens.subList(from, to)));
      if (value.isPresent()) {
        take(slot, new Stretch(from, to, value.get()), How.NAME_AFTER_WORD, found);
        return;
      }
    }
  }

  /** The value where a sample has its one slot and the utterance is the same in all other words. */
  void takeSampled(SlotDefinition slot, List<SampleTemplate> samples, Map<String, Found> found) {
    samples.stream()
        .filter(t -> t.slots().equals(List.of(slot.name())))
        .flatMap(t -> t.fill(tokens).stream())
        .flatMap(f -> resolve(slot, SpokenTokens.asWritten(text, SpokenTokens.of(f.words()))).map(v -> new Stretch(f.from(), f.to(), v)).stream())
        .findFirst()
        .ifPresent(s -> found.put(slot.name(), new Found(s, How.SAMPLE)));
  }

  private Optional<SlotValue> resolve(SlotDefinition slot, String words) {
    return answers.value(slot, words, context)
        .filter(v -> !v.interpretedValue().isEmpty() || v.ambiguous() && SlotAnswers.isAskedAbout(slot.type()) && !slot.obfuscated());
  }

  private void use(int from, int to) {
    for (int i = from; i < to; i++) {
      used.add(i);
    }
  }

  /** The longest stretch that may stand there and reads as the slot's type; the first of equals. */
  Optional<Stretch> stretch(SlotDefinition slot, Place place) {
    Optional<BuiltInSlotType> builtIn = BuiltInSlotType.named(slot.type());
    if (answers.isOpen(slot)) {
      return Optional.empty();
    }
    ValuePlaces.Beside beside = places.beside(slot);
    for (int length = Math.min(MAX_WORDS, tokens.size()); length >= 1; length--) {
      for (int from = 0; from + length <= tokens.size(); from++) {
        int to = from + length;
        if (!place.takes(from, to) || !free(from, to)) {
          continue;
        } else if (!ValuePlaces.mayStand(builtIn, tokens, from, to, this::unused, beside)) {
          noPlace(slot, from, to);
          continue;
        }
        Optional<SlotValue> value = told(slot, from, to);
        if (value.isPresent()) {
          return Optional.of(builtIn.isPresent() ? new Stretch(from, to, value.get()) : listed(slot, new Stretch(from, to, value.get())));
        }
      }
    }
    return Optional.empty();
  }

  /** The listed value alone where the stretch sounds like it with the words around it: "savings with" is savings. */
  private Stretch listed(SlotDefinition slot, Stretch heard) {
    for (int length = heard.to - heard.from - 1; length >= 1; length--) {
      for (int from = heard.from; from + length <= heard.to; from++) {
        boolean same = told(slot, from, from + length).filter(v -> v.interpretedValue().equals(heard.value.interpretedValue())).isPresent();
        if (same && answers.lists(slot.type(), String.join(" ", tokens.subList(from, from + length)))
            && !answers.lists(slot.type(), String.join(" ", tokens.subList(heard.from, heard.to)))) {
          return new Stretch(from, from + length, told(slot, from, from + length).orElse(heard.value));
        }
      }
    }
    return heard;
  }

  /** The words that are part of no value. */
  List<String> rest() {
    return IntStream.range(0, tokens.size()).filter(this::unused).mapToObj(tokens::get).toList();
  }

  private boolean unused(int index) {
    return !used.contains(index);
  }

  private boolean free(int from, int to) {
    for (int i = from; i < to; i++) {
      if (used.contains(i) || Placeholders.is(tokens.get(i))) {
        return false;
      }
    }
    return true;
  }

  /** Notes words that would be a value if they were all that was said. */
  private void noPlace(SlotDefinition slot, int from, int to) {
    // Of stretches within each other the shortest is the value, without words around it.
    boolean within = lost.stream().filter(l -> l.slot.equals(slot.name())).allMatch(l -> l.from <= from && to <= l.to);
    if (thorough && within && told(slot, from, to).isPresent()) {
      lost.removeIf(l -> l.slot.equals(slot.name()));
      lost.add(new Lost(slot.name(), from, to, LostBy.NO_PLACE));
    }
  }

  /** Words that might have been a value, as far as they were looked at. */
  List<Lost> lost() {
    return lost;
  }

  /** A value and the words that are it. */
  record Stretch(int from, int to, SlotValue value) {}

  /** A value and who found it. */
  record Found(Stretch stretch, How how) {}

  /** Words that might have been a value. */
  record Lost(String slot, int from, int to, LostBy reason) {}

  private record Asked(String reader, int from, int to) {}

  /** Where a value may stand. */
  interface Place {
    boolean takes(int from, int to);
  }
}
