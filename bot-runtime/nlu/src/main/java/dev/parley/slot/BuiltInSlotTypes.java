package dev.parley.slot;

import dev.parley.definition.BuiltInSlotType;
import dev.parley.event.SlotValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The built-in slot types, one line each. Adding one: its name in {@link BuiltInSlotType}, a line here, its examples file. */
public final class BuiltInSlotTypes {

  private static final int MOST_NAMES = 4;
  private static final int MOST_WORDS = 6;

  private static final Set<String> PERCENT = Set.of("percent", "per", "cent", "%", "percentage", "points");

  /** The second half of a British postcode: a digit and two letters. */
  private static final int INWARD = 3;

  private static final Set<String> AROUND_POSTCODE = Set.of("postcode", "post", "postal", "zip", "code");

  private static final SlotType POSTCODE =
      new PatternSlotType(Pattern.compile("(?:[A-Z]{1,2}[0-9][A-Z0-9]?|GIR)[0-9][A-Z]{2}"));

  private BuiltInSlotTypes() {}

  /** The type with this name. */
  public static SlotType of(BuiltInSlotType type) {
    return switch (type) {
      case DIGITS, PAYMENT_CARD -> (text, context) -> value(text, Set.of(), t -> DigitStrings.read(DigitStrings.uncounted(t)));
      case CURRENCY -> (text, context) -> value(text, Amounts.AROUND, t -> amount(t, context));
      case NUMBER -> (text, context) -> value(text, Set.of(), t -> number(t, context));
      case EXPIRY_DATE -> (text, context) -> value(text, ExpiryDates.AROUND, t -> ExpiryDates.read(t).map(Object::toString));
      case DATE -> (text, context) -> value(text, Set.of(), t -> Dates.day(t, context).map(Object::toString));
      case CONFIRMATION -> (text, context) -> Confirmations.readOffered(text).map(v -> scalar(text, v)).stream().toList();
      case ALPHA_NUMERIC -> (text, context) -> AlphaNumerics.read(SpokenTokens.of(text)).map(v -> scalar(text, v)).stream().toList();
      case FREE_FORM_INPUT -> (text, context) -> text.isBlank() ? List.of() : List.of(scalar(text, text.strip()));
      case TIME -> (text, context) -> time(text);
      case DURATION -> (text, context) -> value(text, Durations.AROUND, Durations::read);
      case PERCENTAGE -> (text, context) -> value(text, Set.of(), t -> percentage(t, context));
      case PHONE_NUMBER -> (text, context) -> PhoneNumbers.read(text).map(v -> scalar(text, v)).stream().toList();
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
    List<String> tokens = SpokenTokens.withoutFillers(SpokenTokens.corrected(SpokenTokens.of(text)), Times.AROUND);
    List<String> times = Times.read(tokens).stream().map(Object::toString).toList();
    return times.isEmpty() ? List.of() : List.of(new SlotValue.Scalar(text.strip(), times.size() == 1 ? times.get(0) : "", times));
  }

  private static Optional<String> percentage(List<String> tokens, SlotContext context) {
    List<String> number = tokens.stream().filter(t -> !PERCENT.contains(t)).toList();
    boolean half = number.equals(List.of("half", "a")) || number.equals(List.of("half"));
    return (half ? Optional.of("0.5") : number(number, context)).map(n -> n + "%");
  }

  private static Optional<SlotValue.Scalar> postcode(String text, SlotContext context) {
    List<String> tokens = SpokenTokens.of(text).stream().filter(t -> !AROUND_POSTCODE.contains(t)).toList();
    return Stream.of(text, String.join(" ", tokens))
        .flatMap(t -> POSTCODE.resolve(t, context).stream())
        .findFirst()
        .map(v -> scalar(text, new StringBuilder(v.interpretedValue()).insert(v.interpretedValue().length() - INWARD, ' ').toString()));
  }

  private static Optional<String> amount(List<String> tokens, SlotContext context) {
    return Amounts.read(SpokenTokens.englishNumbers(tokens, context.localeId())).map(Amounts::print);
  }

  private static Optional<String> number(List<String> tokens, SlotContext context) {
    return Cardinals.whole(SpokenTokens.englishNumbers(tokens, context.localeId()))
        .map(BigDecimal::stripTrailingZeros)
        .map(BigDecimal::toPlainString);
  }

  private static List<SlotValue.Scalar> value(
      String text, Set<String> around, Function<List<String>, Optional<String>> reader) {
    List<String> tokens = SpokenTokens.corrected(SpokenTokens.of(text));
    return reader.apply(SpokenTokens.withoutFillers(tokens, around)).map(v -> scalar(text, v)).stream().toList();
  }

  private static SlotValue.Scalar scalar(String text, String value) {
    return new SlotValue.Scalar(text.strip(), value, List.of(value));
  }
}
