package dev.parley.diagnostic;

import dev.parley.diagnostic.Diagnostic.Severity;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Collects the mistakes of one or more texts. Not thread-safe. */
public final class Report {

  /** More than this many mistakes help nobody; the rest is counted. */
  public static final int LIMIT = 200;

  private final List<Diagnostic> found = new ArrayList<>();
  private final Map<String, SourceText> sources = new LinkedHashMap<>();
  private final Map<String, List<String>> lines = new HashMap<>();
  private int dropped;

  /** Makes a text's lines known, for snippets. */
  public void source(SourceText source) {
    sources.put(source.name(), source);
    lines.remove(source.name());
  }

  /** The text with this name. */
  public Optional<SourceText> source(String name) {
    return Optional.ofNullable(sources.get(name));
  }

  /** The lines of the text with this name; none when it is not known. */
  public List<String> lines(String name) {
    return lines.computeIfAbsent(name, n -> source(n).map(SourceText::lines).orElse(List.of()));
  }

  /** Adds a mistake; the same mistake at the same place is taken once. */
  public void add(Diagnostic diagnostic) {
    if (found.contains(diagnostic)) {
      return;
    }
    if (found.size() >= LIMIT) {
      dropped++;
    } else {
      found.add(diagnostic);
    }
  }

  /** All mistakes, by place. */
  public List<Diagnostic> diagnostics() {
    return found.stream().sorted(Comparator.comparing(Diagnostic::span)).toList();
  }

  /** How many mistakes beyond {@link #LIMIT} there were. */
  public int dropped() {
    return dropped;
  }

  /** Whether anything keeps the text from being used. */
  public boolean hasErrors() {
    return found.stream().anyMatch(d -> d.severity() == Severity.ERROR);
  }

  /** How many of this severity. */
  public long count(Severity severity) {
    return found.stream().filter(d -> d.severity() == severity).count();
  }
}
