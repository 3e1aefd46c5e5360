package dev.parley.simulation;

import dev.parley.definition.BuiltInSlotType;
import dev.parley.definition.InputSettings;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.SlotTypeDefinition;
import dev.parley.definition.ValidationRule;
import dev.parley.dialog.SlotRules;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.List;
import java.util.Random;

/** Draws what callers say for a slot: values of its type that mostly keep its rules. One thread. */
final class RandomValues {

  private static final int TRIES = 8;
  private static final int LONGEST_ENTRY = 20;
  private static final List<String> DAYS = List.of("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday");
  private static final List<String> WORDS =
      List.of("blue house", "Dana", "Springfield", "a7b", "next week", "two", "12", "555 0199", "dana@example.com", "ten thirty");

  private final LocaleDefinition locale;
  private final Random random;

  RandomValues(LocaleDefinition locale, Random random) {
    this.locale = locale;
    this.random = random;
  }

  /** What a caller says for this slot. */
  String draw(SlotDefinition slot, LocalDate today) {
    Drawn drawn = any(slot, today);
    for (int i = 0; i < TRIES && !SlotRules.failed(slot, drawn.value(), today).isEmpty() && random.nextInt(16) > 0; i++) {
      drawn = any(slot, today);
    }
    return drawn.said();
  }

  private Drawn any(SlotDefinition slot, LocalDate today) {
    SlotTypeDefinition own = locale.slotTypes().get(slot.type());
    if (own != null && !own.values().isEmpty()) {
      SlotTypeDefinition.Value value = own.values().get(random.nextInt(own.values().size()));
      List<String> ways = value.synonyms();
      String said = ways.isEmpty() || random.nextBoolean() ? value.value() : ways.get(random.nextInt(ways.size()));
      return new Drawn(said, value.value());
    }
    String type = BuiltInSlotType.named(slot.type()).map(BuiltInSlotType::typeName).orElse("");
    return switch (type) {
      case "Digits" -> Drawn.of(digits(length(slot)));
      case "PaymentCard" -> Drawn.of(random.nextInt(6) == 0 ? digits(16) : card());
      case "Number" -> Drawn.of(String.valueOf(random.nextInt(random.nextInt(4) == 0 ? 100_000 : 20)));
      case "Currency" -> random.nextInt(5) == 0 ? new Drawn("fifty dollars", "50") : Drawn.of(amount());
      case "Date" -> Drawn.of(today.plusDays(random.nextInt(500) - 60).toString());
      case "ExpiryDate" -> Drawn.of(YearMonth.from(today).plusMonths(random.nextInt(70) - 10).toString());
      case "DayOfWeek" -> Drawn.of(DAYS.get(random.nextInt(DAYS.size())));
      case "Ordinal" -> Drawn.of(String.valueOf(1 + random.nextInt(9)));
      case "Confirmation" -> Drawn.of(random.nextBoolean() ? "yes" : "no");
      default -> Drawn.of(WORDS.get(random.nextInt(WORDS.size())));
    };
  }

  private int length(SlotDefinition slot) {
    for (ValidationRule rule : slot.validation()) {
      if (rule.check() instanceof ValidationRule.Length length) {
        return length.min() + random.nextInt(Math.min(LONGEST_ENTRY, length.max() - length.min() + 1));
      }
    }
    InputSettings.KeySettings keys = slot.input().keys();
    return keys.maxLength() <= LONGEST_ENTRY ? keys.maxLength() : 1 + random.nextInt(LONGEST_ENTRY);
  }

  private String digits(int count) {
    StringBuilder digits = new StringBuilder();
    for (int i = 0; i < count; i++) {
      digits.append(random.nextInt(10));
    }
    return digits.toString();
  }

  /** Sixteen digits that satisfy the Luhn check. */
  private String card() {
    String most = "4" + digits(14);
    int sum = 0;
    for (int i = 0; i < most.length(); i++) {
      int digit = most.charAt(i) - '0';
      int counted = i % 2 == 0 ? digit * 2 : digit;
      sum += counted > 9 ? counted - 9 : counted;
    }
    return most + (10 - sum % 10) % 10;
  }

  private String amount() {
    String whole = String.valueOf(random.nextInt(random.nextInt(6) == 0 ? 20_000 : 200));
    return random.nextInt(3) == 0 ? whole + ".50" : whole;
  }

  /** What is said, and the value that it stands for. */
  private record Drawn(String said, String value) {
    static Drawn of(String value) {
      return new Drawn(value, value);
    }
  }
}
