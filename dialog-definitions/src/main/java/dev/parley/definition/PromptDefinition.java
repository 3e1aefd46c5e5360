package dev.parley.definition;

import dev.parley.diagnostic.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A question, with the wording of its retries (Lex: promptSpecification). Immutable.
 *
 * @param span where it is defined
 * @param first the wording of the first attempt
 * @param retries wordings of the further attempts, in order; the last one serves all that follow; empty = {@code first}
 * @param noInput wordings of attempts that follow silence, in order; empty = as after an answer that was not understood
 * @param maxRetries attempts after the first, 0..5
 * @param inputs how single attempts are listened to, by attempt, where that differs from what holds for the whole question
 *     (Lex: promptAttemptsSpecification)
 */
public record PromptDefinition(
    Span span,
    ResponseDefinition first,
    List<ResponseDefinition> retries,
    List<ResponseDefinition> noInput,
    int maxRetries,
    Map<Integer, InputSettings> inputs) {

  /** The Lex console's default. */
  public static final int LEX_MAX_RETRIES = 2;

  public PromptDefinition {
    retries = List.copyOf(retries);
    noInput = List.copyOf(noInput);
    inputs = Map.copyOf(inputs);
  }

  /** The wording of this attempt; 0 is the first. */
  public ResponseDefinition attempt(int attempt) {
    return attempt == 0 || retries.isEmpty() ? first : retries.get(Math.min(attempt, retries.size()) - 1);
  }

  /** The wording of this attempt when silence came before it; 1 is the first retry. */
  public ResponseDefinition afterSilence(int attempt) {
    return attempt == 0 || noInput.isEmpty() ? attempt(attempt) : noInput.get(Math.min(attempt, noInput.size()) - 1);
  }

  /** How this attempt is listened to, if that is its own. */
  public Optional<InputSettings> input(int attempt) {
    return Optional.ofNullable(inputs.get(attempt));
  }

  /** All wordings. */
  public Stream<ResponseDefinition> responses() {
    return Stream.of(Stream.of(first), retries.stream(), noInput.stream()).flatMap(s -> s);
  }
}
