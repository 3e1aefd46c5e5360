package dev.parley.encoder;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The pieces of words that a BERT model knows, each with its number, and how a text is made ready for them. Immutable.
 *
 * @param pieces by their text; those that go on within a word begin with {@code ##}
 * @param lowerCase whether texts are put into lower case
 * @param stripAccents whether accents are taken off
 */
public record Vocabulary(Map<String, Integer> pieces, boolean lowerCase, boolean stripAccents) {

  /** What no piece is known for. */
  static final String UNKNOWN = "[UNK]";

  /** What a text begins with. */
  static final String BEGIN = "[CLS]";

  /** What a text ends with. */
  static final String END = "[SEP]";

  /**
   * A vocabulary of these pieces.
   *
   * @throws EncoderException without the three pieces that every text needs
   */
  public Vocabulary {
    pieces = Map.copyOf(pieces);
    for (String needed : List.of(UNKNOWN, BEGIN, END)) {
      if (!pieces.containsKey(needed)) {
        throw new EncoderException("the vocabulary has no " + needed + ": it is not that of a BERT model");
      }
    }
  }

  /**
   * Reads a vocabulary.
   *
   * @param file a {@code tokenizer.json} of Hugging Face whose model is WordPiece; or a {@code vocab.txt} of an uncased model: a
   *     piece a line, numbered from 0
   * @throws EncoderException when it is neither
   */
  public static Vocabulary read(byte[] file) {
    String text = text(file);
    return text.stripLeading().startsWith("{") ? ofJson(text) : ofLines(text.lines().toList());
  }

  private static String text(byte[] file) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(file)).toString();
    } catch (CharacterCodingException e) {
      throw new EncoderException("the vocabulary is not text in UTF-8; give a tokenizer.json or a vocab.txt", e);
    }
  }

  private static Vocabulary ofLines(List<String> lines) {
    Map<String, Integer> pieces = new HashMap<>();
    for (int i = 0; i < lines.size(); i++) {
      pieces.putIfAbsent(lines.get(i), i);
    }
    return new Vocabulary(pieces, true, true);
  }

  private static Vocabulary ofJson(String text) {
    JsonNode root;
    try {
      root = new ObjectMapper().readTree(text);
    } catch (IOException e) {
      throw new EncoderException("the vocabulary is not JSON: " + e.getMessage(), e);
    }
    JsonNode model = root.path("model");
    // Older files do not name the type; their vocabulary is then an object all the same.
    String type = model.path("type").asText("WordPiece");
    if (!type.equals("WordPiece") || !model.path("vocab").isObject()) {
      throw new EncoderException(
          "the vocabulary's model is " + type + "; only WordPiece, as BERT models have it, can be read: use such a model");
    }
    Map<String, Integer> pieces = new HashMap<>();
    model.path("vocab").properties().forEach(e -> pieces.put(e.getKey(), e.getValue().asInt()));
    boolean lowerCase = root.path("normalizer").path("lowercase").asBoolean(true);
    // What is not said follows the case, as with BERT.
    return new Vocabulary(pieces, lowerCase, root.path("normalizer").path("strip_accents").asBoolean(lowerCase));
  }
}
