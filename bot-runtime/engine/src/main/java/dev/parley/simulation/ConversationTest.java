package dev.parley.simulation;

import dev.parley.diagnostic.Span;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A conversation as it should go: what the caller does, turn by turn, and what must come of it. Immutable.
 *
 * @param span where it begins
 * @param about what it shows, for people
 * @param bot the bot's file, as the test names it, relative to the test
 * @param locale the locale, or empty for the bot's first
 * @param start when it begins; nothing else in the run knows the time
 * @param zone the caller's time zone
 * @param seed chooses among wordings
 * @param channel how the caller reaches the bot
 * @param attributes session attributes at the start
 * @param requestAttributes attributes of each of the conversation's requests
 * @param features what is on record of customers
 * @param hooks what code hooks answer
 * @param turns in order
 */
public record ConversationTest(
    Span span,
    Optional<String> about,
    Optional<String> bot,
    Optional<String> locale,
    Instant start,
    ZoneId zone,
    long seed,
    ChannelKind channel,
    Map<String, String> attributes,
    Map<String, String> requestAttributes,
    ScriptedFeatures features,
    ScriptedHooks hooks,
    List<Turn> turns) {

  public ConversationTest {
    attributes = Map.copyOf(attributes);
    requestAttributes = Map.copyOf(requestAttributes);
    turns = List.copyOf(turns);
  }

  /**
   * One turn: something is done, or time goes by; then this must hold.
   *
   * @param caller what the caller does
   * @param after so long after the bot began its last words, rather than when it has ended them
   * @param silent the caller says nothing until the bot speaks
   * @param waits then so much time goes by
   * @param said what the bot says, prompt by prompt; empty = not looked at
   * @param expected what must have happened
   * @param absent what must not
   */
  public record Turn(
      Span span,
      Optional<CallerAction> caller,
      Optional<Duration> after,
      boolean silent,
      Duration waits,
      Optional<List<Said>> said,
      List<Expected> expected,
      List<Absent> absent) {
    public Turn {
      said = said.map(List::copyOf);
      expected = List.copyOf(expected);
      absent = List.copyOf(absent);
    }
  }

  /** Words of the bot, where {@code ...} stands for any words. */
  public record Said(Span span, String words) {}

  /** Something that must hold after a turn. */
  public sealed interface Expected {
    /** Where it is written. */
    Span span();
  }

  /** Something happened; with a text, in these words. */
  public record Happened(Span span, String event, Optional<String> text) implements Expected {}

  /** A slot has this value; empty = none. */
  public record SlotHas(Span span, String slot, Optional<String> value) implements Expected {}

  /** A session attribute has this value; empty = none. */
  public record AttributeHas(Span span, String attribute, Optional<String> value) implements Expected {}

  /** A feature group was asked for this key. */
  public record LookedUp(Span span, String group, Optional<String> key) implements Expected {}

  /** These features of a group were written, whatever others were; a count as {@code +1}. */
  public record Wrote(Span span, String group, Map<String, String> values, Optional<String> key) implements Expected {
    public Wrote {
      values = Map.copyOf(values);
    }
  }

  /** A code hook was called. */
  public record HookCalled(Span span, String hook) implements Expected {}

  /** The session stands so; what is asked is Lex's dialog action, or a slot's name. */
  public record Stands(Span span, Aspect aspect, String value) implements Expected {}

  /** What of a session may be asked. */
  public enum Aspect {
    /** The slot that is elicited. */
    ELICITS,
    /** Lex's dialog action. */
    ACTION,
    /** The open intent. */
    INTENT,
    /** Its state. */
    STATE
  }

  /** Something must not happen: for so long after a turn, or, without a length, in it. */
  public record Absent(Span span, String event, Duration during) {}
}
