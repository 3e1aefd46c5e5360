package dev.parley.speech.mary;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Locale;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Builds the little SSML that Mary speaks faithfully: paragraphs, sentences, breaks, prosody, emphasis, and words. Not thread-safe.
 */
final class MaryDocument {
  private static final String SSML = "http://www.w3.org/2001/10/synthesis";

  private final Locale locale;
  private final StringBuilder words = new StringBuilder();
  private Document document;
  private Element at;
  private boolean speaks;

  MaryDocument(Locale locale) {
    this.locale = locale;
    document = empty();
    at = root(document);
  }

  private static Document empty() {
    try {
      return DocumentBuilderFactory.newDefaultInstance().newDocumentBuilder().newDocument();
    } catch (ParserConfigurationException e) {
      throw new AssertionError("the JDK's own XML parser must do without any configuration", e);
    }
  }

  private Element root(Document of) {
    Element root = of.createElementNS(SSML, "speak");
    root.setAttribute("version", "1.0");
    root.setAttributeNS(XMLConstants.XML_NS_URI, "xml:lang", locale.toLanguageTag());
    of.appendChild(root);
    return root;
  }

  /** What was said so far, when it holds a word; what follows then is in a new document, within copies of the open elements. */
  Optional<Document> cut() {
    flush();
    if (!speaks) {
      return Optional.empty();
    }
    Deque<Element> open = new ArrayDeque<>();
    for (Node node = at; node != document.getDocumentElement(); node = node.getParentNode()) {
      open.push((Element) node);
    }
    Document said = document;
    document = empty();
    at = root(document);
    for (Element element : open) {
      at = (Element) at.appendChild(document.importNode(element, false));
    }
    speaks = false;
    return Optional.of(said);
  }

  /** A text of one paragraph; empty when there is nothing to say in it. */
  static Optional<Document> ofPlainText(String words, Locale locale) {
    MaryDocument document = new MaryDocument(locale);
    document.open("p");
    document.say(words);
    document.close();
    return document.finish();
  }

  /** Adds words. */
  void say(String more) {
    words.append(more).append(' ');
    speaks |= more.codePoints().anyMatch(Character::isLetterOrDigit);
  }

  /** Opens an element. */
  Element open(String name) {
    flush();
    Element element = document.createElementNS(SSML, name);
    at.appendChild(element);
    at = element;
    return element;
  }

  /** Closes the element that was opened last. */
  void close() {
    flush();
    if (!(at.getParentNode() instanceof Element parent)) {
      throw new AssertionError("closed more than was opened");
    }
    if (!at.hasChildNodes() && !at.getTagName().equals("break")) {
      parent.removeChild(at);
    }
    at = parent;
  }

  /** Adds a pause. */
  void pause(long ms) {
    open("break").setAttribute("time", ms + "ms");
    close();
  }

  /** The whole; empty when it holds no word. */
  Optional<Document> finish() {
    flush();
    return speaks ? Optional.of(document) : Optional.empty();
  }

  private void flush() {
    // Full stops that stand alone, as after an expanded number, go back to their word.
    String text = words.toString().replaceAll("\\s+([.,!?;:])", "$1").strip();
    words.setLength(0);
    if (!text.isEmpty()) {
      at.appendChild(document.createTextNode(text + ' '));
    }
  }
}
