package dev.parley.diagnostic;

import dev.parley.diagnostic.Diagnostic.Note;
import dev.parley.diagnostic.Diagnostic.Severity;
import java.util.List;
import java.util.Locale;

/** Prints a report for people: message, place, snippet with carets, notes, help. Thread-safe. */
public final class TextReportPrinter {

  /** Longer lines are cut around the place. */
  private static final int WIDTH = 120;

  private TextReportPrinter() {}

  /** All mistakes of the report; empty when there are none. */
  public static String print(Report report) {
    StringBuilder out = new StringBuilder();
    for (Diagnostic diagnostic : report.diagnostics()) {
      print(report, diagnostic, out);
      out.append('\n');
    }
    if (report.dropped() > 0) {
      out.append("... and ").append(report.dropped()).append(" more\n");
    }
    return out.toString();
  }

  private static void print(Report report, Diagnostic d, StringBuilder out) {
    out.append(d.severity().name().toLowerCase(Locale.ROOT)).append('[').append(d.code()).append("]: ");
    out.append(d.message()).append('\n');
    if (!d.span().file().isEmpty()) {
      out.append("  --> ").append(d.span()).append('\n');
    }
    snippet(report, d.span(), d.label().orElse(""), out);
    for (Note note : d.notes()) {
      out.append(" note: ").append(note.text());
      out.append(note.span().known() ? " (" + note.span() + ")\n" : "\n");
      snippet(report, note.span(), "", out);
    }
    d.help().ifPresent(help -> out.append(" help: ").append(help).append('\n'));
  }

  private static void snippet(Report report, Span span, String label, StringBuilder out) {
    if (!span.known()) {
      return;
    }
    List<String> lines = report.lines(span.file());
    if (span.line() > lines.size()) {
      return;
    }
    String line = lines.get(span.line() - 1).replace('\t', ' ');
    int[] points = line.codePoints().toArray();
    int from = Math.min(span.column() - 1, points.length);
    int to = span.endLine() == span.line() ? Math.min(span.endColumn() - 1, points.length) : points.length;
    int cut = from > WIDTH - 20 ? from - 20 : 0;
    int end = Math.min(points.length, cut + WIDTH);
    String number = Integer.toString(span.line());
    out.append(number).append(" | ").append(cut > 0 ? "…" : "").append(new String(points, cut, end - cut));
    out.append(end < points.length ? "…" : "").append('\n');
    out.append(" ".repeat(number.length())).append(" | ").append(" ".repeat(from - cut + (cut > 0 ? 1 : 0)));
    out.append("^".repeat(Math.max(1, Math.min(to, end) - from)));
    out.append(label.isEmpty() ? "\n" : " " + label + "\n");
  }

  /** One line that counts the mistakes: {@code 2 errors, 1 warning}. */
  public static String summary(Report report) {
    return counted(report.count(Severity.ERROR), "error") + ", " + counted(report.count(Severity.WARNING), "warning");
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }
}
