package dev.parley.dialog;

import dev.parley.definition.Condition;
import dev.parley.definition.Template;
import dev.parley.dialog.DialogState.LastInput;
import dev.parley.event.InputMode;
import dev.parley.event.SlotValue;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Tells whether a condition holds now. What touches a reference without a value is unknown, and unknown is not true, however it
 * is negated: the branch is not taken, as in Lex. Pure.
 */
final class Conditions {

  private Conditions() {}

  static boolean holds(Draft draft, Condition condition) {
    return known(draft, condition).orElse(false);
  }

  /** Whether it holds; empty when that cannot be told. */
  static Optional<Boolean> known(Draft draft, Condition condition) {
    if (condition instanceof Condition.All all) {
      return all(draft, all.conditions(), true);
    } else if (condition instanceof Condition.Any any) {
      return all(draft, any.conditions(), false);
    } else if (condition instanceof Condition.Not not) {
      return known(draft, not.condition()).map(b -> !b);
    } else if (condition instanceof Condition.Comparison c) {
      return text(draft, c.left()).flatMap(l -> text(draft, c.right()).map(r -> compare(l, c.operator(), r)));
    } else if (condition instanceof Condition.Contains c) {
      return text(draft, c.right()).flatMap(wanted -> values(draft, c.left()).map(v -> v.stream().anyMatch(wanted::equalsIgnoreCase)));
    } else if (condition instanceof Condition.IsSet s) {
      return Optional.of(isSet(draft, s.operand()));
    }
    throw new AssertionError(condition);
  }

  /** Three-valued AND (or OR): what decides, decides, even beside what cannot be told. */
  private static Optional<Boolean> all(Draft draft, List<Condition> conditions, boolean and) {
    boolean unknown = false;
    for (Condition one : conditions) {
      Optional<Boolean> holds = known(draft, one);
      if (holds.isEmpty()) {
        unknown = true;
      } else if (holds.get() != and) {
        return Optional.of(!and);
      }
    }
    return unknown ? Optional.empty() : Optional.of(and);
  }

  private static boolean isSet(Draft draft, Condition.Operand operand) {
    if (operand instanceof Condition.Value value && value.of() instanceof Template.SlotReference slot) {
      return Values.slot(draft, slot.slot()).isPresent();
    }
    return text(draft, operand).isPresent();
  }

  private static Optional<List<String>> values(Draft draft, Condition.Operand operand) {
    if (operand instanceof Condition.Value value && value.of() instanceof Template.SlotReference slot) {
      return Values.slot(draft, slot.slot())
          .filter(v -> !(v instanceof SlotValue.Secret))
          .map(v -> v instanceof SlotValue.Several several
              ? several.values().stream().map(SlotValue.Scalar::interpretedValue).toList()
              : List.of(v.interpretedValue()));
    }
    return text(draft, operand).map(List::of);
  }

  private static Optional<String> text(Draft draft, Condition.Operand operand) {
    if (operand instanceof Condition.Constant constant) {
      return Optional.of(constant.text());
    } else if (operand instanceof Condition.Value value) {
      // A secret's value is not known here, and its token must not decide anything.
      return Values.plain(draft, value.of());
    } else if (operand instanceof Condition.EventPath path) {
      return path(draft, path.path());
    } else if (operand instanceof Condition.Count count && count.of() instanceof Template.SlotReference slot) {
      return Values.slot(draft, slot.slot()).map(v -> String.valueOf(v instanceof SlotValue.Several s ? s.values().size() : 1));
    } else if (operand instanceof Condition.Length length) {
      return length(draft, length.of()).map(String::valueOf);
    }
    return Optional.empty();
  }

  private static Optional<Integer> length(Draft draft, Template.Reference of) {
    if (of instanceof Template.SlotReference slot && Values.slot(draft, slot.slot()).orElse(null) instanceof SlotValue.Secret secret) {
      return Optional.of(secret.length());
    }
    return Values.plain(draft, of).map(v -> v.codePointCount(0, v.length()));
  }

  /** Paths into the event that a hook would get: those parts of it that are the caller's input. */
  static Optional<String> path(Draft draft, String path) {
    Optional<LastInput> input = draft.lastInput;
    OptionalDouble confidence =
        input.stream().flatMap(i -> i.interpretations().stream()).findFirst().map(i -> i.confidence()).orElse(OptionalDouble.empty());
    return switch (path.replace(" ", "")) {
      case "$.inputMode" -> input.map(i -> i.mode() == InputMode.DTMF ? "DTMF" : i.mode() == InputMode.SPEECH ? "Speech" : "Text");
      case "$.inputTranscript", "$.transcriptions[0].transcription" -> input.map(LastInput::text);
      case "$.transcriptions[0].transcriptionConfidence" -> input.map(i -> String.valueOf(i.confidence()));
      case "$.interpretations[0].nluConfidence", "$.interpretations[0].nluConfidence.score" ->
          confidence.isPresent() ? Optional.of(String.valueOf(confidence.getAsDouble())) : Optional.empty();
      case "$.interpretations[0].intent.name" ->
          input.stream().flatMap(i -> i.interpretations().stream()).findFirst().map(i -> i.intent());
      case "$.sessionState.intent.name" -> draft.intent;
      case "$.sessionState.intent.state" -> Optional.of(draft.intentState.lexName());
      case "$.sessionState.intent.confirmationState" -> Optional.of(draft.confirmation.lexName());
      default -> Optional.empty();
    };
  }

  private static boolean compare(String left, Condition.Operator operator, String right) {
    int order = order(left, right);
    return switch (operator) {
      case EQUAL -> order == 0;
      case NOT_EQUAL -> order != 0;
      case LESS -> order < 0;
      case LESS_OR_EQUAL -> order <= 0;
      case GREATER -> order > 0;
      case GREATER_OR_EQUAL -> order >= 0;
    };
  }

  /** Numbers and durations by size; ISO dates and times are in order as text; all else as text without regard to ASCII case. */
  private static int order(String left, String right) {
    Optional<BigDecimal> a = size(left);
    Optional<BigDecimal> b = a.isPresent() ? size(right) : Optional.empty();
    if (a.isPresent() && b.isPresent()) {
      return a.get().compareTo(b.get());
    }
    return left.toLowerCase(Locale.ROOT).compareTo(right.toLowerCase(Locale.ROOT));
  }

  private static Optional<BigDecimal> size(String text) {
    String value = text.strip();
    if (value.isEmpty() || value.length() > 40) {
      return Optional.empty();
    }
    try {
      return value.charAt(0) == 'P' ? Optional.of(seconds(value)) : Optional.of(new BigDecimal(value.replace("%", "")));
    } catch (NumberFormatException | DateTimeException | ArithmeticException e) {
      // No number and no duration: compared as text.
      return Optional.empty();
    }
  }

  private static BigDecimal seconds(String iso) {
    int time = iso.indexOf('T');
    if (time >= 0 && iso.substring(0, time).chars().noneMatch(c -> c == 'Y' || c == 'M' || c == 'W')) {
      return BigDecimal.valueOf(Duration.parse(iso).toSeconds());
    }
    Period days = Period.parse(time < 0 ? iso : iso.substring(0, time));
    long seconds = time < 0 ? 0 : Duration.parse("P" + iso.substring(time)).toSeconds();
    // Months differ in length; counted from one fixed day they compare as callers mean them.
    return BigDecimal.valueOf(ChronoUnit.DAYS.between(LocalDate.EPOCH, LocalDate.EPOCH.plus(days)) * 86_400 + seconds);
  }
}
