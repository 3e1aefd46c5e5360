package dev.parley.conversation;

import dev.parley.conversation.Bots.Addressed;
import dev.parley.conversation.Bots.LocaleBot;
import dev.parley.conversation.ConversationRefused.Kind;
import dev.parley.engine.ConversationState;
import dev.parley.engine.StateJson;
import dev.parley.event.InputMode;
import dev.parley.secret.Vault;
import dev.parley.session.SessionKey;
import dev.parley.session.SessionRecord;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** All live conversations of this process: starts them, keeps one owner for each session, drains them. Thread-safe. */
public final class Conversations implements ConversationGateway, Sessions {

  /** Lex's alphabet of session ids. */
  private static final Pattern SESSION_ID = Pattern.compile("[0-9a-zA-Z._:-]{2,100}");

  private final Bots bots;
  private final ConversationServices services;
  private final Map<SessionKey, Conversation> live = new ConcurrentHashMap<>();
  private volatile boolean draining;

  /** Serves these bots. */
  public Conversations(Bots bots, ConversationServices services) {
    this.bots = bots;
    this.services = services;
    services.meters().gaugeMapSize("parley.conversations.live", List.of(), live);
  }

  @Override
  public LiveConversation start(ConversationRequest request, Channel channel) {
    Addressed asked = bots.require(request.bot(), request.botAlias(), request.localeId());
    SessionKey key = key(asked, request.sessionId());
    // Of a published bot the session may go on with another version; it is known which when the session is loaded.
    request.session()
        .filter(s -> asked.bot().version().equals(Bots.DRAFT))
        .flatMap(s -> SessionNames.clientsMistake(asked.bot().definition().locale(asked.bot().localeId()).orElseThrow(), s))
        .or(() -> ClientLimits.mistake(request.session(), request.welcome()))
        .ifPresent(mistake -> {
          throw new ConversationRefused(Kind.INVALID, mistake);
        });
    if (draining) {
      throw new ConversationRefused(Kind.THROTTLED, "the server is going down; try another one");
    }
    if (live.size() >= services.limits().maxConversations()) {
      services.meters().counter("parley.conversations.refused").increment();
      throw new ConversationRefused(
          Kind.THROTTLED, "there are " + live.size() + " conversations, and no more are taken (conversations.max)");
    }
    if (channel.capabilities().inputs().contains(InputMode.SPEECH) && services.lag().tooLong()) {
      services.meters().counter("parley.conversations.refused").increment();
      throw new ConversationRefused(
          Kind.THROTTLED, "the callers on the line are heard late already, and no more are taken (speech.most-lag); try again later, or another server");
    }
    Conversation conversation = new Conversation(key, asked, bots, request, channel, services, () -> live.remove(key));
    if (live.putIfAbsent(key, conversation) != null) {
      throw new ConversationRefused(
          Kind.CONFLICT, "session '" + request.sessionId() + "' is in use; one client at a time may hold it");
    }
    services.meters().counter("parley.conversations.started", "channel", channel.capabilities().name()).increment();
    conversation.begin();
    return conversation;
  }

  private static SessionKey key(Addressed asked, String sessionId) {
    if (!SESSION_ID.matcher(sessionId).matches()) {
      throw new ConversationRefused(
          Kind.INVALID, "sessionId must be 2 to 100 of the characters 0-9 a-z A-Z . _ : - (and no +)");
    }
    return new SessionKey(asked.bot().definition().id(), asked.alias().id(), asked.bot().localeId(), sessionId);
  }

  @Override
  public CompletionStage<StoredSession> get(String bot, String botAlias, String localeId, String sessionId) {
    return supply(() -> {
      Addressed asked = bots.require(bot, botAlias, localeId);
      SessionRecord session = services.sessions().load(key(asked, sessionId)).orElseThrow(() -> unknown(sessionId));
      LocaleBot found =
          bots.goesOnWith(session.botVersion(), asked.bot())
              .orElseThrow(() -> new ConversationRefused(
                  Kind.NOT_FOUND,
                  "session '" + sessionId + "' begins anew when it is used: version " + session.botVersion() + " of bot '" + bot + "' is not to be had"));
      ConversationState state = readable(sessionId, session);
      Vault vault = new Vault(found.definition().locale(localeId).orElseThrow(), found.interpreter(), session.secrets());
      return new StoredSession(
          sessionId,
          vault.reveal(found.core().view(state)),
          state.dialog().lastInput().map(i -> vault.reveal(i.interpretations())).orElse(List.of()),
          state.dialog().lastSaid().stream().map(vault::reveal).toList());
    });
  }

  @Override
  public CompletionStage<String> delete(String bot, String botAlias, String localeId, String sessionId) {
    return supply(() -> {
      Addressed asked = bots.require(bot, botAlias, localeId);
      SessionKey key = key(asked, sessionId);
      if (live.containsKey(key)) {
        throw new ConversationRefused(Kind.CONFLICT, "session '" + sessionId + "' is in use; end its stream first");
      }
      if (!services.sessions().delete(key)) {
        throw unknown(sessionId);
      }
      return asked.bot().definition().id();
    });
  }

  private static ConversationState readable(String sessionId, SessionRecord session) {
    try {
      return StateJson.readState(session.state());
    } catch (IllegalArgumentException e) {
      throw new ConversationRefused(
          Kind.NOT_FOUND, "session '" + sessionId + "' cannot be read, and begins anew when it is used: " + e.getMessage());
    }
  }

  private static ConversationRefused unknown(String sessionId) {
    return new ConversationRefused(Kind.NOT_FOUND, "there is no session '" + sessionId + "'; it may have expired");
  }

  private <T> CompletionStage<T> supply(Supplier<T> work) {
    return CompletableFuture.supplyAsync(work, services.work());
  }

  /** The bots that are served. */
  public Bots bots() {
    return bots;
  }

  /** Keeps the versions of bots loaded with which conversations are held; to be called every few seconds. */
  public void keepVersions() {
    live.values().forEach(c -> bots.used(c.bot()));
  }

  /** How many conversations are live. */
  public int size() {
    return live.size();
  }

  /** Takes no more conversations and ends those there are when their turns are finished; completes when all are over. */
  public CompletionStage<Void> drain(String reason) {
    draining = true;
    List<CompletableFuture<String>> ends = new ArrayList<>();
    for (Conversation conversation : live.values()) {
      ends.add(conversation.ended().toCompletableFuture());
      conversation.finish(reason);
    }
    return CompletableFuture.allOf(ends.toArray(new CompletableFuture<?>[0]));
  }
}
