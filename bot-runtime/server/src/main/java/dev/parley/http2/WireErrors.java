package dev.parley.http2;

import dev.parley.conversation.ConversationRefused;
import dev.parley.conversation.HttpRoute.Reply;
import dev.parley.hook.LexJson;
import dev.parley.identity.IdentityRefused;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What refusals are called on Lex's wire: the one table of exception names and statuses. Thread-safe. */
final class WireErrors {

  private static final Logger LOG = LoggerFactory.getLogger(WireErrors.class);
  static final String JSON = "application/json";

  private WireErrors() {}

  static String exception(ConversationRefused.Kind kind) {
    return switch (kind) {
      case NOT_FOUND -> "ResourceNotFoundException";
      case INVALID -> "ValidationException";
      case CONFLICT -> "ConflictException";
      case THROTTLED -> "ThrottlingException";
      case DEPENDENCY_FAILED -> "DependencyFailedException";
      case BAD_GATEWAY -> "BadGatewayException";
      case ACCESS_DENIED -> "AccessDeniedException";
      case INTERNAL -> "InternalServerException";
    };
  }

  static int status(ConversationRefused.Kind kind) {
    return switch (kind) {
      case NOT_FOUND -> 404;
      case INVALID -> 400;
      case CONFLICT -> 409;
      case THROTTLED -> 429;
      case DEPENDENCY_FAILED -> 424;
      case BAD_GATEWAY -> 502;
      case ACCESS_DENIED -> 403;
      case INTERNAL -> 500;
    };
  }

  /** The error as an answer. */
  static Reply reply(ConversationRefused refused) {
    return reply(status(refused.kind()), exception(refused.kind()), refused.reason());
  }

  static Reply reply(int status, String exception, String message) {
    byte[] body = LexJson.MAPPER.createObjectNode().put("message", message).toString().getBytes(StandardCharsets.UTF_8);
    return new Reply(
        status, JSON, body, Map.of("x-amzn-errortype", exception, "x-amzn-requestid", UUID.randomUUID().toString()));
  }

  /** RFC 6585, 5. */
  static Reply headersTooLarge(int most) {
    return reply(
        431,
        "ValidationException",
        "the request's headers have more than " + most + " bytes (server.max-header-bytes); session state and attributes are smaller gzipped");
  }

  /** Whatever went wrong, as an answer; our own mistakes are logged and told without details. */
  static Reply reply(Throwable thrown) {
    if (cause(thrown) instanceof IdentityRefused refused) {
      return reply(refused.exception().equals("ThrottlingException") ? 429 : 403, refused.exception(), refused.reason());
    }
    return reply(refused(thrown));
  }

  private static Throwable cause(Throwable thrown) {
    return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
  }

  static ConversationRefused refused(Throwable thrown) {
    Throwable cause = cause(thrown);
    if (cause instanceof ConversationRefused refused) {
      return refused;
    } else if (cause instanceof LexJson.Invalid invalid) {
      return new ConversationRefused(ConversationRefused.Kind.INVALID, String.valueOf(invalid.getMessage()));
    } else if (cause instanceof MalformedEvent malformed) {
      return new ConversationRefused(ConversationRefused.Kind.INVALID, String.valueOf(malformed.getMessage()));
    }
    if (cause instanceof IdentityRefused refused) {
      // Within a stream only what Lex models becomes a typed exception of its SDKs.
      return new ConversationRefused(ConversationRefused.Kind.ACCESS_DENIED, refused.exception() + ": " + refused.reason());
    }
    LOG.error("a request failed", cause);
    return new ConversationRefused(ConversationRefused.Kind.INTERNAL, "something went wrong here; see the server's log");
  }
}
