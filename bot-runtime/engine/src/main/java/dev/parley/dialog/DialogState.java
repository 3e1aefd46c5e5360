package dev.parley.dialog;

import dev.parley.event.Deadlines;
import dev.parley.event.Expectation;
import dev.parley.event.FeatureSnapshot;
import dev.parley.event.InputMode;
import dev.parley.event.Interpretations.Interpretation;
import dev.parley.event.Message;
import dev.parley.event.SessionView.ActiveContext;
import dev.parley.event.SessionView.ConfirmationState;
import dev.parley.event.SessionView.IntentState;
import dev.parley.event.SlotValue;
import dev.parley.event.TurnId;
import java.time.ZoneId;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where a dialog stands. Immutable; has a JSON form; holds no secret.
 *
 * @param zone the caller's time zone
 * @param waits whether the caller stays connected, so that waiting can be offered
 * @param chance the state of the seeded choice of wordings
 * @param intent the open intent
 * @param slots its slots that have a value
 * @param intentState Lex's state of it
 * @param confirmation Lex's confirmation state of it
 * @param readBack slots whose values the caller has confirmed
 * @param asking what is asked
 * @param askedSlot the slot that is asked or read back
 * @param attempt 0 for the first time something is asked
 * @param closed whether the last intent closed the conversation; the caller may still begin anew
 * @param attributes session attributes
 * @param requestAttributes of this stream or request
 * @param contexts active contexts, as the client or hooks set them
 * @param features what was looked up, by group
 * @param pending an answer that is awaited
 * @param turn the id of the last question to the shell
 * @param prompts how many prompts have been said
 * @param lastInput what the caller said last
 * @param lastSaid the last prompt, for saying it again
 * @param deadlines what is due when
 */
public record DialogState(
    ZoneId zone,
    boolean waits,
    long chance,
    Optional<String> intent,
    Map<String, SlotValue> slots,
    IntentState intentState,
    ConfirmationState confirmation,
    List<String> readBack,
    Expectation.Kind asking,
    Optional<String> askedSlot,
    int attempt,
    boolean closed,
    Map<String, String> attributes,
    Map<String, String> requestAttributes,
    List<ActiveContext> contexts,
    Map<String, LookedUp> features,
    Optional<Pending> pending,
    TurnId turn,
    long prompts,
    Optional<LastInput> lastInput,
    List<Message> lastSaid,
    Deadlines deadlines) {

  public DialogState {
    slots = Collections.unmodifiableMap(new LinkedHashMap<>(slots));
    readBack = List.copyOf(readBack);
    attributes = Collections.unmodifiableMap(new LinkedHashMap<>(attributes));
    requestAttributes = Collections.unmodifiableMap(new LinkedHashMap<>(requestAttributes));
    contexts = List.copyOf(contexts);
    features = Collections.unmodifiableMap(new LinkedHashMap<>(features));
    lastSaid = List.copyOf(lastSaid);
  }

  /** A dialog before anything happened. */
  public static DialogState fresh() {
    return new DialogState(
        ZoneId.of("UTC"),
        false,
        0,
        Optional.empty(),
        Map.of(),
        IntentState.IN_PROGRESS,
        ConfirmationState.NONE,
        List.of(),
        Expectation.Kind.INTENT,
        Optional.empty(),
        0,
        false,
        Map.of(),
        Map.of(),
        List.of(),
        Map.of(),
        Optional.empty(),
        TurnId.NONE,
        0,
        Optional.empty(),
        List.of(),
        Deadlines.NONE);
  }

  /** Whether the caller asked for time and the bot waits. */
  public boolean waiting() {
    return intentState == IntentState.WAITING;
  }

  /** A record that was looked up: under which key, and what came. */
  public record LookedUp(String key, FeatureSnapshot snapshot) {}

  /** An answer that the shell owes us. */
  public record Pending(Kind kind, TurnId turn, Optional<String> group) {
    /** What is awaited. */
    public enum Kind {
      INTERPRETATION,
      FEATURES,
      HOOK
    }
  }

  /** What the caller said last, and what it may mean. */
  public record LastInput(InputMode mode, String text, List<Interpretation> interpretations) {
    public LastInput {
      interpretations = List.copyOf(interpretations);
    }
  }
}
