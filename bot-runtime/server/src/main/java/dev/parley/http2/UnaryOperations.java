package dev.parley.http2;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.conversation.BotAlias;
import dev.parley.conversation.Bots;
import dev.parley.conversation.Channel;
import dev.parley.conversation.ChannelOutput;
import dev.parley.conversation.ConversationGateway;
import dev.parley.conversation.ConversationRefused;
import dev.parley.conversation.ConversationRequest;
import dev.parley.conversation.HttpRoute.Reply;
import dev.parley.conversation.HttpRoute.Request;
import dev.parley.conversation.LiveConversation;
import dev.parley.conversation.Sessions;
import dev.parley.event.InputMode;
import dev.parley.event.Message;
import dev.parley.event.SessionView;
import dev.parley.hook.LexJson;
import dev.parley.sound.SoundFormat;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** Lex's request/response operations: RecognizeText, RecognizeUtterance, GetSession, PutSession, DeleteSession. Thread-safe. */
final class UnaryOperations {

  private final ConversationGateway gateway;
  private final Sessions sessions;
  private final Bots bots;
  private final SoundLimits limits;
  private final Executor work;

  /**
   * @param work decodes and searches sound; refuses what it has no room for
   */
  UnaryOperations(ConversationGateway gateway, Sessions sessions, Bots bots, SoundLimits limits, Executor work) {
    this.gateway = gateway;
    this.sessions = sessions;
    this.bots = bots;
    this.limits = limits;
    this.work = work;
  }

  /** Lex's name of an operation, or "none". */
  static String name(String method, String operation) {
    return switch (method + " " + operation) {
      case "POST text" -> "RecognizeText";
      case "POST utterance" -> "RecognizeUtterance";
      case "GET " -> "GetSession";
      case "POST " -> "PutSession";
      case "DELETE " -> "DeleteSession";
      case "POST conversation" -> "StartConversation";
      default -> "none";
    };
  }

  /** Answers an operation; failed stages and exceptions become Lex's errors. */
  CompletionStage<Reply> handle(ConversationPath path, Request request) {
    try {
      path.check();
      Bots.Addressed asked = bots.require(path.bot(), path.alias(), path.locale());
      CompletionStage<Reply> reply =
          switch (name(request.method(), path.operation())) {
            case "RecognizeText" -> recognizeText(path, asked.bot(), request);
            case "RecognizeUtterance" -> recognizeUtterance(path, request);
            case "GetSession" -> getSession(path);
            case "PutSession" -> putSession(path, request);
            case "DeleteSession" -> deleteSession(path, asked.alias());
            default ->
                CompletableFuture.completedFuture(
                    WireErrors.reply(405, "ValidationException", "there is no operation " + request.method() + " /" + path.operation() + " of a session"));
          };
      return reply.exceptionally(WireErrors::reply);
    } catch (RuntimeException e) {
      return CompletableFuture.completedFuture(WireErrors.reply(e));
    }
  }

  private CompletionStage<Reply> recognizeText(ConversationPath path, Bots.LocaleBot bot, Request request) {
    JsonNode body = json(request.body());
    String text = ClientEvents.text(body, "text");
    Optional<SessionView> session = LexJson.present(body, "sessionState").map(LexJson::readSession);
    return turn(path, session, List.of(), LexJson.readTexts(body, "requestAttributes"), Utterance.text(text), Optional.empty()).thenApply(turn -> {
      ObjectNode reply = LexJson.MAPPER.createObjectNode();
      reply.set("messages", LexJson.messages(turn.messages()));
      turn.result().ifPresent(result -> {
        reply.set("sessionState", LexJson.session(result.session()));
        reply.set("interpretations", LexJson.interpretations(result.interpretations(), result.session().intent(), false));
        reply.set("requestAttributes", LexJson.texts(result.requestAttributes()));
      });
      reply.put("sessionId", path.session());
      reply.putObject("recognizedBotMember").put("botId", bot.definition().id()).put("botName", bot.definition().name());
      return ok(reply);
    });
  }

  private CompletionStage<Reply> recognizeUtterance(ConversationPath path, Request request) {
    Optional<SoundFormat> format = format(request, "response-content-type", "Response-Content-Type");
    Optional<SessionView> session = LexHeaders.read(request, "x-amz-lex-session-state").map(LexJson::readSession);
    Map<String, String> attributes = LexHeaders.read(request, "x-amz-lex-request-attributes").map(LexJson::readTexts).orElse(Map.of());
    return utterance(request).thenCompose(utterance ->
        turn(path, session, List.of(), attributes, utterance, format)
            .thenCompose(turn -> told(path, turn, utterance.mode(), attributes, true))
            .thenApply(turn -> spoken(turn, format, LexHeaders.of(path.session(), turn, utterance.mode().lexName()))));
  }

  /** Off the event loop, which serves others meanwhile. */
  private CompletionStage<Utterance> utterance(Request request) {
    try {
      return CompletableFuture.supplyAsync(() -> Utterance.of(request, limits), work);
    } catch (RejectedExecutionException e) {
      throw new ConversationRefused(ConversationRefused.Kind.THROTTLED, "there is too much sound to listen to; try again later", e);
    }
  }

  private CompletionStage<Reply> putSession(ConversationPath path, Request request) {
    JsonNode body = json(request.body());
    SessionView session =
        LexJson.readSession(LexJson.present(body, "sessionState").orElseThrow(() -> ClientEvents.invalid("sessionState is missing")));
    List<Message> messages = LexJson.present(body, "messages").map(LexJson::readMessages).orElse(List.of());
    // Spelled without hyphens, other than RecognizeUtterance's: so do Lex and its SDKs.
    Optional<SoundFormat> format = format(request, "responsecontenttype", "ResponseContentType");
    Map<String, String> attributes = LexJson.readTexts(body, "requestAttributes");
    return turn(path, Optional.of(session), messages, attributes, Utterance.none(), format)
        .thenCompose(turn -> told(path, turn, InputMode.TEXT, attributes, false))
        .thenApply(turn -> spoken(turn, format, LexHeaders.of(path.session(), turn)));
  }

  /**
   * The turn with the session as it is: of one in which nothing was to be told, as when nothing was heard.
   *
   * @param repeat whether what the bot said last is said again then
   */
  private CompletionStage<TurnCollector.Turn> told(
      ConversationPath path, TurnCollector.Turn turn, InputMode mode, Map<String, String> attributes, boolean repeat) {
    if (turn.result().isPresent()) {
      return CompletableFuture.completedFuture(turn);
    }
    return sessions.get(path.bot(), path.alias(), path.locale(), path.session()).handle((stored, missing) ->
        missing != null
            ? turn
            : new TurnCollector.Turn(
                repeat && turn.messages().isEmpty() ? stored.messages() : turn.messages(),
                Optional.of(new ChannelOutput.IntentResult(mode, stored.interpretations(), stored.view(), attributes)),
                turn.transcript(),
                turn.sound()));
  }

  private static Optional<SoundFormat> format(Request request, String header, String member) {
    return SoundTypes.out(request.header(header).orElse(Channel.TEXT), member, SoundTypes.REQUEST_HZ);
  }

  /** An answer whose words stand in headers; its body is its sound, which a text has none of. */
  private static Reply spoken(TurnCollector.Turn turn, Optional<SoundFormat> format, Map<String, String> headers) {
    return new Reply(200, format.map(SoundFormat::contentType).orElse(Channel.TEXT), turn.sound(), headers);
  }

  /** One turn of a conversation that ends with it. */
  private CompletionStage<TurnCollector.Turn> turn(
      ConversationPath path,
      Optional<SessionView> session,
      List<Message> welcome,
      Map<String, String> attributes,
      Utterance utterance,
      Optional<SoundFormat> format) {
    TurnCollector collector = new TurnCollector(utterance, format);
    LiveConversation live =
        gateway.start(
            new ConversationRequest(
                path.bot(), path.alias(), path.locale(), path.session(), session, welcome, attributes, TimeZones.of(attributes)),
            collector);
    collector.feed(live);
    // Not before the session is free again: a client that asks once more right after the answer must not meet itself.
    return live.ended().thenCompose(collector::over);
  }

  private CompletionStage<Reply> getSession(ConversationPath path) {
    return sessions.get(path.bot(), path.alias(), path.locale(), path.session()).thenApply(stored -> {
      ObjectNode reply = LexJson.MAPPER.createObjectNode();
      reply.put("sessionId", stored.sessionId());
      reply.set("messages", LexJson.messages(stored.messages()));
      reply.set("interpretations", LexJson.interpretations(stored.interpretations(), stored.view().intent(), false));
      reply.set("sessionState", LexJson.session(stored.view()));
      return ok(reply);
    });
  }

  private CompletionStage<Reply> deleteSession(ConversationPath path, BotAlias alias) {
    return sessions.delete(path.bot(), path.alias(), path.locale(), path.session()).thenApply(botId ->
        ok(LexJson.MAPPER.createObjectNode()
            .put("botId", botId)
            .put("botAliasId", alias.id())
            .put("localeId", path.locale())
            .put("sessionId", path.session())));
  }

  private static Reply ok(ObjectNode body) {
    return new Reply(
        200,
        WireErrors.JSON,
        body.toString().getBytes(StandardCharsets.UTF_8),
        Map.of("x-amzn-requestid", UUID.randomUUID().toString()));
  }

  private static JsonNode json(byte[] body) {
    try {
      return WireFormat.json(body);
    } catch (MalformedEvent e) {
      throw ClientEvents.invalid(String.valueOf(e.getMessage()).replace("an event's payload", "the body"));
    }
  }
}
