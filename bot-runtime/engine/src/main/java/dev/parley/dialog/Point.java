package dev.parley.dialog;

import dev.parley.definition.SlotDefinition;
import java.util.Optional;

/**
 * A point of the open intent at which the bot's definition may have something done: it finds the transition or hook again when
 * an answer of the shell has come, wherever the conversation was in between.
 *
 * @param kind which point
 * @param slot the slot that it belongs to
 * @param part the part of a composite slot
 */
public record Point(Kind kind, Optional<String> slot, Optional<String> part) {

  static Point of(Kind kind) {
    return new Point(kind, Optional.empty(), Optional.empty());
  }

  static Point of(Kind kind, SlotDefinition slot, Optional<SlotDefinition> part) {
    return new Point(kind, Optional.of(slot.name()), part.map(SlotDefinition::name));
  }

  /** The points, in the order of a dialog. */
  public enum Kind {
    /** The intent begins (Lex: initialResponseSetting). */
    OPENING,
    /** The caller's input has been taken (Lex: dialogCodeHook). */
    TURN,
    /** A slot is about to be asked again (Lex: slotCaptureSetting.elicitationCodeHook). */
    SLOT_RETRY,
    /** A slot has its value (Lex: captureResponse and what follows). */
    CAPTURED,
    /** A slot got no value in all attempts (Lex: failureResponse and what follows). */
    SLOT_FAILED,
    /** The confirmation is about to be asked again. */
    CONFIRM_RETRY,
    /** The caller agreed. */
    CONFIRMED,
    /** The caller declined. */
    DECLINED,
    /** The caller did neither in all attempts. */
    CONFIRM_FAILED,
    /** The work is to be done, or has been done. */
    FULFILLMENT,
    /** The closing words. */
    CLOSING
  }
}
