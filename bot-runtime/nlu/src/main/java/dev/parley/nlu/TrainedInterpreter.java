package dev.parley.nlu;

import dev.parley.definition.BuiltInIntent;
import dev.parley.definition.BuiltInSlotType;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.encoder.RememberedSamples;
import dev.parley.event.Cue;
import dev.parley.event.Expectation;
import dev.parley.event.Interpretations;
import dev.parley.event.Interpreter;
import dev.parley.event.SlotValue;
import dev.parley.nlu.Corrections.Correction;
import dev.parley.slot.SecretSpotter;
import dev.parley.slot.SlotContext;
import dev.parley.slot.SlotTypes;
import dev.parley.slot.SpokenTokens;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Text to meaning for one bot in one locale. Pure once trained; thread-safe; never throws for any text.
 *
 * <p>How it works: (1) is the whole utterance a cue? (2) does it correct what was said before? (3) while a slot is asked, does
 * the whole utterance read as its type? (4) which intent is it like, and which slots does it fill? While a slot is asked, its
 * answer outranks an intent: another intent must be {@link #SWITCH_CONFIDENCE} sure.
 */
final class TrainedInterpreter implements Interpreter {

  /** Longer texts are read to here. */
  static final int MAX_CHARACTERS = 1024;

  /** How sure another intent must be to take a caller away from a question. */
  static final double SWITCH_CONFIDENCE = 0.85;

  private static final Set<String> AROUND_SUGGESTIONS =
      Set.of("let's", "let", "us", "me", "do", "make", "take", "go", "with", "for", "to", "i'll", "i", "will", "have", "as", "again", "a");

  private static final Hints DIGIT_WORDS =
      new Hints(
          List.of("zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "double", "triple"), true);

  /** Said while the bot waits or shall. */
  private static final Set<Cue> PAUSES = Set.of(Cue.HOLD, Cue.RESUME);

  private static final Map<Cue, BuiltInIntent> BUILT_IN =
      Map.of(
          Cue.HELP, BuiltInIntent.HELP, Cue.CANCEL, BuiltInIntent.CANCEL, Cue.STOP, BuiltInIntent.STOP,
          Cue.HOLD, BuiltInIntent.PAUSE, Cue.RESUME, BuiltInIntent.RESUME, Cue.REPEAT, BuiltInIntent.REPEAT,
          Cue.START_OVER, BuiltInIntent.START_OVER, Cue.BACK, BuiltInIntent.PREVIOUS);

  private final LocaleDefinition locale;
  private final Cues cues;
  private final Corrections corrections;
  private final SlotAnswers answers;
  private final AnswerReader reader;
  private final IntentRanking intents;

  TrainedInterpreter(LocaleDefinition locale, Optional<RememberedSamples> encoder) {
    this.locale = locale;
    CueTable table = CueTable.of(locale.localeId());
    cues = new Cues(table, locale.cues());
    answers = new SlotAnswers(new SlotTypes(locale.slotTypes()), locale.slotTypes());
    reader = new AnswerReader(locale, answers);
    corrections = new Corrections(table, answers, locale.intents().values());
    SlotFinder finder = new SlotFinder(answers, new SlotTaggers(answers, locale), locale.intents().values());
    intents = new IntentRanking(locale, finder, encoder);
  }

  @Override
  public Interpretations interpret(String text, Expectation expectation) {
    String said = text.length() > MAX_CHARACTERS ? text.substring(0, MAX_CHARACTERS) : text;
    return new Reading(said, expectation).meaning();
  }

  private static boolean confirming(Expectation expectation) {
    return expectation.kind() == Expectation.Kind.SLOT_CONFIRMATION
        || expectation.kind() == Expectation.Kind.INTENT_CONFIRMATION;
  }

  private SlotContext context(Expectation expectation) {
    return reader.context(expectation);
  }

  private Optional<IntentDefinition> open(Expectation expectation) {
    return reader.open(expectation);
  }

  private Optional<SlotDefinition> slot(Expectation expectation) {
    return reader.slot(expectation);
  }

  private Optional<SlotValue> answer(String text, Expectation expectation) {
    return reader.answer(text, expectation);
  }

  /** Yes or no by a phrase that only this question offers; else the cue that the whole utterance is. */
  private Optional<Cue> cue(String text, Expectation expectation) {
    List<String> yes = new ArrayList<>();
    List<String> no = new ArrayList<>();
    if (expectation.kind() == Expectation.Kind.SLOT_CONFIRMATION) {
      slot(expectation).flatMap(SlotDefinition::confirmation).ifPresent(c -> {
        yes.addAll(c.yes());
        no.addAll(c.no());
      });
    } else if (expectation.kind() == Expectation.Kind.INTENT_CONFIRMATION) {
      open(expectation).flatMap(IntentDefinition::confirmation).ifPresent(c -> {
        yes.addAll(c.yes());
        no.addAll(c.no());
      });
    }
    if (cues.isOneOf(yes, text)) {
      return Optional.of(Cue.YES);
    }
    return cues.isOneOf(no, text) ? Optional.of(Cue.NO) : cues.read(text, confirming(expectation), expectation.waiting());
  }

  /** Whether the text, politeness apart, is a value that the type of the asked slot or part lists: whatever it says elsewhere. */
  private boolean isListed(String text, Expectation expectation) {
    Optional<SlotDefinition> slot = expectation.kind() == Expectation.Kind.SLOT ? slot(expectation) : Optional.empty();
    Optional<SlotDefinition> part = slot.flatMap(s -> expectation.part().map(s.parts()::get));
    return part.or(() -> slot).filter(s -> answers.names(s.type(), text)).isPresent();
  }

  private static boolean takesSuggestion(String text, Optional<Cue> cue, Expectation expectation) {
    if (expectation.kind() != Expectation.Kind.SLOT || expectation.suggestionPhrases().isEmpty()) {
      return false;
    }
    List<String> said = SpokenTokens.of(text);
    return cue.filter(Cue.YES::equals).isPresent()
        || expectation.suggestionPhrases().stream().map(SpokenTokens::of).anyMatch(p -> isWithin(p, said));
  }

  /** Whether the phrase was said, and nothing else but words around it: "I'll take the usual, please". */
  private static boolean isWithin(List<String> phrase, List<String> said) {
    int at = phrase.isEmpty() ? -1 : Collections.indexOfSubList(said, phrase);
    if (at < 0) {
      return false;
    }
    List<String> rest = new ArrayList<>(said);
    rest.subList(at, at + phrase.size()).clear();
    return rest.stream().allMatch(t -> SpokenTokens.isFiller(t) || AROUND_SUGGESTIONS.contains(t));
  }

  @Override
  public Hints hints(Expectation expectation) {
    if (confirming(expectation)) {
      return Hints.OPEN;
    }
    Optional<BuiltInSlotType> type = slot(expectation).flatMap(s -> BuiltInSlotType.named(s.type()));
    return type.filter(t -> t == BuiltInSlotType.DIGITS || t == BuiltInSlotType.PAYMENT_CARD).isPresent() ? DIGIT_WORDS : Hints.OPEN;
  }

  @Override
  public String rescore(List<String> nBest, Expectation expectation) {
    Optional<SlotDefinition> slot = slot(expectation);
    if (slot.isEmpty()) {
      return nBest.get(0);
    }
    Optional<String> cue = nBest.stream().filter(g -> !isListed(g, expectation) && cue(g, expectation).isPresent()).findFirst();
    if (cue.isPresent()) {
      return cue.get();
    }
    List<String> readable = nBest.stream().filter(g -> answer(g, expectation).isPresent()).toList();
    return readable.stream()
        .filter(g -> answers.keepsRules(slot.get(), answer(g, expectation).orElseThrow(), context(expectation)))
        .findFirst()
        .orElseGet(() -> readable.isEmpty() ? nBest.get(nBest.size() - 1) : readable.get(0));
  }

  @Override
  public boolean looksSecret(String text) {
    return SecretSpotter.looksSecret(text);
  }

  /** One utterance being read. */
  private final class Reading {

    private final String said;
    private final Expectation expectation;
    private final SlotContext context;
    private final boolean asked;
    private final Utterance heard;
    private final Map<String, Double> scores;
    private Optional<Cue> cue;
    private Optional<SlotValue> answer = Optional.empty();
    private Correction correction = Correction.NONE;

    Reading(String said, Expectation expectation) {
      this.said = said;
      this.expectation = expectation;
      this.context = context(expectation);
      asked = expectation.kind() != Expectation.Kind.INTENT && expectation.kind() != Expectation.Kind.NOTHING;
      heard = intents.read(said, context);
      scores = intents.scores(heard, expectation.contexts());
      cue = cue(said, expectation);
    }

    Interpretations meaning() {
      // What the bot lists as a value or writes as a sample means that, whatever it says elsewhere. No intent begins while the bot
      // waits: the "hello?" of a caller who is back resumes, also where it is a sample.
      boolean ofWaiting = expectation.waiting() && cue.filter(PAUSES::contains).isPresent();
      if (isListed(said, expectation) || !polar() && !ofWaiting && isSample()) {
        cue = Optional.empty();
      }
      boolean suggested = takesSuggestion(said, cue, expectation);
      Optional<String> back = expectation.waiting() ? cues.afterResume(said) : Optional.empty();
      if (back.isPresent()) {
        answer = answer(back.get(), expectation);
        cue = answer.isPresent() ? Optional.of(Cue.RESUME) : cue;
      }
      if (answer.isEmpty() && !suggested) {
        correct();
        takeAnswer();
      }
      if (!suggested && cue.isEmpty() && answer.isEmpty() && correction.values().isEmpty()) {
        answer = named();
      }
      if (cue.isEmpty() && answer.isEmpty() && correction.values().isEmpty() && asksWhy()) {
        cue = Optional.of(Cue.HELP);
      }
      return new Interpretations(ranked(suggested), cue, answer, suggested, correction.values());
    }

    private void correct() {
      // "Wait, to savings" sounds like a wish to wait with its reason.
      boolean mayCorrect = asked && (cue.isEmpty() || cue.get() == Cue.HOLD);
      Optional<IntentDefinition> open = open(expectation);
      if (mayCorrect && open.isPresent() && mayHaveSaid() && !isSample()) {
        Correction found = corrections.read(open.get(), expectation.filled(), slot(expectation), said, context);
        correction = cue.isEmpty() || found.certain() ? found : Correction.NONE;
        cue = correction.values().isEmpty() ? cue : Optional.empty();
      }
    }

    /** Whether something was said before, or a part of what is asked may be named. */
    private boolean mayHaveSaid() {
      return !expectation.filled().isEmpty() || slot(expectation).filter(SlotDefinition::composite).isPresent();
    }

    private void takeAnswer() {
      if (correction.certain() || cueOutranks()) {
        return;
      }
      // "Make it fifty" answers as "fifty" does.
      answer =
          answer(said, expectation)
              .or(() -> cue.isPresent() ? Optional.empty() : answer(SpokenTokens.asWritten(said, corrections.bare(said)), expectation));
      if (answer.filter(v -> !tells(v)).isPresent() && isAside()) {
        answer = Optional.empty();
      }
      if (answer.isEmpty() || correction.values().isEmpty()) {
        return;
      }
      boolean anyWords = answer.get().resolvedValues().isEmpty();
      if (anyWords || !keepsRules(answer.get()) && correctionKeepsRules()) {
        answer = Optional.empty();
      } else {
        correction = Correction.NONE;
      }
    }

    /** The one listed value of the asked slot that is named among other words, when they are no other wish. */
    private Optional<SlotValue> named() {
      boolean mayBe =
          expectation.kind() == Expectation.Kind.SLOT
              && !expectation.waiting()
              && cues.mayName(said)
              && scores.values().stream().noneMatch(s -> s >= SWITCH_CONFIDENCE)
              && !toldOfOthers();
      Optional<SlotDefinition> slot = mayBe ? slot(expectation) : Optional.empty();
      Optional<SlotDefinition> part = slot.flatMap(s -> expectation.part().map(s.parts()::get));
      return part.or(() -> slot).filter(s -> !s.multiple() && !s.composite()).flatMap(s -> answers.within(s.type(), said));
    }

    /** Whether it says by its words which other slots it is about: "to checking", where it is asked from which account. */
    private boolean toldOfOthers() {
      Set<String> told = open(expectation).map(i -> intents.told(i, said, context).keySet()).orElse(Set.of());
      return !told.isEmpty() && expectation.slot().filter(told::contains).isEmpty();
    }

    private boolean keepsRules(SlotValue value) {
      return slot(expectation).filter(s -> answers.keepsRules(s, value, context)).isPresent();
    }

    private boolean correctionKeepsRules() {
      IntentDefinition open = open(expectation).orElseThrow();
      return correction.values().entrySet().stream()
          .allMatch(c -> open.slot(c.getKey()).filter(s -> answers.keepsRules(s, c.getValue(), context)).isPresent());
    }

    /** Yes and no answer a confirmation; hold and the like are no values, whatever the type would take. */
    private boolean cueOutranks() {
      return cue.isPresent() && (confirming(expectation) || !polar());
    }

    private boolean polar() {
      return cue.filter(c -> c == Cue.YES || c == Cue.NO).isPresent();
    }

    /** Whether the text is a sample of an intent whose meaning the bot alone knows, and not of the open one. */
    private boolean isSample() {
      return scores.entrySet().stream()
          .filter(e -> e.getValue() >= 1 && !expectation.intent().equals(Optional.of(e.getKey())))
          .map(e -> locale.intents().get(e.getKey()))
          .anyMatch(i -> i != null && i.builtIn().filter(BUILT_IN::containsValue).isEmpty());
    }

    /** Whether what any words would answer is rather a question of the caller's, after which the open one is asked once more. */
    private boolean isAside() {
      boolean explained = slot(expectation).flatMap(SlotDefinition::help).isPresent();
      boolean digression =
          scores.entrySet().stream()
              .filter(e -> e.getValue() >= 1 && !expectation.intent().equals(Optional.of(e.getKey())))
              .map(e -> locale.intents().get(e.getKey()))
              .anyMatch(i -> i != null && (i.digression() || !i.questions().isEmpty()));
      return digression || explained && asksWhy();
    }

    private boolean tells(SlotValue value) {
      return slot(expectation).filter(s -> answers.tells(s, value)).isPresent();
    }

    private boolean asksWhy() {
      return asked && cues.asksWhy(said) && scores.values().stream().noneMatch(s -> s >= SWITCH_CONFIDENCE);
    }

    private List<Interpretations.Interpretation> ranked(boolean suggested) {
      double threshold = locale.intentConfidenceThreshold();
      boolean goesOn = answer.isPresent() || suggested || !correction.values().isEmpty();
      Optional<String> first = goesOn ? expectation.intent() : builtIn().or(this::backTo);
      if (first.isEmpty() && asked && (polar() || cue.filter(PAUSES::contains).isPresent())) {
        // What is said of the conversation leaves the open intent as it is.
        first = expectation.intent();
      }
      double needed = asked && cue.isPresent() ? Double.MAX_VALUE : asked ? Math.max(SWITCH_CONFIDENCE, threshold) : threshold;
      boolean more = first.isEmpty() && cue.isEmpty() && asked && scores.values().stream().noneMatch(s -> s >= SWITCH_CONFIDENCE);
      Map<String, SlotValue> told = more ? open(expectation).map(i -> intents.told(i, said, context)).orElse(Map.of()) : Map.of();
      first = told.isEmpty() ? first : expectation.intent();
      return intents.ranked(said, heard, scores, needed, new IntentRanking.Meant(first, told), context);
    }

    /** The parked intent that the caller goes back to, by its name or what it is about. */
    private Optional<String> backTo() {
      Optional<List<String>> wanted = expectation.parked().isEmpty() ? Optional.empty() : cues.backTo(said);
      if (wanted.isEmpty() || wanted.get().isEmpty()) {
        return wanted.map(w -> expectation.parked().get(0));
      }
      List<String> words = wanted.get().stream().filter(w -> !SpokenTokens.isFiller(w)).toList();
      Map<String, Double> likely = intents.scores(intents.read(String.join(" ", wanted.get()), context), expectation.contexts());
      return expectation.parked().stream()
          .filter(i -> SlotNames.words(i).containsAll(words))
          .findFirst()
          .or(() -> expectation.parked().stream()
              .filter(i -> likely.getOrDefault(i, 0.0) >= locale.intentConfidenceThreshold())
              .max(Comparator.comparingDouble(i -> likely.getOrDefault(i, 0.0))));
    }

    /** The bot's intent that the cue stands for. */
    private Optional<String> builtIn() {
      return cue.map(BUILT_IN::get)
          .flatMap(b -> locale.intents().values().stream().filter(i -> i.is(b) && expectation.contexts().containsAll(i.inputContexts())).findFirst())
          .map(IntentDefinition::name);
    }
  }
}
