package dev.parley.speech.espeak;

import dev.parley.speech.SpeechException;
import dev.parley.speech.SsmlText;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Writes texts as the program may have them: only elements that change the voice go through ({@code audio} would open files), and no
 * phoneme codes. Of every other element the text is spoken. Not thread-safe; make one for each text.
 */
final class EspeakMarkup {
  private static final int MAX_DEPTH = 32;
  private static final Set<String> SILENT = Set.of("metadata", "meta", "desc", "lexicon", "mark");
  private static final Map<String, Set<String>> KEPT =
      Map.of(
          "p", Set.of(),
          "s", Set.of(),
          "emphasis", Set.of("level"),
          "prosody", Set.of("rate", "pitch", "volume"),
          "say-as", Set.of("interpret-as", "format"),
          "break", Set.of("time", "strength"));

  private final StringBuilder written = new StringBuilder();
  private boolean speaks;

  private EspeakMarkup() {}

  /** A plain text; empty when there is nothing to say in it. */
  static Optional<String> ofPlain(String text) {
    EspeakMarkup markup = new EspeakMarkup();
    markup.say(text);
    return markup.finish();
  }

  /** A document; empty when there is nothing to say in it. */
  static Optional<String> ofSsml(String document) {
    EspeakMarkup markup = new EspeakMarkup();
    markup.children(SsmlText.parse(document), 1);
    return markup.finish();
  }

  private Optional<String> finish() {
    return speaks ? Optional.of("<speak>" + written + "</speak>") : Optional.empty();
  }

  private void say(String text) {
    speaks |= text.codePoints().anyMatch(Character::isLetterOrDigit);
    written.append(escaped(text.replaceAll("\\p{Cc}", " ").replace("[[", "[ [")));
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
  }

  private void children(Node parent, int depth) {
    if (depth > MAX_DEPTH) {
      throw new SpeechException(SpeechException.Kind.BAD_TEXT, "SSML elements are nested more than " + MAX_DEPTH + " deep");
    }
    for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element element) {
        element(element, depth + 1);
      } else if (child.getNodeType() == Node.TEXT_NODE || child.getNodeType() == Node.CDATA_SECTION_NODE) {
        say(child.getNodeValue());
      }
    }
  }

  private void element(Element element, int depth) {
    String name = element.getTagName();
    Set<String> attributes = KEPT.get(name);
    if (name.equals("sub")) {
      say(element.getAttribute("alias"));
    } else if (attributes != null) {
      written.append('<').append(name);
      for (String attribute : attributes.stream().sorted().toList()) {
        if (element.hasAttribute(attribute)) {
          written.append(' ').append(attribute).append("=\"").append(escaped(element.getAttribute(attribute))).append('"');
        }
      }
      written.append('>');
      children(element, depth);
      written.append("</").append(name).append('>');
    } else if (!SILENT.contains(name)) {
      children(element, depth);
    }
  }
}
