package dev.parley.speech.mary;

import dev.parley.speech.SpeechException;
import dev.parley.speech.SsmlText;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/**
 * Reads SSML and gives Mary what she can speak: {@code p}, {@code s}, {@code break}, {@code prosody} and {@code emphasis} go through,
 * {@code say-as} and {@code sub} become words, and of every other element the text is spoken without the element. Prefixed elements of
 * other vendors need no namespace declaration. Not thread-safe; make one for each text.
 */
final class SsmlFrontEnd {
  /** SSML by hand is three or four deep; a bound keeps our recursion, and Mary's, from overflowing. */
  private static final int MAX_DEPTH = 32;
  /** Amazon Polly's longest pause. */
  private static final long MAX_PAUSE_MS = 10_000;
  private static final Pattern TIME = Pattern.compile("\\+?(\\d{1,5}(?:\\.\\d{1,3})?)(ms|s)");
  private static final Pattern PERCENT = Pattern.compile("([+-]?)(\\d{1,3}(?:\\.\\d+)?)%");
  /** Pauses of the strengths; SSML leaves their length open. */
  private static final Map<String, Long> STRENGTHS_MS =
      Map.of("none", 0L, "x-weak", 100L, "weak", 200L, "medium", 400L, "strong", 700L, "x-strong", 1_200L);
  private static final Map<String, String> RATES =
      Map.of("x-slow", "-50%", "slow", "-25%", "medium", "+0%", "default", "+0%", "fast", "+25%", "x-fast", "+75%");
  private static final Map<String, String> PITCHES =
      Map.of("x-low", "-40%", "low", "-20%", "medium", "+0%", "default", "+0%", "high", "+20%", "x-high", "+40%");
  private static final Pattern DECIBELS = Pattern.compile("([+-]?\\d{1,2}(?:\\.\\d{1,2})?)db");
  private static final double SILENT_DB = -96;
  /** More would only clip: Mary's voice is loud. */
  private static final double MOST_DB = 12;
  private static final Map<String, Double> VOLUMES_DB =
      Map.of("silent", SILENT_DB, "x-soft", -12.0, "soft", -6.0, "medium", 0.0, "default", 0.0, "loud", 4.0, "x-loud", 8.0);
  /** A blotted-out word. */
  private static final long EXPLETIVE_MS = 400;

  private final Reading reading;
  private final MaryDocument spoken;
  private final List<Part> parts = new ArrayList<>();
  private double gainDb;

  /** Words of one loudness. Mary knows none, so it is for the sound to have. */
  record Part(Document document, double gainDb) {}

  SsmlFrontEnd(Reading reading, Locale locale) {
    this.reading = reading;
    this.spoken = new MaryDocument(locale);
  }

  /**
   * Reads a document.
   *
   * @return what Mary shall speak, one part after the other; empty when there is nothing to say
   * @throws SpeechException of kind {@code BAD_TEXT}, with line and column
   */
  List<Part> read(String ssml) {
    children(SsmlText.parse(ssml), 1);
    cut();
    return List.copyOf(parts);
  }

  private void children(Node parent, int depth) {
    if (depth > MAX_DEPTH) {
      throw bad("SSML elements are nested more than " + MAX_DEPTH + " deep");
    }
    for (Node child = parent.getFirstChild(); child != null; child = child.getNextSibling()) {
      if (child instanceof Element element) {
        element(element, depth + 1);
      } else if (child.getNodeType() == Node.TEXT_NODE || child.getNodeType() == Node.CDATA_SECTION_NODE) {
        spoken.say(reading.read(child.getNodeValue()));
      }
    }
  }

  private void element(Element element, int depth) {
    switch (element.getTagName()) {
      case "p", "s", "emphasis" -> within(element, element.getTagName(), depth);
      case "prosody" -> prosody(element, depth);
      case "break" -> spoken.pause(pauseMs(element));
      case "say-as" -> sayAs(element);
      case "sub" -> spoken.say(reading.read(required(element, "alias")));
      // Of these the content is not meant to be spoken.
      case "metadata", "meta", "desc", "lexicon", "mark" -> { }
      default -> children(element, depth);
    }
  }

  private void within(Element element, String name, int depth) {
    Element copy = spoken.open(name);
    String level = element.getAttribute("level");
    if (name.equals("emphasis") && !level.isEmpty()) {
      copy.setAttribute("level", level);
    }
    children(element, depth);
    spoken.close();
  }

  private void prosody(Element element, int depth) {
    double before = gainDb;
    Optional<Double> volume = volumeDb(element, before);
    if (volume.isPresent()) {
      cut();
      gainDb = volume.get();
    }
    Element copy = spoken.open("prosody");
    relative(element, "rate", RATES, true).ifPresent(rate -> copy.setAttribute("rate", rate));
    relative(element, "pitch", PITCHES, false).ifPresent(pitch -> copy.setAttribute("pitch", pitch));
    children(element, depth);
    spoken.close();
    if (volume.isPresent()) {
      cut();
      gainDb = before;
    }
  }

  private void cut() {
    spoken.cut().ifPresent(document -> parts.add(new Part(document, gainDb)));
  }

  /** A loudness by its name, or a change of the one around it in decibels. */
  private static Optional<Double> volumeDb(Element element, double around) {
    String value = element.getAttribute("volume").strip().toLowerCase(Locale.ROOT);
    Matcher decibels = DECIBELS.matcher(value);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (decibels.matches()) {
      return Optional.of(Math.max(SILENT_DB, Math.min(MOST_DB, around + Double.parseDouble(decibels.group(1)))));
    }
    Double named = VOLUMES_DB.get(value);
    if (named == null) {
      throw bad("<prosody volume=\"" + value + "\">: expected decibels such as +6dB, or one of " + VOLUMES_DB.keySet().stream().sorted().toList());
    }
    return Optional.of(named);
  }

  /** A change in percent. SSML's rate "80%" means eight tenths of the usual rate: Mary's "-20%". */
  private static Optional<String> relative(Element element, String attribute, Map<String, String> names, boolean plainIsAbsolute) {
    String value = element.getAttribute(attribute).strip().toLowerCase(Locale.ROOT);
    Matcher percent = PERCENT.matcher(value);
    if (value.isEmpty()) {
      return Optional.empty();
    }
    if (names.containsKey(value)) {
      return Optional.ofNullable(names.get(value));
    }
    if (!percent.matches()) {
      throw bad("<prosody " + attribute + "=\"" + value + "\">: expected a percentage such as +10%, or one of " + names.keySet().stream().sorted().toList());
    }
    double number = Double.parseDouble(percent.group(2));
    double change = percent.group(1).isEmpty() && plainIsAbsolute ? number - 100 : percent.group(1).equals("-") ? -number : number;
    // Outside of these bounds Mary's voice falls apart.
    return Optional.of(String.format(Locale.ROOT, "%+.0f%%", Math.max(-80, Math.min(200, change))));
  }

  private static long pauseMs(Element element) {
    String time = element.getAttribute("time").strip();
    if (time.isEmpty()) {
      String strength = element.getAttribute("strength").strip();
      Long pauseMs = STRENGTHS_MS.get(strength.isEmpty() ? "medium" : strength);
      if (pauseMs == null) {
        throw bad("<break strength=\"" + strength + "\">: expected one of " + STRENGTHS_MS.keySet().stream().sorted().toList());
      }
      return pauseMs;
    }
    Matcher matcher = TIME.matcher(time);
    if (!matcher.matches()) {
      throw bad("<break time=\"" + time + "\">: expected milliseconds or seconds, such as 300ms or 1.5s");
    }
    double ms = Double.parseDouble(matcher.group(1)) * (matcher.group(2).equals("s") ? 1_000 : 1);
    if (ms > MAX_PAUSE_MS) {
      throw bad("<break time=\"" + time + "\"> is longer than " + MAX_PAUSE_MS + "ms");
    }
    return Math.round(ms);
  }

  private void sayAs(Element element) {
    String as = required(element, "interpret-as").toLowerCase(Locale.ROOT);
    if (as.equals("expletive")) {
      spoken.pause(EXPLETIVE_MS);
    } else {
      spoken.say(SayAs.words(as, element.getAttribute("format"), element.getTextContent().strip(), reading));
    }
  }

  private static String required(Element element, String attribute) {
    String value = element.getAttribute(attribute).strip();
    if (value.isEmpty()) {
      throw bad("<" + element.getTagName() + "> needs the attribute " + attribute);
    }
    return value;
  }

  private static SpeechException bad(String message) {
    return new SpeechException(SpeechException.Kind.BAD_TEXT, message);
  }
}
