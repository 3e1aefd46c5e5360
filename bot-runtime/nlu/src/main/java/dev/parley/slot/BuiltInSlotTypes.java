package dev.parley.slot;

import dev.parley.definition.BuiltInSlotType;
import dev.parley.event.SlotValue;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** The built-in slot types, one line each. Adding one: its name in {@link BuiltInSlotType}, a line here, its examples file. */
public final class BuiltInSlotTypes {

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
    };
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
