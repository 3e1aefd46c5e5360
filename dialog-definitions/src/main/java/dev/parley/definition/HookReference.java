package dev.parley.definition;

import dev.parley.diagnostic.Span;
import java.time.Duration;

/**
 * A code hook by name: its address belongs to the place where the bot runs (configuration), not to the bot, as a Lex
 * alias holds the Lambda and not the bot. A target that starts with {@code http://} or {@code https://} is its own address.
 *
 * @param span where it is named
 * @param target a hook's name, or its address
 * @param within how long an answer may take, 1 ms to 15 min; Lex gives hooks 30 s
 */
public record HookReference(Span span, String target, Duration within) {

  /** Lex's limit for a hook's answer, our default. */
  public static final Duration LEX_TIMEOUT = Duration.ofSeconds(30);
}
