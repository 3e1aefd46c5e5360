package dev.parley.slot;

import dev.parley.definition.BuiltInSlotType;
import dev.parley.event.SlotValue;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/** The built-in slot types, one line each. Adding one: its name in {@link BuiltInSlotType}, a line here, its examples file. */
public final class BuiltInSlotTypes {

  private BuiltInSlotTypes() {}

  /** The type with this name. */
  public static SlotType of(BuiltInSlotType type) {
    return switch (type) {
      case DIGITS, PAYMENT_CARD -> (text, context) -> value(text, DigitStrings::read);
      case CURRENCY -> (text, context) -> value(text, t -> Amounts.read(t).map(Amounts::print));
      case NUMBER ->
          (text, context) ->
              value(text, t -> Cardinals.read(t, 0).filter(r -> r.end() == t.size()).map(r -> Amounts.print(r.value())));
      case EXPIRY_DATE -> (text, context) -> value(text, t -> Dates.monthOfYear(t).map(Object::toString));
      case DATE -> (text, context) -> value(text, t -> Dates.day(t, context.today()).map(Object::toString));
      case CONFIRMATION -> (text, context) -> Confirmations.read(text).map(v -> scalar(text, v)).stream().toList();
      case ALPHA_NUMERIC -> (text, context) -> value(text, BuiltInSlotTypes::alphaNumeric);
      case FREE_FORM_INPUT -> (text, context) -> text.isBlank() ? List.of() : List.of(scalar(text, text.strip()));
    };
  }

  private static List<SlotValue.Scalar> value(String text, Function<List<String>, Optional<String>> reader) {
    List<String> tokens = SpokenTokens.corrected(SpokenTokens.of(text));
    return reader.apply(SpokenTokens.withoutFillers(tokens)).map(v -> scalar(text, v)).stream().toList();
  }

  private static SlotValue.Scalar scalar(String text, String value) {
    return new SlotValue.Scalar(text.strip(), value, List.of(value));
  }

  /** Letters and digits said one by one, or a word with a digit in it. */
  private static Optional<String> alphaNumeric(List<String> tokens) {
    StringBuilder out = new StringBuilder();
    for (String token : tokens) {
      int small = SpokenTokens.small(token);
      boolean single = token.codePointCount(0, token.length()) == 1;
      if (small >= 0) {
        out.append(small);
      } else if (token.equals("oh")) {
        out.append('0');
      } else if (single || token.chars().anyMatch(c -> c >= '0' && c <= '9')) {
        out.append(token.toUpperCase(Locale.ROOT));
      } else {
        return Optional.empty();
      }
    }
    return out.length() == 0 ? Optional.empty() : Optional.of(out.toString());
  }
}
