package dev.parley.nlu;

import dev.parley.definition.BuiltInIntent;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.event.Cue;
import dev.parley.event.Expectation;
import dev.parley.event.Interpretations;
import dev.parley.event.SlotValue;
import dev.parley.nlu.Corrections.Correction;
import dev.parley.slot.SlotContext;
import dev.parley.slot.SpokenTokens;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One utterance being read: what of a cue, a correction, an answer and an intent it is, when it could be several. Made for one
 * text; used by one thread.
 */
final class Reading {

  /** How sure another intent must be to take a caller away from a question. */
  static final double SWITCH_CONFIDENCE = 0.85;

  /** Said while the bot waits or shall. */
  private static final Set<Cue> PAUSES = Set.of(Cue.HOLD, Cue.RESUME);

  private static final Map<Cue, BuiltInIntent> BUILT_IN =
      Map.of(
          Cue.HELP, BuiltInIntent.HELP, Cue.CANCEL, BuiltInIntent.CANCEL, Cue.STOP, BuiltInIntent.STOP,
          Cue.HOLD, BuiltInIntent.PAUSE, Cue.RESUME, BuiltInIntent.RESUME, Cue.REPEAT, BuiltInIntent.REPEAT,
          Cue.START_OVER, BuiltInIntent.START_OVER, Cue.BACK, BuiltInIntent.PREVIOUS);

  private final Parts parts;
  private final String said;
  private final Expectation expectation;
  private final SlotContext context;
  private final boolean asked;
  private final Utterance heard;
  private final Map<String, Double> scores;
  private Optional<Cue> cue;
  private Optional<SlotValue> answer = Optional.empty();
  private Correction correction = Correction.NONE;

  Reading(Parts parts, String said, Expectation expectation) {
    this.parts = parts;
    this.said = said;
    this.expectation = expectation;
    this.context = parts.reader.context(expectation);
    asked = expectation.kind() != Expectation.Kind.INTENT && expectation.kind() != Expectation.Kind.NOTHING;
    heard = parts.intents.read(said, context);
    scores = parts.intents.scores(heard, expectation.contexts());
    cue = parts.cueReader.cue(said, expectation);
  }

  /**
   * What reads a locale's texts.
   *
   * @param cues what is said of the conversation itself
   */
  record Parts(
      LocaleDefinition locale, Cues cues, CueReader cueReader, Corrections corrections, SlotAnswers answers, AnswerReader reader, IntentRanking intents) {}

  /** What was meant. */
  Interpretations meaning() {
    // What the bot lists as a value or writes as a sample means that, whatever it says elsewhere. No intent begins while the bot
    // waits: the "hello?" of a caller who is back resumes, also where it is a sample.
    boolean ofWaiting = expectation.waiting() && cue.filter(PAUSES::contains).isPresent();
    if (parts.reader.isListed(said, expectation) || !polar() && !ofWaiting && isSample()) {
      cue = Optional.empty();
    }
    boolean suggested = CueReader.takesSuggestion(said, cue, expectation);
    Optional<String> back = expectation.waiting() ? parts.cues.afterResume(said) : Optional.empty();
    if (back.isPresent()) {
      answer = parts.reader.answer(back.get(), expectation);
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
    Optional<IntentDefinition> open = parts.reader.open(expectation);
    if (mayCorrect && open.isPresent() && mayHaveSaid() && !isSample()) {
      Correction found = parts.corrections.read(open.get(), expectation.filled(), parts.reader.slot(expectation), said, context);
      correction = cue.isEmpty() || found.certain() ? found : Correction.NONE;
      cue = correction.values().isEmpty() ? cue : Optional.empty();
    }
  }

  /** Whether something was said before, or a part of what is asked may be named. */
  private boolean mayHaveSaid() {
    return !expectation.filled().isEmpty() || parts.reader.slot(expectation).filter(SlotDefinition::composite).isPresent();
  }

  private void takeAnswer() {
    if (correction.certain() || cueOutranks()) {
      return;
    }
    // "Make it fifty" answers as "fifty" does.
    answer =
        parts.reader.answer(said, expectation)
            .or(() -> cue.isPresent() ? Optional.empty() : parts.reader.answer(SpokenTokens.asWritten(said, parts.corrections.bare(said)), expectation));
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
            && parts.cues.mayName(said)
            && scores.values().stream().noneMatch(s -> s >= SWITCH_CONFIDENCE)
            && !toldOfOthers();
    Optional<SlotDefinition> slot = mayBe ? parts.reader.slot(expectation) : Optional.empty();
    Optional<SlotDefinition> part = slot.flatMap(s -> expectation.part().map(s.parts()::get));
    return part.or(() -> slot).filter(s -> !s.multiple() && !s.composite()).flatMap(s -> parts.answers.within(s.type(), said));
  }

  /** Whether it says by its words which other slots it is about: "to checking", where it is asked from which account. */
  private boolean toldOfOthers() {
    Set<String> told = parts.reader.open(expectation).map(i -> parts.intents.told(i, said, context).keySet()).orElse(Set.of());
    return !told.isEmpty() && expectation.slot().filter(told::contains).isEmpty();
  }

  private boolean keepsRules(SlotValue value) {
    return parts.reader.slot(expectation).filter(s -> parts.answers.keepsRules(s, value, context)).isPresent();
  }

  private boolean correctionKeepsRules() {
    IntentDefinition open = parts.reader.open(expectation).orElseThrow();
    return correction.values().entrySet().stream()
        .allMatch(c -> open.slot(c.getKey()).filter(s -> parts.answers.keepsRules(s, c.getValue(), context)).isPresent());
  }

  /** Yes and no answer a confirmation; hold and the like are no values, whatever the type would take. */
  private boolean cueOutranks() {
    return cue.isPresent() && (CueReader.confirming(expectation) || !polar());
  }

  private boolean polar() {
    return cue.filter(c -> c == Cue.YES || c == Cue.NO).isPresent();
  }

  /** Whether the text is a sample of an intent whose meaning the bot alone knows, and not of the open one. */
  private boolean isSample() {
    return scores.entrySet().stream()
        .filter(e -> e.getValue() >= 1 && !expectation.intent().equals(Optional.of(e.getKey())))
        .map(e -> parts.locale.intents().get(e.getKey()))
        .anyMatch(i -> i != null && i.builtIn().filter(BUILT_IN::containsValue).isEmpty());
  }

  /** Whether what any words would answer is rather a question of the caller's, after which the open one is asked once more. */
  private boolean isAside() {
    boolean explained = parts.reader.slot(expectation).flatMap(SlotDefinition::help).isPresent();
    boolean digression =
        scores.entrySet().stream()
            .filter(e -> e.getValue() >= 1 && !expectation.intent().equals(Optional.of(e.getKey())))
            .map(e -> parts.locale.intents().get(e.getKey()))
            .anyMatch(i -> i != null && (i.digression() || !i.questions().isEmpty()));
    return digression || explained && asksWhy();
  }

  private boolean tells(SlotValue value) {
    return parts.reader.slot(expectation).filter(s -> parts.answers.tells(s, value)).isPresent();
  }

  private boolean asksWhy() {
    return asked && parts.cues.asksWhy(said) && scores.values().stream().noneMatch(s -> s >= SWITCH_CONFIDENCE);
  }

  private List<Interpretations.Interpretation> ranked(boolean suggested) {
    double threshold = parts.locale.intentConfidenceThreshold();
    boolean goesOn = answer.isPresent() || suggested || !correction.values().isEmpty();
    Optional<String> first = goesOn ? expectation.intent() : builtIn().or(this::backTo);
    if (first.isEmpty() && asked && (polar() || cue.filter(PAUSES::contains).isPresent())) {
      // What is said of the conversation leaves the open intent as it is.
      first = expectation.intent();
    }
    double needed = asked && cue.isPresent() ? Double.MAX_VALUE : asked ? Math.max(SWITCH_CONFIDENCE, threshold) : threshold;
    boolean more = first.isEmpty() && cue.isEmpty() && asked && scores.values().stream().noneMatch(s -> s >= SWITCH_CONFIDENCE);
    Map<String, SlotValue> told = more ? parts.reader.open(expectation).map(i -> parts.intents.told(i, said, context)).orElse(Map.of()) : Map.of();
    first = told.isEmpty() ? first : expectation.intent();
    return parts.intents.ranked(said, heard, scores, needed, new IntentRanking.Meant(first, told), context);
  }

  /** The parked intent that the caller goes back to, by its name or what it is about. */
  private Optional<String> backTo() {
    Optional<List<String>> wanted = expectation.parked().isEmpty() ? Optional.empty() : parts.cues.backTo(said);
    if (wanted.isEmpty() || wanted.get().isEmpty()) {
      return wanted.map(w -> expectation.parked().get(0));
    }
    List<String> words = wanted.get().stream().filter(w -> !SpokenTokens.isFiller(w)).toList();
    Map<String, Double> likely = parts.intents.scores(parts.intents.read(String.join(" ", wanted.get()), context), expectation.contexts());
    return expectation.parked().stream()
        .filter(i -> SlotNames.words(i).containsAll(words))
        .findFirst()
        .or(() -> expectation.parked().stream()
            .filter(i -> likely.getOrDefault(i, 0.0) >= parts.locale.intentConfidenceThreshold())
            .max(Comparator.comparingDouble(i -> likely.getOrDefault(i, 0.0))));
  }

  /** The bot's intent that the cue stands for. */
  private Optional<String> builtIn() {
    return cue.map(BUILT_IN::get)
        .flatMap(b -> parts.locale.intents().values().stream().filter(i -> i.is(b) && expectation.contexts().containsAll(i.inputContexts())).findFirst())
        .map(IntentDefinition::name);
  }
}
