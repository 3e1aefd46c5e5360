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
import dev.parley.nlu.Cues.Heard;
import dev.parley.nlu.Explanation.CueEvidence;
import dev.parley.nlu.Explanation.How;
import dev.parley.nlu.Explanation.IntentEvidence;
import dev.parley.nlu.Explanation.Outcome;
import dev.parley.nlu.IntentRanking.Ranked;
import dev.parley.nlu.IntentRanking.Scores;
import dev.parley.nlu.SlotAnswers.Answer;
import dev.parley.nlu.SlotFinder.Sought;
import dev.parley.slot.SlotContext;
import dev.parley.slot.SpokenTokens;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
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
  private final Scores scores;
  private final boolean thorough;
  private final Optional<Heard> cueHeard;
  private Optional<Cue> cue;
  private String whyNoCue = "";
  private Optional<Answer> answer = Optional.empty();
  private Correction correction = Correction.NONE;
  private Outcome outcome = Outcome.FALLBACK;
  private double needed;
  private List<Ranked> ranked = List.of();

  /** {@code thorough} is whether what lost is looked at too, to be told of. */
  Reading(Parts parts, String said, Expectation expectation, boolean thorough) {
    this.parts = parts;
    this.thorough = thorough;
    this.said = said;
    this.expectation = expectation;
    this.context = parts.reader.context(expectation);
    asked = expectation.kind() != Expectation.Kind.INTENT && expectation.kind() != Expectation.Kind.NOTHING;
    heard = parts.intents.read(said, context);
    scores = parts.intents.scores(heard, expectation.contexts());
    cueHeard = parts.cueReader.cue(said, expectation);
    cue = cueHeard.map(Heard::cue);
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
    if (parts.reader.isListed(said, expectation)) {
      noCue("it is a value that the asked slot lists");
    } else if (!polar() && !ofWaiting && isSample()) {
      noCue("it is a sample of an intent");
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
    ranked = ranked(suggested);
    return new Interpretations(ranked.stream().map(Ranked::interpretation).toList(), cue, answer.map(Answer::value), suggested, correction.values());
  }

  private void noCue(String why) {
    cue = Optional.empty();
    whyNoCue = why;
  }

  /** What was meant, and why. */
  Explanation explanation() {
    Interpretations meaning = meaning();
    List<IntentEvidence> likely =
        scores.of().keySet().stream()
            .filter(i -> ranked.stream().anyMatch(r -> r.interpretation().intent().equals(i)))
            .map(i -> parts.intents.evidence(i, heard, scores))
            .sorted(Comparator.comparingDouble(IntentEvidence::confidence).reversed())
            .toList();
    EvidenceReader evidence = new EvidenceReader(parts, said, expectation);
    ranked.forEach(r -> evidence.add(r.interpretation().intent(), r.slots()));
    answer.ifPresent(evidence::add);
    evidence.add(correction);
    OptionalDouble enough = needed == Double.MAX_VALUE ? OptionalDouble.empty() : OptionalDouble.of(needed);
    return new Explanation(
        meaning, outcome, enough, parts.intents.byMeaning(), likely, parts.intents.outOfContext(expectation.contexts()), cueEvidence(),
        evidence.values(), evidence.lost());
  }

  private Optional<CueEvidence> cueEvidence() {
    Optional<String> phrase = cueHeard.map(h -> SpokenTokens.asWritten(said, h.words()));
    if (cue.isPresent()) {
      boolean asHeard = cue.equals(cueHeard.map(Heard::cue));
      return Optional.of(new CueEvidence(cue.get(), asHeard ? phrase.orElse(said) : said.strip(), Optional.empty()));
    }
    return cueHeard.map(h -> new CueEvidence(h.cue(), phrase.orElse(said), Optional.of(whyNoCue)));
  }

  private void correct() {
    // "Wait, to savings" sounds like a wish to wait with its reason.
    boolean mayCorrect = asked && (cue.isEmpty() || cue.get() == Cue.HOLD);
    Optional<IntentDefinition> open = parts.reader.open(expectation);
    if (mayCorrect && open.isPresent() && mayHaveSaid() && !isSample()) {
      Correction found = parts.corrections.read(open.get(), expectation.filled(), parts.reader.slot(expectation), said, context);
      correction = cue.isEmpty() || found.certain() ? found : Correction.NONE;
      if (cue.isPresent() && !correction.values().isEmpty()) {
        noCue("it corrects what was said before");
      }
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
            .or(() -> cue.isPresent() ? Optional.empty() : parts.reader.answer(SpokenTokens.asWritten(said, parts.corrections.bare(said)), expectation).map(a -> new Answer(a.value(), How.ANSWER_BARE)));
    if (answer.filter(a -> !tells(a.value())).isPresent() && isAside()) {
      answer = Optional.empty();
    }
    if (answer.isEmpty() || correction.values().isEmpty()) {
      return;
    }
    boolean anyWords = answer.get().value().resolvedValues().isEmpty();
    if (anyWords || !keepsRules(answer.get().value()) && correctionKeepsRules()) {
      answer = Optional.empty();
    } else {
      correction = Correction.NONE;
    }
  }

  /** The one listed value of the asked slot that is named among other words, when they are no other wish. */
  private Optional<Answer> named() {
    boolean mayBe =
        expectation.kind() == Expectation.Kind.SLOT
            && !expectation.waiting()
            && parts.cues.mayName(said)
            && !scores.reach(SWITCH_CONFIDENCE)
            && !toldOfOthers();
    Optional<SlotDefinition> slot = mayBe ? parts.reader.slot(expectation) : Optional.empty();
    Optional<SlotDefinition> part = slot.flatMap(s -> expectation.part().map(s.parts()::get));
    return part.or(() -> slot).filter(s -> !s.multiple() && !s.composite()).flatMap(s -> parts.answers.within(s.type(), said)).map(v -> new Answer(v, How.ANSWER_NAMED));
  }

  /** Whether it says by its words which other slots it is about: "to checking", where it is asked from which account. */
  private boolean toldOfOthers() {
    Set<String> told = parts.reader.open(expectation).map(i -> parts.intents.told(i, said, context).found().keySet()).orElse(Set.of());
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
    return scores.exact().stream()
        .filter(i -> !expectation.intent().equals(Optional.of(i)))
        .map(i -> parts.locale.intents().get(i))
        .anyMatch(i -> i != null && i.builtIn().filter(BUILT_IN::containsValue).isEmpty());
  }

  /** Whether what any words would answer is rather a question of the caller's, after which the open one is asked once more. */
  private boolean isAside() {
    boolean explained = parts.reader.slot(expectation).flatMap(SlotDefinition::help).isPresent();
    boolean digression =
        scores.exact().stream()
            .filter(i -> !expectation.intent().equals(Optional.of(i)))
            .map(i -> parts.locale.intents().get(i))
            .anyMatch(i -> i != null && (i.digression() || !i.questions().isEmpty()));
    return digression || explained && asksWhy();
  }

  private boolean tells(SlotValue value) {
    return parts.reader.slot(expectation).filter(s -> parts.answers.tells(s, value)).isPresent();
  }

  private boolean asksWhy() {
    return asked && parts.cues.asksWhy(said) && !scores.reach(SWITCH_CONFIDENCE);
  }

  private List<Ranked> ranked(boolean suggested) {
    double threshold = parts.locale.intentConfidenceThreshold();
    boolean goesOn = answer.isPresent() || suggested || !correction.values().isEmpty();
    Optional<String> first = goesOn ? expectation.intent() : builtIn().or(this::backTo);
    if (first.isEmpty() && asked && (polar() || cue.filter(PAUSES::contains).isPresent())) {
      // What is said of the conversation leaves the open intent as it is.
      first = expectation.intent();
    }
    needed = asked && cue.isPresent() ? Double.MAX_VALUE : asked ? Math.max(SWITCH_CONFIDENCE, threshold) : threshold;
    boolean more = first.isEmpty() && cue.isEmpty() && asked && !scores.reach(SWITCH_CONFIDENCE);
    Sought told = more ? parts.reader.open(expectation).map(i -> parts.intents.told(i, said, context)).orElse(Sought.NOTHING) : Sought.NOTHING;
    first = told.found().isEmpty() ? first : expectation.intent();
    List<Ranked> all = parts.intents.ranked(said, heard, scores, needed, new IntentRanking.Meant(first, told), context, thorough);
    outcome =
        answer.isPresent() ? Outcome.ANSWER
            : suggested ? Outcome.SUGGESTION
            : !correction.values().isEmpty() ? Outcome.CORRECTION
            : !told.found().isEmpty() ? Outcome.TOLD
            : cue.isPresent() && (asked || builtIn().isPresent() || all.get(0).interpretation().confidence().isEmpty()) ? Outcome.CUE
            : first.isPresent() ? Outcome.BACK_TO_PARKED
            : all.get(0).interpretation().confidence().isPresent() ? Outcome.INTENT
            : Outcome.FALLBACK;
    return all;
  }

  /** The parked intent that the caller goes back to, by its name or what it is about. */
  private Optional<String> backTo() {
    Optional<List<String>> wanted = expectation.parked().isEmpty() ? Optional.empty() : parts.cues.backTo(said);
    if (wanted.isEmpty() || wanted.get().isEmpty()) {
      return wanted.map(w -> expectation.parked().get(0));
    }
    List<String> words = wanted.get().stream().filter(w -> !SpokenTokens.isFiller(w)).toList();
    Scores likely = parts.intents.scores(parts.intents.read(String.join(" ", wanted.get()), context), expectation.contexts());
    return expectation.parked().stream()
        .filter(i -> SlotNames.words(i).containsAll(words))
        .findFirst()
        .or(() -> expectation.parked().stream()
            .filter(i -> likely.of(i) >= parts.locale.intentConfidenceThreshold())
            .max(Comparator.comparingDouble(i -> likely.of(i))));
  }

  /** The bot's intent that the cue stands for. */
  private Optional<String> builtIn() {
    return cue.map(BUILT_IN::get)
        .flatMap(b -> parts.locale.intents().values().stream().filter(i -> i.is(b) && expectation.contexts().containsAll(i.inputContexts())).findFirst())
        .map(IntentDefinition::name);
  }
}
