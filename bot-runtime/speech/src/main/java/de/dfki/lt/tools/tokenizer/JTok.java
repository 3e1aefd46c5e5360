package de.dfki.lt.tools.tokenizer;

import de.dfki.lt.tools.tokenizer.annotate.AnnotatedString;
import de.dfki.lt.tools.tokenizer.annotate.FastAnnotatedString;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Cuts a text into words, numbers and single marks, and says where sentences begin. Mary reads two notes: {@code class} is on every
 * token; {@code border} is on the first token of a sentence. Thread-safe.
 */
public final class JTok {
  /** A word with its apostrophes and points inside ("o'clock"), or a number with its own ("$1,250.00"), or any other single mark. */
  private static final Pattern TOKEN = Pattern.compile("\\p{L}[\\p{L}\\p{M}\\p{N}]*(?:['\u2019]\\p{L}+)*|[$€£]?\\p{N}+(?:[.,:]\\p{N}+)*\\p{L}*|\\S");
  private static final Pattern SENTENCE_END = Pattern.compile("[.!?]");

  /** Mary compares this one by reference: a paragraph begins. */
  private static final String PARAGRAPH = "p";
  /** A sentence begins. */
  private static final String SENTENCE = "tu";

  /** Mary gives its language settings, of which none is needed. */
  public JTok(Properties settings) {}

  /**
   * Cuts a text.
   *
   * @param text     what will be spoken
   * @param language ignored: the rules are the same for all languages with letters
   */
  public AnnotatedString tokenize(String text, String language) {
    FastAnnotatedString tokens = new FastAnnotatedString(text);
    Matcher matcher = TOKEN.matcher(text);
    boolean paragraphBegins = true;
    boolean sentenceBegins = false;
    while (matcher.find()) {
      tokens.annotate("class", new Object(), matcher.start(), matcher.end());
      if (paragraphBegins || sentenceBegins) {
        tokens.annotate("border", paragraphBegins ? PARAGRAPH : SENTENCE, matcher.start(), matcher.end());
      }
      paragraphBegins = false;
      sentenceBegins = SENTENCE_END.matcher(matcher.group()).matches();
    }
    return tokens;
  }
}
