package dev.parley.simulation;

import dev.parley.definition.BuiltInSlotType;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.SlotDefinition.Spelling;
import dev.parley.definition.SlotTypeDefinition;
import dev.parley.definition.SlotTypeDefinition.Resolution;
import dev.parley.event.SlotValue;
import java.time.LocalTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads values as they are written: numbers in figures, dates and times as ISO has them, listed values and their synonyms, what
 * fits a pattern or a phrase, parts of composite slots between commas, several values with commas or "and". Pure and thread-safe.
 */
final class ExactValues {

  /** A value that any words may be. */
  private static final Pattern WORDS = Pattern.compile(".*\\S.*");

  private static final Map<BuiltInSlotType, Pattern> BUILT_IN =
      Map.ofEntries(
          Map.entry(BuiltInSlotType.DIGITS, Pattern.compile("[0-9 ]+")),
          Map.entry(BuiltInSlotType.PAYMENT_CARD, Pattern.compile("[0-9 ]+")),
          Map.entry(BuiltInSlotType.NUMBER, Pattern.compile("-?[0-9]+(?:\\.[0-9]+)?")),
          Map.entry(BuiltInSlotType.PERCENTAGE, Pattern.compile("[0-9]+(?:\\.[0-9]+)?(?:%| percent)?")),
          Map.entry(BuiltInSlotType.CURRENCY, Pattern.compile("[0-9]+(?:\\.[0-9]{2})?")),
          Map.entry(BuiltInSlotType.EXPIRY_DATE, Pattern.compile("[0-9]{4}-[0-9]{2}")),
          Map.entry(BuiltInSlotType.DATE, Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}")),
          Map.entry(BuiltInSlotType.TIME, Pattern.compile("[0-9]{2}:[0-9]{2}")),
          Map.entry(BuiltInSlotType.DURATION, Pattern.compile("p[0-9tydmhws.]+")),
          Map.entry(BuiltInSlotType.PHONE_NUMBER, Pattern.compile("\\+?[0-9 ]+")),
          Map.entry(BuiltInSlotType.EMAIL_ADDRESS, Pattern.compile("\\S+@\\S+")),
          Map.entry(BuiltInSlotType.UK_POSTAL_CODE, Pattern.compile("[a-z]{1,2}[0-9][a-z0-9]? ?[0-9][a-z]{2}")),
          Map.entry(BuiltInSlotType.CONFIRMATION, Pattern.compile("yes|no")),
          Map.entry(BuiltInSlotType.ALPHA_NUMERIC, Pattern.compile("[a-z0-9-]*[0-9][a-z0-9-]*")));

  /** A time on a dial of twelve hours, which may be before noon or after it. */
  private static final Pattern O_CLOCK = Pattern.compile("([1-9]|1[0-2]) o'clock");

  private static final Pattern BETWEEN_VALUES = Pattern.compile(",\\s*|\\s+and\\s+");
  private static final Pattern BY_LETTER = Pattern.compile("[\\p{L}0-9](?: [\\p{L}0-9])*");
  private static final Pattern AS_IN = Pattern.compile(" as in [\\p{L}]+");
  private static final int MOST_PIECES = 20;

  private final LocaleDefinition locale;
  private final Map<String, Map<String, String>> listed = new HashMap<>();
  private final Map<String, List<Pattern>> phrases = new HashMap<>();

  ExactValues(LocaleDefinition locale) {
    this.locale = locale;
    locale.slotTypes().values().forEach(type -> {
      Map<String, String> values = new HashMap<>();
      type.values().forEach(v -> {
        v.synonyms().forEach(s -> values.putIfAbsent(s.toLowerCase(Locale.ROOT), v.value()));
        values.put(v.value().toLowerCase(Locale.ROOT), v.value());
      });
      listed.put(type.name(), values);
      List<Pattern> patterns = new ArrayList<>();
      type.pattern().ifPresent(p -> patterns.add(Pattern.compile(p.pattern(), Pattern.CASE_INSENSITIVE)));
      type.grammar().forEach(p -> patterns.add(phrase(p.text())));
      phrases.put(type.name(), List.copyOf(patterns));
    });
  }

  /** A phrase as a pattern of text in lower case; a hole takes any words. */
  private static Pattern phrase(String text) {
    StringBuilder pattern = new StringBuilder();
    for (String token : text.toLowerCase(Locale.ROOT).replaceAll("\\{[^}]*}", "\u0001").split("(?<=[()\\[\\]|\u0001 ])|(?=[()\\[\\]|\u0001 ])")) {
      pattern.append(
          switch (token) {
            case "(", "[" -> "(?:";
            case ")", "|" -> token;
            case "]" -> ")?";
            case " " -> "\\s*";
            case "\u0001" -> "\\S.*?";
            default -> Pattern.quote(token);
          });
    }
    return Pattern.compile(pattern.toString());
  }

  /** The value that the text, in lower case, is for a slot or a part. */
  Optional<SlotValue> value(SlotDefinition slot, String said) {
    Map<String, String> parts = parts(slot);
    if (!parts.isEmpty()) {
      return composite(parts, said);
    }
    return slot.multiple() ? several(slot.type(), said) : scalar(slot.type(), said).map(SlotValue.class::cast);
  }

  /** The same of a text that may be spelled. */
  Optional<SlotValue> value(SlotDefinition slot, String said, Spelling spelling) {
    String letters = spelling == Spelling.BY_WORD ? AS_IN.matcher(said).replaceAll("") : said;
    if (spelling != Spelling.DEFAULT && BY_LETTER.matcher(letters).matches()) {
      String word = letters.replace(" ", "");
      return Optional.of(new SlotValue.Scalar(said, word, List.of(word)));
    }
    return value(slot, said);
  }

  private Map<String, String> parts(SlotDefinition slot) {
    SlotTypeDefinition own = locale.slotTypes().get(slot.type());
    if (slot.parts().isEmpty() && (own == null || own.parts().isEmpty())) {
      return Map.of();
    }
    Map<String, String> parts = new LinkedHashMap<>(own == null ? Map.of() : own.parts());
    slot.parts().forEach((name, part) -> parts.put(name, part.type()));
    return parts;
  }

  /** Each piece between commas is the first part, in their order, that takes it and has none yet. */
  private Optional<SlotValue> composite(Map<String, String> parts, String said) {
    Map<String, SlotValue> values = new LinkedHashMap<>();
    for (String piece : said.split(",\\s*", MOST_PIECES)) {
      Optional<SlotValue.Scalar> value = Optional.empty();
      for (Map.Entry<String, String> part : parts.entrySet()) {
        value = values.containsKey(part.getKey()) ? Optional.empty() : scalar(part.getValue(), piece);
        if (value.isPresent()) {
          values.put(part.getKey(), value.get());
          break;
        }
      }
      if (value.isEmpty()) {
        return Optional.empty();
      }
    }
    return Optional.of(new SlotValue.Composite(said, values));
  }

  private Optional<SlotValue> several(String type, String said) {
    List<SlotValue.Scalar> values = new ArrayList<>();
    for (String piece : BETWEEN_VALUES.split(said, MOST_PIECES)) {
      Optional<SlotValue.Scalar> value = scalar(type, piece);
      if (value.isEmpty()) {
        return Optional.empty();
      }
      values.add(value.get());
    }
    return Optional.of(new SlotValue.Several(said, values));
  }

  private Optional<SlotValue.Scalar> scalar(String type, String said) {
    SlotTypeDefinition own = locale.slotTypes().get(type);
    if (own != null) {
      return own(own, said).map(value -> new SlotValue.Scalar(said, value, List.of(value)));
    }
    Optional<BuiltInSlotType> builtIn = BuiltInSlotType.named(type);
    Matcher dial = O_CLOCK.matcher(said);
    if (builtIn.filter(t -> t == BuiltInSlotType.TIME).isPresent() && dial.matches()) {
      int hour = Integer.parseInt(dial.group(1)) % 12;
      return Optional.of(new SlotValue.Scalar(said, "", List.of(LocalTime.of(hour, 0).toString(), LocalTime.of(hour + 12, 0).toString())));
    }
    if (!builtIn.map(t -> BUILT_IN.getOrDefault(t, WORDS)).orElse(WORDS).matcher(said).matches()) {
      return Optional.empty();
    }
    String value = builtIn.map(t -> print(t, said)).orElse(said);
    return Optional.of(new SlotValue.Scalar(said, value, List.of(value)));
  }

  private static String print(BuiltInSlotType type, String said) {
    return switch (type) {
      case DIGITS, PAYMENT_CARD, PHONE_NUMBER -> said.replace(" ", "");
      case PERCENTAGE -> said.replace("%", "").replace(" percent", "") + "%";
      case DURATION, UK_POSTAL_CODE, ALPHA_NUMERIC -> said.toUpperCase(Locale.ROOT);
      case CONFIRMATION -> said.equals("yes") ? "Yes" : "No";
      default -> said;
    };
  }

  private Optional<String> own(SlotTypeDefinition type, String said) {
    List<Pattern> patterns = phrases.getOrDefault(type.name(), List.of());
    if (!patterns.isEmpty()) {
      return patterns.stream().anyMatch(p -> p.matcher(said).matches()) ? Optional.of(said.toUpperCase(Locale.ROOT)) : Optional.empty();
    }
    Optional<String> known = Optional.ofNullable(listed.getOrDefault(type.name(), Map.of()).get(said));
    return type.resolution() == Resolution.ORIGINAL_VALUE ? Optional.of(said) : known;
  }

  /** Whether any words would be a value of the slot, so that they say little. */
  boolean takesAnything(SlotDefinition slot) {
    return !locale.slotTypes().containsKey(slot.type())
        && !BuiltInSlotType.named(slot.type()).filter(BUILT_IN::containsKey).isPresent()
        && slot.parts().isEmpty();
  }
}
