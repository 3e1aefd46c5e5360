package dev.parley.simulation;

import dev.parley.definition.BuiltInSlotType;
import dev.parley.definition.InputSettings;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.SlotDefinition.Spelling;
import dev.parley.definition.SlotTypeDefinition;
import dev.parley.definition.ValidationRule;
import dev.parley.dialog.SlotRules;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Draws what callers say for a slot: values of its type that mostly keep its rules, and often those on which something in the
 * bot turns ({@link Mentions}). Composite slots are answered in whole or in part, several values one after another. One thread.
 */
final class RandomValues {

  private static final int TRIES = 8;
  private static final int LONGEST_ENTRY = 20;
  private static final int MOST_VALUES = 4;
  private static final List<String> WORDS =
      List.of("blue house", "Dana", "Springfield", "a7b", "next week", "two", "12", "555 0199", "dana@example.com", "ten thirty");

  private static final Map<BuiltInSlotType, List<String>> EXAMPLES =
      Map.ofEntries(
          Map.entry(BuiltInSlotType.ALPHA_NUMERIC, List.of("AB12", "ZZ99", "a7b", "X1", "QR2007", "12345")),
          Map.entry(BuiltInSlotType.CITY, List.of("Springfield", "New York", "Saint Louis", "Berlin", "Ulm")),
          Map.entry(BuiltInSlotType.COUNTRY, List.of("Germany", "United States", "India", "New Zealand")),
          Map.entry(BuiltInSlotType.DAY_OF_WEEK, List.of("Monday", "friday", "on sundays", "tomorrow")),
          Map.entry(BuiltInSlotType.ORDINAL, List.of("1", "2", "the third", "last")),
          Map.entry(BuiltInSlotType.DURATION, List.of("PT90M", "P3D", "PT20S", "PT1H30M", "two hours", "three days")),
          Map.entry(BuiltInSlotType.EMAIL_ADDRESS, List.of("dana@example.com", "a.b@example.org", "dana at example dot com")),
          Map.entry(BuiltInSlotType.FIRST_NAME, List.of("Dana", "Xi", "Mary Ann", "Jo", "Zoë")),
          Map.entry(BuiltInSlotType.LAST_NAME, List.of("Miller", "O'Neil", "de la Cruz", "Li", "Szczepański")),
          Map.entry(BuiltInSlotType.PHONE_NUMBER, List.of("+12025550199", "2025550199", "555 0199", "02025550199")),
          Map.entry(BuiltInSlotType.STATE, List.of("Ohio", "New York", "Washington", "Texas")),
          Map.entry(BuiltInSlotType.STREET_NAME, List.of("Main Street", "Mill Lane", "42nd Avenue", "Elm Drive")),
          Map.entry(BuiltInSlotType.TIME, List.of("09:30", "00:00", "23:59", "ten thirty", "noon", "12:00", "9 o'clock", "5 o'clock", "12 o'clock")),
          Map.entry(BuiltInSlotType.UK_POSTAL_CODE, List.of("SW1A 1AA", "M1 1AE", "B33 8TH")),
          Map.entry(BuiltInSlotType.CONFIRMATION, List.of("yes", "no")));

  private final LocaleDefinition locale;
  private final Mentions mentions;
  private final Random random;

  RandomValues(LocaleDefinition locale, Mentions mentions, Random random) {
    this.locale = locale;
    this.mentions = mentions;
    this.random = random;
  }

  /** What a caller says for this slot. */
  String draw(SlotDefinition slot, LocalDate today) {
    return draw(slot, slot.name(), today, Spelling.DEFAULT);
  }

  /** What a caller says for this slot, or part of a slot, with this path, who was asked to spell. */
  String draw(SlotDefinition slot, String path, LocalDate today, Spelling spelling) {
    Map<String, SlotDefinition> parts = parts(slot);
    if (!parts.isEmpty()) {
      return composite(path, parts, today);
    }
    if (slot.multiple()) {
      int count = 1 + random.nextInt(MOST_VALUES);
      List<String> several = new ArrayList<>();
      for (int i = 0; i < count; i++) {
        several.add(kept(slot, path, today).said());
      }
      return String.join(random.nextBoolean() ? ", " : " and ", several);
    }
    Drawn drawn = kept(slot, path, today);
    return spelling == Spelling.DEFAULT || random.nextInt(4) == 0 ? drawn.said() : spelled(drawn.value(), spelling);
  }

  /** The slot's parts; what a slot type alone says of them is their types. */
  private Map<String, SlotDefinition> parts(SlotDefinition slot) {
    SlotTypeDefinition own = locale.slotTypes().get(slot.type());
    return own == null || own.parts().isEmpty() ? slot.parts() : typed(slot, own);
  }

  private static Map<String, SlotDefinition> typed(SlotDefinition slot, SlotTypeDefinition own) {
    Map<String, SlotDefinition> parts = new LinkedHashMap<>();
    own.parts().keySet().stream().filter(slot.parts()::containsKey).forEach(p -> parts.put(p, slot.parts().get(p)));
    slot.parts().forEach(parts::putIfAbsent);
    return parts;
  }

  /** Most of the parts at once, in their order. */
  private String composite(String path, Map<String, SlotDefinition> parts, LocalDate today) {
    List<String> said = new ArrayList<>();
    int likely = 1 + random.nextInt(4);
    parts.forEach((name, part) -> {
      if (random.nextInt(4) < likely) {
        said.add(draw(part, path + "." + name, today, Spelling.DEFAULT));
      }
    });
    return said.isEmpty() ? WORDS.get(random.nextInt(WORDS.size())) : String.join(", ", said);
  }

  private Drawn kept(SlotDefinition slot, String path, LocalDate today) {
    Supplier<Drawn> draws = () -> drawn(slot, path, today);
    Drawn drawn = draws.get();
    for (int i = 0; i < TRIES && !SlotRules.failed(slot, drawn.value(), today).isEmpty() && random.nextInt(10) > 0; i++) {
      drawn = draws.get();
    }
    return drawn;
  }

  private Drawn drawn(SlotDefinition slot, String path, LocalDate today) {
    Set<String> telling = mentions.slots().getOrDefault(path, Set.of());
    if (!telling.isEmpty() && random.nextInt(3) == 0) {
      String value = List.copyOf(telling).get(random.nextInt(telling.size()));
      return Drawn.of(value.equals("today") ? today.plusDays(random.nextInt(3) - 1L).toString() : value);
    }
    return typed(slot, slot.type(), today);
  }

  private Drawn typed(SlotDefinition slot, String type, LocalDate today) {
    SlotTypeDefinition own = locale.slotTypes().get(type);
    if (own == null) {
      return BuiltInSlotType.named(type).map(t -> builtIn(t, slot, today)).orElseGet(() -> Drawn.of(one(WORDS)));
    } else if (!own.values().isEmpty()) {
      SlotTypeDefinition.Value value = one(own.values());
      List<String> ways = value.synonyms();
      String said = ways.isEmpty() || random.nextBoolean() ? value.value() : one(ways);
      boolean open = own.resolution() == SlotTypeDefinition.Resolution.ORIGINAL_VALUE;
      return open && random.nextInt(3) == 0 ? Drawn.of(one(WORDS)) : new Drawn(said, value.value());
    } else if (own.pattern().isPresent()) {
      return Drawn.of(SampleWords.ofPattern(own.pattern().get().pattern(), random));
    } else if (!own.grammar().isEmpty()) {
      return Drawn.of(SampleWords.ofPhrase(one(own.grammar()).text(), random, hole -> typed(slot, holesType(hole), today).said()));
    }
    return Drawn.of(one(WORDS));
  }

  private static String holesType(String hole) {
    return hole.substring(hole.indexOf(':') + 1).strip();
  }

  private Drawn builtIn(BuiltInSlotType type, SlotDefinition slot, LocalDate today) {
    Optional<String> matching = matching(slot);
    if (matching.isPresent() && random.nextInt(3) > 0) {
      return Drawn.of(matching.get());
    }
    return switch (type) {
      case DIGITS -> Drawn.of(digits(length(slot)));
      case PAYMENT_CARD -> Drawn.of(random.nextInt(6) == 0 ? digits(16) : card());
      case NUMBER -> Drawn.of(String.valueOf(random.nextInt(random.nextInt(4) == 0 ? 100_000 : 20)));
      case PERCENTAGE -> Drawn.of(random.nextInt(101) + (random.nextBoolean() ? "%" : " percent"));
      case CURRENCY -> random.nextInt(5) == 0 ? new Drawn("fifty dollars", "50") : Drawn.of(amount());
      case DATE -> Drawn.of(today.plusDays(random.nextInt(500) - 60).toString());
      case EXPIRY_DATE -> Drawn.of(YearMonth.from(today).plusMonths(random.nextInt(70) - 10).toString());
      default -> Drawn.of(one(EXAMPLES.getOrDefault(type, WORDS)));
    };
  }

  /** A value in the shape that one of the slot's rules wants. */
  private Optional<String> matching(SlotDefinition slot) {
    for (ValidationRule rule : slot.validation()) {
      if (rule.check() instanceof ValidationRule.Matches matches) {
        return Optional.of(SampleWords.ofPattern(matches.pattern().pattern(), random));
      }
    }
    return Optional.empty();
  }

  private String spelled(String word, Spelling spelling) {
    List<String> letters = new ArrayList<>();
    word.toLowerCase(Locale.ROOT).codePoints().filter(Character::isLetterOrDigit).forEach(c -> {
      String letter = Character.toString(c);
      boolean byWord = spelling == Spelling.BY_WORD && Character.isLetter(c);
      letters.add(byWord ? letter + " as in " + letter + "pple" : letter);
    });
    return letters.isEmpty() ? word : String.join(" ", letters);
  }

  private int length(SlotDefinition slot) {
    for (ValidationRule rule : slot.validation()) {
      if (rule.check() instanceof ValidationRule.Length length) {
        return random.nextInt(12) == 0
            ? Math.max(1, length.min() - 1)
            : length.min() + random.nextInt(Math.min(LONGEST_ENTRY, length.max() - length.min() + 1));
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

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** What is said, and the value that it stands for. */
  private record Drawn(String said, String value) {
    static Drawn of(String value) {
      return new Drawn(value, value);
    }
  }
}
