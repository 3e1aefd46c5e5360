package dev.parley.nlu;

import dev.parley.definition.BuiltInSlotType;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.SlotTypeDefinition;
import dev.parley.learning.LearntModels;
import dev.parley.learning.Recipe;
import dev.parley.slot.BuiltInSlotTypes;
import dev.parley.slot.ExampleValues;
import dev.parley.slot.SlotContext;
import dev.parley.slot.SpokenTokens;
import dev.parley.tagging.LanguageWords;
import dev.parley.tagging.SlotTagger;
import dev.parley.tagging.SpanReader;
import dev.parley.tagging.TaggedSample;
import dev.parley.tagging.TaggedSlot;
import dev.parley.tagging.TaggedSlot.Recognised;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The taggers of a bot's intents, for those that need one: that have a slot which any words may fill, or two slots of one type.
 * What values are told by themselves stay with their recognisers. Immutable and thread-safe.
 */
final class SlotTaggers {

  /** How many examples a value is made of, of those that are made of several. */
  private static final int COMBINED = 12;

  /** How many of the values that callers say are none of the examples: of free text, of a list that takes others too, of days and the like. */
  private static final double ANY_WORDS = 0.7;

  private static final double OPEN_LIST = 0.4;
  private static final double TOLD = 0.3;

  private static final Set<BuiltInSlotType> NUMERIC =
      EnumSet.of(
          BuiltInSlotType.CURRENCY, BuiltInSlotType.DATE, BuiltInSlotType.DAY_OF_WEEK, BuiltInSlotType.DIGITS, BuiltInSlotType.DURATION,
          BuiltInSlotType.EXPIRY_DATE, BuiltInSlotType.NUMBER, BuiltInSlotType.ORDINAL, BuiltInSlotType.PAYMENT_CARD, BuiltInSlotType.PERCENTAGE,
          BuiltInSlotType.PHONE_NUMBER, BuiltInSlotType.TIME);

  /** So many sentences are learnt from, by all taggers of a bot: training stays short. */
  private static final int SENTENCES = 4000;

  /** The day on which values are read while taggers learn: a model must not depend on the day on which it is trained. */
  static final LocalDate DAY = LocalDate.EPOCH;

  private final Map<String, SlotTagger> taggers = new HashMap<>();
  private final SlotAnswers answers;
  private final Map<String, SlotTypeDefinition> types;
  private final SlotContext context;
  private final LanguageWords language;
  private final SlotPlaces places;
  private final Map<String, Boolean> read = new HashMap<>();

  /** Trains those that have not learnt from the same before. */
  SlotTaggers(SlotAnswers answers, LocaleDefinition locale, LearntModels learnt) {
    this.answers = answers;
    types = locale.slotTypes();
    language = LanguageWords.of(locale.localeId());
    places = new SlotPlaces(locale.intents().values());
    context = new SlotContext(locale.localeId(), DAY);
    Map<String, List<TaggedSample>> samples = new LinkedHashMap<>();
    locale.intents().values().forEach(i -> samples.put(i.name(), samples(i)));
    Map<String, Integer> carriers = SlotTagger.carriers(samples.values().stream().flatMap(List::stream).toList());
    for (IntentDefinition intent : locale.intents().values()) {
      List<SlotDefinition> wanted = SlotPlaces.slotsInSamples(intent);
      if (needsOne(wanted)) {
        List<TaggedSlot> known = wanted.stream().map(this::tagged).filter(s -> !s.values().isEmpty()).toList();
        Map<String, SlotDefinition> byName = new HashMap<>();
        wanted.forEach(s -> byName.put(s.name(), s));
        List<TaggedSample> of = samples.getOrDefault(intent.name(), List.of());
        SpanReader reader = (slot, words, from, to) -> {
          SlotDefinition definition = byName.get(slot.name());
          return definition != null && reads(definition, words, from, to);
        };
        int sentences = SENTENCES / samples.size();
        Recipe recipe = SlotTagger.recipe(known, of, carriers, language, sentences);
        ReadingRecipe.add(recipe, locale, wanted, places);
        taggers.put(intent.name(), learnt.of(
            recipe, in -> SlotTagger.read(in, known, carriers, language), () -> SlotTagger.train(known, of, carriers, language, sentences, reader)));
      }
    }
    read.clear();
  }

  /** Whether recognisers alone would not do. */
  private boolean needsOne(List<SlotDefinition> wanted) {
    long types = wanted.stream().map(SlotDefinition::type).distinct().count();
    return types < wanted.size() || wanted.stream().anyMatch(s -> !recognised(s));
  }

  private static List<TaggedSample> samples(IntentDefinition intent) {
    List<String> texts = new ArrayList<>();
    intent.utterances().forEach(u -> texts.add(u.text()));
    intent.slots().forEach(s -> s.utterances().forEach(u -> texts.add(u.text())));
    return texts.stream().map(SlotTaggers::sample).filter(s -> !s.parts().isEmpty()).toList();
  }

  private static TaggedSample sample(String text) {
    return new TaggedSample(
        SampleTemplate.of(text).parts().stream()
            .map(p -> p.slot() ? TaggedSample.Part.slot(p.text(), List.of()) : TaggedSample.Part.word(p.text()))
            .toList());
  }

  private TaggedSlot tagged(SlotDefinition slot) {
    SlotTypeDefinition own = types.get(slot.type());
    double novelty = answers.isOpen(slot) ? ANY_WORDS : own != null && !own.restrict() ? OPEN_LIST : own == null ? TOLD : 0;
    return new TaggedSlot(
        slot.name(), slot.type(), slot.multiple() ? combined(examples(slot)) : examples(slot), SlotNames.words(slot.name()), leads(slot.type()),
        recognised(slot) ? numeric(slot) ? Recognised.NUMERIC : Recognised.READ : Recognised.NOT, novelty);
  }

  /** What is said before values although no sample has it. */
  List<String> leads(String type) {
    return types.containsKey(type)
        ? language.beforeListed()
        : BuiltInSlotType.named(type).map(t -> language.before(t.typeName())).orElse(List.of());
  }

  /** Whether values of the slot are told by themselves. */
  boolean recognised(SlotDefinition slot) {
    return answers.recognises(slot);
  }

  /** The words of the bot's language. */
  LanguageWords language() {
    return language;
  }

  /** Whether the recogniser need look only at what begins and ends as numbers, days and the like do. */
  private static boolean numeric(SlotDefinition slot) {
    return BuiltInSlotType.named(slot.type()).filter(NUMERIC::contains).isPresent();
  }

  private List<List<String>> examples(SlotDefinition slot) {
    Map<String, String> parts = answers.parts(slot);
    if (parts.isEmpty()) {
      return examples(slot.type());
    }
    Set<List<String>> whole = new LinkedHashSet<>();
    for (int i = 0; i < COMBINED; i++) {
      List<String> words = new ArrayList<>();
      int at = i;
      for (String type : parts.values()) {
        List<List<String>> of = examples(type);
        words.addAll(of.isEmpty() ? List.of() : of.get(at++ % of.size()));
      }
      whole.add(List.copyOf(words));
    }
    return whole.stream().filter(v -> !v.isEmpty()).toList();
  }

  private List<List<String>> examples(String type) {
    SlotTypeDefinition own = types.get(type);
    Set<String> texts = new LinkedHashSet<>();
    if (own == null) {
      BuiltInSlotType.named(type).ifPresent(b -> texts.addAll(ExampleValues.of(b)));
      texts.removeIf(t -> BuiltInSlotType.named(type).filter(b -> BuiltInSlotTypes.tells(b, "")).isPresent() && answers.scalar(type, t, context).isEmpty());
    } else if (own.pattern().isPresent()) {
      ExampleValues.of(BuiltInSlotType.ALPHA_NUMERIC).stream().filter(t -> answers.scalar(type, t, context).isPresent()).forEach(texts::add);
    } else {
      own.values().forEach(v -> {
        texts.add(v.value());
        texts.addAll(v.synonyms());
      });
    }
    return texts.stream().map(SpokenTokens::of).filter(v -> !v.isEmpty()).distinct().toList();
  }

  /** The values, and some of them with others. */
  private static List<List<String>> combined(List<List<String>> values) {
    List<List<String>> all = new ArrayList<>(values);
    for (int i = 0; i < Math.min(COMBINED, values.size()); i++) {
      List<String> both = new ArrayList<>(values.get(i));
      both.add("and");
      both.addAll(values.get((i + 1) % values.size()));
      all.add(List.copyOf(both));
      both.addAll(0, values.get((i + 2) % values.size()));
      all.add(List.copyOf(both));
    }
    return all;
  }

  /** Whether the words of a sample filled with values read as the slot's; lists are taken exactly here. */
  private boolean reads(SlotDefinition slot, List<String> words, int from, int to) {
    if (!recognised(slot)) {
      return true;
    }
    Optional<BuiltInSlotType> type = BuiltInSlotType.named(slot.type());
    if (!ValuePlaces.mayStand(type, words, from, to, i -> true, places.beside(slot))) {
      return false;
    }
    String text = String.join(" ", words.subList(from, to));
    boolean listed = type.isEmpty() && !slot.multiple() && types.containsKey(slot.type()) && !types.get(slot.type()).values().isEmpty();
    return listed
        ? answers.lists(slot.type(), text)
        : read.computeIfAbsent(
            slot.type() + "\n" + slot.multiple() + text,
            k -> answers.value(slot, text, context).filter(v -> SlotAnswers.tells(slot.type(), v)).isPresent());
  }

  /** The tagger of an intent, if it has one. */
  Optional<SlotTagger> of(String intent) {
    return Optional.ofNullable(taggers.get(intent));
  }
}
