package dev.parley.yaml;

import com.google.re2j.Pattern;
import com.google.re2j.PatternSyntaxException;
import dev.parley.definition.Template;
import dev.parley.definition.ValidationRule.Check;
import dev.parley.definition.ValidationRule;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.yaml.YamlNode.YamlScalar;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads a validation rule: exactly one check, and what is said when it fails. */
final class RuleReader {

  private static final List<String> CHECKS =
      List.of("length", "min", "max", "matches", "luhn", "not_before", "not_after", "known_in", "differs_from", "if");

  /** Numbers that callers say; 1e999999999 would fill the memory when it is printed. */
  private static final int MAX_SCALE = 30;

  /** The pattern compiler recurses, so a pattern's length is its depth. */
  private static final int MAX_PATTERN = 500;

  private RuleReader() {}

  static Optional<ValidationRule> read(YamlNode node, Report report, ResponseReader responses) {
    Optional<MappingReader> reader = MappingReader.of(node, BotGrammar.keys("rule"), report);
    if (reader.isEmpty()) {
      return Optional.empty();
    }
    MappingReader keys = reader.get();
    var otherwise = responses.response(keys.node("otherwise"));
    List<String> named = new ArrayList<>(CHECKS);
    named.removeIf(key -> keys.node(key).isEmpty());
    if (named.size() != 1) {
      report.add(
          Diagnostic.error("one-check", keys.head(), named.isEmpty() ? "this rule checks nothing" : "this rule checks several things")
              .help("a rule has exactly one of " + String.join(", ", CHECKS)));
      return Optional.empty();
    }
    return check(keys, named.get(0), report).map(check -> new ValidationRule(keys.head(), check, otherwise));
  }

  private static Optional<Check> check(MappingReader keys, String key, Report report) {
    if (key.equals("luhn")) {
      if (!keys.flag("luhn", true)) {
        report.add(Diagnostic.error("rule-does-nothing", keys.head(), "`luhn: false` checks nothing").help("drop the rule"));
      }
      return Optional.of(new ValidationRule.Luhn());
    }
    Optional<YamlScalar> scalar = keys.scalar(key);
    if (scalar.isEmpty()) {
      return Optional.empty();
    }
    String text = scalar.get().text().strip();
    if (key.equals("if")) {
      return ConditionReader.read(scalar.get(), report).map(ValidationRule.Holds::new);
    }
    Optional<Check> computed = bound(key, scalar.get(), report);
    if (computed.isPresent()) {
      return computed;
    }
    try {
      return Optional.of(
          switch (key) {
            case "length" -> length(text);
            case "min" -> new ValidationRule.Minimum(number(text));
            case "max" -> new ValidationRule.Maximum(number(text));
            case "matches" -> new ValidationRule.Matches(pattern(text));
            case "not_before" -> new ValidationRule.NotBefore(day(text));
            case "not_after" -> new ValidationRule.NotAfter(day(text));
            case "known_in" -> new ValidationRule.KnownIn(text);
            case "differs_from" -> new ValidationRule.DiffersFrom(scalar.get().span(), text);
            default -> throw new AssertionError(key);
          });
    } catch (NumberFormatException e) {
      String expected = key.equals("length") ? "a number of characters, such as 6 or 6..8" : "a number, or a template that gives one";
      MappingReader.wrong(report, scalar.get(), expected);
    } catch (PatternSyntaxException e) {
      report.add(
          Diagnostic.error("bad-pattern", scalar.get().span(), "this is no regular expression: " + e.getDescription())
              .help("it is written as in RE2 (no look-around, no back-references), for the whole value: \"[A-Z]{2}[0-9]{3}\""));
    } catch (DateTimeException e) {
      MappingReader.wrong(report, scalar.get(), "a day such as 2026-12-31, or today");
    }
    return Optional.empty();
  }

  /** A bound that another value gives. */
  private static Optional<Check> bound(String key, YamlScalar scalar, Report report) {
    if (!key.equals("min") && !key.equals("max")) {
      return Optional.empty();
    }
    Template template = TemplateReader.read(scalar, report);
    boolean fixed = template.references().findAny().isEmpty();
    return fixed
        ? Optional.empty()
        : Optional.of(key.equals("min") ? new ValidationRule.AtLeast(template) : new ValidationRule.AtMost(template));
  }

  private static Check length(String text) {
    String[] ends = text.split("\\.\\.", -1);
    int min = Integer.parseInt(ends[0].strip());
    int max = Integer.parseInt(ends[ends.length - 1].strip());
    if (ends.length > 2 || min < 0 || max < min) {
      throw new NumberFormatException(text);
    }
    return new ValidationRule.Length(min, max);
  }

  private static BigDecimal number(String text) {
    BigDecimal number = new BigDecimal(text);
    if (Math.abs((long) number.scale()) > MAX_SCALE || number.precision() > MAX_SCALE) {
      throw new NumberFormatException(text);
    }
    return number;
  }

  private static Pattern pattern(String text) {
    if (text.length() > MAX_PATTERN) {
      throw new PatternSyntaxException("longer than " + MAX_PATTERN + " characters", text);
    }
    return Pattern.compile(text);
  }

  private static String day(String text) {
    return text.equals("today") ? text : LocalDate.parse(text).toString();
  }
}
