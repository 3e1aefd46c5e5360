package dev.parley.lex;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What did not go over as it was, on the way from Lex or to it: where it stands, what it is, why, and what to do. Findings that say
 * the same are told once, with all their places. Not thread-safe.
 */
public final class LexReport {

  /** More kinds of findings help nobody; the rest is counted. */
  private static final int MAX_FINDINGS = 200;

  private static final int MAX_PLACES = 4;
  private static final int MAX_CHARACTERS = 160;

  private final Map<Finding, List<String>> places = new LinkedHashMap<>();
  private final Map<String, Integer> counts = new LinkedHashMap<>();
  private int dropped;

  /** How much a finding matters. */
  public enum Severity {
    /** Nothing can be made of the whole. */
    ERROR("cannot be used"),
    /** It is left out. */
    LOST("not carried over"),
    /** It is there, in another form or with another effect. */
    CHANGED("carried over otherwise"),
    /** Good to know. */
    NOTE("to do");

    private final String title;

    Severity(String title) {
      this.title = title;
    }
  }

  /**
   * One finding, without its places.
   *
   * @param what what it is about
   * @param why why it did not go over as it was
   * @param todo what a person can do about it; may be empty
   */
  public record Finding(Severity severity, String what, String why, String todo) {}

  void add(Severity severity, String place, String what, String why, String todo) {
    Finding finding = new Finding(severity, shown(what), shown(why), todo);
    List<String> known = places.get(finding);
    if (known != null) {
      known.add(place);
    } else if (places.size() >= MAX_FINDINGS && severity != Severity.ERROR) {
      dropped++;
    } else {
      places.put(finding, new ArrayList<>(List.of(place)));
    }
  }

  void error(String place, String what, String why, String todo) {
    add(Severity.ERROR, place, what, why, todo);
  }

  void lost(String place, String what, String why, String todo) {
    add(Severity.LOST, place, what, why, todo);
  }

  void changed(String place, String what, String why, String todo) {
    add(Severity.CHANGED, place, what, why, todo);
  }

  void note(String place, String what, String why, String todo) {
    add(Severity.NOTE, place, what, why, todo);
  }

  void count(String what) {
    counts.merge(what, 1, Integer::sum);
  }

  /** A text of the export within a message: on one line, and not too long. */
  static String shown(String text) {
    StringBuilder out = new StringBuilder();
    text.codePoints().limit(MAX_CHARACTERS).forEach(c -> out.appendCodePoint(Character.isISOControl(c) ? ' ' : c));
    return text.codePointCount(0, text.length()) > MAX_CHARACTERS ? out + "..." : out.toString();
  }

  /** All findings, each with its places, in the order found. */
  public Map<Finding, List<String>> findings() {
    return places;
  }

  /** How many of what went over: {@code intents}, {@code slots} and so on. */
  public Map<String, Integer> counts() {
    return counts;
  }

  /** Whether nothing came of it. */
  public boolean hasErrors() {
    return places.keySet().stream().anyMatch(f -> f.severity() == Severity.ERROR);
  }

  /** The whole for people; empty when there is nothing to tell. */
  public String print() {
    StringBuilder out = new StringBuilder();
    for (Severity severity : Severity.values()) {
      List<Map.Entry<Finding, List<String>>> of = places.entrySet().stream().filter(e -> e.getKey().severity() == severity).toList();
      if (!of.isEmpty()) {
        out.append(severity.title).append(":\n");
      }
      of.forEach(e -> print(e.getKey(), e.getValue(), out));
    }
    if (dropped > 0) {
      out.append("... and ").append(dropped).append(" more\n");
    }
    return out.toString();
  }

  private static void print(Finding finding, List<String> at, StringBuilder out) {
    out.append("  ").append(finding.what()).append('\n');
    List<String> known = at.stream().filter(p -> !p.isEmpty()).distinct().toList();
    known.stream().limit(MAX_PLACES).forEach(p -> out.append("    --> ").append(shown(p)).append('\n'));
    int more = known.size() - MAX_PLACES;
    if (more > 0) {
      out.append("    ... and at ").append(more).append(" more places\n");
    }
    if (!finding.why().isEmpty()) {
      out.append("    why: ").append(finding.why()).append('\n');
    }
    if (!finding.todo().isEmpty()) {
      out.append("    do:  ").append(finding.todo()).append('\n');
    }
  }

  /** One line: {@code 1 locale, 3 intents, 4 slots}. */
  public String summary() {
    List<String> parts = new ArrayList<>();
    counts.forEach((what, n) -> parts.add(n + " " + (n == 1 ? what : what + "s")));
    return String.join(", ", parts);
  }
}
