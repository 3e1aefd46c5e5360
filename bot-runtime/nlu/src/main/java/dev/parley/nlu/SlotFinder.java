package dev.parley.nlu;

import dev.parley.definition.BuiltInSlotType;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.event.SlotValue;
import dev.parley.slot.SlotContext;
import dev.parley.slot.SpokenTokens;
import dev.parley.tagging.SlotTagger;
import dev.parley.tagging.TaggedSpan;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * Finds slots' values within an utterance. Only slots that the intent's samples hold are looked for, and never obfuscated ones.
 *
 * <p>How it works: a stretch of words that reads as the slot's type, the longest first. Of two slots of one type, each takes
 * first what stands after the word that stands before it in a sample ("from {Source} to {Target}"). What takes anything is
 * taken only where the rest of the utterance is a sample's. Pure and thread-safe.
 */
final class SlotFinder {

  /** No value has more words. */
  private static final int MAX_WORDS = 12;

  private static final int MAX_TOKENS = 60;
  private static final Set<String> DETERMINERS = Set.of("my", "the", "our", "a", "an");
  private static final String PLACEHOLDER = "slot:";

  private final SlotAnswers answers;
  /** How much better a sentence must read with a slot's place than without it. A word that is wrong counts 1 in training. */
  private static final double SURE = 0.5;

  private final SlotTaggers taggers;
  private final Map<String, List<SampleTemplate>> templates = new HashMap<>();

  SlotFinder(SlotAnswers answers, SlotTaggers taggers, Collection<IntentDefinition> intents) {
    this.answers = answers;
    this.taggers = taggers;
    for (IntentDefinition intent : intents) {
      templates.put(
          intent.name(), intent.utterances().stream().map(u -> SampleTemplate.of(u.text())).filter(t -> !t.slots().isEmpty()).toList());
    }
  }

  /** The values that the utterance holds for the intent's slots. */
  Map<String, SlotValue> find(IntentDefinition intent, String text, SlotContext context) {
    return find(intent, new Search(text, head(SpokenTokens.of(text)), context), true);
  }

  /** The same when nothing else was said but values, each with the word that samples have before it; else nothing. */
  Map<String, SlotValue> findOnly(IntentDefinition intent, String text, SlotContext context) {
    Search search = new Search(text, head(SpokenTokens.of(text)), context);
    Map<String, SlotValue> found = find(intent, search, false);
    Set<String> edges = edges(intent, templates.getOrDefault(intent.name(), List.of()));
    return search.rest().stream().allMatch(w -> edges.contains(w) || SpokenTokens.isFiller(w)) ? found : Map.of();
  }

  /** The slots that may be looked for in sentences. */
  static List<SlotDefinition> slotsInSamples(IntentDefinition intent) {
    Set<String> held = new HashSet<>();
    intent.utterances().forEach(u -> held.addAll(SampleTemplate.of(u.text()).slots()));
    return intent.slots().stream().filter(s -> !s.obfuscated() && held.contains(s.name())).toList();
  }

  /** {@code open} is whether any words may fill a slot that takes any. */
  private Map<String, SlotValue> find(IntentDefinition intent, Search search, boolean open) {
    List<SampleTemplate> samples = templates.getOrDefault(intent.name(), List.of());
    List<SlotDefinition> slots = slotsInSamples(intent);
    Map<String, SlotValue> found = new LinkedHashMap<>();
    for (SlotDefinition slot : slots) {
      if (slots.stream().filter(s -> s.type().equals(slot.type())).count() > 1) {
        search.take(slot, before(slot, samples), found);
      }
    }
    taggers.of(intent.name()).ifPresent(t -> search.takeTagged(t, slots, samples, open, found));
    for (SlotDefinition slot : slots) {
      if (!found.containsKey(slot.name())) {
        search.take(slot, Set.of(), found);
      }
    }
    for (SlotDefinition slot : nearest(slots, samples, search.tokens)) {
      if (answers.isOpen(slot) && !found.containsKey(slot.name())) {
        search.takeName(slot, before(slot, samples), edges(intent, samples), found);
      }
    }
    for (SlotDefinition slot : slots) {
      boolean listed = BuiltInSlotType.named(slot.type()).isEmpty();
      if ((listed || answers.isOpen(slot)) && found.isEmpty()) {
        samples.stream()
            .filter(t -> t.slots().equals(List.of(slot.name())))
            .flatMap(t -> t.fill(search.tokens).stream())
            .flatMap(v -> resolve(slot, SpokenTokens.asWritten(search.text, SpokenTokens.of(v)), search.context).stream())
            .findFirst()
            .ifPresent(v -> found.put(slot.name(), v));
      }
    }
    return found;
  }

  /** The words right before the slot in samples. */
  private static Set<String> before(SlotDefinition slot, List<SampleTemplate> samples) {
    Set<String> before = new HashSet<>();
    samples.forEach(t -> t.wordBefore(slot.name()).ifPresent(before::add));
    return before;
  }

  /** The slots, those first whose samples are made of the words that were said. */
  private static List<SlotDefinition> nearest(List<SlotDefinition> slots, List<SampleTemplate> samples, List<String> said) {
    Map<String, Double> shares = new HashMap<>();
    for (SampleTemplate sample : samples) {
      List<String> words = sample.parts().stream().filter(p -> !p.slot()).map(SampleTemplate.Part::text).toList();
      double share = words.isEmpty() ? 0 : (double) words.stream().filter(said::contains).count() / words.size();
      sample.slots().forEach(s -> shares.merge(s, share, Math::max));
    }
    return slots.stream().sorted(Comparator.comparingDouble(s -> -shares.getOrDefault(s.name(), 0.0))).toList();
  }

  /** The words right after the slot in samples. */
  private Set<String> after(SlotDefinition slot) {
    Set<String> after = new HashSet<>();
    templates.values().forEach(samples -> samples.forEach(t -> t.wordAfter(slot.name()).ifPresent(after::add)));
    return after;
  }

  /** The words right before any of the intent's slots: a name ends before one of them. */
  private static Set<String> edges(IntentDefinition intent, List<SampleTemplate> samples) {
    Set<String> edges = new HashSet<>();
    intent.slots().forEach(s -> edges.addAll(before(s, samples)));
    return edges;
  }

  /** What stands for a value of this type where intents are compared. No caller can say it. */
  static String placeholder(String type) {
    return PLACEHOLDER + type.toLowerCase(Locale.ROOT);
  }

  static boolean isPlaceholder(String token) {
    return token.startsWith(PLACEHOLDER);
  }

  /** The utterance's words with placeholders for the values of these slots, as the intents' samples have them. */
  List<String> withPlaceholders(List<SlotDefinition> slots, String text, SlotContext context) {
    List<String> tokens = new ArrayList<>(head(SpokenTokens.of(text)));
    for (SlotDefinition slot : slots) {
      // A type that two slots have comes here twice.
      new Search(text, tokens, context).stretch(slot, (from, to) -> true).ifPresent(s -> {
        tokens.subList(s.from, s.to).clear();
        tokens.add(s.from, placeholder(slot.type()));
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

  private Optional<SlotValue> resolve(SlotDefinition slot, String text, SlotContext context) {
    return answers.value(slot, text, context)
        .filter(v -> !v.interpretedValue().isEmpty() || v.ambiguous() && SlotAnswers.isAskedAbout(slot.type()) && !slot.obfuscated());
  }

  private record Stretch(int from, int to, SlotValue value) {}

  private record Asked(String reader, int from, int to) {}

  /** Where a value may stand. */
  private interface Place {
    boolean takes(int from, int to);
  }

  /** One utterance being searched. */
  private final class Search {

    private final String text;
    private final List<String> tokens;
    private final SlotContext context;
    private final Set<Integer> used = new HashSet<>();
    private final Map<Asked, Optional<SlotValue>> values = new HashMap<>();

    Search(String text, List<String> tokens, SlotContext context) {
      this.text = text;
      this.tokens = tokens;
      this.context = context;
    }

    void take(SlotDefinition slot, Set<String> before, Map<String, SlotValue> found) {
      stretch(slot, (from, to) -> before.isEmpty() || before.contains(wordBefore(from))).ifPresent(s -> take(slot, s, found));
    }

    private void take(SlotDefinition slot, Stretch stretch, Map<String, SlotValue> found) {
      found.put(slot.name(), stretch.value);
      use(stretch.from, stretch.to);
    }

    /** What the tagger is sure of. Of values that are told by themselves it says whose they are, and their recogniser where they end. */
    void takeTagged(SlotTagger tagger, List<SlotDefinition> slots, List<SampleTemplate> samples, boolean open, Map<String, SlotValue> found) {
      Map<String, SlotDefinition> byName = new HashMap<>();
      slots.forEach(s -> byName.put(s.name(), s));
      for (TaggedSpan span : tagger.tag(tokens, (slot, words, from, to) -> reads(byName.get(slot.name()), from, to))) {
        SlotDefinition slot = byName.get(span.slot());
        if (slot == null || span.margin() < SURE || found.containsKey(slot.name()) || !free(span.from(), span.to()) || !mayBeIts(slot, span, slots, samples)) {
          continue;
        }
        if (taggers.recognised(slot)) {
          stretch(slot, (from, to) -> from < span.to() && to > span.from()).ifPresent(s -> take(slot, s, found));
        } else if (open) {
          resolve(slot, SpokenTokens.asWritten(text, tokens.subList(span.from(), span.to())), context)
              .ifPresent(v -> take(slot, new Stretch(span.from(), span.to(), v), found));
        }
      }
    }

    /** Of two slots of one type only words beside a value that samples have beside the slot tell which one it is for. */
    private boolean mayBeIts(SlotDefinition slot, TaggedSpan span, List<SlotDefinition> slots, List<SampleTemplate> samples) {
      List<SlotDefinition> twins = slots.stream().filter(s -> !s.name().equals(slot.name()) && s.type().equals(slot.type())).toList();
      String before = wordBefore(span.from());
      String after = span.to() < tokens.size() ? tokens.get(span.to()) : "";
      boolean its = before(slot, samples).contains(before);
      boolean anothers = twins.stream().anyMatch(t -> before(t, samples).contains(before));
      boolean follows = samples.stream().anyMatch(t -> t.wordAfter(slot.name()).filter(after::equals).isPresent());
      return twins.isEmpty() || its || !anothers && follows;
    }

    /** The word before a value, "my" and "the" apart; nothing where it begins the sentence. */
    private String wordBefore(int from) {
      int at = from - 1;
      while (at > 0 && DETERMINERS.contains(tokens.get(at))) {
        at--;
      }
      return at < 0 ? "" : tokens.get(at);
    }

    private boolean reads(@Nullable SlotDefinition slot, int from, int to) {
      if (slot == null) {
        return false;
      } else if (answers.isOpen(slot)) {
        return value(slot, from, to).isPresent();
      }
      return !taggers.recognised(slot)
          || ValuePlaces.mayStand(BuiltInSlotType.named(slot.type()), tokens, from, to, i -> true, after(slot)) && told(slot, from, to).isPresent();
    }

    private Optional<SlotValue> told(SlotDefinition slot, int from, int to) {
      return value(slot, from, to).filter(v -> SlotAnswers.tells(slot.type(), v));
    }

    private Optional<SlotValue> value(SlotDefinition slot, int from, int to) {
      // Slots of one type without rules read alike.
      boolean alike = slot.validation().isEmpty() && !slot.multiple() && slot.parts().isEmpty();
      return values.computeIfAbsent(new Asked(alike ? slot.type() : "slot " + slot.name(), from, to), a -> resolve(slot, String.join(" ", tokens.subList(from, to)), context));
    }

    /** A name: from the word before it to the next value, the word before one, or the end. */
    void takeName(SlotDefinition slot, Set<String> before, Set<String> edges, Map<String, SlotValue> found) {
      boolean freeText = BuiltInSlotType.named(slot.type()).filter(BuiltInSlotType.FREE_FORM_INPUT::equals).isPresent();
      for (int from = 1; from < tokens.size() && !freeText; from++) {
        if (!before.contains(tokens.get(from - 1)) || !free(from, from + 1)) {
          continue;
        }
        int to = from + 1;
        while (to < tokens.size() && to - from < MAX_WORDS && free(to, to + 1) && (answers.isComposite(slot) || !edges.contains(tokens.get(to)))) {
          to++;
        }
        Optional<SlotValue> value = resolve(slot, SpokenTokens.asWritten(text, tokens.subList(from, to)), context);
        if (value.isPresent()) {
          found.put(slot.name(), value.get());
          use(from, to);
          return;
        }
      }
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
      Set<String> after = after(slot);
      for (int length = Math.min(MAX_WORDS, tokens.size()); length >= 1; length--) {
        for (int from = 0; from + length <= tokens.size(); from++) {
          int to = from + length;
          if (!place.takes(from, to) || !free(from, to) || !ValuePlaces.mayStand(builtIn, tokens, from, to, this::unused, after)) {
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
        if (used.contains(i) || isPlaceholder(tokens.get(i))) {
          return false;
        }
      }
      return true;
    }
  }
}
