package dev.parley.event;

import dev.parley.definition.SlotDefinition.Spelling;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * A session as clients and hooks see it (Lex: SessionState). Secrets stand in it as tokens.
 *
 * @param dialogAction what the bot does next
 * @param intent the open intent
 * @param activeContexts contexts, with what is left of their lives
 * @param sessionAttributes survive the session
 * @param hints what is likely to be said, by intent and slot (Lex: runtimeHints)
 * @param clears what a client or hook names as empty, and thus takes away; what it does not name stays as it is
 */
public record SessionView(
    Optional<DialogAction> dialogAction,
    Optional<IntentView> intent,
    List<ActiveContext> activeContexts,
    Map<String, String> sessionAttributes,
    Map<String, Map<String, SlotHints>> hints,
    Set<Member> clears) {

  public SessionView {
    activeContexts = List.copyOf(activeContexts);
    sessionAttributes = Collections.unmodifiableMap(new LinkedHashMap<>(sessionAttributes));
    hints = Collections.unmodifiableMap(new LinkedHashMap<>(hints));
    clears = Set.copyOf(clears);
  }

  /** A session without hints that takes nothing away. */
  public SessionView(
      Optional<DialogAction> dialogAction, Optional<IntentView> intent, List<ActiveContext> activeContexts, Map<String, String> sessionAttributes) {
    this(dialogAction, intent, activeContexts, sessionAttributes, Map.of(), Set.of());
  }

  /** Members of a session that can be empty on purpose. */
  public enum Member {
    ACTIVE_CONTEXTS,
    SESSION_ATTRIBUTES,
    RUNTIME_HINTS
  }

  /**
   * What is likely to be said for a slot (Lex: RuntimeHintDetails).
   *
   * @param phrases as they are spoken
   * @param parts of a composite slot, by name
   */
  public record SlotHints(List<String> phrases, Map<String, SlotHints> parts) {
    public SlotHints {
      phrases = List.copyOf(phrases);
      parts = Map.copyOf(parts);
    }
  }

  /**
   * What the bot does next (Lex: DialogAction).
   *
   * @param slotToElicit the slot, only with ElicitSlot
   * @param subSlotToElicit the part of a composite slot
   * @param style how the answer is spelled
   */
  public record DialogAction(
      Type type, Optional<String> slotToElicit, Optional<String> subSlotToElicit, Optional<Spelling> style) {

    /** An action without a part or a style. */
    public DialogAction(Type type, Optional<String> slotToElicit) {
      this(type, slotToElicit, Optional.empty(), Optional.empty());
    }

    /** Lex's dialog action types. */
    public enum Type {
      CLOSE("Close"),
      CONFIRM_INTENT("ConfirmIntent"),
      DELEGATE("Delegate"),
      ELICIT_INTENT("ElicitIntent"),
      ELICIT_SLOT("ElicitSlot"),
      NONE("None");

      private final String lexName;

      Type(String lexName) {
        this.lexName = lexName;
      }

      /** The name on the wire. */
      public String lexName() {
        return lexName;
      }
    }
  }

  /**
   * An intent with its slots; a slot that has no value is there with an empty one.
   */
  public record IntentView(
      String name, Map<String, Optional<SlotValue>> slots, IntentState state, ConfirmationState confirmationState) {
    public IntentView {
      slots = Collections.unmodifiableMap(new LinkedHashMap<>(slots));
    }
  }

  /** Lex's states of an intent. */
  public enum IntentState {
    IN_PROGRESS("InProgress"),
    WAITING("Waiting"),
    READY_FOR_FULFILLMENT("ReadyForFulfillment"),
    FULFILLMENT_IN_PROGRESS("FulfillmentInProgress"),
    FULFILLED("Fulfilled"),
    FAILED("Failed");

    private final String lexName;

    IntentState(String lexName) {
      this.lexName = lexName;
    }

    /** The name on the wire. */
    public String lexName() {
      return lexName;
    }
  }

  /** Lex's states of an intent's confirmation. */
  public enum ConfirmationState {
    NONE("None"),
    CONFIRMED("Confirmed"),
    DENIED("Denied");

    private final String lexName;

    ConfirmationState(String lexName) {
      this.lexName = lexName;
    }

    /** The name on the wire. */
    public String lexName() {
      return lexName;
    }
  }

  /** A context that is active: seconds and turns left of its life, and what it carries. */
  public record ActiveContext(
      String name, OptionalInt secondsToLive, OptionalInt turnsToLive, Map<String, String> attributes) {
    public ActiveContext {
      attributes = Map.copyOf(attributes);
    }
  }
}
