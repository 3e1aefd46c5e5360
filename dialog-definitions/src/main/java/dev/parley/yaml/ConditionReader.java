package dev.parley.yaml;

import dev.parley.definition.Condition;
import dev.parley.definition.Condition.Comparison;
import dev.parley.definition.Condition.Constant;
import dev.parley.definition.Condition.Operand;
import dev.parley.definition.Condition.Operator;
import dev.parley.definition.Template.Reference;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.Span;
import dev.parley.yaml.ExpressionTokens.Broken;
import dev.parley.yaml.ExpressionTokens.Kind;
import dev.parley.yaml.ExpressionTokens.Token;
import dev.parley.yaml.YamlNode.YamlScalar;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Reads Lex's expression language by recursive descent, the weakest binding first:
 *
 * <pre>
 * either     = both { OR both }            also ||
 * both       = one { AND one }             also &amp;&amp;
 * one        = NOT one | ( either ) | fn.IS_SET(reference) | comparison       NOT is also !
 * comparison = operand sign operand | operand CONTAINS operand
 * operand    = {Slot} | [attribute] | ((request attribute)) | $.path | "text" | number | fn.COUNT(..) | fn.LENGTH(..)
 * </pre>
 */
final class ConditionReader {

  /** Lex's limit. */
  private static final int MAX_CHARACTERS = 1024;

  private static final List<String> FUNCTIONS = List.of("fn.COUNT", "fn.IS_SET", "fn.LENGTH");
  private static final String COMPARISONS = "compare it with =, !=, <, <=, > or >=, or ask CONTAINS or fn.IS_SET(…)";

  private final List<Token> tokens;
  private int at;

  private ConditionReader(List<Token> tokens) {
    this.tokens = tokens;
  }

  /** The condition, or empty when it has a mistake, which is in the report. */
  static Optional<Condition> read(YamlScalar scalar, Report report) {
    if (scalar.text().isBlank()) {
      report.add(
          Diagnostic.error("bad-expression", scalar.span(), "this condition is empty").help("write one such as {Amount} > 100"));
      return Optional.empty();
    }
    if (scalar.text().length() > MAX_CHARACTERS) {
      report.add(
          Diagnostic.error("expression-too-long", scalar.span().start(), "this condition has " + scalar.text().length() + " characters")
              .help("it may have " + MAX_CHARACTERS + "; split it into several branches"));
      return Optional.empty();
    }
    try {
      return Optional.of(new ConditionReader(ExpressionTokens.of(scalar, report)).whole());
    } catch (Broken e) {
      report.add(e.diagnostic());
      return Optional.empty();
    }
  }

  private Condition whole() {
    Condition condition = either();
    Token rest = peek();
    if (rest.is(Kind.SIGN, ")")) {
      throw broken(rest, "nothing is opened that this closes", "drop it, or open it before");
    } else if (rest.kind() != Kind.END) {
      throw broken(rest, "the condition could end before this", "join conditions with AND or OR");
    }
    return condition;
  }

  private Condition either() {
    List<Condition> any = new ArrayList<>(List.of(both()));
    while (take("OR") || take("||")) {
      any.add(both());
    }
    return any.size() == 1 ? any.get(0) : new Condition.Any(any);
  }

  private Condition both() {
    List<Condition> all = new ArrayList<>(List.of(one()));
    while (take("AND") || take("&&")) {
      all.add(one());
    }
    return all.size() == 1 ? all.get(0) : new Condition.All(all);
  }

  private Condition one() {
    if (take("NOT") || take("!")) {
      return new Condition.Not(one());
    }
    Token first = peek();
    if (take("(")) {
      Condition inside = either();
      close(first);
      return inside;
    }
    if (first.is(Kind.WORD, "fn.IS_SET")) {
      at++;
      Operand operand = argument(first);
      return new Condition.IsSet(to(first), operand);
    }
    return comparison();
  }

  private Condition comparison() {
    Token first = peek();
    Operand left = operand();
    Token sign = peek();
    if (sign.is(Kind.WORD, "CONTAINS")) {
      at++;
      Operand right = operand();
      return new Condition.Contains(to(first), left, right);
    }
    Optional<Operator> operator = Arrays.stream(Operator.values()).filter(o -> sign.is(Kind.SIGN, o.sign())).findFirst();
    if (operator.isPresent()) {
      at++;
      Operand right = operand();
      return new Comparison(to(first), left, operator.get(), right);
    } else if (sign.is(Kind.SIGN, "==")) {
      throw broken(sign, "`==` compares nothing here", "write `=`");
    } else if (sign.is(Kind.SIGN, "<>")) {
      throw broken(sign, "`<>` compares nothing here", "write `!=`");
    } else if (sign.kind() == Kind.WORD && !List.of("AND", "OR", "NOT").contains(sign.text().toUpperCase(Locale.ROOT))) {
      throw broken(sign, "`" + sign.text() + "` compares nothing", COMPARISONS);
    }
    throw new Broken(Diagnostic.error("bad-expression", first.span(), "this alone is no condition").help(COMPARISONS));
  }

  private Operand operand() {
    Token token = peek();
    at++;
    return switch (token.kind()) {
      case REFERENCE -> new Condition.Value(token.reference().orElseThrow());
      case PATH -> new Condition.EventPath(token.span(), token.text());
      case TEXT -> new Constant(token.span(), token.text(), false);
      case NUMBER -> new Constant(token.span(), token.text(), true);
      case END -> throw new Broken(Diagnostic.error("bad-expression", token.span(), "the condition ends where a value is wanted")
          .help("write a slot, an attribute, a number or a text in quotes"));
      case WORD, SIGN -> word(token);
    };
  }

  private Operand word(Token token) {
    if (token.is(Kind.WORD, "fn.COUNT")) {
      return new Condition.Count(token.span(), reference(token));
    } else if (token.is(Kind.WORD, "fn.LENGTH")) {
      return new Condition.Length(token.span(), reference(token));
    } else if (token.text().toLowerCase(Locale.ROOT).startsWith("fn.")) {
      throw new Broken(
          Diagnostic.error("unknown-function", token.span(), "there is no function `" + token.text() + "`")
              .help(DidYouMean.help(token.text(), FUNCTIONS).orElse("the functions are " + String.join(", ", FUNCTIONS))));
    } else if (token.kind() == Kind.WORD) {
      throw broken(token, "`" + token.text() + "` is neither a slot nor a text",
          "write {" + token.text() + "} for a slot, [" + token.text() + "] for a session attribute, \"" + token.text() + "\" for a text");
    }
    throw broken(token, "a value is wanted here, not `" + token.text() + "`", "write a slot, an attribute, a number or a text in quotes");
  }

  private Operand argument(Token function) {
    open(function);
    Token token = peek();
    if (token.kind() != Kind.REFERENCE && token.kind() != Kind.PATH) {
      throw broken(token, "`" + function.text() + "` asks about a slot or an attribute", "write " + function.text() + "({Slot})");
    }
    Operand operand = operand();
    close(function);
    return operand;
  }

  private Reference reference(Token function) {
    open(function);
    Token token = peek();
    if (token.kind() != Kind.REFERENCE) {
      throw broken(token, "`" + function.text() + "` asks about a slot or an attribute", "write " + function.text() + "({Slot})");
    }
    at++;
    close(function);
    return token.reference().orElseThrow();
  }

  private void open(Token function) {
    if (!take("(")) {
      throw broken(peek(), "`" + function.text() + "` needs brackets", "write " + function.text() + "({Slot})");
    }
  }

  private void close(Token opened) {
    if (!take(")")) {
      throw new Broken(
          Diagnostic.error("open-in-expression", peek().span(), "a bracket is still open here")
              .note(opened.span(), "it is opened here")
              .help("add `)`"));
    }
  }

  private boolean take(String word) {
    Token token = peek();
    boolean found = token.is(Kind.WORD, word) || token.is(Kind.SIGN, word);
    at += found ? 1 : 0;
    return found;
  }

  private Token peek() {
    return tokens.get(Math.min(at, tokens.size() - 1));
  }

  /** From this piece to the last one taken. */
  private Span to(Token first) {
    Span last = tokens.get(at - 1).span();
    return new Span(first.span().file(), first.span().line(), first.span().column(), last.endLine(), last.endColumn());
  }

  private static Broken broken(Token token, String message, String help) {
    return new Broken(Diagnostic.error("bad-expression", token.span(), message).help(help));
  }
}
