package dev.parley.definition;

import dev.parley.diagnostic.Span;
import java.util.List;
import java.util.stream.Stream;

/**
 * A question, with the wording of its retries (Lex: promptSpecification). Immutable.
 *
 * @param span where it is defined
 * @param first the wording of the first attempt
 * @param retries wordings of the further attempts, in order; the last one serves all that follow; empty = {@code first}
 * @param maxRetries attempts after the first, 0..5
 */
public record PromptDefinition(Span span, ResponseDefinition first, List<ResponseDefinition> retries, int maxRetries) {

  /** The Lex console's default. */
  public static final int LEX_MAX_RETRIES = 2;

  public PromptDefinition {
    retries = List.copyOf(retries);
  }

  /** The wording of this attempt; 0 is the first. */
  public ResponseDefinition attempt(int attempt) {
    return attempt == 0 || retries.isEmpty() ? first : retries.get(Math.min(attempt, retries.size()) - 1);
  }

  /** All wordings. */
  public Stream<ResponseDefinition> responses() {
    return Stream.concat(Stream.of(first), retries.stream());
  }
}
