package dev.parley.nlu;

import dev.parley.definition.BuiltInSlotType;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.SlotDefinition.Spelling;
import dev.parley.definition.SlotTypeDefinition;
import dev.parley.definition.ValidationRule;
import dev.parley.dialog.SlotRules;
import dev.parley.event.SlotValue;
import dev.parley.nlu.Explanation.How;
import dev.parley.nlu.Explanation.ReadValue;
import dev.parley.nlu.Explanation.Reader;
import dev.parley.slot.BuiltInSlotTypes;
import dev.parley.slot.ListedSlotType;
import dev.parley.slot.ListedSlotType.Likeness;
import dev.parley.slot.PhraseSlotType;
import dev.parley.slot.SlotContext;
import dev.parley.slot.SlotTypes;
import dev.parley.slot.SpelledWords;
import dev.parley.slot.SpokenTokens;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Reads whole texts as values of slots: plain ones, several at once, and those of composite slots. Pure and thread-safe. */
final class SlotAnswers {

  /** What a rule about days may say instead of one. */
  private static final String TODAY = "today";

  private final SlotTypes types;
  private final Map<String, SlotTypeDefinition> own;

  SlotAnswers(SlotTypes types, Map<String, SlotTypeDefinition> own) {
    this.types = types;
    this.own = own;
  }

  /** The value that the whole text is for this slot. */
  Optional<SlotValue> value(SlotDefinition slot, String text, SlotContext where) {
    SlotContext context = behind(slot, where.today()) ? where.preferring(SlotContext.Prefer.PAST) : where;
    Map<String, String> parts = parts(slot);
    if (!parts.isEmpty()) {
      return new PartReader(slot, parts, this, context).read(text).map(SlotValue.class::cast);
    }
    return slot.multiple() ? several(slot.type(), text, context) : scalar(slot.type(), text, context).map(SlotValue.class::cast);
  }

  /** Whether the slot's rules want days that are not to come, as of birthdays: then "march third" is the latest one. */
  static boolean behind(SlotDefinition slot, LocalDate today) {
    return slot.validation().stream()
        .map(ValidationRule::check)
        .anyMatch(c -> c instanceof ValidationRule.NotAfter rule && (rule.day().equals(TODAY) || rule.day().compareTo(today.toString()) <= 0));
  }

  /** What the whole text is as a value of a type. */
  Optional<SlotValue.Scalar> scalar(String type, String text, SlotContext context) {
    return types.named(type).flatMap(t -> t.resolve(text, context).stream().findFirst());
  }

  /** The same of a part of a text: of words among others too many are nearly like two values. */
  Optional<SlotValue.Scalar> among(String type, String text, SlotContext context) {
    return scalar(type, text, context).filter(v -> !v.ambiguous() || isAskedAbout(type));
  }

  /** Whether of what was said among other words, and may be either of several, it is asked which was meant. */
  static boolean isAskedAbout(String type) {
    return BuiltInSlotType.named(type).filter(BuiltInSlotType.TIME::equals).isPresent();
  }

  /** Whether the slot is made of parts. */
  boolean isComposite(SlotDefinition slot) {
    SlotTypeDefinition type = own.get(slot.type());
    return !slot.parts().isEmpty() || type != null && !type.parts().isEmpty();
  }

  /** Whether the text, just as it is, is a value that a type of the bot lists. */
  boolean lists(String type, String text) {
    return types.named(type).filter(t -> t instanceof ListedSlotType listed && listed.lists(text)).isPresent();
  }

  /** The one value of a listed type that is named among other words. */
  Optional<SlotValue.Scalar> within(String type, String text) {
    return types.named(type).flatMap(t -> t instanceof ListedSlotType listed ? listed.within(text) : Optional.empty());
  }

  /** Whether the text is, politeness apart, a value, a synonym or a phrase of a type of the bot: whatever else it might mean. */
  boolean names(String type, String text) {
    return types.named(type)
        .filter(t -> t instanceof ListedSlotType listed && listed.names(text) || t instanceof PhraseSlotType phrases && phrases.names(text))
        .isPresent();
  }

  /** Whether any words, or several parts, may be the slot's value. */
  boolean isOpen(SlotDefinition slot) {
    return isComposite(slot) || BuiltInSlotType.named(slot.type()).filter(t -> !BuiltInSlotTypes.tells(t, "")).isPresent();
  }

  /** Whether values of the slot are told by themselves, so that not any words may be one. */
  boolean recognises(SlotDefinition slot) {
    SlotTypeDefinition type = own.get(slot.type());
    return !isOpen(slot) && (type == null || type.restrict());
  }

  /** What a plain value of a type is read by, and what it is like. */
  ReadValue read(String name, String type, SlotValue value) {
    SlotTypeDefinition definition = own.get(type);
    if (definition == null) {
      return new ReadValue(name, type, value, tells(type, value) ? Reader.RECOGNISER : Reader.ANY_WORDS, List.of());
    } else if (definition.pattern().isPresent() || !definition.grammar().isEmpty()) {
      return new ReadValue(name, type, value, definition.pattern().isPresent() ? Reader.PATTERN : Reader.GRAMMAR, List.of());
    }
    List<Likeness> likest =
        types.named(type).map(t -> t instanceof ListedSlotType listed ? listed.likest(value.originalValue()) : List.<Likeness>of()).orElse(List.of());
    boolean exact = likest.stream().anyMatch(l -> l.likeness() >= 1);
    return new ReadValue(name, type, value, value.resolvedValues().isEmpty() ? Reader.NOT_LISTED : exact ? Reader.LISTED : Reader.NEARLY_LISTED, likest);
  }

  /** A composite slot's parts and their types. */
  Map<String, String> parts(SlotDefinition slot) {
    Map<String, String> parts = new LinkedHashMap<>();
    SlotTypeDefinition type = own.get(slot.type());
    if (type != null) {
      parts.putAll(type.parts());
    }
    slot.parts().forEach((name, part) -> parts.put(name, part.type()));
    return parts;
  }

  /** "Ham, cheese and olives". What any words would do for is parted by commas and the like only. */
  private Optional<SlotValue> several(String type, String text, SlotContext context) {
    List<SlotValue.Scalar> values = ValueList.read(text, t -> lists(type, t), v -> tells(type, v), t -> among(type, t, context));
    return values.isEmpty() ? Optional.empty() : Optional.of(new SlotValue.Several(text.strip(), values));
  }

  /** The same of an answer to a question: for a part of the slot, spelled, or worded as one of the slot's samples. */
  Optional<Answer> answer(IntentDefinition intent, SlotDefinition slot, Question question, String text, SlotContext context) {
    Optional<SlotDefinition> part = question.part.flatMap(p -> Optional.ofNullable(slot.parts().get(p)));
    if (part.isPresent()) {
      Question alone = new Question(Optional.empty(), question.spelling);
      Optional<Answer> asked = answer(intent, part.get(), alone, text, context);
      return asked.filter(a -> keepsRules(part.get(), a.value, context))
          .or(() -> otherParts(slot, part.get(), text, context).map(v -> new Answer(v, How.ANSWER)))
          .or(() -> asked);
    }
    return spelled(slot, question.spelling, text, context).map(v -> new Answer(v, How.ANSWER_SPELLED)).or(() -> worded(intent, slot, text, context));
  }

  /** What else the answer to a part's question is: several parts at once, or another part that it can only be. */
  private Optional<SlotValue> otherParts(SlotDefinition slot, SlotDefinition asked, String text, SlotContext context) {
    return value(slot, text, context)
        .filter(v -> v instanceof SlotValue.Composite whole
            && (whole.parts().size() > 1 || !whole.parts().containsKey(asked.name()) && tells(slot, v) && keepsRules(slot, v, context)));
  }

  /** A value and who found it. */
  record Answer(SlotValue value, How how) {}

  /**
   * How a question is asked.
   *
   * @param part the part of a composite slot
   * @param spelling how the answer is spelled
   */
  record Question(Optional<String> part, Spelling spelling) {}

  private Optional<SlotValue> spelled(SlotDefinition slot, Spelling spelling, String text, SlotContext context) {
    if (spelling == Spelling.DEFAULT) {
      return Optional.empty();
    }
    Optional<String> word = SpelledWords.read(text);
    boolean name = BuiltInSlotType.named(slot.type()).filter(BuiltInSlotTypes::takesNames).isPresent();
    boolean letters = name || BuiltInSlotType.named(slot.type()).filter(t -> t == BuiltInSlotType.ALPHA_NUMERIC).isPresent();
    // What was spelled on purpose is taken as it was spelled: a code may well have letters only.
    return word.flatMap(w ->
        (name ? Optional.<SlotValue>empty() : value(slot, w, context))
            .or(() -> letters ? Optional.of(new SlotValue.Scalar(text.strip(), w, List.of(w))) : Optional.empty()));
  }

  private Optional<Answer> worded(IntentDefinition intent, SlotDefinition slot, String text, SlotContext context) {
    Optional<SlotValue> whole = value(slot, text, context);
    List<String> tokens = SpokenTokens.of(text);
    Optional<SlotValue> sampled = worded(slot, tokens, context);
    if (sampled.isPresent()) {
      return sampled.map(v -> new Answer(v, How.ANSWER_IN_SAMPLE));
    }
    Set<String> before = before(intent, slot);
    if (tokens.size() > 1 && !before.contains(tokens.get(0)) && placesTwin(intent, slot, tokens.get(0))) {
      return Optional.empty();
    }
    Optional<Answer> plain = whole.map(v -> new Answer(v, How.ANSWER));
    boolean known = whole.filter(v -> tells(slot.type(), v)).isPresent();
    if (!known && tokens.size() > 1 && before.contains(tokens.get(0))) {
      return value(slot, String.join(" ", tokens.subList(1, tokens.size())), context).map(v -> new Answer(v, How.ANSWER_AFTER_WORD)).or(() -> plain);
    }
    return plain;
  }

  /** The words that the intent's samples have before the slot. */
  private static Set<String> before(IntentDefinition intent, SlotDefinition slot) {
    Set<String> before = new LinkedHashSet<>();
    intent.utterances().forEach(u -> SampleTemplate.of(u.text()).wordBefore(slot.name()).ifPresent(before::add));
    return before;
  }

  /** Whether the word stands before another slot of the same type: "to savings" does not tell from which account. */
  private static boolean placesTwin(IntentDefinition intent, SlotDefinition slot, String word) {
    return intent.slots().stream()
        .anyMatch(s -> !s.name().equals(slot.name()) && s.type().equals(slot.type()) && before(intent, s).contains(word));
  }

  /** The value in words that are one of the slot's own samples. */
  Optional<SlotValue> worded(SlotDefinition slot, List<String> tokens, SlotContext context) {
    return slot.utterances().stream()
        .map(u -> SampleTemplate.of(u.text()))
        .filter(t -> t.slots().equals(List.of(slot.name())))
        .flatMap(t -> t.fill(tokens).stream())
        .flatMap(f -> value(slot, f.words(), context).stream())
        .findFirst();
  }

  /** Whether a value says by itself that it is this slot's; of a composite slot, whether more of its parts do than do not. */
  boolean tells(SlotDefinition slot, SlotValue value) {
    if (value instanceof SlotValue.Composite whole) {
      Map<String, String> types = parts(slot);
      long telling = whole.parts().entrySet().stream().filter(p -> tells(types.getOrDefault(p.getKey(), ""), p.getValue())).count();
      return telling * 2 > whole.parts().size();
    }
    return tells(slot.type(), value);
  }

  /** Whether a value says by itself that it is one of the type, rather than any words. */
  static boolean tells(String type, SlotValue value) {
    boolean named = BuiltInSlotType.named(type).filter(t -> !BuiltInSlotTypes.tells(t, value.interpretedValue())).isPresent();
    return !value.resolvedValues().isEmpty() && !named;
  }

  /** Whether a value keeps the slot's own rules, and each part of it those of the part. */
  boolean keepsRules(SlotDefinition slot, SlotValue value, SlotContext context) {
    if (value instanceof SlotValue.Composite whole) {
      return whole.parts().entrySet().stream()
          .allMatch(p -> Optional.ofNullable(slot.parts().get(p.getKey())).map(part -> keepsRules(part, p.getValue(), context)).orElse(true));
    }
    return SlotRules.keeps(slot, value, context.today());
  }
}
