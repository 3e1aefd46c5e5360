package dev.parley.conformance;

import java.util.Optional;

/**
 * Something that a client of Lex can rely on, and what proves that it can here.
 *
 * @param id by which the Java and the JavaScript suite know it
 * @param lex what Lex's reference says
 * @param parley what we do
 * @param why why that is not the same, on purpose; empty = it is the same
 * @param lines where it can be tried
 * @param inJavaScript whether the JavaScript suite tries it too
 */
record Feature(Area area, String id, String name, String lex, String parley, Optional<String> why, Lines lines, boolean inJavaScript, Check check) {

  /** What features are about. */
  enum Area {
    OPERATIONS("Operations"),
    INPUTS("Events that clients send"),
    OUTPUTS("Events that clients receive"),
    SESSION("Sessions, messages and slots"),
    DIALOG("What happens in a conversation"),
    EXCEPTIONS("Exceptions"),
    LIMITS("Limits");

    final String title;

    Area(String title) {
      this.title = title;
    }
  }

  /** On which lines a feature can be tried. */
  enum Lines {
    /** Clear text and TLS, each with and without signatures that are verified. */
    ALL,
    /** Clear text without signatures, and TLS with them: for what does not depend on the line. */
    ENDS,
    /** Clear text and TLS, where signatures are verified. */
    SIGNED,
    /** A server that takes one conversation. */
    CROWDED
  }

  /** Tries a feature; what is not as it should be is thrown. */
  @FunctionalInterface
  interface Check {
    void on(Line line) throws Exception;
  }

  /** A feature that is as in Lex, and is tried in both languages. */
  static Feature of(Area area, String id, String name, String lex, Check check) {
    Lines lines = area == Area.SESSION || area == Area.DIALOG || area == Area.LIMITS ? Lines.ENDS : Lines.ALL;
    return new Feature(area, id, name, lex, "the same", Optional.empty(), lines, true, check);
  }

  /** What more is to be said of what we do. */
  Feature does(String more) {
    return new Feature(area, id, name, lex, more, why, lines, inJavaScript, check);
  }

  /** It is not as in Lex, and why. */
  Feature onPurpose(String does, String reason) {
    return new Feature(area, id, name, lex, does, Optional.of(reason), lines, inJavaScript, check);
  }

  Feature on(Lines where) {
    return new Feature(area, id, name, lex, parley, why, where, inJavaScript, check);
  }

  /** Where the JavaScript suite tries it. */
  Lines linesInJavaScript() {
    return lines == Lines.ALL ? Lines.ENDS : lines;
  }

  /** The JavaScript suite leaves it out. */
  Feature inJavaOnly() {
    return new Feature(area, id, name, lex, parley, why, lines, false, check);
  }
}
