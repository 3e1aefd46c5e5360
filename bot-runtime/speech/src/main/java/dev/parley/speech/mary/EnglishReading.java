package dev.parley.speech.mary;

import com.ibm.icu.text.Transliterator;
import java.text.Normalizer;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads English text as a bot's caller should hear it: card and telephone numbers digit by digit, money, dates and times in words,
 * keys by their names ("star", "pound"). What no rule knows stays as it is. Pure.
 *
 * <p>How it works: a list of rules, each a pattern and what it becomes, goes over the text in order; each leaves words that later
 * rules do not touch. The order is the precedence: money before plain digits, dates before digit groups.
 */
final class EnglishReading {
  private static final String MONTHS_FIRST = "(?<![\\d/])(\\d{1,2})/(\\d{1,2})/(\\d{4})(?![\\d/])";
  private static final String ISO_DATE = "(?<![\\d-])(\\d{4})-(\\d{2})-(\\d{2})(?![\\d-])";
  private static final String AMOUNT = "(\\d{1,3}(?:,\\d{3})+|\\d+)(\\.\\d{1,2})?(?![\\d]|[.,]\\d)";
  /** Words after which a number is a name, not a count. */
  private static final String NAMES_A_NUMBER = "(?:code|number|pin|id|account|reference|ending in|ends in|ending with|ends with|zip)";

  /** Abbreviations that Mary would take for words, and that callers hear in letters. */
  private static final String LETTERS = "ID|IDs|ATM|CVV|CVC|SMS|URL|FAQ|SSN|DOB|USA|US|UK|EU|TV|VIP|PDF|IVR|APR|USD|IBM|AM|PM|HR|IT|PO";

  private static final Map<String, String> CONTRACTED = Map.of("i'm", "I am", "i'll", "I will", "i've", "I have", "i'd", "I would", "they're", "they are");
  private static final Map<String, String> TITLES = Map.of("mr", "Mister", "mrs", "Missus", "ms", "Miz", "dr", "Doctor");
  private static final Map<String, String> MAGNITUDES = Map.of("k", "thousand", "m", "million", "bn", "billion");

  private static final List<Rule> RULES = List.of(
      Rule.of("[\\u2018\\u2019]", m -> "'"),
      Rule.of("\\s*[\\u2014\\u2013]\\s*| - ", m -> ", "),
      Rule.of("\\u2026", m -> ". "),
      Rule.of("[\"\\u201c\\u201d\\u201e\\u00ab\\u00bb\\p{So}\\p{Cs}\\p{Co}\\p{Cn}]", m -> " "),
      Rule.of("[\\u00a0\\s\\p{Cc}]+", m -> " "),
      // Mary has no sound for other scripts, and would write such a word into her log.
      Rule.of("[\\p{L}\\p{M}&&[^\\p{IsLatin}\\p{IsInherited}]]+", m -> OtherScripts.LATIN.transliterate(m.group())),
      Rule.of("(?i)\\b(?:i'm|i'll|i've|i'd|they're)\\b", m -> CONTRACTED.get(m.group().toLowerCase(Locale.ROOT))),
      Rule.of("\\b(Mr|Mrs|Ms|Dr)\\.(?=\\s+\\p{Lu})", m -> TITLES.get(m.group(1).toLowerCase(Locale.ROOT))),
      Rule.of("(?i)\\be\\.g\\.", m -> "for example"),
      Rule.of("(?i)\\bi\\.e\\.", m -> "that is"),
      Rule.of("\\bre-(?=\\p{Ll})", m -> "re"),
      Rule.of(ISO_DATE, m -> date(m.group(1), m.group(2), m.group(3), m.group())),
      Rule.of(MONTHS_FIRST, m -> date(m.group(3), m.group(1), m.group(2), m.group())),
      Rule.of("(?i)(?<![\\d:])(\\d{1,2}):([0-5]\\d)(?![\\d:])(?:\\s?([ap])\\.?m\\b\\.?)?", EnglishReading::time),
      Rule.of("(?i)(?<![\\d.,:$£€])(\\d{1,2})\\s?([ap])\\.?m\\b\\.?(?!\\p{L})", m -> EnglishNumbers.cardinal(m.group(1)) + half(m.group(2))),
      Rule.of("(?i)(-)?([$£€])\\s?(\\d+(?:\\.\\d+)?)\\s?(thousand|million|billion|k|m|bn)\\b", EnglishReading::muchMoney),
      Rule.of("(-)?([$£€])\\s?" + AMOUNT, m -> minus(m.group(1)) + money(m.group(2), m.group(3), m.group(4))),
      Rule.of("(?<![\\p{L}])(USD|EUR|GBP|CAD|AUD|NZD)\\s" + AMOUNT, m -> money(m.group(1), m.group(2), m.group(3))),
      Rule.of("(?<![\\d.,])" + AMOUNT + "\\s(USD|EUR|GBP|CAD|AUD|NZD)\\b", m -> money(m.group(3), m.group(1), m.group(2))),
      Rule.of("\\(\\d{3}\\)\\s?\\d{3}-\\d{4}", m -> EnglishNumbers.digits(m.group().substring(1))),
      Rule.of("(?<![\\d.,/:-])\\d{3,6}(?:[ .-]\\d{3,6})+(?![\\d/:-]|[.,]\\d)", m -> EnglishNumbers.digits(m.group())),
      Rule.of("(?<![\\d.,/:-])\\d(?: \\d){2,}(?![\\d/:-]|[.,]\\d)", m -> EnglishNumbers.digits(m.group())),
      Rule.of("[*xX\\u2022]{2,}[ -]?(\\d{2,6})\\b", m -> EnglishNumbers.digits(m.group(1))),
      Rule.of("(?<![\\d.,/:-])(?:0\\d+|\\d{7,})(?![\\d/:-]|[.,]\\d)", m -> EnglishNumbers.digits(m.group())),
      Rule.of("(?i)\\b(" + NAMES_A_NUMBER + "(?: is|:)?\\s#?)(\\d{3,6})(?![\\d%/:-]|[.,]\\d)", m -> m.group(1) + EnglishNumbers.digits(m.group(2))),
      Rule.of("#\\s?(?=\\d)", m -> "number "),
      Rule.of("#", m -> " pound "),
      Rule.of("\\*", m -> " star "),
      Rule.of("\\s*&\\s*", m -> " and "),
      Rule.of("(?<=[\\p{L}\\d])@(?=\\p{L})", m -> " at "),
      Rule.of("(?<=\\p{Ll})\\.(?=\\p{Ll}{2,})", m -> " dot "),
      Rule.of("(?<![\\p{L}\\d-])(?=[A-Z\\d-]*[A-Z])(?=[A-Z\\d-]*\\d)(?:[A-Z]{1,3}(?![A-Z])|\\d+)(?:-?(?:[A-Z]{1,3}(?![A-Z])|\\d+))+(?![\\p{L}\\d-])",
          m -> EnglishNumbers.characters(m.group())),
      Rule.of("(?<![\\p{L}'])(?:" + LETTERS + ")(?![\\p{L}'])", EnglishReading::letters),
      Rule.of("(?<=\\p{L})-(?=\\p{L})", m -> " "));

  private EnglishReading() {}

  /** The text in words. */
  static String of(String written) {
    String text = Normalizer.normalize(written, Normalizer.Form.NFC);
    for (Rule rule : RULES) {
      text = rule.pattern().matcher(text).replaceAll(match -> Matcher.quoteReplacement(rule.becomes().apply(match)));
    }
    return text.strip();
  }

  /** A date such as "May sixth twenty twenty six"; what is no date of the calendar is read as it stands. */
  static String date(String year, String month, String day, String written) {
    try {
      LocalDate date = LocalDate.of(Integer.parseInt(year), Integer.parseInt(month), Integer.parseInt(day));
      return date.getMonth().getDisplayName(TextStyle.FULL, Locale.US) + " " + EnglishNumbers.ordinal(date.getDayOfMonth()) + ", "
          + EnglishNumbers.year(date.getYear());
    } catch (DateTimeException e) {
      return EnglishNumbers.characters(written);
    }
  }

  private static String time(MatchResult match) {
    String hour = EnglishNumbers.cardinal(match.group(1));
    int minutes = Integer.parseInt(match.group(2));
    String half = match.group(3) == null ? "" : half(match.group(3));
    if (minutes == 0) {
      return half.isEmpty() ? hour + " o'clock" : hour + half;
    }
    return hour + (minutes < 10 ? " oh " : " ") + EnglishNumbers.cardinal(match.group(2)) + half;
  }

  private static String half(String letter) {
    return letter.equalsIgnoreCase("a") ? " eigh M" : " P M";
  }

  private static String minus(String sign) {
    return sign == null ? "" : "minus ";
  }

  private static String money(String sign, String whole, String fraction) {
    return EnglishNumbers.Currency.of(sign).map(currency -> EnglishNumbers.money(whole + (fraction == null ? "" : fraction), currency))
        .orElseThrow(() -> new AssertionError("a rule matched an unknown currency: " + sign));
  }

  private static String muchMoney(MatchResult match) {
    String magnitude = match.group(4).toLowerCase(Locale.ROOT);
    String many = EnglishNumbers.Currency.of(match.group(2)).map(EnglishNumbers.Currency::many).orElse("");
    return minus(match.group(1)) + EnglishNumbers.cardinal(match.group(3)) + " " + MAGNITUDES.getOrDefault(magnitude, magnitude) + " " + many;
  }

  private static String letters(MatchResult match) {
    boolean plural = match.group().endsWith("s");
    String letters = EnglishNumbers.characters(plural ? match.group().substring(0, match.group().length() - 1) : match.group());
    return plural ? letters + "'s" : letters;
  }

  /** Loads its tables when a text needs them first. Thread-safe. */
  private static final class OtherScripts {
    static final Transliterator LATIN = Transliterator.getInstance("Any-Latin; Latin-ASCII; [^\\p{ASCII}] Remove");

    private OtherScripts() {}
  }

  private record Rule(Pattern pattern, Function<MatchResult, String> becomes) {
    static Rule of(String pattern, Function<MatchResult, String> becomes) {
      return new Rule(Pattern.compile(pattern), becomes);
    }
  }
}
