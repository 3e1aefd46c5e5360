package dev.parley.turn;

import dev.parley.event.Expectation;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * How long a silence ends the caller's turn, by what was said so far and what is asked. Pure.
 *
 * <p>A bot's own end silence is for whole answers. Who stops after "and", "um" or "the" has more to say, and so has who was asked for
 * sixteen digits and has said eight: their silence is given {@link #MORE_TO_COME}, unless the bot gives more itself. It is never shorter
 * than what the bot says (Lex: {@code end-timeout-ms}), and the longest turn stays what it is.
 */
public final class EndOfTurnPolicy {

  /** The silence of somebody who has more to say: field reports tell of 1.2 s within a sentence. */
  static final Duration MORE_TO_COME = Duration.ofMillis(1500);

  private static final Set<String> OPEN_ENDED =
      Set.of("and", "or", "but", "because", "um", "uh", "er", "erm", "hmm", "the", "a", "an", "my", "of", "plus", "then", "is", "double", "triple");

  private static final Set<String> DIGITS =
      Set.of("zero", "oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

  private EndOfTurnPolicy() {}

  /**
   * The silence that ends the turn now.
   *
   * @param words what was understood so far; may be empty
   */
  public static Duration endSilence(Expectation expected, String words) {
    Duration own = expected.input().endSilence();
    List<String> said = List.of(words.toLowerCase(Locale.ROOT).strip().split("\\s+"));
    boolean more = expected.localeId().startsWith("en") && (OPEN_ENDED.contains(said.get(said.size() - 1)) || digitsToCome(expected, said));
    return more && own.compareTo(MORE_TO_COME) < 0 ? MORE_TO_COME : own;
  }

  /** Whether nothing but digits was said, and fewer than the bot would take from the keypad where it says how many these are. */
  private static boolean digitsToCome(Expectation expected, List<String> said) {
    int wanted = expected.input().keys().maxLength();
    boolean told = expected.kind() == Expectation.Kind.SLOT && wanted < LONGEST_NUMBER;
    return told && said.size() < wanted && DIGITS.containsAll(said);
  }

  /** More digits nobody says in one breath: such a limit tells of nothing. */
  private static final int LONGEST_NUMBER = 30;
}
