package dev.parley.definition;

import dev.parley.diagnostic.Span;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Lets the caller say "hold on" while a slot is asked (Lex: waitAndContinueSpecification). Immutable.
 *
 * @param span where it is defined
 * @param waiting said when the caller asks for time
 * @param stillWaiting the reminder; empty = wait in silence
 * @param continuing said when the caller is back
 */
public record WaitAndContinue(
    Span span, ResponseDefinition waiting, Optional<StillWaiting> stillWaiting, ResponseDefinition continuing) {

  /** All wordings. */
  Stream<ResponseDefinition> responses() {
    return Stream.concat(Stream.of(waiting, continuing), stillWaiting.stream().map(StillWaiting::response));
  }

  /**
   * The reminder while the bot waits.
   *
   * @param every from one reminder to the next, 1 to 300 s
   * @param limit how long the bot waits in all, 1 to 900 s; then the slot is asked once more
   */
  public record StillWaiting(Span span, ResponseDefinition response, Duration every, Duration limit) {}
}
