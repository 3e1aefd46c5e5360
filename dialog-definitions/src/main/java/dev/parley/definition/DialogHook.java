package dev.parley.definition;

import dev.parley.diagnostic.Span;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A code hook at a point of the dialog (Lex: DialogCodeHookInvocationSetting with postCodeHookSpecification), with its latency
 * contract: words that are said when the caller would wait for too long, and a time after which the dialog goes on without the
 * hook. Immutable.
 *
 * @param span where it is written
 * @param reference whom to call, and how long an answer may take
 * @param label tells the hook which of the bot's points called it (Lex: invocationLabel)
 * @param filler said once when the answer is late
 * @param success what follows an answer
 * @param failure what follows a hook that failed; empty = the failure of the dialog's usual order
 * @param timeout what follows when the answer did not come in time; empty = as failure
 */
public record DialogHook(
    Span span,
    HookReference reference,
    Optional<String> label,
    Optional<Filler> filler,
    Optional<Transition> success,
    Optional<Transition> failure,
    Optional<Transition> timeout) {

  /** The hook's own transitions. */
  public Stream<Transition> transitions() {
    return Stream.of(success, failure, timeout).flatMap(Optional::stream);
  }

  /** Everything that may be said around this hook, in no order that matters. */
  public Stream<ResponseDefinition> responses() {
    return Stream.concat(filler.stream().map(Filler::response), transitions().flatMap(Transition::responses));
  }

  /**
   * Words for a caller who would else wait in silence.
   *
   * @param after how long the caller waits before they are said
   */
  public record Filler(Span span, Duration after, ResponseDefinition response) {}
}
