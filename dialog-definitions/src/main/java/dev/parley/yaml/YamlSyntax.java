package dev.parley.yaml;

import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Span;
import java.util.Locale;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/** Puts the YAML parser's complaints into words for people who know little of YAML, and points at the cause. */
final class YamlSyntax {

  private YamlSyntax() {}

  static Diagnostic explain(String file, YamlEngineException e, String text) {
    if (e instanceof MarkedYamlEngineException marked) {
      return explain(file, marked, text);
    }
    if (e instanceof ReaderException reader) {
      String codePoint = String.format(Locale.ROOT, "U+%04X", reader.getCodePoint());
      return Diagnostic.error("unprintable", placeOf(file, reader.getCodePoint(), text), "here is an unprintable character, " + codePoint)
          .help("delete it and type the words anew");
    }
    String problem = Optional.ofNullable(e.getMessage()).flatMap(m -> m.lines().findFirst()).orElse("unreadable");
    return Diagnostic.error("yaml-syntax", Span.of(file, 1, 1, 1), "this is not YAML 1.2: " + problem)
        .help("drop a `%YAML` line at the top, if there is one");
  }

  private static Diagnostic explain(String file, MarkedYamlEngineException e, String text) {
    Span place = e.getProblemMark().map(m -> span(file, m)).orElse(Span.of(file, 1, 1, 1));
    Span context = e.getContextMark().map(m -> span(file, m)).orElse(place);
    String problem = Optional.ofNullable(e.getProblem()).orElse("unreadable");
    String about = Optional.ofNullable(e.getContext()).orElse("");
    String line = text.lines().skip(place.line() - 1L).findFirst().orElse("");
    int tab = line.indexOf('\t');
    if (tab >= 0 && (line.substring(0, tab).isBlank() || problem.contains("TAB"))) {
      return Diagnostic.error("tab", Span.of(file, place.line(), line.codePointCount(0, tab) + 1, 1), "here is a tab, and YAML is indented with spaces")
          .help("replace it by two spaces");
    } else if (about.contains("quoted scalar") && problem.contains("unexpected")) {
      return Diagnostic.error("open-quote", context, "a quote is opened here and not closed")
          .help("close it, or write the text without quotes");
    } else if (about.contains("flow") && (problem.contains("expected ','") || problem.contains("did not find expected"))) {
      return Diagnostic.error("open-bracket", context, "a bracket is opened here and not closed")
          .note(place, "it should have been closed before this")
          .help("close it; a text with commas or brackets must stand in quotes");
    } else if (problem.contains("undefined alias")) {
      return Diagnostic.error("unknown-alias", place, "this names something that is defined nowhere above")
          .help("`*name` needs `&name` before it; a text that begins with `*` must stand in quotes");
    } else if (problem.contains("mapping values are not allowed")) {
      return Diagnostic.error("colon", place, "a colon makes a key, and no key can stand here")
          .help("a text that holds `: ` must stand in quotes; a key must be indented as its neighbours are");
    } else if (problem.contains("could not find expected ':'")) {
      return Diagnostic.error("no-colon", context, "this is no key: it has no colon")
          .help("write `key: value`; a text of several lines begins with `>-` after its key");
    } else if (problem.contains("expected <block end>")) {
      return Diagnostic.error("indentation", place, "this does not fit what stands above it")
          .note(context, "that begins here")
          .help("keys of one group begin in the same column; a text with quotes inside must stand in quotes of the other kind");
    } else if (problem.contains("cannot start any token")) {
      return Diagnostic.error("quote-it", place, "a text cannot begin with this character").help("put the text in quotes");
    }
    return Diagnostic.error("yaml-syntax", place, "this is not YAML: " + problem)
        .help(
            problem.contains("escape")
                ? "a plain backslash in double quotes is written `\\\\`; in single quotes it is itself"
                : "look for a missing quote, bracket or colon, here or on the line before");
  }

  private static Span span(String file, Mark mark) {
    return Span.of(file, mark.getLine() + 1, mark.getColumn() + 1, 1);
  }

  private static Span placeOf(String file, int codePoint, String text) {
    int index = Math.max(0, text.indexOf(codePoint));
    String before = text.substring(0, index);
    int lineStart = before.lastIndexOf('\n') + 1;
    int line = (int) before.chars().filter(c -> c == '\n').count() + 1;
    return Span.of(file, line, before.codePointCount(lineStart, index) + 1, 1);
  }
}
