package dev.parley.diagnostic;

/**
 * A place in a text. Lines and columns count from 1; columns count characters as a reader sees them (code points); the end is
 * exclusive.
 *
 * @param file the text's name, as the user gave it
 */
public record Span(String file, int line, int column, int endLine, int endColumn) implements Comparable<Span> {

  /** No place: for things that were not read from a text. */
  public static final Span NONE = new Span("", 0, 0, 0, 0);

  /** A place within one line. */
  public static Span of(String file, int line, int column, int length) {
    return new Span(file, line, column, line, column + length);
  }

  /** Whether this is a real place. */
  public boolean known() {
    return line > 0;
  }

  /** The place of the first character alone. */
  public Span start() {
    return known() ? Span.of(file, line, column, 1) : this;
  }

  /** A part of this one-line place: from this offset, so many characters. */
  public Span part(int offset, int length) {
    return known() ? Span.of(file, line, column + offset, length) : this;
  }

  @Override
  public int compareTo(Span other) {
    int byFile = file.compareTo(other.file);
    int byLine = Integer.compare(line, other.line);
    return byFile != 0 ? byFile : byLine != 0 ? byLine : Integer.compare(column, other.column);
  }

  @Override
  public String toString() {
    return known() ? file + ":" + line + ":" + column : file;
  }
}
