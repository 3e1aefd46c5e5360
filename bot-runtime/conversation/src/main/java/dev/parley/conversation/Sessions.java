package dev.parley.conversation;

import dev.parley.event.Interpretations.Interpretation;
import dev.parley.event.Message;
import dev.parley.event.SessionView;
import java.util.List;
import java.util.concurrent.CompletionStage;

/** Looks at and ends sessions at rest; bots and aliases are named by id or name. Thread-safe; never blocks: stages complete on an executor, or fail with {@link ConversationRefused}. */
public interface Sessions {

  /** A session as clients see it, with secrets filled in. */
  record StoredSession(
      String sessionId, SessionView view, List<Interpretation> interpretations, List<Message> messages) {
    public StoredSession {
      interpretations = List.copyOf(interpretations);
      messages = List.copyOf(messages);
    }
  }

  /** The session; fails with NOT_FOUND when there is none or it has expired. */
  CompletionStage<StoredSession> get(String bot, String botAlias, String localeId, String sessionId);

  /** Forgets the session; the stage holds the bot's id. Fails with NOT_FOUND when there is none, CONFLICT while it is live. */
  CompletionStage<String> delete(String bot, String botAlias, String localeId, String sessionId);
}
