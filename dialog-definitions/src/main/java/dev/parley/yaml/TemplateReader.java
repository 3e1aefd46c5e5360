package dev.parley.yaml;

import dev.parley.definition.Template;
import dev.parley.definition.Template.Literal;
import dev.parley.definition.Template.Part;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.yaml.PlaceholderReader.Brackets;
import dev.parley.yaml.YamlNode.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the placeholders of a text apart: {@code {Slot|filter}}, {@code [attribute]}, {@code ((request attribute))} and {@code
 * {features.group.feature}}.
 */
final class TemplateReader {

  /** Round brackets stand in plain words too; only two around one name make a placeholder. */
  private static final Pattern ROUND = Pattern.compile("\\(\\(([A-Za-z0-9_][A-Za-z0-9_.:/-]*(?:\\|[a-z0-9 |]*)?)\\)\\)");

  /** In a payload, most often JSON, brackets are plain unless they hold a name. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9_.:-]*(?:\\|[A-Za-z0-9 |]*)?");

  private static final Pattern CONTEXT = Pattern.compile("#([A-Za-z0-9_]{1,100})\\.([A-Za-z0-9_-]{1,100})");
  private static final Pattern REQUEST = Pattern.compile("<([^<>]+)>");

  private final YamlScalar scalar;
  private final Report report;
  private final ScalarPlaces places;
  private final boolean onlyNames;
  private final List<Part> parts = new ArrayList<>();
  private final StringBuilder plain = new StringBuilder();

  private TemplateReader(YamlScalar scalar, Report report, boolean onlyNames) {
    this.scalar = scalar;
    this.report = report;
    this.places = new ScalarPlaces(scalar, report);
    this.onlyNames = onlyNames;
  }

  static Template read(YamlScalar scalar, Report report) {
    return new TemplateReader(scalar, report, false).read();
  }

  /** A payload for the client, in which brackets that hold no name are its own. */
  static Template payload(YamlScalar scalar, Report report) {
    return new TemplateReader(scalar, report, true).read();
  }

  /** A slot's default, which as in Lex may also be {@code #context.parameter} or {@code <requestAttribute>}. */
  static Template standard(YamlScalar scalar, Report report) {
    String text = scalar.text().strip();
    Matcher context = CONTEXT.matcher(text);
    if (context.matches()) {
      return of(scalar, new Template.ContextReference(scalar.span(), context.group(1), context.group(2), List.of()));
    }
    Matcher request = REQUEST.matcher(text);
    if (request.matches()) {
      return of(scalar, new Template.RequestAttributeReference(scalar.span(), request.group(1).strip(), List.of()));
    }
    return read(scalar, report);
  }

  private static Template of(YamlScalar scalar, Part part) {
    return new Template(scalar.span(), scalar.text(), List.of(part));
  }

  private Template read() {
    String text = scalar.text();
    Matcher round = ROUND.matcher(text);
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\\' && at + 1 < text.length() && "{}[]\\(".indexOf(text.charAt(at + 1)) >= 0) {
        plain.append(text.charAt(at + 1));
        at += 2;
      } else if (c == '(' && round.find(at) && round.start() == at) {
        placeholder(at, round.end(), round.group(1), Brackets.ROUND);
        at = round.end();
      } else if (c == '{' || c == '[') {
        at = brackets(at, c);
      } else {
        plain.append(c);
        at++;
      }
    }
    flush();
    return new Template(scalar.span(), text, parts);
  }

  private int brackets(int at, char open) {
    String text = scalar.text();
    int end = text.indexOf(open == '{' ? '}' : ']', at);
    if (onlyNames && (end < 0 || !NAME.matcher(text.substring(at + 1, end).strip()).matches())) {
      plain.append(open);
      return at + 1;
    }
    if (end < 0) {
      report.add(
          Diagnostic.error("open-placeholder", places.of(at, 1), "a placeholder begins with `" + open + "` and does not end")
              .help("close it, or write `\\" + open + "` for a plain " + open));
      plain.append(text, at, text.length());
      return text.length();
    }
    placeholder(at, end + 1, text.substring(at + 1, end), open == '{' ? Brackets.BRACES : Brackets.SQUARE);
    return end + 1;
  }

  private void placeholder(int from, int to, String inside, Brackets brackets) {
    flush();
    PlaceholderReader.read(inside, brackets, places.of(from, to - from), report).ifPresent(parts::add);
  }

  private void flush() {
    if (plain.length() > 0) {
      parts.add(new Literal(plain.toString()));
      plain.setLength(0);
    }
  }
}
