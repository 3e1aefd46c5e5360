package dev.parley.yaml;

import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.yaml.YamlNode.YamlScalar;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Sees that each element of an SSML text is closed, so that no synthesiser stumbles in the middle of a call. */
final class SsmlChecks {

  private static final Pattern TAG = Pattern.compile("<(/?)([A-Za-z][A-Za-z0-9:-]*)((?:\\s+[A-Za-z:_-]+\\s*=\\s*(?:\"[^\"<]*\"|'[^'<]*'))*)\\s*(/?)>");

  private record Open(String name, int at) {}

  private SsmlChecks() {}

  static void check(YamlScalar scalar, Report report) {
    String text = scalar.text();
    ScalarPlaces places = new ScalarPlaces(scalar, report);
    Deque<Open> open = new ArrayDeque<>();
    Matcher tag = TAG.matcher(text);
    int at = text.indexOf('<');
    while (at >= 0) {
      if (text.startsWith("<!--", at)) {
        at = Math.max(at, text.indexOf("-->", at));
      } else if (!tag.find(at) || tag.start() != at) {
        bad(report, places, at, 1, "this begins no element");
        return;
      } else if (tag.group(4).isEmpty() && tag.group(1).isEmpty()) {
        open.push(new Open(tag.group(2), at));
      } else if (!tag.group(1).isEmpty() && (open.isEmpty() || !open.pop().name().equals(tag.group(2)))) {
        bad(report, places, at, tag.group().length(), "this closes an element that is not open");
        return;
      }
      at = text.indexOf('<', at + 1);
    }
    if (!open.isEmpty()) {
      bad(report, places, open.peek().at(), open.peek().name().length() + 1, "element `" + open.peek().name() + "` is not closed");
    }
  }

  private static void bad(Report report, ScalarPlaces places, int at, int length, String message) {
    report.add(
        Diagnostic.error("bad-ssml", places.of(at, length), message)
            .help("write <speak>Hello <break time=\"300ms\"/> there</speak>; a plain < is &lt;"));
  }
}
