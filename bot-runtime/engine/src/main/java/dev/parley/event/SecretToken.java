package dev.parley.event;

import dev.parley.definition.Template.Filter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Stands for a secret wherever text travels through the core: the shell's vault holds what the handle means. Written as
 * one run of text between two private-use characters, so that prompts, transcripts, hook payloads and saved states can
 * carry secrets without knowing any.
 *
 * <p>How it works: {@code U+E000 label # number (| filter)* U+E001}. The label is the slot's name and is all that a log
 * shows ({@code {CardNumber}}, as Lex masks). Callers' own text is stripped of the two characters before it enters.
 *
 * @param label the slot's name, or a word for what was said while a secret was asked; letters, digits, {@code _-} only
 * @param number tells tokens of a conversation apart
 * @param filters how the value is to be shaped when it is filled in
 */
public record SecretToken(String label, long number, List<Filter> filters) {

  private static final char OPEN = '\uE000';
  private static final char CLOSE = '\uE001';
  private static final Pattern TOKEN =
      Pattern.compile(OPEN + "([0-9a-zA-Z_-]{1,100})#([0-9]{1,18})((?:\\|[A-Z0-9]{1,16}){0,8})" + CLOSE);

  public SecretToken {
    filters = List.copyOf(filters);
  }

  /** The token as text. */
  public String text() {
    StringBuilder text = new StringBuilder().append(OPEN).append(label).append('#').append(number);
    filters.forEach(f -> text.append('|').append(f.name()));
    return text.append(CLOSE).toString();
  }

  /** The same secret, to be shaped by these filters. */
  public SecretToken filtered(List<Filter> newFilters) {
    return new SecretToken(label, number, newFilters);
  }

  /** Whether the text holds any token. */
  public static boolean isIn(String text) {
    return text.indexOf(OPEN) >= 0 && TOKEN.matcher(text).find();
  }

  /** The token that the whole text is, if it is one. */
  public static java.util.Optional<SecretToken> parse(String text) {
    Matcher matcher = TOKEN.matcher(text);
    return matcher.matches() ? java.util.Optional.of(of(matcher)) : java.util.Optional.empty();
  }

  /** The text with each token replaced by what the function makes of it. */
  public static String replace(String text, Function<SecretToken, String> value) {
    if (text.indexOf(OPEN) < 0) {
      return text;
    }
    return TOKEN.matcher(text).replaceAll(m -> Matcher.quoteReplacement(value.apply(of((Matcher) m))));
  }

  /** The characters of the text, each token counted as one. */
  public static int length(String text) {
    int length = text.length();
    if (text.indexOf(OPEN) >= 0) {
      Matcher matcher = TOKEN.matcher(text);
      while (matcher.find()) {
        length -= matcher.end() - matcher.start() - 1;
      }
    }
    return length;
  }

  /** The text with each token replaced by its label in braces, for logs and transcripts. */
  public static String mask(String text) {
    return replace(text, token -> "{" + token.label() + "}");
  }

  /** The text without the characters that make tokens, so that a caller cannot write one. */
  public static String clean(String text) {
    return text.indexOf(OPEN) < 0 && text.indexOf(CLOSE) < 0
        ? text
        : text.replace(OPEN, '\uFFFD').replace(CLOSE, '\uFFFD');
  }

  private static SecretToken of(Matcher matcher) {
    List<Filter> filters = new ArrayList<>();
    for (String name : matcher.group(3).split("\\|")) {
      if (!name.isEmpty()) {
        filters.add(Filter.valueOf(name.toUpperCase(Locale.ROOT)));
      }
    }
    return new SecretToken(matcher.group(1), Long.parseLong(matcher.group(2)), filters);
  }
}
