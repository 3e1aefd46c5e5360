package dev.parley.http2;

import dev.parley.conversation.ConversationRefused;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The path of a Lex operation: {@code /bots/{id}/botAliases/{alias}/botLocales/{locale}/sessions/{session}[/operation]}.
 *
 * @param operation {@code text}, {@code utterance}, {@code conversation}, or empty for the session itself
 */
record ConversationPath(String bot, String alias, String locale, String session, String operation) {

  private static final int SEGMENTS = 8;

  /** Lex's alphabet of session ids. */
  private static final Pattern SESSION_ID = Pattern.compile("[0-9a-zA-Z._:-]{2,100}");

  /** Reads a path, or empty when it is another kind of path. Each segment is decoded once. */
  static Optional<ConversationPath> read(String uri) {
    int query = uri.indexOf('?');
    String[] parts = (query < 0 ? uri : uri.substring(0, query)).split("/", -1);
    boolean fits =
        (parts.length == SEGMENTS + 1 || parts.length == SEGMENTS + 2)
            && parts[1].equals("bots")
            && parts[3].equals("botAliases")
            && parts[5].equals("botLocales")
            && parts[7].equals("sessions");
    return fits
        ? Optional.of(new ConversationPath(
            decode(parts[2]), decode(parts[4]), decode(parts[6]), decode(parts[8]), parts.length > SEGMENTS + 1 ? parts[9] : ""))
        : Optional.empty();
  }

  private static String decode(String segment) {
    try {
      // A plus is a plus in a path.
      return URLDecoder.decode(segment.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new ConversationRefused(ConversationRefused.Kind.INVALID, "the path holds a broken percent escape", e);
    }
  }

  boolean isConversation(String method) {
    return operation.equals("conversation") && method.equals("POST");
  }

  /**
   * Checks what does not depend on the bot, so that it is told with an HTTP status and not in a stream.
   *
   * @throws ConversationRefused INVALID; the message names the rule
   */
  void check() {
    if (!SESSION_ID.matcher(session).matches()) {
      throw ClientEvents.invalid("sessionId must be 2 to 100 of the characters 0-9 a-z A-Z . _ : - (and no +)");
    }
    if (alias.isBlank()) {
      throw ClientEvents.invalid("botAliasId is missing in the path; TSTALIASID will do");
    }
  }
}
