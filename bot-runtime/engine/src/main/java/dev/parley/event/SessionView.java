package dev.parley.event;

import dev.parley.definition.SlotDefinition.Spelling;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * A session as clients and hooks see it (Lex: SessionState). Secrets stand in it as tokens.
 *
 * @param dialogAction what the bot does next
 * @param intent the open intent
 * @param activeContexts contexts, with what is left of their lives
 * @param sessionAttributes survive the session
 */
public record SessionView(
    Optional<DialogAction> dialogAction,
    Optional<IntentView> intent,
    List<ActiveContext> activeContexts,
    Map<String, String> sessionAttributes) {

  public SessionView {
    activeContexts = List.copyOf(activeContexts);
    sessionAttributes = Collections.unmodifiableMap(new LinkedHashMap<>(sessionAttributes));
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
