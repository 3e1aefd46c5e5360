package dev.parley.dialog;

import dev.parley.event.Deadlines;
import dev.parley.event.Expectation;
import dev.parley.event.FeatureSnapshot;
import dev.parley.event.InputMode;
import dev.parley.event.Interpretations.Interpretation;
import dev.parley.event.Message;
import dev.parley.event.SessionView.ConfirmationState;
import dev.parley.event.SessionView.IntentState;
import dev.parley.event.SessionView.SlotHints;
import dev.parley.event.SlotValue;
import dev.parley.event.TurnId;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * Where a dialog stands. Immutable; has a JSON form; holds no secret.
 *
 * @param zone the caller's time zone
 * @param waits whether the caller stays connected, so that waiting can be offered
 * @param chance the state of the seeded choice of wordings
 * @param wordings which wordings were chosen last, the latest last
 * @param frame the open intent
 * @param parked intents that the caller left and comes back to, the last one left first
 * @param closed whether the last intent closed the conversation; the caller may still begin anew
 * @param ended whether the conversation of this connection has come to an end once: what is written then is not written again
 * @param inTurn whether an input of the caller is being worked on
 * @param turnHooked whether the intent's hook has been called for that input
 * @param silent whether the next question is asked without its words, which a next step left out
 * @param attributes session attributes
 * @param requestAttributes of this stream or request
 * @param contexts active contexts
 * @param hints what is likely to be said, by intent and slot
 * @param features what was looked up, by group
 * @param pending an answer that is awaited
 * @param turn the id of the last question to the shell
 * @param prompts how many prompts have been said
 * @param lastInput what the caller said last
 * @param lastSaid the last prompt, for saying it again
 * @param cut where the last prompt was interrupted
 * @param deadlines what is due when
 */
public record DialogState(
    ZoneId zone,
    boolean waits,
    long chance,
    List<Integer> wordings,
    Frame frame,
    List<Frame> parked,
    boolean closed,
    boolean ended,
    boolean inTurn,
    boolean turnHooked,
    boolean silent,
    Map<String, String> attributes,
    Map<String, String> requestAttributes,
    List<LivingContext> contexts,
    Map<String, Map<String, SlotHints>> hints,
    Map<String, LookedUp> features,
    Optional<Pending> pending,
    TurnId turn,
    long prompts,
    Optional<LastInput> lastInput,
    List<Message> lastSaid,
    Optional<Cut> cut,
    Deadlines deadlines) {

  public DialogState {
    wordings = List.copyOf(wordings);
    parked = List.copyOf(parked);
    attributes = Kept.copyOf(attributes);
    requestAttributes = Kept.copyOf(requestAttributes);
    contexts = List.copyOf(contexts);
    hints = Kept.copyOf(hints);
    features = Kept.copyOf(features);
    lastSaid = List.copyOf(lastSaid);
  }

  /** A dialog before anything happened. */
  public static DialogState fresh() {
    return new DialogState(
        ZoneId.of("UTC"),
        false,
        0,
        List.of(),
        Frame.NONE,
        List.of(),
        false,
        false,
        false,
        false,
        false,
        Map.of(),
        Map.of(),
        List.of(),
        Map.of(),
        Map.of(),
        Optional.empty(),
        TurnId.NONE,
        0,
        Optional.empty(),
        List.of(),
        Optional.empty(),
        Deadlines.NONE);
  }

  /** The open intent. */
  public Optional<String> intent() {
    return frame.intent();
  }

  /** Its slots that have a value. */
  public Map<String, SlotValue> slots() {
    return frame.slots();
  }

  /** Lex's state of it. */
  public IntentState intentState() {
    return frame.intentState();
  }

  /** Lex's confirmation state of it. */
  public ConfirmationState confirmation() {
    return frame.confirmation();
  }

  /** What is asked. */
  public Expectation.Kind asking() {
    return frame.asking();
  }

  /** The slot that is asked or read back. */
  public Optional<String> askedSlot() {
    return frame.askedSlot();
  }

  /** Whether the caller asked for time and the bot waits. */
  public boolean waiting() {
    return frame.intentState() == IntentState.WAITING;
  }

  /** A record that was looked up: under which key, and what came. */
  public record LookedUp(String key, FeatureSnapshot snapshot) {}

  /**
   * A context that is active.
   *
   * @param until when its time is over
   * @param turns how many turns of the caller it still lives
   */
  public record LivingContext(String name, Optional<Instant> until, OptionalInt turns, Map<String, String> attributes) {
    public LivingContext {
      attributes = Map.copyOf(attributes);
    }
  }

  /** Where a prompt was interrupted: the message, and how many of its characters were heard. */
  public record Cut(int message, int characters) {}

  /**
   * An answer that the shell owes us.
   *
   * @param group the feature group that is looked up
   * @param point where the hook stands that is called
   */
  public record Pending(Kind kind, TurnId turn, Optional<String> group, Optional<Point> point) {
    /** What is awaited. */
    public enum Kind {
      INTERPRETATION,
      FEATURES,
      HOOK
    }
  }

  /**
   * What the caller said last, and what it may mean.
   *
   * @param confidence how sure the recogniser is of the words, 0..1
   */
  public record LastInput(InputMode mode, String text, double confidence, List<Interpretation> interpretations) {
    public LastInput {
      interpretations = List.copyOf(interpretations);
    }
  }
}
