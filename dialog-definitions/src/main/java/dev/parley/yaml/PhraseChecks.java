package dev.parley.yaml;

import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.diagnostic.Report;
import dev.parley.yaml.YamlNode.YamlScalar;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/** What must hold of a grammar's phrase: brackets in pairs, holes with a name and a type, values made of its own holes. */
final class PhraseChecks {

  static final Pattern HOLE = Pattern.compile("\\{([^{}]*)\\}");
  private static final Pattern NAMED = Pattern.compile("\\s*([A-Za-z0-9_-]+)\\s*:\\s*([A-Za-z0-9_.-]+)\\s*");
  private static final String OPEN = "([{";
  private static final String CLOSE = ")]}";

  private final Report report;

  PhraseChecks(Report report) {
    this.report = report;
  }

  void check(YamlScalar phrase, Optional<YamlScalar> value) {
    ScalarPlaces places = new ScalarPlaces(phrase, report);
    brackets(phrase, places);
    List<String> holes = new ArrayList<>();
    HOLE.matcher(phrase.text()).results().forEach(r -> {
      var named = NAMED.matcher(r.group(1));
      if (named.matches() && !holes.contains(named.group(1))) {
        holes.add(named.group(1));
      } else {
        report.add(
            Diagnostic.error("bad-hole", places.of(r.start(), r.group().length()),
                    named.matches() ? "hole `" + named.group(1) + "` stands in this phrase twice" : "this hole has no name and type")
                .help("write {name:Type}, such as {row:Number}, each name once"));
      }
    });
    value.ifPresent(v -> value(v, holes));
  }

  private void value(YamlScalar value, List<String> holes) {
    ScalarPlaces places = new ScalarPlaces(value, report);
    for (MatchResult r : HOLE.matcher(value.text()).results().toList()) {
      String name = r.group(1).strip();
      if (!holes.contains(name)) {
        report.add(
            Diagnostic.error("unknown-hole", places.of(r.start(), r.group().length()), "the phrase has no hole `" + name + "`")
                .help(DidYouMean.help(name, holes)
                    .orElse(holes.isEmpty() ? "give it one: {" + name + ":Number}" : "its holes are " + String.join(", ", holes))));
      }
    }
  }

  private void brackets(YamlScalar phrase, ScalarPlaces places) {
    Deque<Integer> open = new ArrayDeque<>();
    String text = phrase.text();
    for (int i = 0; i < text.length(); i++) {
      int closing = CLOSE.indexOf(text.charAt(i));
      if (OPEN.indexOf(text.charAt(i)) >= 0) {
        open.push(i);
      } else if (closing >= 0 && (open.isEmpty() || text.charAt(open.pop()) != OPEN.charAt(closing))) {
        partner(places, i);
        return;
      }
    }
    if (!open.isEmpty()) {
      partner(places, open.peek());
    } else if (text.isBlank()) {
      report.add(Diagnostic.error("bad-phrase", phrase.span(), "this phrase has no words").help("write what callers say"));
    }
  }

  private void partner(ScalarPlaces places, int at) {
    report.add(
        Diagnostic.error("bad-phrase", places.of(at, 1), "this bracket has no partner")
            .help("write (one|other) for a choice, [words] for what may be left out, {name:Type} for a hole"));
  }
}
