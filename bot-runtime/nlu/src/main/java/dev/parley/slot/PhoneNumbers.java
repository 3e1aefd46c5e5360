package dev.parley.slot;

import com.google.i18n.phonenumbers.NumberParseException;
import com.google.i18n.phonenumbers.PhoneNumberUtil;
import com.google.i18n.phonenumbers.PhoneNumberUtil.ValidationResult;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Reads telephone numbers: the digits as they are said, and a plus before a country code. They must be as long as numbers of the
 * locale's country are, or of the country whose code they begin with. Whether such a number is given out is not asked, so that
 * the numbers that are kept for examples (555-0100) are good; nor is it known whether anyone answers there. Pure.
 */
final class PhoneNumbers {

  /** Said around a telephone number, or within. */
  private static final Set<String> AROUND =
      Set.of("phone", "telephone", "mobile", "cell", "cellphone", "area", "dash", "space", "dot", "hyphen", "plus", "minus", "reach", "me",
          "call", "at", "can", "back", "number's", "home", "work");

  /** The shortest local number that is no short code, and the longest by ITU-T E.164. */
  private static final int FEWEST = 7;

  private static final int MOST = 15;

  /** With its country code, a number that has no plus is as long as this. */
  private static final int FEWEST_ABROAD = 11;

  private static final Set<ValidationResult> POSSIBLE = Set.of(ValidationResult.IS_POSSIBLE, ValidationResult.IS_POSSIBLE_LOCAL_ONLY);

  private PhoneNumbers() {}

  /** The number that the text as a whole is. */
  static Optional<String> read(String text, SlotContext context) {
    List<String> said = SpokenTokens.of(text);
    int from = SpokenTokens.correctedFrom(said);
    List<String> tokens = SpokenTokens.withoutFillers(said.subList(from, said.size()), AROUND);
    boolean international = international(text, said);
    return DigitStrings.read(tokens)
        .filter(d -> d.length() >= FEWEST && d.length() <= MOST)
        .map(d -> international ? "+" + d : d)
        .filter(n -> possible(n, Locale.forLanguageTag(context.localeId().replace('_', '-')).getCountry()) || abroad(n));
  }

  /** Whether the number may begin with a country code, after 00 or nothing. */
  private static boolean abroad(String number) {
    String digits = number.startsWith("00") ? number.substring(2) : number;
    return digits.length() >= FEWEST_ABROAD && possible("+" + digits, "");
  }

  private static boolean possible(String number, String region) {
    PhoneNumberUtil numbers = PhoneNumberUtil.getInstance();
    try {
      return POSSIBLE.contains(numbers.isPossibleNumberWithReason(numbers.parse(number, region)));
    } catch (NumberParseException e) {
      // A country code that there is not, or digits that are no number of this country.
      return false;
    }
  }

  private static boolean international(String text, List<String> said) {
    int plus = said.indexOf("plus");
    int sign = text.indexOf('+');
    boolean first = plus >= 0 && said.subList(0, plus).stream().noneMatch(SpokenTokens::isNumeric);
    return first || sign >= 0 && text.substring(0, sign).chars().noneMatch(Character::isDigit);
  }
}
