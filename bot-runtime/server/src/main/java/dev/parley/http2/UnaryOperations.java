package dev.parley.http2;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.conversation.Bots;
import dev.parley.conversation.ConversationGateway;
import dev.parley.conversation.ConversationRequest;
import dev.parley.conversation.HttpRoute.Reply;
import dev.parley.conversation.HttpRoute.Request;
import dev.parley.conversation.LiveConversation;
import dev.parley.conversation.Sessions;
import dev.parley.event.Message;
import dev.parley.event.SessionView;
import dev.parley.hook.LexJson;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** Lex's request/response operations: RecognizeText, RecognizeUtterance (text), GetSession, PutSession, DeleteSession. Thread-safe. */
final class UnaryOperations {

  private static final int MAX_UNZIPPED = 64 * 1024;

  private final ConversationGateway gateway;
  private final Sessions sessions;
  private final Bots bots;

  UnaryOperations(ConversationGateway gateway, Sessions sessions, Bots bots) {
    this.gateway = gateway;
    this.sessions = sessions;
    this.bots = bots;
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
      Bots.LocaleBot bot = bots.require(path.bot(), path.locale());
      CompletionStage<Reply> reply =
          switch (name(request.method(), path.operation())) {
            case "RecognizeText" -> recognizeText(path, bot, request);
            case "RecognizeUtterance" -> recognizeUtterance(path, request);
            case "GetSession" -> getSession(path);
            case "PutSession" -> putSession(path, request);
            case "DeleteSession" -> deleteSession(path);
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
    return turn(path, session, List.of(), LexJson.readTexts(body, "requestAttributes"), Optional.of(text)).thenApply(turn -> {
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
    String type = request.header("content-type").orElse("").toLowerCase(Locale.ROOT);
    if (!type.startsWith("text/plain")) {
      throw ClientEvents.invalid(
          "Content-Type '" + type + "' is not served by RecognizeUtterance; send text/plain; charset=utf-8, or sound to StartConversation");
    }
    if (SoundTypes.out(request.header("response-content-type").orElse("text/plain"), "Response-Content-Type").isPresent()) {
      throw ClientEvents.invalid("Response-Content-Type must be text/plain; charset=utf-8; for sound use StartConversation");
    }
    String text = ClientEvents.checkText(new String(request.body(), StandardCharsets.UTF_8), "inputStream");
    Optional<SessionView> session = header(request, "x-amz-lex-session-state").map(LexJson::readSession);
    Map<String, String> attributes = new LinkedHashMap<>();
    header(request, "x-amz-lex-request-attributes").ifPresent(map -> map.properties().forEach(e -> attributes.put(e.getKey(), e.getValue().asText())));
    return turn(path, session, List.of(), attributes, Optional.of(text)).thenApply(turn -> {
      Map<String, String> headers = sessionHeaders(path, turn);
      headers.put("x-amz-lex-input-mode", "Text");
      headers.put("x-amz-lex-input-transcript", zip(LexJson.MAPPER.getNodeFactory().textNode(text).toString()));
      turn.result().ifPresent(result ->
          headers.put("x-amz-lex-interpretations", zip(LexJson.interpretations(result.interpretations(), result.session().intent(), false).toString())));
      return new Reply(200, "text/plain; charset=utf-8", new byte[0], headers);
    });
  }

  private CompletionStage<Reply> putSession(ConversationPath path, Request request) {
    JsonNode body = json(request.body());
    SessionView session =
        LexJson.readSession(LexJson.present(body, "sessionState").orElseThrow(() -> ClientEvents.invalid("sessionState is missing")));
    List<Message> messages = LexJson.present(body, "messages").map(LexJson::readMessages).orElse(List.of());
    if (SoundTypes.out(request.header("responsecontenttype").orElse("text/plain"), "ResponseContentType").isPresent()) {
      throw ClientEvents.invalid("ResponseContentType must be text/plain; charset=utf-8; for sound use StartConversation");
    }
    return turn(path, Optional.of(session), messages, LexJson.readTexts(body, "requestAttributes"), Optional.empty())
        .thenApply(turn -> new Reply(200, "text/plain; charset=utf-8", new byte[0], sessionHeaders(path, turn)));
  }

  private static Map<String, String> sessionHeaders(ConversationPath path, TurnCollector.Turn turn) {
    Map<String, String> headers = new LinkedHashMap<>();
    headers.put("x-amzn-requestid", UUID.randomUUID().toString());
    headers.put("x-amz-lex-session-id", path.session());
    headers.put("x-amz-lex-messages", zip(LexJson.messages(turn.messages()).toString()));
    turn.result().ifPresent(result -> {
      headers.put("x-amz-lex-session-state", zip(LexJson.session(result.session()).toString()));
      headers.put("x-amz-lex-request-attributes", zip(LexJson.texts(result.requestAttributes()).toString()));
    });
    return headers;
  }

  /** One turn of a conversation that ends with it. */
  private CompletionStage<TurnCollector.Turn> turn(
      ConversationPath path, Optional<SessionView> session, List<Message> welcome, Map<String, String> attributes, Optional<String> text) {
    TurnCollector collector = new TurnCollector();
    LiveConversation live =
        gateway.start(
            new ConversationRequest(
                path.bot(), path.alias(), path.locale(), path.session(), session, welcome, attributes, TimeZones.of(attributes)),
            collector);
    text.ifPresent(t -> {
      if (live.text("", t) == LiveConversation.Offer.FULL) {
        throw new AssertionError("a conversation that just began has room");
      }
    });
    live.finish("the turn is over");
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

  private CompletionStage<Reply> deleteSession(ConversationPath path) {
    return sessions.delete(path.bot(), path.alias(), path.locale(), path.session()).thenApply(botId ->
        ok(LexJson.MAPPER.createObjectNode()
            .put("botId", botId)
            .put("botAliasId", path.alias())
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

  /** A header of JSON, gzipped and in base64. */
  private static Optional<JsonNode> header(Request request, String name) {
    return request.header(name).map(value -> {
      try (GZIPInputStream in = new GZIPInputStream(new java.io.ByteArrayInputStream(Base64.getDecoder().decode(value)))) {
        JsonNode node = LexJson.MAPPER.readTree(in.readNBytes(MAX_UNZIPPED));
        if (node == null || !node.isObject()) {
          throw ClientEvents.invalid("header " + name + " must hold a JSON object");
        }
        return node;
      } catch (JsonProcessingException e) {
        throw ClientEvents.invalid("header " + name + " holds no JSON");
      } catch (IOException | IllegalArgumentException e) {
        throw ClientEvents.invalid("header " + name + " must be gzipped and in base64");
      }
    });
  }

  static String zip(String json) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream zip = new GZIPOutputStream(out)) {
      zip.write(json.getBytes(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new AssertionError("memory takes bytes", e);
    }
    return Base64.getEncoder().encodeToString(out.toByteArray());
  }
}
