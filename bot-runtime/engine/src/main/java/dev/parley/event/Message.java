package dev.parley.event;

import dev.parley.definition.ResponseDefinition.Card;
import dev.parley.definition.ResponseDefinition.ContentType;
import java.util.Optional;

/**
 * Something the bot says, with its placeholders filled. Values of obfuscated slots stand in it as {@link SecretToken}s,
 * which the shell replaces on the way to the caller.
 *
 * @param contentType how the content is to be read
 * @param content the words, SSML or payload; empty for a card
 * @param card only for image response cards
 */
public record Message(ContentType contentType, String content, Optional<Card> card) {

  /** A plain text message. */
  public static Message plain(String text) {
    return new Message(ContentType.PLAIN_TEXT, text, Optional.empty());
  }
}
