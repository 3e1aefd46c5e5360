package dev.parley.diagnostic;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One mistake (or warning): friendly lower-case English without a final stop.
 *
 * @param severity how bad it is
 * @param code stable kebab-case name of the kind of mistake
 * @param message what is wrong
 * @param span where
 * @param label what stands under the snippet's carets
 * @param notes further places and facts
 * @param help what to do
 */
public record Diagnostic(
    Severity severity,
    String code,
    String message,
    Span span,
    Optional<String> label,
    List<Note> notes,
    Optional<String> help) {

  public Diagnostic {
    notes = List.copyOf(notes);
  }

  /** A mistake that keeps the text from being used. */
  public static Diagnostic error(String code, Span span, String message) {
    return new Diagnostic(Severity.ERROR, code, message, span, Optional.empty(), List.of(), Optional.empty());
  }

  /** Something that is probably not meant. */
  public static Diagnostic warning(String code, Span span, String message) {
    return new Diagnostic(Severity.WARNING, code, message, span, Optional.empty(), List.of(), Optional.empty());
  }

  /** The same with words under the carets. */
  public Diagnostic label(String text) {
    return new Diagnostic(severity, code, message, span, Optional.of(text), notes, help);
  }

  /** The same with advice. */
  public Diagnostic help(String text) {
    return new Diagnostic(severity, code, message, span, label, notes, Optional.of(text));
  }

  /** The same with advice, if there is any. */
  public Diagnostic help(Optional<String> text) {
    return text.map(this::help).orElse(this);
  }

  /** The same with a further place. */
  public Diagnostic note(Span place, String text) {
    List<Note> more = new ArrayList<>(notes);
    more.add(new Note(place, text));
    return new Diagnostic(severity, code, message, span, label, more, help);
  }

  /** How bad it is. */
  public enum Severity {
    ERROR,
    WARNING
  }

  /** A further place or fact; the place may be {@link Span#NONE}. */
  public record Note(Span span, String text) {}
}
