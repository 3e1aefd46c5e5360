package dev.parley.dialog;

import dev.parley.definition.Condition;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.Template;
import dev.parley.definition.ValidationRule;
import dev.parley.event.Reached.Way;
import dev.parley.event.SlotValue;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Tries a slot's validation rules on a value. Pure. For an obfuscated slot the shell calls {@link #failed} where the value is
 * known, and the core sees the outcome only.
 */
public final class SlotRules {

  private SlotRules() {}

  /** The indices of the rules that this plain value breaks; a look-up rule, or one about the rest of the dialog, never fails here. */
  public static List<Integer> failed(SlotDefinition slot, String value, LocalDate today) {
    List<Integer> failed = new ArrayList<>();
    for (int i = 0; i < slot.validation().size(); i++) {
      if (!holds(slot.validation().get(i).check(), value, today)) {
        failed.add(i);
      }
    }
    return failed;
  }

  /** Whether a plain value, or a reading of one that may be either of several, keeps all rules that look at nothing else. */
  public static boolean keeps(SlotDefinition slot, SlotValue value, LocalDate today) {
    return value.ambiguous()
        ? value.resolvedValues().stream().anyMatch(r -> failed(slot, r, today).isEmpty())
        : failed(slot, value.interpretedValue(), today).isEmpty();
  }

  /** Whether a value that came with an utterance may be taken without asking. */
  static boolean accepts(Draft draft, SlotDefinition slot, SlotValue value) {
    return firstBroken(draft, slot, value).isEmpty();
  }

  /** The first rule that the value breaks, whether or not it is a secret; rules about the rest of the dialog are tried too. */
  static Optional<ValidationRule> firstBroken(Draft draft, SlotDefinition slot, SlotValue value) {
    if (value instanceof SlotValue.Composite composite) {
      return composite.parts().entrySet().stream()
          .flatMap(p -> Optional.ofNullable(slot.parts().get(p.getKey())).flatMap(part -> firstBroken(draft, part, p.getValue())).stream())
          .findFirst()
          .or(() -> slot.validation().stream().filter(rule -> !holdsHere(draft, slot, value, rule.check())).findFirst());
    }
    if (value.ambiguous()) {
      return Optional.empty();
    }
    List<Integer> failed = failed(slot, value, draft.today());
    for (int i = 0; i < slot.validation().size(); i++) {
      ValidationRule rule = slot.validation().get(i);
      if (failed.contains(i) || !holdsHere(draft, slot, value, rule.check())) {
        return Optional.of(rule);
      }
    }
    for (ValidationRule rule : slot.validation()) {
      if (!(rule.check() instanceof ValidationRule.KnownIn)) {
        draft.reached(rule.span(), Way.HOLDS);
      }
    }
    return Optional.empty();
  }

  private static List<Integer> failed(SlotDefinition slot, SlotValue value, LocalDate today) {
    if (value instanceof SlotValue.Secret secret) {
      return secret.failedRules();
    } else if (value instanceof SlotValue.Several several) {
      return several.values().stream().flatMap(v -> failed(slot, v.interpretedValue(), today).stream()).distinct().toList();
    }
    return failed(slot, value.interpretedValue(), today);
  }

  /** The rules that look at more than the value. */
  private static boolean holdsHere(Draft draft, SlotDefinition slot, SlotValue value, ValidationRule.Check check) {
    if (check instanceof ValidationRule.AtLeast least) {
      return bound(draft, least.bound()).map(b -> compare(value.interpretedValue(), b, c -> c >= 0)).orElse(true);
    } else if (check instanceof ValidationRule.AtMost most) {
      return bound(draft, most.bound()).map(b -> compare(value.interpretedValue(), b, c -> c <= 0)).orElse(true);
    } else if (check instanceof ValidationRule.DiffersFrom other) {
      // The vault gives equal secrets equal tokens, so that this works for them too.
      return Values.slot(draft, other.slot()).map(v -> !v.interpretedValue().equalsIgnoreCase(value.interpretedValue())).orElse(true);
    } else if (check instanceof ValidationRule.Holds holds) {
      return holdsWith(draft, slot, value, holds.condition());
    }
    return true;
  }

  private static boolean holdsWith(Draft draft, SlotDefinition slot, SlotValue value, Condition condition) {
    Map<String, SlotValue> before = new LinkedHashMap<>(draft.slots);
    draft.slots.put(slot.name(), value);
    Optional<Boolean> holds = Conditions.known(draft, condition);
    draft.slots.clear();
    draft.slots.putAll(before);
    return holds.orElse(true);
  }

  private static Optional<BigDecimal> bound(Draft draft, Template template) {
    return Values.text(draft, template).flatMap(text -> {
      try {
        return Optional.of(number(text));
      } catch (NumberFormatException e) {
        // A fact that is no number bounds nothing; the caller must not be turned away for it.
        return Optional.empty();
      }
    });
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
    } else if (check instanceof ValidationRule.KnownIn || looksElsewhere(check)) {
      return true;
    }
    throw new AssertionError(check);
  }

  private static boolean looksElsewhere(ValidationRule.Check check) {
    return check instanceof ValidationRule.AtLeast
        || check instanceof ValidationRule.AtMost
        || check instanceof ValidationRule.DiffersFrom
        || check instanceof ValidationRule.Holds;
  }

  /** A number, or a percentage as the number before its sign. */
  private static BigDecimal number(String text) {
    String plain = text.strip();
    return new BigDecimal(plain.endsWith("%") ? plain.substring(0, plain.length() - 1) : plain);
  }

  private static boolean compare(String value, BigDecimal bound, IntPredicate holds) {
    try {
      return holds.test(number(value).compareTo(bound));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  /**
   * ISO/IEC 7812-1, annex B: from the right, every second digit counts twice. Our own, as commons-validator would bring four libraries
   * (beanutils, digester, collections, logging) into the core for these lines.
   */
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
