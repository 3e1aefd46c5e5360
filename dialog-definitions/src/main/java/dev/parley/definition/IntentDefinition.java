package dev.parley.definition;

import dev.parley.diagnostic.Span;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something a caller may want, and the dialog that gets it done: slots in order, then confirmation, fulfilment and
 * closing. Immutable.
 *
 * @param span where it is defined
 * @param name {@code ^([0-9a-zA-Z][_-]?){1,100}$}
 * @param parent the built-in signature it extends, such as {@code AMAZON.FallbackIntent}
 * @param description free text for people
 * @param utterances samples of what a caller says for it
 * @param questions what it answers at once, with {@link BuiltInIntent#QNA}
 * @param inputContexts it can be meant only while all of these are active, 0..5
 * @param outputContexts become active when it is fulfilled, 0..10
 * @param digression whether it may come in the middle of another intent, which goes on afterwards where it stood
 * @param slots what must be known, in the order in which it is asked
 * @param turnHook called after each of the caller's inputs for this intent (Lex: dialogCodeHook of older bots)
 * @param opening done when the intent begins, before the first slot (Lex: initialResponseSetting)
 * @param confirmation asked when all slots are known
 * @param fulfillment what is done then; empty = the client is told ReadyForFulfillment
 * @param closing done at the end (Lex: intentClosingSetting); its next step is the end of the conversation when it names none,
 *     and listening on for a fallback intent
 */
public record IntentDefinition(
    Span span,
    String name,
    Optional<String> parent,
    Optional<String> description,
    List<SampleUtterance> utterances,
    List<QuestionAnswer> questions,
    List<String> inputContexts,
    List<OutputContext> outputContexts,
    boolean digression,
    List<SlotDefinition> slots,
    Optional<DialogHook> turnHook,
    Optional<Transition> opening,
    Optional<ConfirmationDefinition> confirmation,
    Optional<FulfillmentDefinition> fulfillment,
    Optional<Transition> closing) {

  /** Lex's signature of the intent that takes what no other intent understands. */
  public static final String FALLBACK = BuiltInIntent.FALLBACK.signature();

  /** An intent with this name is the fallback intent without saying so. */
  public static final String FALLBACK_NAME = "FallbackIntent";

  public IntentDefinition {
    utterances = List.copyOf(utterances);
    questions = List.copyOf(questions);
    inputContexts = List.copyOf(inputContexts);
    outputContexts = List.copyOf(outputContexts);
    slots = List.copyOf(slots);
  }

  /** The built-in intent that this one is. */
  public Optional<BuiltInIntent> builtIn() {
    return parent.flatMap(BuiltInIntent::of);
  }

  /** Whether it is this built-in intent. */
  public boolean is(BuiltInIntent which) {
    return parent.filter(which.signature()::equals).isPresent();
  }

  /** Whether this is the locale's fallback intent. */
  public boolean isFallback() {
    return is(BuiltInIntent.FALLBACK);
  }

  /** Every Lex locale has a fallback intent; one that the bot does not define says nothing. */
  public static IntentDefinition silentFallback(Span span) {
    return new IntentDefinition(
        span, FALLBACK_NAME, Optional.of(FALLBACK), Optional.empty(), List.of(), List.of(), List.of(), List.of(), false,
        List.of(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  /** What follows the closing where the bot does not say; empty where the intent's own meaning decides. */
  public Optional<NextStep.Action> afterClosing() {
    return afterClosing(parent, digression);
  }

  /** The same for an intent with this parent. */
  public static Optional<NextStep.Action> afterClosing(Optional<String> parent, boolean digression) {
    Optional<BuiltInIntent> builtIn = parent.flatMap(BuiltInIntent::of);
    if (builtIn.filter(BuiltInIntent.FALLBACK::equals).isPresent()) {
      return Optional.of(NextStep.Action.ELICIT_INTENT);
    }
    boolean ends = builtIn.map(BuiltInIntent.STOP::equals).orElse(!digression);
    return ends ? Optional.of(NextStep.Action.END_CONVERSATION) : Optional.empty();
  }

  /** The slot with this name. */
  public Optional<SlotDefinition> slot(String slotName) {
    for (SlotDefinition slot : slots) {
      if (slot.name().equals(slotName)) {
        return Optional.of(slot);
      }
    }
    return Optional.empty();
  }

  /** Everything that the bot may say for this intent, in no order that matters. */
  public Stream<ResponseDefinition> responses() {
    return Stream.of(
            transitions().flatMap(Transition::responses),
            turnHook.stream().flatMap(DialogHook::responses),
            questions.stream().map(QuestionAnswer::answer),
            confirmation.stream().flatMap(ConfirmationDefinition::prompts),
            fulfillment.stream().flatMap(FulfillmentDefinition::updates),
            slots.stream().flatMap(SlotDefinition::responses))
        .flatMap(s -> s);
  }

  /** The transitions of the intent itself, without those of its slots. */
  public Stream<Transition> transitions() {
    return Stream.of(
            opening.stream(),
            closing.stream(),
            confirmation.stream().flatMap(ConfirmationDefinition::transitions),
            fulfillment.stream().flatMap(FulfillmentDefinition::transitions))
        .flatMap(s -> s);
  }

  /** One sample utterance; slots are written {@code {SlotName}}. */
  public record SampleUtterance(Span span, String text) {}

  /** Questions that mean the same, and their answer. */
  public record QuestionAnswer(Span span, List<SampleUtterance> questions, ResponseDefinition answer) {
    public QuestionAnswer {
      questions = List.copyOf(questions);
    }
  }

  /**
   * A context that a fulfilled intent leaves behind; its parameters are the intent's slots.
   *
   * @param lifetime 5 s to 24 h
   * @param turns of the caller, 1..20
   */
  public record OutputContext(Span span, String name, Duration lifetime, int turns) {}

  /**
   * Asks the caller to agree before the intent is fulfilled (Lex: intentConfirmationSetting).
   *
   * @param prompt the yes/no question
   * @param input how the answer is listened to
   * @param yes more phrases that agree to this question, such as a key that it offers
   * @param no more phrases that decline
   * @param confirmed done when the caller agrees
   * @param declined done when the caller says no; without a next step the intent fails and ends
   * @param failed done when no answer came in all attempts; empty = the fallback intent
   * @param retryHook called between attempts (Lex: elicitationCodeHook)
   * @param waitAndContinue lets the caller say "hold on" here too
   */
  public record ConfirmationDefinition(
      Span span,
      PromptDefinition prompt,
      InputSettings input,
      List<String> yes,
      List<String> no,
      Optional<Transition> confirmed,
      Optional<Transition> declined,
      Optional<Transition> failed,
      Optional<DialogHook> retryHook,
      Optional<WaitAndContinue> waitAndContinue) {

    public ConfirmationDefinition {
      yes = List.copyOf(yes);
      no = List.copyOf(no);
    }

    Stream<Transition> transitions() {
      return Stream.of(confirmed, declined, failed).flatMap(Optional::stream);
    }

    /** What is said beside the transitions. */
    Stream<ResponseDefinition> prompts() {
      return Stream.of(
              prompt.responses(),
              retryHook.stream().flatMap(DialogHook::responses),
              waitAndContinue.stream().flatMap(WaitAndContinue::responses))
          .flatMap(s -> s);
    }
  }

  /**
   * What is done once the intent is ready (Lex: fulfillmentCodeHook with its specifications).
   *
   * @param hook does the work, with what follows its success, failure and time-out; empty = nothing is called, and {@code
   *     success} follows at once
   * @param success done without a hook, or when the hook's own {@code success} is absent
   * @param started said when the work takes longer than this (Lex: fulfillmentUpdatesSpecification.startResponse)
   * @param progress said again and again while it goes on (updateResponse)
   */
  public record FulfillmentDefinition(
      Span span,
      Optional<DialogHook> hook,
      Optional<Transition> success,
      Optional<Update> started,
      Optional<Update> progress) {

    Stream<Transition> transitions() {
      return Stream.concat(success.stream(), hook.stream().flatMap(DialogHook::transitions));
    }

    /** What is said while the work goes on. */
    Stream<ResponseDefinition> updates() {
      return Stream.of(
              hook.stream().flatMap(h -> h.filler().stream()).map(DialogHook.Filler::response),
              started.stream().map(Update::response),
              progress.stream().map(Update::response))
          .flatMap(s -> s);
    }
  }

  /**
   * Words while a fulfilment goes on.
   *
   * @param after the delay of the first, or the period; 1 s to 900 s
   */
  public record Update(Span span, Duration after, ResponseDefinition response) {}
}
