package dev.parley.slot;

import com.google.re2j.Pattern;
import dev.parley.event.SlotValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Letters and digits, spoken or typed, that match a pattern as a whole, in upper case. Of the ways to read what was said, the
 * first that matches is meant: so "a b one two" is AB12 where two letters and two digits are wanted. Pure and thread-safe.
 */
final class PatternSlotType implements SlotType {

  /** No value is longer. */
  private static final int MAX_LENGTH = 100;

  private final Pattern pattern;

  PatternSlotType(Pattern pattern) {
    this.pattern = Pattern.compile(pattern.pattern(), pattern.flags() | Pattern.CASE_INSENSITIVE);
  }

  @Override
  public List<SlotValue.Scalar> resolve(String text, SlotContext context) {
    List<String> tokens = SpokenTokens.corrected(SpokenTokens.of(text));
    List<String> bare = tokens.stream().filter(t -> t.length() == 1 || !SpokenTokens.isFiller(t)).toList();
    String said = String.join(" ", tokens);
    return Stream.of(
            Optional.of(text.strip()),
            AlphaNumerics.read(text),
            DigitStrings.read(DigitStrings.uncounted(bare)),
            SpelledWords.read(said),
            SpelledWords.read(String.join(" ", bare)),
            Optional.of(String.join("", bare)),
            Optional.of(String.join("", tokens)))
        .flatMap(Optional::stream)
        .map(v -> v.toUpperCase(Locale.ROOT))
        .filter(v -> v.length() <= MAX_LENGTH && pattern.matcher(v).matches())
        .findFirst()
        .map(v -> List.of(new SlotValue.Scalar(text.strip(), v, List.of(v))))
        .orElse(List.of());
  }
}
