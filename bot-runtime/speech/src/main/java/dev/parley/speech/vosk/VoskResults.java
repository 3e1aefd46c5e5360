package dev.parley.speech.vosk;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.parley.speech.SpeechException;
import dev.parley.speech.Transcript;
import dev.parley.speech.vosk.Hypotheses.Hypothesis;
import java.io.IOException;
import java.io.StringWriter;
import java.util.ArrayList;
import java.util.List;

/** Reads and writes the little JSON that Vosk speaks. */
final class VoskResults {
  /** What a closed vocabulary hears when none of its words fits. */
  static final String UNKNOWN = "[unk]";

  private static final JsonFactory JSON = new JsonFactory();

  private VoskResults() {}

  /** A grammar of phrases, in any order and number, and of everything else as {@link #UNKNOWN}. */
  static String grammar(List<String> phrases) {
    StringWriter text = new StringWriter();
    try (JsonGenerator out = JSON.createGenerator(text)) {
      out.writeStartArray();
      for (String phrase : phrases) {
        out.writeString(phrase);
      }
      out.writeString(UNKNOWN);
      out.writeEndArray();
    } catch (IOException e) {
      throw new AssertionError("writing to memory failed", e);
    }
    return text.toString();
  }

  /** The text of a partial result. */
  static String partial(String json) {
    String[] text = {""};
    readObject(json, (name, parser) -> {
      if (name.equals("partial")) {
        text[0] = parser.getText();
      } else {
        parser.skipChildren();
      }
    });
    return text[0];
  }

  /** The words of a result, {@link #UNKNOWN} included, with times from the beginning of the recogniser's life. */
  static List<Transcript.Word> words(String json) {
    List<Transcript.Word> words = new ArrayList<>();
    readObject(json, (name, parser) -> {
      if (name.equals("result")) {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          words.add(word(parser));
        }
      } else {
        parser.skipChildren();
      }
    });
    return words;
  }

  /** The hypotheses of a result with alternatives, {@link #UNKNOWN} included; none when nothing was heard. */
  static List<Hypothesis> alternatives(String json) {
    List<Hypothesis> found = new ArrayList<>();
    readObject(json, (name, parser) -> {
      if (name.equals("alternatives")) {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          found.add(alternative(parser));
        }
      } else {
        parser.skipChildren();
      }
    });
    return found;
  }

  private static Hypothesis alternative(JsonParser parser) throws IOException {
    List<Transcript.Word> words = new ArrayList<>();
    double score = 0;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      if (name.equals("confidence")) {
        score = parser.getDoubleValue();
      } else if (name.equals("result")) {
        while (parser.nextToken() == JsonToken.START_OBJECT) {
          words.add(word(parser));
        }
      } else {
        parser.skipChildren();
      }
    }
    return new Hypothesis(words, score);
  }

  private static Transcript.Word word(JsonParser parser) throws IOException {
    String text = "";
    double confidence = 0;
    double start = 0;
    double end = 0;
    while (parser.nextToken() == JsonToken.FIELD_NAME) {
      String name = parser.currentName();
      parser.nextToken();
      switch (name) {
        case "word" -> text = parser.getText();
        case "conf" -> confidence = parser.getDoubleValue();
        case "start" -> start = parser.getDoubleValue();
        case "end" -> end = parser.getDoubleValue();
        default -> parser.skipChildren();
      }
    }
    return new Transcript.Word(text, Math.round(start * 1_000), Math.round(end * 1_000), Math.max(0, Math.min(1, confidence)));
  }

  private static void readObject(String json, FieldReader reader) {
    try (JsonParser parser = JSON.createParser(json)) {
      parser.nextToken();
      while (parser.nextToken() == JsonToken.FIELD_NAME) {
        String name = parser.currentName();
        parser.nextToken();
        reader.read(name, parser);
      }
    } catch (IOException e) {
      // Without the JSON itself, which may hold what the caller said.
      throw new SpeechException(SpeechException.Kind.FAILED, "Vosk's answer of " + json.length() + " characters is no JSON that we know", e);
    }
  }

  @FunctionalInterface
  private interface FieldReader {
    void read(String name, JsonParser parser) throws IOException;
  }
}
