package dev.parley.definition;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * When a caller's sound interrupts what the bot says. What is not set here is as further out: in the slot, then in the locale, then at
 * once, with any speech. All that is set must hold: speech that lasts long enough <em>and</em> has words enough. Immutable.
 *
 * <p>Lex knows no such thing: it interrupts at the first sound ({@code allowInterrupt}, here {@link ResponseDefinition#interruptible}).
 *
 * @param minSpeech so long must somebody speak
 * @param minWords so many words must be understood; 0 = none, sound is enough
 * @param protectedFor the first so long of a prompt is not interrupted by anything
 * @param backchannel words that say "I am listening", beside those of the language: they interrupt nothing, and are answers when the bot
 *     is silent
 */
public record BargeIn(Optional<Duration> minSpeech, Optional<Integer> minWords, Optional<Duration> protectedFor, List<String> backchannel) {

  /** Nothing is set. */
  public static final BargeIn UNSET = new BargeIn(Optional.empty(), Optional.empty(), Optional.empty(), List.of());

  public BargeIn {
    backchannel = List.copyOf(backchannel);
  }

  /** Whether nothing is set. */
  public boolean unset() {
    return equals(UNSET);
  }

  /** This, and from further out what is not set here; words of both count. */
  public BargeIn within(BargeIn outer) {
    if (unset()) {
      return outer;
    }
    List<String> words = new ArrayList<>(outer.backchannel);
    backchannel.stream().filter(w -> !words.contains(w)).forEach(words::add);
    return new BargeIn(minSpeech.or(outer::minSpeech), minWords.or(outer::minWords), protectedFor.or(outer::protectedFor), words);
  }
}
