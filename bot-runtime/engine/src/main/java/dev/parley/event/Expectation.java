package dev.parley.event;

import dev.parley.definition.InputSettings;
import dev.parley.definition.SlotDefinition;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What the dialog waits for: all that the ears and the interpreter need to know of the dialog's state.
 *
 * @param kind what is asked
 * @param intent the open intent
 * @param slot the slot that is asked or read back
 * @param part the part of a composite slot that is asked
 * @param spelling how the answer is spelled, where it is spoken
 * @param unclear what the caller gave for it that may be either of several; the answer says which
 * @param filled slots of the open intent that have a value, the last one taken first: what "make it fifty" may mean
 * @param parked intents that wait for their turn, the last one left first
 * @param contexts names of the active contexts: an intent whose input contexts are not all among them cannot be meant
 * @param waiting whether the caller asked for time and the bot waits
 * @param secret whether the answer is a secret, so that whatever is said is sealed
 * @param suggestionPhrases phrases that take the value the bot offered with its question
 * @param input how the answer is listened to
 * @param now when the answer was given; dates are read from here
 * @param zone the caller's time zone
 * @param localeId the conversation's locale, such as {@code en_US}
 * @param hints phrases that a client or hook says are likely for the slot (Lex: runtimeHints)
 */
public record Expectation(
    Kind kind,
    Optional<String> intent,
    Optional<String> slot,
    Optional<String> part,
    SlotDefinition.Spelling spelling,
    Optional<SlotValue> unclear,
    List<String> filled,
    List<String> parked,
    List<String> contexts,
    boolean waiting,
    boolean secret,
    List<String> suggestionPhrases,
    InputSettings input,
    Instant now,
    ZoneId zone,
    String localeId,
    List<String> hints) {

  public Expectation {
    filled = List.copyOf(filled);
    parked = List.copyOf(parked);
    contexts = List.copyOf(contexts);
    suggestionPhrases = List.copyOf(suggestionPhrases);
    hints = List.copyOf(hints);
  }

  /** A question for which nothing is known to be likely. */
  public Expectation(
      Kind kind,
      Optional<String> intent,
      Optional<String> slot,
      Optional<String> part,
      SlotDefinition.Spelling spelling,
      Optional<SlotValue> unclear,
      List<String> filled,
      List<String> parked,
      List<String> contexts,
      boolean waiting,
      boolean secret,
      List<String> suggestionPhrases,
      InputSettings input,
      Instant now,
      ZoneId zone,
      String localeId) {
    this(
        kind, intent, slot, part, spelling, unclear, filled, parked, contexts, waiting, secret, suggestionPhrases, input, now, zone, localeId,
        List.of());
  }

  /** A question in a dialog that has nothing else going on: nothing filled, nothing parked, no context. */
  public Expectation(
      Kind kind,
      Optional<String> intent,
      Optional<String> slot,
      boolean waiting,
      boolean secret,
      List<String> suggestionPhrases,
      InputSettings input,
      Instant now,
      ZoneId zone,
      String localeId) {
    this(
        kind,
        intent,
        slot,
        Optional.empty(),
        SlotDefinition.Spelling.DEFAULT,
        Optional.empty(),
        List.of(),
        List.of(),
        List.of(),
        waiting,
        secret,
        suggestionPhrases,
        input,
        now,
        zone,
        localeId);
  }

  /** What is asked. */
  public enum Kind {
    /** What the caller wants. */
    INTENT,
    /** A slot's value. */
    SLOT,
    /** Whether a slot's value, just read back, is right. */
    SLOT_CONFIRMATION,
    /** Whether to go ahead with the intent. */
    INTENT_CONFIRMATION,
    /** Nothing: a hook or a look-up is awaited, or the conversation is over. */
    NOTHING
  }
}
