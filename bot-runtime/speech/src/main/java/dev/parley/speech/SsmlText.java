package dev.parley.speech;

import java.io.IOException;
import java.io.StringReader;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.xml.sax.ErrorHandler;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;
import org.xml.sax.SAXParseException;

/** Reads SSML as XML, and nothing beside the text itself: no document types, no files, no network. Pure. */
public final class SsmlText {
  private SsmlText() {}

  /**
   * The {@code speak} element of a document. Prefixes of other vendors need no declaration.
   *
   * @throws SpeechException of kind {@code BAD_TEXT}, with line and column
   */
  public static Element parse(String ssml) {
    Element root = document(ssml);
    if (!root.getTagName().equals("speak")) {
      throw new SpeechException(
          SpeechException.Kind.BAD_TEXT, "SSML must be one <speak> element, but the text begins with <" + root.getTagName() + ">");
    }
    return root;
  }

  private static Element document(String ssml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      // No document type, hence no entities of one's own: no files, no network, no billion laughs.
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_DTD, "");
      factory.setAttribute(XMLConstants.ACCESS_EXTERNAL_SCHEMA, "");
      factory.setXIncludeAware(false);
      factory.setExpandEntityReferences(false);
      // People write <amazon:effect> without declaring the prefix.
      factory.setNamespaceAware(false);
      DocumentBuilder builder = factory.newDocumentBuilder();
      builder.setErrorHandler(new Strict());
      return builder.parse(new InputSource(new StringReader(ssml.strip()))).getDocumentElement();
    } catch (SAXParseException e) {
      throw new SpeechException(SpeechException.Kind.BAD_TEXT,
          "the SSML is no well-formed XML at line " + e.getLineNumber() + ", column " + e.getColumnNumber() + ": " + e.getMessage(), e);
    } catch (SAXException | IOException e) {
      throw new SpeechException(SpeechException.Kind.BAD_TEXT, "the SSML cannot be read: " + e.getMessage(), e);
    } catch (ParserConfigurationException e) {
      throw new AssertionError("the JDK's own XML parser must know these features", e);
    }
  }

  /** The parser's own handler writes to standard error. */
  private static final class Strict implements ErrorHandler {
    @Override
    public void warning(SAXParseException e) {}

    @Override
    public void error(SAXParseException e) throws SAXException {
      throw e;
    }

    @Override
    public void fatalError(SAXParseException e) throws SAXException {
      throw e;
    }
  }
}
