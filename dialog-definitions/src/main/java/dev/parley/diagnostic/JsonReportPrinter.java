package dev.parley.diagnostic;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;

/** Prints a report for programs: a JSON array, one object for each mistake. Thread-safe. */
public final class JsonReportPrinter {

  private JsonReportPrinter() {}

  /** The report as JSON. */
  public static String print(Report report) {
    ArrayNode all = JsonNodeFactory.instance.arrayNode();
    for (Diagnostic d : report.diagnostics()) {
      ObjectNode one = all.addObject();
      one.put("severity", d.severity().name().toLowerCase(Locale.ROOT));
      one.put("code", d.code());
      one.put("message", d.message());
      place(one, d.span());
      d.help().ifPresent(help -> one.put("help", help));
      ArrayNode notes = one.putArray("notes");
      d.notes().forEach(n -> place(notes.addObject().put("message", n.text()), n.span()));
    }
    return all.toPrettyString();
  }

  private static void place(ObjectNode node, Span span) {
    if (span.known()) {
      node.put("file", span.file()).put("line", span.line()).put("column", span.column());
      node.put("endLine", span.endLine()).put("endColumn", span.endColumn());
    }
  }
}
