package dev.parley.definition;

import dev.parley.diagnostic.Span;
import java.util.List;
import java.util.Optional;

/**
 * Something the bot says: message groups, all spoken in order, each with variations of which one is chosen. Immutable.
 *
 * @param span where it is defined
 * @param groups 1..5 message groups
 * @param interruptible whether the caller may barge in (Lex: allowInterrupt)
 * @param ordered whether variations are walked in order over retries rather than drawn (Lex: messageSelectionStrategy)
 * @param absent said instead when the groups name a feature, slot or attribute that has no value
 * @param unavailable said instead when a feature they name could not be read in time; empty = {@code absent}
 * @param bargeIn when the caller's sound interrupts it, where that is its own
 */
public record ResponseDefinition(
    Span span,
    List<MessageGroup> groups,
    boolean interruptible,
    boolean ordered,
    List<MessageGroup> absent,
    List<MessageGroup> unavailable,
    BargeIn bargeIn) {

  public ResponseDefinition {
    groups = List.copyOf(groups);
    absent = List.copyOf(absent);
    unavailable = List.copyOf(unavailable);
  }

  /** A response that is interrupted as all others are. */
  public ResponseDefinition(
      Span span,
      List<MessageGroup> groups,
      boolean interruptible,
      boolean ordered,
      List<MessageGroup> absent,
      List<MessageGroup> unavailable) {
    this(span, groups, interruptible, ordered, absent, unavailable, BargeIn.UNSET);
  }

  /**
   * One message, in one or more wordings.
   *
   * @param guarded whether this message may not be interrupted, though the response may (a disclosure that must be heard)
   */
  public record MessageGroup(Span span, List<MessageTemplate> variations, boolean guarded) {
    public MessageGroup {
      variations = List.copyOf(variations);
      if (variations.isEmpty()) {
        throw new IllegalArgumentException("a message group needs a wording: " + span);
      }
    }
  }

  /**
   * A message before its placeholders are filled.
   *
   * @param audio the same words as somebody said them
   */
  public record MessageTemplate(Span span, ContentType contentType, Template text, Optional<Card> card, Optional<Recording> audio) {

    /** A message that nobody has recorded. */
    public MessageTemplate(Span span, ContentType contentType, Template text, Optional<Card> card) {
      this(span, contentType, text, card, Optional.empty());
    }
  }

  /**
   * A WAV file.
   *
   * @param span where it is named
   * @param path relative to the file that names it
   */
  public record Recording(Span span, String path) {}

  /** Lex's message content types. */
  public enum ContentType {
    PLAIN_TEXT("PlainText"),
    SSML("SSML"),
    CUSTOM_PAYLOAD("CustomPayload"),
    IMAGE_RESPONSE_CARD("ImageResponseCard");

    private final String lexName;

    ContentType(String lexName) {
      this.lexName = lexName;
    }

    /** The name on the wire. */
    public String lexName() {
      return lexName;
    }
  }

  /** An image response card: title up to 250 characters, 0..5 buttons of text and value up to 50 each. */
  public record Card(String title, Optional<String> subtitle, Optional<String> imageUrl, List<Button> buttons) {
    public Card {
      buttons = List.copyOf(buttons);
    }
  }

  /** A button of a card: what it shows, and what is sent as the caller's text. */
  public record Button(String text, String value) {}
}
