package dev.parley.conversation;

import dev.parley.event.Message;
import dev.parley.event.SessionView;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a caller asks for when a conversation starts.
 *
 * @param bot the bot's id or its name
 * @param botAlias the alias in the path: its id or its name
 * @param localeId Lex locale id, such as {@code en_US}
 * @param sessionId 2..100 of {@code [0-9a-zA-Z._:-]}
 * @param session what the client sets of the session
 * @param welcome the client's own first words
 * @param requestAttributes hold for this conversation
 * @param zone the caller's time zone, or empty for the server's
 */
public record ConversationRequest(
    String bot,
    String botAlias,
    String localeId,
    String sessionId,
    Optional<SessionView> session,
    List<Message> welcome,
    Map<String, String> requestAttributes,
    Optional<ZoneId> zone) {

  public ConversationRequest {
    welcome = List.copyOf(welcome);
    requestAttributes = Map.copyOf(requestAttributes);
  }
}
