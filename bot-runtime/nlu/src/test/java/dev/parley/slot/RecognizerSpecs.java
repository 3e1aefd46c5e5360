package dev.parley.slot;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.definition.BuiltInSlotType;
import dev.parley.event.SlotValue;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * The English specs of Recognizers-Text, read as answers of callers: the stretch of text that a case marks is what is said, and
 * the value that it resolves to is what should be understood. Of a case that marks nothing, the whole text should be none.
 */
final class RecognizerSpecs {

  private static final double ALIKE = 1e-9;
  private static final int SECONDS_OF_DAY = 86_400;
  private static final Set<String> NOTHING = Set.of("null", "", "not resolved", "0001-01-01");
  private static final LocalDate NO_DAY = LocalDate.of(2016, 11, 7);

  private final Path specs;
  private final ObjectMapper json = new ObjectMapper();
  private final List<Outcome> outcomes = new ArrayList<>();
  private final Set<String> seen = new LinkedHashSet<>();

  private RecognizerSpecs(Path specs) {
    this.specs = specs;
  }

  /**
   * What became of a case.
   *
   * @param left why no caller could say it, if so
   */
  record Outcome(BuiltInSlotType type, String said, String expected, String understood, boolean right, Optional<String> left) {}

  /** All cases of the supported types; the same text with the same value counts once. */
  static List<Outcome> outcomes(Path data) throws IOException {
    RecognizerSpecs all = new RecognizerSpecs(data.resolve("recognizers").resolve("Specs"));
    all.file("Number/English/NumberModel.json", BuiltInSlotType.NUMBER, "number");
    all.file("Number/English/OrdinalModel.json", BuiltInSlotType.ORDINAL, "ordinal");
    all.file("Number/English/PercentModel.json", BuiltInSlotType.PERCENTAGE, "percentage");
    all.file("NumberWithUnit/English/CurrencyModel.json", BuiltInSlotType.CURRENCY, "currency");
    all.file("Choice/English/BooleanModel.json", BuiltInSlotType.CONFIRMATION, "boolean");
    all.file("Sequence/English/PhoneNumberModel.json", BuiltInSlotType.PHONE_NUMBER, "phonenumber");
    all.file("Sequence/English/EmailModel.json", BuiltInSlotType.EMAIL_ADDRESS, "email");
    all.file("DateTime/English/DateParser.json", BuiltInSlotType.DATE, "date");
    all.file("DateTime/English/TimeParser.json", BuiltInSlotType.TIME, "time");
    all.file("DateTime/English/DurationParser.json", BuiltInSlotType.DURATION, "duration");
    all.file("DateTime/English/DateTimeModel.json", BuiltInSlotType.DATE, "datetimeV2.date");
    all.file("DateTime/English/DateTimeModel.json", BuiltInSlotType.TIME, "datetimeV2.time");
    all.file("DateTime/English/DateTimeModel.json", BuiltInSlotType.DURATION, "datetimeV2.duration");
    return List.copyOf(all.outcomes);
  }

  private void file(String name, BuiltInSlotType type, String typeName) throws IOException {
    String text = Files.readString(specs.resolve(name));
    for (JsonNode one : json.readTree(text.startsWith("\uFEFF") ? text.substring(1) : text)) {
      String reference = one.path("Context").path("ReferenceDateTime").asText("");
      LocalDate today = reference.isEmpty() ? NO_DAY : LocalDate.parse(reference.substring(0, 10));
      JsonNode results = one.path("Results");
      boolean none = results.isEmpty() && !typeName.startsWith("datetimeV2");
      if (none) {
        add(type, one.path("Input").asText(), List.of("none"), today);
      }
      for (JsonNode result : results) {
        String resultType = result.has("TypeName") ? result.path("TypeName").asText() : result.path("Type").asText();
        if (resultType.equals(typeName) || resultType.equals(typeName + ".relative")) {
          add(type, result.path("Text").asText(), expected(type, result), today);
        }
      }
    }
  }

  private void add(BuiltInSlotType type, String said, List<String> expected, LocalDate today) {
    if (!seen.add(type + "|" + said.toLowerCase(Locale.ROOT) + "|" + expected + (expected.equals(List.of("none")) ? "" : today))) {
      return;
    }
    SlotContext context = new SlotContext("en_US", today);
    List<SlotValue.Scalar> values = BuiltInSlotTypes.of(type).resolve(said, context);
    List<String> understood =
        values.isEmpty() ? List.of("none") : values.get(0).interpretedValue().isEmpty() ? values.get(0).resolvedValues() : List.of(values.get(0).interpretedValue());
    outcomes.add(
        new Outcome(
            type, said, String.join(" or ", expected), String.join(" or ", understood), same(type, expected, understood),
            Unsayable.why(type, said, expected)));
  }

  private static List<String> expected(BuiltInSlotType type, JsonNode result) {
    List<String> written = written(type, result);
    return NOTHING.contains(written.get(0)) ? List.of("none") : written;
  }

  private static List<String> written(BuiltInSlotType type, JsonNode result) {
    JsonNode resolution = result.has("Resolution") ? result.path("Resolution") : result.path("Value");
    return switch (type) {
      case DATE, TIME, DURATION -> times(type, resolution);
      case ORDINAL -> List.of(ordinal(resolution));
      case CONFIRMATION -> List.of(resolution.path("value").asBoolean() ? "Yes" : "No");
      case CURRENCY -> List.of(amount(resolution));
      default -> List.of(resolution.path("value").asText());
    };
  }

  /** Where a day may be behind or ahead, the one ahead; of times both. */
  private static List<String> times(BuiltInSlotType type, JsonNode resolution) {
    if (resolution.has("values")) {
      List<String> values = new ArrayList<>();
      resolution.path("values").forEach(v -> values.add(v.path("value").asText()));
      return type == BuiltInSlotType.TIME ? values : values.subList(values.size() - 1, values.size());
    }
    JsonNode future = resolution.path("FutureResolution");
    return List.of(future.isEmpty() ? resolution.path("Timex").asText() : future.elements().next().asText());
  }

  private static String ordinal(JsonNode resolution) {
    long offset = resolution.path("offset").asLong();
    return switch (resolution.path("relativeTo").asText()) {
      case "end" -> String.valueOf(offset - 1);
      case "current" -> "current " + offset;
      default -> String.valueOf(offset);
    };
  }

  private static String amount(JsonNode resolution) {
    String value = resolution.path("value").asText();
    boolean cents = Set.of("Cent", "Pence", "Penny").contains(resolution.path("unit").asText());
    return cents && !value.isEmpty() ? new BigDecimal(value).movePointLeft(2).toPlainString() : value;
  }

  private static boolean same(BuiltInSlotType type, List<String> expected, List<String> understood) {
    if (expected.equals(List.of("none")) || understood.equals(List.of("none"))) {
      return expected.equals(understood);
    }
    String one = expected.get(0);
    String other = understood.get(0);
    return switch (type) {
      case NUMBER, CURRENCY, ORDINAL -> alike(one, other);
      case PERCENTAGE -> alike(one.replace("%", ""), other.replace("%", ""));
      case EMAIL_ADDRESS -> one.equalsIgnoreCase(other);
      case PHONE_NUMBER -> digits(one).equals(digits(other));
      case TIME -> {
        List<String> times = expected.stream().map(t -> t.substring(0, Math.min(5, t.length()))).toList();
        yield times.size() == 1 ? understood.contains(times.get(0)) : Set.copyOf(times).equals(Set.copyOf(understood));
      }
      case DURATION -> Double.parseDouble(one) == seconds(other, 30) || Double.parseDouble(one) == seconds(other, 365 / 12.0);
      default -> one.equals(other);
    };
  }

  private static boolean alike(String one, String other) {
    try {
      double a = Double.parseDouble(one);
      double b = Double.parseDouble(other);
      return Math.abs(a - b) <= ALIKE * Math.max(1, Math.abs(a));
    } catch (NumberFormatException e) {
      return false;
    }
  }

  private static String digits(String text) {
    return text.codePoints().filter(Character::isDigit).mapToObj(Character::toString).collect(Collectors.joining());
  }

  /** As the specs count: years of 365 days, and months of 30 or a twelfth of a year. */
  private static double seconds(String iso, double month) {
    int time = iso.indexOf('T');
    double seconds = time < 0 ? 0 : Duration.parse("P" + iso.substring(time)).toSeconds();
    String days = time < 0 ? iso : iso.substring(0, time);
    Period period = days.equals("P") ? Period.ZERO : Period.parse(days);
    return seconds + (365.0 * period.getYears() + month * period.getMonths() + period.getDays()) * SECONDS_OF_DAY;
  }
}
