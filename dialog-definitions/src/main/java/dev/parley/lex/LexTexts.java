package dev.parley.lex;

import dev.parley.definition.Condition;
import dev.parley.definition.Template;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.yaml.LooseTexts;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Turns texts of Lex into templates. The placeholders are written alike; but a brace that holds no slot's name is a plain one in Lex,
 * and so is a backslash.
 */
final class LexTexts {

  private static final String ESCAPED = "{}[]\\(";
  private static final Pattern ATTRIBUTE = Pattern.compile("[\\p{L}\\p{N}_](?:[\\p{L}\\p{N}_.:/ -]*[\\p{L}\\p{N}_])?");
  private static final Pattern PAYLOAD_NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.:-]*(?:\\|[A-Za-z0-9 |]*)?");
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]+");
  private static final Pattern FILTERED = Pattern.compile("\\(\\([A-Za-z0-9_.:/-]+\\|[a-z0-9 |]*\\)\\)");

  private final LexReport report;
  private final Set<String> slots;

  LexTexts(LexReport report, Set<String> slots) {
    this.report = report;
    this.slots = Set.copyOf(slots);
  }

  LexReport report() {
    return report;
  }

  /** Words that are said. */
  Template words(String text, String place) {
    return LooseTexts.template(escaped(text, place, false), new Report());
  }

  /** A payload for the client, most often JSON. */
  Template payload(String text, String place) {
    return LooseTexts.payload(escaped(text, place, true), new Report());
  }

  /** A slot's default: also {@code #context.parameter} and {@code <requestAttribute>}. */
  Template standard(String text, String place) {
    Report own = new Report();
    Template template = LooseTexts.standard(text, own);
    return own.hasErrors() || template.references().anyMatch(Template.SlotReference.class::isInstance) ? words(text, place) : template;
  }

  /** Templates of attributes or slot values, by name. */
  Map<String, Template> values(LexObject object) {
    Map<String, Template> values = new LinkedHashMap<>();
    for (String name : object.names()) {
      object.text(name).ifPresent(t -> values.put(name, words(t, object.place(name))));
    }
    return values;
  }

  /** A condition; empty, and a report, when it cannot be read. */
  Optional<Condition> condition(String text, String place) {
    Report own = new Report();
    Optional<Condition> condition = LooseTexts.condition(text, own);
    if (own.hasErrors()) {
      report.lost(place, "the condition " + LexReport.shown(text), own.diagnostics().stream().findFirst().map(Diagnostic::message).orElse(""),
          "write it anew under `when:`");
      return Optional.empty();
    }
    return condition;
  }

  private String escaped(String text, String place, boolean payload) {
    StringBuilder out = new StringBuilder();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      int end = c == '{' ? text.indexOf('}', at) : c == '[' ? text.indexOf(']', at) : -1;
      if (c == '\\' && at + 1 < text.length() && ESCAPED.indexOf(text.charAt(at + 1)) >= 0) {
        out.append("\\\\");
        at++;
      } else if (c == '{' || c == '[') {
        String inside = end < 0 ? "" : text.substring(at + 1, end);
        boolean named = c == '{' ? slots.contains(inside) : ATTRIBUTE.matcher(inside).matches() && (!payload || PAYLOAD_NAME.matcher(inside).matches());
        boolean plain = payload && (end < 0 || !PAYLOAD_NAME.matcher(inside.strip()).matches());
        if (named) {
          out.append(text, at, end + 1);
          at = end + 1;
          continue;
        } else if (c == '{' && !plain && NAME.matcher(inside).matches()) {
          report.changed(place, "`{" + inside + "}` in a text", "no slot has this name here, so it is said as it is written", "name a slot, an attribute as [name], or drop it");
        }
        out.append(plain ? "" : "\\").append(c);
        at++;
      } else {
        Matcher filtered = FILTERED.matcher(text);
        if (c == '(' && filtered.find(at) && filtered.start() == at) {
          out.append('\\');
        }
        out.append(c);
        at++;
      }
    }
    return out.toString();
  }
}
