package dev.parley.yaml;

import dev.parley.definition.Template.Reference;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.Span;
import dev.parley.yaml.PlaceholderReader.Brackets;
import dev.parley.yaml.YamlNode.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Cuts an expression into its pieces, each with its place. */
final class ExpressionTokens {

  private static final Pattern NUMBER = Pattern.compile("-?[0-9]+(?:\\.[0-9]+)?(?![A-Za-z0-9_])");
  private static final Pattern WORD = Pattern.compile("[A-Za-z0-9_]+(?:[-.][A-Za-z0-9_]+)*");
  private static final Pattern PATH = Pattern.compile("\\$(?:\\.[A-Za-z_][A-Za-z0-9_]*|\\[[0-9]+\\])+");
  private static final Pattern ROUND = Pattern.compile("\\(\\(\\s*([A-Za-z0-9_][A-Za-z0-9_.:/-]*)\\s*\\)\\)");
  private static final Pattern SIGN = Pattern.compile("!=|<=|>=|&&|\\|\\||==|<>|[=<>!(),]");

  private final YamlScalar scalar;
  private final String text;
  private final ScalarPlaces places;
  private final Report report;
  private final List<Token> tokens = new ArrayList<>();

  private ExpressionTokens(YamlScalar scalar, Report report) {
    this.scalar = scalar;
    this.text = scalar.text();
    this.places = new ScalarPlaces(scalar, report);
    this.report = report;
  }

  /** Kinds of pieces. */
  enum Kind {
    REFERENCE,
    PATH,
    TEXT,
    NUMBER,
    WORD,
    SIGN,
    END
  }

  /**
   * A piece.
   *
   * @param text as written, or what stands between quotes
   */
  record Token(Kind kind, String text, Span span, Optional<Reference> reference) {
    boolean is(Kind which, String written) {
      return kind == which && text.equalsIgnoreCase(written);
    }
  }

  /** A mistake that reading cannot go on behind. */
  static final class Broken extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final transient Diagnostic diagnostic;

    Broken(Diagnostic diagnostic) {
      super(diagnostic.message(), null, false, false);
      this.diagnostic = diagnostic;
    }

    Diagnostic diagnostic() {
      return diagnostic;
    }
  }

  /** All pieces, with one of kind {@link Kind#END} last. */
  static List<Token> of(YamlScalar scalar, Report report) {
    return new ExpressionTokens(scalar, report).cut();
  }

  private List<Token> cut() {
    int at = 0;
    while (at < text.length()) {
      at = Character.isWhitespace(text.charAt(at)) ? at + 1 : token(at);
    }
    tokens.add(new Token(Kind.END, "", text.isBlank() ? scalar.span() : places.of(text.stripTrailing().length() - 1, 1), Optional.empty()));
    return tokens;
  }

  private int token(int at) {
    char c = text.charAt(at);
    if (c == '{') {
      return reference(at, close(at, '}'), Brackets.BRACES);
    } else if (c == '[') {
      return reference(at, close(at, ']'), Brackets.SQUARE);
    } else if (c == '"') {
      int end = close(at, '"');
      tokens.add(new Token(Kind.TEXT, text.substring(at + 1, end), places.of(at, end + 1 - at), Optional.empty()));
      return end + 1;
    }
    Matcher round = from(ROUND, at);
    if (round.lookingAt()) {
      PlaceholderReader.read(round.group(1), Brackets.ROUND, places.of(at, round.end() - at), report)
          .ifPresent(r -> tokens.add(new Token(Kind.REFERENCE, round.group(), places.of(at, round.end() - at), Optional.of(r))));
      return round.end();
    }
    return simple(at, PATH, Kind.PATH)
        .or(() -> simple(at, NUMBER, Kind.NUMBER))
        .or(() -> simple(at, WORD, Kind.WORD))
        .or(() -> simple(at, SIGN, Kind.SIGN))
        .orElseThrow(() -> unknown(at, c));
  }

  private Optional<Integer> simple(int at, Pattern pattern, Kind kind) {
    Matcher matcher = from(pattern, at);
    if (!matcher.lookingAt()) {
      return Optional.empty();
    }
    tokens.add(new Token(kind, matcher.group(), places.of(at, matcher.end() - at), Optional.empty()));
    return Optional.of(matcher.end());
  }

  private Matcher from(Pattern pattern, int at) {
    return pattern.matcher(text).region(at, text.length()).useTransparentBounds(true);
  }

  private Broken unknown(int at, char c) {
    Diagnostic d =
        Diagnostic.error("bad-expression", places.of(at, 1), "`" + Character.toString(text.codePointAt(at)) + "` has no place in an expression");
    return new Broken(
        switch (c) {
          case '\'' -> d.help("put texts in double quotes: \"yes\"");
          case '$' -> d.help("a part of the last input is written $.inputMode");
          case '&', '|' -> d.help("write AND and OR, or && and ||");
          default -> d.help("write comparisons such as {Amount} > 100, joined by AND, OR and NOT");
        });
  }

  private int close(int at, char closing) {
    int end = text.indexOf(closing, at + 1);
    if (end < 0) {
      throw new Broken(
          Diagnostic.error("open-in-expression", places.of(at, 1), "`" + text.charAt(at) + "` is opened here and not closed")
              .help("add `" + closing + "`"));
    }
    return end;
  }

  private int reference(int at, int end, Brackets brackets) {
    Span span = places.of(at, end + 1 - at);
    Optional<Reference> reference = PlaceholderReader.read(text.substring(at + 1, end), brackets, span, report);
    if (reference.isEmpty()) {
      throw new Broken(Diagnostic.error("empty-placeholder", span, "a placeholder names nothing").help("write {Slot} or [attribute]"));
    }
    tokens.add(new Token(Kind.REFERENCE, text.substring(at, end + 1), span, reference));
    return end + 1;
  }
}
