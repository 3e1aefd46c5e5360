package dev.parley.slot;

import com.google.re2j.Pattern;
import dev.parley.definition.BuiltInSlotType;
import dev.parley.event.SlotValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** The built-in slot types, one line each. Adding one: its name in {@link BuiltInSlotType}, a line here, its examples file. */
public final class BuiltInSlotTypes {

  private static final int MOST_NAMES = 4;
  private static final int MOST_WORDS = 6;

  /** No value but free text has more words, a card with all that is said around it among them. */
  private static final int MOST_TOKENS = 120;

  /** Said around a count without changing it. */
  private static final Set<String> AROUND_NUMBER = Set.of("there's", "there", "make", "exactly", "around", "roughly", "approximately", "maybe", "of", "us", "only", "say");

  /** What is counted. */
  private static final Set<String> COUNTED =
      Set.of("people", "persons", "person", "guests", "guest", "adults", "adult", "children", "kids", "passengers", "tickets", "pieces", "items",
          "rooms", "seats", "times", "ones");

  private static final Set<String> PERCENT = Set.of("percent", "percents", "per", "cent", "%", "percentage", "points");

  /** The second half of a British postcode: a digit and two letters. */
  private static final int INWARD = 3;

  private static final Set<String> AROUND_POSTCODE = Set.of("postcode", "postcode's", "post", "postal", "zip", "code");

  private static final SlotType POSTCODE =
      new PatternSlotType(Pattern.compile("(?:[A-Z]{1,2}[0-9][A-Z0-9]?|GIR)[0-9][A-Z]{2}"));

  private BuiltInSlotTypes() {}

  /** The type with this name. */
  public static SlotType of(BuiltInSlotType type) {
    return switch (type) {
      case DIGITS, PAYMENT_CARD -> (text, context) -> words(text).flatMap(t -> DigitStrings.read(DigitStrings.uncounted(t))).map(v -> scalar(text, v)).stream().toList();
      case CURRENCY -> (text, context) -> value(text, Amounts.AROUND, t -> amount(t, context));
      case NUMBER -> (text, context) -> value(text, AROUND_NUMBER, t -> quantity(t, context));
      case EXPIRY_DATE -> (text, context) -> value(text, ExpiryDates.AROUND, t -> ExpiryDates.read(t).map(Object::toString));
      case DATE -> (text, context) -> words(text).flatMap(t -> Dates.day(t, context)).map(v -> scalar(text, v.toString())).stream().toList();
      case DAY_OF_WEEK -> (text, context) -> words(text).flatMap(t -> DaysOfWeek.read(t, context)).map(v -> scalar(text, v)).stream().toList();
      case ORDINAL -> (text, context) -> words(text).flatMap(Ordinals::place).map(v -> scalar(text, v)).stream().toList();
      case CONFIRMATION -> (text, context) -> Confirmations.readOffered(text).map(v -> scalar(text, v)).stream().toList();
      case ALPHA_NUMERIC -> (text, context) -> AlphaNumerics.read(text).map(v -> scalar(text, v)).stream().toList();
      case FREE_FORM_INPUT -> (text, context) -> text.isBlank() ? List.of() : List.of(scalar(text, text.strip()));
      case TIME -> (text, context) -> time(text);
      case DURATION -> (text, context) -> value(text, Durations.AROUND, Durations::read);
      case PERCENTAGE -> (text, context) -> value(text, AROUND_NUMBER, t -> percentage(t, context));
      case PHONE_NUMBER -> (text, context) -> PhoneNumbers.read(text, context).map(v -> scalar(text, v)).stream().toList();
      case EMAIL_ADDRESS -> (text, context) -> EmailAddresses.read(text).map(v -> scalar(text, v)).stream().toList();
      case FIRST_NAME, LAST_NAME -> (text, context) -> ProperNames.read(text, MOST_NAMES, false).map(v -> scalar(text, v)).stream().toList();
      case CITY -> (text, context) -> ProperNames.read(text, MOST_WORDS, false).map(v -> scalar(text, v)).stream().toList();
      case STREET_NAME -> (text, context) -> ProperNames.read(text, MOST_WORDS, true).map(v -> scalar(text, v)).stream().toList();
      case COUNTRY -> new Regions();
      case STATE -> Regions::state;
      case UK_POSTAL_CODE -> (text, context) -> postcode(text, context).stream().toList();
    };
  }

  /** Whether a value of the type says by itself what it is; any words would do for a name, or as free text. */
  public static boolean tells(BuiltInSlotType type, String value) {
    return type != BuiltInSlotType.FREE_FORM_INPUT && (!takesNames(type) || type == BuiltInSlotType.STREET_NAME && ProperNames.isStreet(value));
  }

  /** Whether any words may be a value of the type, as a name. */
  public static boolean takesNames(BuiltInSlotType type) {
    return switch (type) {
      case FIRST_NAME, LAST_NAME, CITY, STREET_NAME -> true;
      default -> false;
    };
  }

  /** A time that may be before noon or after it has no value yet, but two that it may be (Lex asks again). */
  private static List<SlotValue.Scalar> time(String text) {
    List<String> tokens = words(text).map(t -> SpokenTokens.withoutFillers(t, Times.AROUND)).orElse(List.of());
    List<String> times = Times.read(tokens).stream().map(Object::toString).toList();
    return times.isEmpty() ? List.of() : List.of(new SlotValue.Scalar(text.strip(), times.size() == 1 ? times.get(0) : "", times));
  }

  private static Optional<String> percentage(List<String> tokens, SlotContext context) {
    List<String> number = tokens.stream().filter(t -> !PERCENT.contains(t)).toList();
    // Half a percent is little, half is fifty percent.
    boolean share = number.size() == tokens.size();
    Optional<BigDecimal> fraction = fraction(number);
    return fraction.map(f -> print(share ? f.movePointRight(2) : f)).or(() -> number(number, context)).map(n -> n + "%");
  }

  /** "Half", "a half", "half a", "a quarter of a", "three quarters". */
  private static Optional<BigDecimal> fraction(List<String> tokens) {
    return Fractions.read(tokens, 0)
        .filter(f -> Set.of("", "a", "of a").contains(String.join(" ", tokens.subList(f.end(), tokens.size()))))
        .map(Cardinals.Reading::value);
  }

  /** A number of things: "six people", "a couple", "two thirds". */
  private static Optional<String> quantity(List<String> tokens, SlotContext context) {
    List<String> bare = tokens.stream().filter(t -> !COUNTED.contains(t)).toList();
    return Fractions.read(bare, 0).filter(f -> f.end() == bare.size()).map(f -> print(f.value())).or(() -> number(bare, context));
  }

  private static Optional<SlotValue.Scalar> postcode(String text, SlotContext context) {
    List<String> tokens = words(text).orElse(List.of()).stream().filter(t -> !AROUND_POSTCODE.contains(t)).toList();
    // "M sixty one n w" is M60 1NW rather than M6 1NW.
    List<String> apart = tokens.stream().map(t -> SpokenTokens.small(t) >= 20 ? Integer.toString(SpokenTokens.small(t)) : t).toList();
    return Stream.of(apart.equals(tokens) ? text : String.join(" ", apart), text, String.join(" ", tokens))
        .flatMap(t -> POSTCODE.resolve(t, context).stream())
        .findFirst()
        .map(v -> scalar(text, new StringBuilder(v.interpretedValue()).insert(v.interpretedValue().length() - INWARD, ' ').toString()));
  }

  private static Optional<String> amount(List<String> tokens, SlotContext context) {
    return Amounts.read(SpokenTokens.englishNumbers(tokens, context.localeId())).map(Amounts::print);
  }

  private static Optional<String> number(List<String> tokens, SlotContext context) {
    return Cardinals.whole(SpokenTokens.englishNumbers(tokens, context.localeId())).map(BuiltInSlotTypes::print);
  }

  private static String print(BigDecimal number) {
    return number.stripTrailingZeros().toPlainString();
  }

  private static List<SlotValue.Scalar> value(
      String text, Set<String> around, Function<List<String>, Optional<String>> reader) {
    return words(text).map(t -> SpokenTokens.withoutFillers(t, around)).flatMap(reader).map(v -> scalar(text, v)).stream().toList();
  }

  /** The words that were said last, if a value can have so many. */
  private static Optional<List<String>> words(String text) {
    List<String> tokens = SpokenTokens.of(text);
    return tokens.size() > MOST_TOKENS ? Optional.empty() : Optional.of(SpokenTokens.corrected(SpokenTokens.withoutAsides(tokens)));
  }

  private static SlotValue.Scalar scalar(String text, String value) {
    return new SlotValue.Scalar(text.strip(), value, List.of(value));
  }
}
