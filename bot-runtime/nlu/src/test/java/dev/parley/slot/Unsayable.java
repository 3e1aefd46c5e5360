package dev.parley.slot;

import dev.parley.definition.BuiltInSlotType;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Why a case of the specs is none that a caller could say, or none that the type can give: by the text alone, whatever is understood. */
enum Unsayable {
  OTHER_SIGNS("signs that are written, not said: fractions, powers, emoji, other scripts", ".*(\\^|[½⅓⅔¼¾⅙]|\\p{So}|\\d/\\d|x10|\\d[eE][+-]?\\d|[^\\x00-\\x{24F}€].*).*"),
  ABBREVIATED("abbreviations that are written, not said", "(?i).*(\\d ?(mm|mil|bln|tln|g|b)$|\\d ?k$|dzs|dozs|\\bm(usd|eur|gbp|aud)\\b|\\botd\\b|\\d usd million).*"),
  FOREIGN_FIGURES("figures as other countries group or mark them, and lakh and crore", "(?i).*(\\d[ \\u00a0]\\d{3}|\\d\\.\\d{3},|\\b\\d{1,2},\\d{1,2}$|^\\d+,\\d\\d$|,\\d\\d,\\d{3}|lakh|crore).*"),
  ARITHMETIC(
      "arithmetic: divisions, and fractions of compound numbers",
      "(?i).*( over | out of |\\d in |(twent|thirt)(y|ieth)[ -](first|fif|one fif|three fif|two fif|twent)|(hundred|thousand)[ -](thirty|two|one|and|fif|trillionth|th).*(fifth|hundredth)|hundred-?fifth|hundredth|trillionth|twenty fifths|and three fifths|-first).*"),
  CURRENT_PLACE("a place relative to where one is; a slot has no such place", "(?i)(next|previous|current)( one)?"),
  SIGNED_CURRENCY("signs of a currency with letters before them, which are written", "(?i).*(\\b(c|hk|u\\.s|mex|a|mxn|aud|cad|nzd|usd) ?\\$).*"),
  SECONDS("times with seconds: the value has hours and minutes", "\\D*\\d{1,2}:\\d\\d:\\d\\d.*"),
  VAGUE("vague: few, some, several, mid-morning, the day", "(?i).*\\b(few|some|several|mid-? ?(morning|afternoon)|(the|my|this|last|past|next) day|the day (before|after)|the hour|7ampm)\\b.*"),
  BOUND("a bound, not a length", "(?i)(less|more) than .*"),
  WORK("business days and weekends", "(?i).*(business day|weekend).*"),
  OTHER_HOLIDAYS("holidays that the type does not have", "(?i).*(earth day|eid al|jubilee|freedom day|workers' day|saint patrick 2).*"),
  WRITTEN_DATES("dates in orders and with marks that are written, not said", "(?i).*(\\d{4}[-/]\\d+[-/][a-z]|[a-z]-\\d{4}|\\d-\\d{4}-[a-z]|\\(jun|friday-jun|(this|next|friday) \\d+[./-]\\d+|\\b(in)? ?the year ).*"),
  WRITTEN_CLOCK("times as they are written, not said", "(?i).*(\\d ?h ?\\d|timezone).*"),
  OTHER_COUNTRY("another country's number without its country code, in a bot of the USA", ""),
  WEEKDAY_MISSES("a weekday that is not the date's: the caller is asked", "(?i)(monday january 12th, 2016|wed, 22 of jan|tue may 9|tuesday march 7)");

  private static final Set<Unsayable> OF_NUMBERS = EnumSet.of(ARITHMETIC, FOREIGN_FIGURES, ABBREVIATED);
  private static final Set<BuiltInSlotType> NUMBERS = EnumSet.of(BuiltInSlotType.NUMBER, BuiltInSlotType.CURRENCY, BuiltInSlotType.PERCENTAGE);

  private final String reason;
  private final Pattern pattern;

  Unsayable(String reason, String pattern) {
    this.reason = reason;
    this.pattern = Pattern.compile(pattern, Pattern.DOTALL);
  }

  /** The rule that leaves the case out, if any. */
  static Optional<String> why(BuiltInSlotType type, String said, List<String> expected) {
    if (type == BuiltInSlotType.PHONE_NUMBER) {
      return !expected.equals(List.of("none")) && national(said) ? Optional.of(OTHER_COUNTRY.reason) : Optional.empty();
    }
    return Arrays.stream(values())
        .filter(r -> r != OTHER_COUNTRY && (!OF_NUMBERS.contains(r) || NUMBERS.contains(type)) && (r != OTHER_SIGNS || type != BuiltInSlotType.DATE))
        .filter(r -> r.pattern.matcher(said).matches())
        .map(r -> r.reason)
        .findFirst();
  }

  /** Neither a number of the USA nor one with its country code. */
  private static boolean national(String said) {
    String digits = said.replaceAll("(?i)(x|ext).*", "").replaceAll("\\D", "");
    boolean american = digits.length() == 7 || digits.length() == 10 && digits.charAt(0) > '1' || digits.length() == 11 && digits.charAt(0) == '1';
    return !said.contains("+") && !digits.startsWith("00") && !digits.startsWith("011") && !american;
  }
}
