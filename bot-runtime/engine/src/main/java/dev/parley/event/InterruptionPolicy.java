package dev.parley.event;

import dev.parley.definition.BargeIn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/**
 * When the caller's sound interrupts a prompt: what the bot's {@code barge_in} comes to. All of it must hold. Immutable.
 *
 * @param minSpeech so long must somebody speak
 * @param minWords so many words must be understood; 0 = sound is enough
 * @param protectedFor the first so long of the prompt is not interrupted
 * @param backchannel words that interrupt nothing, beside those of the language
 */
public record InterruptionPolicy(Duration minSpeech, int minWords, Duration protectedFor, List<String> backchannel) {

  /** What passes until speech is noticed at all: less than that cannot be asked for. */
  public static final Duration NOTICED = Duration.ofMillis(120);

  /** Any speech interrupts, as in Lex. */
  public static final InterruptionPolicy AT_ONCE = new InterruptionPolicy(Duration.ZERO, 0, Duration.ZERO, List.of());

  public InterruptionPolicy {
    backchannel = List.copyOf(backchannel);
  }

  /** What a definition comes to. */
  public static InterruptionPolicy of(BargeIn definition) {
    return definition.unset()
        ? AT_ONCE
        : new InterruptionPolicy(
            definition.minSpeech().orElse(Duration.ZERO),
            definition.minWords().orElse(0),
            definition.protectedFor().orElse(Duration.ZERO),
            definition.backchannel());
  }

  /** The stricter of both in everything: what is said in one breath is interrupted as one. */
  public InterruptionPolicy and(InterruptionPolicy other) {
    List<String> words = new ArrayList<>(backchannel);
    other.backchannel.stream().filter(w -> !words.contains(w)).forEach(words::add);
    return new InterruptionPolicy(
        longer(minSpeech, other.minSpeech), Math.max(minWords, other.minWords), longer(protectedFor, other.protectedFor), words);
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? other : one;
  }

  /** Whether speech that was noticed interrupts without more. */
  public boolean atOnce() {
    return minWords == 0 && !asksForLength();
  }

  /** Whether speech that was noticed must last on. */
  public boolean asksForLength() {
    return minSpeech.compareTo(NOTICED) > 0;
  }
}
