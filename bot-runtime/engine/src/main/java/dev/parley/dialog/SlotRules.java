package dev.parley.dialog;

import dev.parley.definition.SlotDefinition;
import dev.parley.definition.ValidationRule;
import dev.parley.event.SlotValue;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntPredicate;

/**
 * Tries a slot's validation rules on a value. Pure. For an obfuscated slot the shell calls {@link #failed} where the value is
 * known, and the core sees the outcome only.
 */
public final class SlotRules {

  private SlotRules() {}

  /** The indices of the rules that this plain value breaks; a look-up rule never fails here. */
  public static List<Integer> failed(SlotDefinition slot, String value, LocalDate today) {
    List<Integer> failed = new ArrayList<>();
    for (int i = 0; i < slot.validation().size(); i++) {
      if (!holds(slot.validation().get(i).check(), value, today)) {
        failed.add(i);
      }
    }
    return failed;
  }

  /** The indices of the rules that a slot's value breaks, whether or not it is a secret. */
  static List<Integer> failed(SlotDefinition slot, SlotValue value, LocalDate today) {
    return value instanceof SlotValue.Secret secret
        ? secret.failedRules()
        : failed(slot, value.interpretedValue(), today);
  }

  private static boolean holds(ValidationRule.Check check, String value, LocalDate today) {
    if (check instanceof ValidationRule.Length length) {
      int count = value.codePointCount(0, value.length());
      return count >= length.min() && count <= length.max();
    } else if (check instanceof ValidationRule.Minimum minimum) {
      return compare(value, minimum.value(), c -> c >= 0);
    } else if (check instanceof ValidationRule.Maximum maximum) {
      return compare(value, maximum.value(), c -> c <= 0);
    } else if (check instanceof ValidationRule.Matches matches) {
      return matches.pattern().matcher(value).matches();
    } else if (check instanceof ValidationRule.Luhn) {
      return luhn(value);
    } else if (check instanceof ValidationRule.NotBefore notBefore) {
      return !lastDay(value).isBefore(day(notBefore.day(), today));
    } else if (check instanceof ValidationRule.NotAfter notAfter) {
      return !firstDay(value).isAfter(day(notAfter.day(), today));
    } else if (check instanceof ValidationRule.KnownIn) {
      return true;
    }
    throw new AssertionError(check);
  }

  private static boolean compare(String value, BigDecimal bound, IntPredicate holds) {
    try {
      return holds.test(new BigDecimal(value).compareTo(bound));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /** ISO/IEC 7812-1, annex B: from the right, every second digit counts twice. */
  private static boolean luhn(String value) {
    int sum = 0;
    boolean twice = false;
    for (int i = value.length() - 1; i >= 0; i--) {
      int digit = Character.digit(value.charAt(i), 10);
      if (digit < 0) {
        return false;
      }
      int counted = twice ? digit * 2 : digit;
      sum += counted > 9 ? counted - 9 : counted;
      twice = !twice;
    }
    return !value.isEmpty() && sum % 10 == 0;
  }

  private static LocalDate day(String day, LocalDate today) {
    return day.equals("today") ? today : LocalDate.parse(day);
  }

  private static LocalDate lastDay(String value) {
    try {
      return value.length() == "2028-03".length() ? YearMonth.parse(value).atEndOfMonth() : LocalDate.parse(value);
    } catch (DateTimeException e) {
      return LocalDate.MIN;
    }
  }

  private static LocalDate firstDay(String value) {
    try {
      return value.length() == "2028-03".length() ? YearMonth.parse(value).atDay(1) : LocalDate.parse(value);
    } catch (DateTimeException e) {
      return LocalDate.MAX;
    }
  }
}
