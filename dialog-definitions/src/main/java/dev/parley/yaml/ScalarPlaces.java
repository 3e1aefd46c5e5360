package dev.parley.yaml;

import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.Span;
import dev.parley.yaml.YamlNode.YamlScalar;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Where the characters of a text stand in its file. YAML joins lines, drops indentation and undoes escapes; the text is laid
 * beside the file once more to find its characters again. What cannot be found is placed at the text's beginning.
 */
final class ScalarPlaces {

  private final YamlScalar scalar;
  private final Report report;
  private int @Nullable [] lineOf;
  private int @Nullable [] columnOf;

  ScalarPlaces(YamlScalar scalar, Report report) {
    this.scalar = scalar;
    this.report = report;
  }

  /** The place of so many characters from this offset in the text. */
  Span of(int offset, int length) {
    Span span = scalar.span();
    String text = scalar.text();
    int end = Math.min(text.length(), offset + length);
    int quotes = scalar.plain() ? 0 : 2;
    boolean asWritten =
        span.line() == span.endLine() && span.endColumn() - span.column() == text.codePointCount(0, text.length()) + quotes;
    if (asWritten) {
      int points = Math.max(1, text.codePointCount(Math.min(offset, end), end));
      return scalar.inner().part(text.codePointCount(0, Math.min(offset, text.length())), points);
    }
    if (lineOf == null) {
      align();
    }
    int[] lines = lineOf;
    int[] columns = columnOf;
    if (lines == null || columns == null || offset >= text.length() || lines[offset] == 0) {
      return span.start();
    }
    int last = Math.max(offset, end - 1);
    boolean oneLine = lines[last] == lines[offset];
    return oneLine
        ? Span.of(span.file(), lines[offset], columns[offset], columns[last] - columns[offset] + 1)
        : Span.of(span.file(), lines[offset], columns[offset], 1);
  }

  private void align() {
    String text = scalar.text();
    int[] lines = new int[text.length()];
    int[] columns = new int[text.length()];
    Cursor at = new Cursor(report.lines(scalar.span().file()), scalar.span());
    at.skipOpening();
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      if (Character.isWhitespace(c)) {
        at.place(i, lines, columns);
        if (at.peek() == c) {
          at.next();
        }
      } else {
        at.skipTo(c);
        at.place(i, lines, columns);
        at.next();
      }
      if (at.over()) {
        break;
      }
    }
    lineOf = lines;
    columnOf = columns;
  }

  /** Walks over the file's characters, within the text's place. */
  private static final class Cursor {
    private static final char NOTHING = '\n';
    private final List<String> lines;
    private final Span span;
    private int line;
    private int index;

    Cursor(List<String> lines, Span span) {
      this.lines = lines;
      this.span = span;
      this.line = span.line();
      this.index = line <= lines.size() ? offset(lines.get(line - 1), span.column()) : 0;
    }

    private static int offset(String line, int column) {
      return line.offsetByCodePoints(0, Math.min(column - 1, line.codePointCount(0, line.length())));
    }

    boolean over() {
      return line > lines.size() || line > span.endLine();
    }

    char peek() {
      return over() || index >= lines.get(line - 1).length() ? NOTHING : lines.get(line - 1).charAt(index);
    }

    void next() {
      if (over()) {
        return;
      }
      if (index >= lines.get(line - 1).length()) {
        line++;
        index = 0;
      } else {
        index++;
      }
    }

    /** Past a quote, or past {@code >-} and its line. */
    void skipOpening() {
      char c = peek();
      if (c == '|' || c == '>') {
        line++;
        index = 0;
      } else if (c == '"' || c == '\'') {
        next();
      }
    }

    /** Over indentation, line ends, backslashes and doubled quotes, to this character. */
    void skipTo(char c) {
      while (!over() && peek() != c) {
        next();
      }
      boolean doubled = c == '\'' && !over() && index + 1 < lines.get(line - 1).length() && lines.get(line - 1).charAt(index + 1) == c;
      if (doubled && lines.get(span.line() - 1).startsWith("'", offset(lines.get(span.line() - 1), span.column()))) {
        next();
      }
    }

    void place(int i, int[] lineOf, int[] columnOf) {
      if (!over()) {
        String text = lines.get(line - 1);
        lineOf[i] = line;
        columnOf[i] = text.codePointCount(0, Math.min(index, text.length())) + 1;
      }
    }
  }
}
