package dev.parley.slot;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads telephone numbers: the digits, and a plus before a country code. Whether anyone answers there is not known. Pure. */
final class PhoneNumbers {

  /** Said around a telephone number, or within. */
  private static final Set<String> AROUND =
      Set.of("phone", "telephone", "mobile", "cell", "cellphone", "area", "dash", "space", "dot", "hyphen", "plus", "minus", "reach", "me",
          "call", "at", "can");

  /** The shortest local number that is no short code, and the longest by ITU-T E.164. */
  private static final int FEWEST = 7;

  private static final int MOST = 15;

  private PhoneNumbers() {}

  /** The number that the text as a whole is. */
  static Optional<String> read(String text) {
    List<String> tokens = SpokenTokens.withoutFillers(SpokenTokens.corrected(SpokenTokens.of(text)), AROUND);
    boolean international = international(text);
    return DigitStrings.read(tokens).filter(d -> d.length() >= FEWEST && d.length() <= MOST).map(d -> international ? "+" + d : d);
  }

  private static boolean international(String text) {
    List<String> said = SpokenTokens.of(text);
    int plus = said.indexOf("plus");
    int sign = text.indexOf('+');
    boolean first = plus >= 0 && said.subList(0, plus).stream().noneMatch(SpokenTokens::isNumeric);
    return first || sign >= 0 && text.substring(0, sign).chars().noneMatch(Character::isDigit);
  }
}
