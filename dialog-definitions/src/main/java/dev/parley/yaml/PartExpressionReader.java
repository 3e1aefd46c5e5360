package dev.parley.yaml;

import dev.parley.definition.SlotDefinition.PartExpression;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.yaml.ExpressionTokens.Broken;
import dev.parley.yaml.ExpressionTokens.Kind;
import dev.parley.yaml.ExpressionTokens.Token;
import dev.parley.yaml.YamlNode.YamlScalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads which parts of a composite slot are needed: names, AND, OR and brackets. */
final class PartExpressionReader {

  /** Lex's limit. */
  private static final int MAX_CHARACTERS = 640;

  private final List<Token> tokens;
  private int at;

  private PartExpressionReader(List<Token> tokens) {
    this.tokens = tokens;
  }

  static Optional<PartExpression> read(YamlScalar scalar, Report report) {
    if (scalar.text().length() > MAX_CHARACTERS) {
      report.add(
          Diagnostic.error("expression-too-long", scalar.span().start(), "this expression has " + scalar.text().length() + " characters")
              .help("it may have " + MAX_CHARACTERS));
      return Optional.empty();
    }
    try {
      PartExpressionReader reader = new PartExpressionReader(ExpressionTokens.of(scalar, report));
      PartExpression expression = reader.either();
      if (reader.peek().kind() != Kind.END) {
        throw broken(reader.peek(), "the expression could end before this");
      }
      return Optional.of(expression);
    } catch (Broken e) {
      report.add(e.diagnostic());
      return Optional.empty();
    }
  }

  private PartExpression either() {
    List<PartExpression> any = new ArrayList<>(List.of(both()));
    while (take("OR") || take("||")) {
      any.add(both());
    }
    return any.size() == 1 ? any.get(0) : new PartExpression.AnyOf(any);
  }

  private PartExpression both() {
    List<PartExpression> all = new ArrayList<>(List.of(one()));
    while (take("AND") || take("&&")) {
      all.add(one());
    }
    return all.size() == 1 ? all.get(0) : new PartExpression.AllOf(all);
  }

  private PartExpression one() {
    Token token = peek();
    if (take("(")) {
      PartExpression inside = either();
      if (!take(")")) {
        throw new Broken(
            Diagnostic.error("open-in-expression", peek().span(), "a bracket is still open here")
                .note(token.span(), "it is opened here")
                .help("add `)`"));
      }
      return inside;
    }
    boolean name = (token.kind() == Kind.WORD || token.kind() == Kind.NUMBER) && !token.is(Kind.WORD, "AND") && !token.is(Kind.WORD, "OR");
    if (!name) {
      throw broken(token, "the name of a part is wanted here");
    }
    at++;
    return new PartExpression.Part(token.span(), token.text());
  }

  private boolean take(String word) {
    boolean found = peek().is(Kind.WORD, word) || peek().is(Kind.SIGN, word);
    at += found ? 1 : 0;
    return found;
  }

  private Token peek() {
    return tokens.get(Math.min(at, tokens.size() - 1));
  }

  private static Broken broken(Token token, String message) {
    return new Broken(
        Diagnostic.error("bad-part-expression", token.span(), message)
            .help("write parts by name, joined by AND and OR: (Number AND Street) OR Postcode"));
  }
}
