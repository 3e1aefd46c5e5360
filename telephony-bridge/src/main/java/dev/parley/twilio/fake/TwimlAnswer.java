package dev.parley.twilio.fake;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import javax.xml.parsers.DocumentBuilder;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;
import org.xml.sax.helpers.DefaultHandler;

/**
 * What a web-hook answered, as far as a call needs it.
 *
 * @param stream where the call's sound is to go; empty = the call is hung up
 * @param parameters of the stream, which go back in its {@code start}
 * @param after where to ask what comes next, when the stream is over; empty = the call is hung up then
 */
record TwimlAnswer(URI stream, Map<String, String> parameters, Optional<URI> after) {

  private static final URI NOWHERE = URI.create("");

  TwimlAnswer {
    parameters = Map.copyOf(parameters);
  }

  /** Whether this ends the call. */
  boolean hangsUp() {
    return stream.equals(NOWHERE);
  }

  /**
   * Reads TwiML.
   *
   * @throws IllegalArgumentException when it is none, or connects the call to no stream; the message says what it does
   */
  static TwimlAnswer parse(byte[] xml) {
    Element response = root(xml);
    NodeList streams = response.getElementsByTagName("Stream");
    if (response.getTagName().equals("Response") && firstVerb(response).equals("Hangup")) {
      return new TwimlAnswer(NOWHERE, Map.of(), Optional.empty());
    }
    if (!response.getTagName().equals("Response") || streams.getLength() == 0) {
      throw new IllegalArgumentException("the web-hook connects the call to no stream: " + verbs(response));
    }
    Element stream = (Element) streams.item(0);
    if (!(stream.getParentNode() instanceof Element parent) || !parent.getTagName().equals("Connect")) {
      throw new IllegalArgumentException("the stream is not in a <Connect>, so the caller would hear nothing");
    }
    String url = stream.getAttribute("url");
    if (url.contains("?")) {
      throw new IllegalArgumentException("the stream's url has a query, which Twilio does not allow");
    }
    Map<String, String> parameters = new LinkedHashMap<>();
    NodeList found = stream.getElementsByTagName("Parameter");
    for (int i = 0; i < found.getLength(); i++) {
      Element parameter = (Element) found.item(i);
      parameters.put(parameter.getAttribute("name"), parameter.getAttribute("value"));
    }
    NodeList redirects = response.getElementsByTagName("Redirect");
    Optional<URI> after =
        redirects.getLength() == 0 ? Optional.empty() : Optional.of(URI.create(redirects.item(0).getTextContent().strip()));
    return new TwimlAnswer(URI.create(url), parameters, after);
  }

  private static String firstVerb(Element response) {
    for (int i = 0; i < response.getChildNodes().getLength(); i++) {
      if (response.getChildNodes().item(i) instanceof Element verb) {
        return verb.getTagName();
      }
    }
    return "";
  }

  private static Element root(byte[] xml) {
    try {
      DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
      factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
      factory.setExpandEntityReferences(false);
      DocumentBuilder builder = factory.newDocumentBuilder();
      // The one that is there otherwise prints to the console.
      builder.setErrorHandler(new DefaultHandler());
      return builder.parse(new ByteArrayInputStream(xml)).getDocumentElement();
    } catch (ParserConfigurationException | SAXException | IOException e) {
      throw new IllegalArgumentException("the web-hook's answer is no TwiML", e);
    }
  }

  private static String verbs(Element response) {
    StringBuilder verbs = new StringBuilder("it says");
    for (int i = 0; i < response.getChildNodes().getLength(); i++) {
      if (response.getChildNodes().item(i) instanceof Element verb) {
        verbs.append(" <").append(verb.getTagName()).append('>');
      }
    }
    return verbs.toString();
  }
}
