package dev.parley.conversation;

import java.util.Optional;

/** A conversation, or an input to one, was refused: says what was wrong and what to do. Kinds map to Lex's exceptions. */
public final class ConversationRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private final Kind kind;

  public ConversationRefused(Kind kind, String message) {
    super(message);
    this.kind = kind;
  }

  public ConversationRefused(Kind kind, String message, Throwable cause) {
    super(message, cause);
    this.kind = kind;
  }

  /** Why, in Lex's terms. */
  public Kind kind() {
    return kind;
  }

  /** What was wrong, as {@link Throwable#getMessage()}, which is always there. */
  public String reason() {
    return Optional.ofNullable(getMessage()).orElse(kind.name());
  }

  /** Why something was refused; each maps to one Lex exception. */
  public enum Kind {
    /** ResourceNotFoundException, 404: no such bot, locale or session. */
    NOT_FOUND,
    /** ValidationException, 400: an input breaks a rule, which the message names. */
    INVALID,
    /** ConflictException, 409: the session is in use by another client. */
    CONFLICT,
    /** ThrottlingException, 429: no more conversations are taken. */
    THROTTLED,
    /** DependencyFailedException, 424: a hook failed or answered what it may not. */
    DEPENDENCY_FAILED,
    /** BadGatewayException, 502: the bot is not ready. */
    BAD_GATEWAY,
    /** AccessDeniedException, 403. */
    ACCESS_DENIED,
    /** InternalServerException, 500: our own mistake. */
    INTERNAL
  }
}
