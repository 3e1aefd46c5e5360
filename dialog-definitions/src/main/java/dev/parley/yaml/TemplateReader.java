package dev.parley.yaml;

import dev.parley.definition.Template;
import dev.parley.definition.Template.Filter;
import dev.parley.definition.Template.Literal;
import dev.parley.definition.Template.Part;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.Span;
import dev.parley.yaml.YamlNode.YamlScalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Takes the placeholders of a text apart: {@code {Slot|filter}}, {@code [attribute]}, {@code {features.group.feature}}. */
final class TemplateReader {

  private static final String FEATURES = "features.";

  private final YamlScalar scalar;
  private final Report report;
  private final List<Part> parts = new ArrayList<>();
  private final StringBuilder plain = new StringBuilder();

  private TemplateReader(YamlScalar scalar, Report report) {
    this.scalar = scalar;
    this.report = report;
  }

  static Template read(YamlScalar scalar, Report report) {
    return new TemplateReader(scalar, report).read();
  }

  private Template read() {
    String text = scalar.text();
    int at = 0;
    while (at < text.length()) {
      char c = text.charAt(at);
      if (c == '\\' && at + 1 < text.length() && "{}[]\\".indexOf(text.charAt(at + 1)) >= 0) {
        plain.append(text.charAt(at + 1));
        at += 2;
      } else if (c == '{' || c == '[') {
        int end = text.indexOf(c == '{' ? '}' : ']', at);
        if (end < 0) {
          report.add(
              Diagnostic.error("open-placeholder", place(at, 1), "a placeholder begins with `" + c + "` and does not end")
                  .help("close it, or write `\\" + c + "` for a plain " + c));
          plain.append(text, at, text.length());
          break;
        }
        placeholder(at, text.substring(at + 1, end), c == '{');
        at = end + 1;
      } else {
        plain.append(c);
        at++;
      }
    }
    flush();
    return new Template(scalar.span(), text, parts);
  }

  private void placeholder(int at, String inside, boolean braces) {
    flush();
    Span span = place(at, inside.length() + 2);
    String[] pieces = inside.split("\\|", -1);
    String name = pieces[0].strip();
    List<Filter> filters = new ArrayList<>();
    for (int i = 1; i < pieces.length; i++) {
      filter(pieces[i].strip(), span).ifPresent(filters::add);
    }
    if (name.isEmpty()) {
      report.add(Diagnostic.error("empty-placeholder", span, "a placeholder names nothing")
              .help("write {Slot}, {features.group.feature} or [attribute]; `\\{` is a plain {"));
    } else if (!braces) {
      parts.add(new Template.AttributeReference(span, name, filters));
    } else if (name.startsWith(FEATURES)) {
      String[] path = name.substring(FEATURES.length()).split("\\.", -1);
      if (path.length != 2 || path[0].isEmpty() || path[1].isEmpty()) {
        report.add(
            Diagnostic.error("feature-path", span, "`" + name + "` names no feature")
                .help("write {features.group.feature}"));
      } else {
        parts.add(new Template.FeatureReference(span, path[0], path[1], filters));
      }
    } else {
      parts.add(new Template.SlotReference(span, name, filters));
    }
  }

  private Optional<Filter> filter(String name, Span span) {
    List<String> names = Arrays.stream(Filter.values()).map(f -> f.name().toLowerCase(Locale.ROOT)).toList();
    if (!names.contains(name)) {
      report.add(
          Diagnostic.error("unknown-filter", span, "there is no filter `" + name + "`")
              .help(DidYouMean.help(name, names).orElse("the filters are " + String.join(", ", names))));
      return Optional.empty();
    }
    return Optional.of(Filter.valueOf(name.toUpperCase(Locale.ROOT)));
  }

  /** In a text of one line the placeholder itself; in a folded one, whose lines YAML has joined, the text. */
  private Span place(int offset, int length) {
    Span span = scalar.span();
    boolean oneLine = span.line() == span.endLine();
    return oneLine
        ? scalar.inner().part(scalar.text().codePointCount(0, offset), length)
        : Span.of(span.file(), span.line(), span.column(), 1);
  }

  private void flush() {
    if (plain.length() > 0) {
      parts.add(new Literal(plain.toString()));
      plain.setLength(0);
    }
  }
}
