package dev.parley.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts in pieces, as BERT's own tokenizer cuts them. */
class WordPieceTest {

  private static final int MAX = 128;
  private static final Vocabulary BGE = EncoderModel.bgeSmallEn().vocabulary();
  private static final WordPiece CUTTER = new WordPiece(BGE, MAX);

  private static Vocabulary lines(String... pieces) {
    return Vocabulary.read(String.join("\n", pieces).getBytes(StandardCharsets.UTF_8));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "I want to pay my bill. | i want to pay my bill .",
        "unaffable | una ##ffa ##ble",
        "Über-naïve café | uber - naive cafe",
        "what's 1.50$? | what ' s 1 . 50 $ ?",
        "中国 | 中 国",
        "x\u200By\u0000z | x ##y ##z",
        "tab\there | tab here"
      })
  void knownTextsAreCutAsBertCutsThem(String text, String pieces) {
    assertThat(CUTTER.pieces(text)).isEqualTo(List.of(("[CLS] " + pieces + " [SEP]").split(" ")));
  }

  @Test
  void piecesHaveTheNumbersOfTheirVocabulary() {
    assertThat(CUTTER.numbers("hello world")).containsExactly(101, 7592, 2088, 102);
  }

  @Test
  void aWordOfNoKnownPiecesIsUnknownAsAWhole() {
    WordPiece small = new WordPiece(lines("[UNK]", "[CLS]", "[SEP]", "pay", "##ment"), MAX);
    assertThat(small.pieces("payment payday pay")).containsExactly("[CLS]", "pay", "##ment", "[UNK]", "pay", "[SEP]");
  }

  @Test
  void aVeryLongWordIsUnknown() {
    assertThat(CUTTER.pieces("a".repeat(101))).containsExactly("[CLS]", "[UNK]", "[SEP]");
  }

  @Test
  void aLongTextKeepsItsBeginning() {
    List<String> pieces = CUTTER.pieces("pay ".repeat(1000));
    assertThat(pieces).hasSize(MAX).startsWith("[CLS]", "pay").endsWith("pay", "[SEP]");
  }

  @Test
  void aCasedModelKeepsCapitalsAndAccents() {
    String json =
        """
        {"normalizer": {"lowercase": false, "strip_accents": null},
         "model": {"type": "WordPiece", "vocab": {"[UNK]": 0, "[CLS]": 1, "[SEP]": 2, "Über": 3, "uber": 4}}}
        """;
    WordPiece cased = new WordPiece(Vocabulary.read(json.getBytes(StandardCharsets.UTF_8)), MAX);
    assertThat(cased.pieces("Über uber ÜBER")).containsExactly("[CLS]", "Über", "uber", "[UNK]", "[SEP]");
  }

  @Test
  void aVocabularyOfAnotherKindIsRefusedWithWhatToDo() {
    assertThatThrownBy(() -> Vocabulary.read("{\"model\": {\"type\": \"Unigram\", \"vocab\": []}}".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(EncoderException.class)
        .hasMessage("the vocabulary's model is Unigram; only WordPiece, as BERT models have it, can be read: use such a model");
    assertThatThrownBy(() -> lines("pay", "##ment"))
        .isInstanceOf(EncoderException.class)
        .hasMessage("the vocabulary has no [UNK]: it is not that of a BERT model");
    assertThatThrownBy(() -> Vocabulary.read(new byte[] {(byte) 0xFF, 0}))
        .isInstanceOf(EncoderException.class)
        .hasMessageContaining("not text in UTF-8");
    assertThatThrownBy(() -> Vocabulary.read("{\"model\": ".getBytes(StandardCharsets.UTF_8)))
        .isInstanceOf(EncoderException.class)
        .hasMessageContaining("not JSON");
  }

  @Property(tries = 500)
  void anyTextGivesKnownPiecesAndNotTooMany(@ForAll String text) {
    List<String> pieces = CUTTER.pieces(text);
    assertThat(pieces).hasSizeBetween(2, MAX).startsWith("[CLS]").endsWith("[SEP]");
    assertThat(BGE.pieces().keySet()).containsAll(pieces);
  }

  @Property(tries = 200)
  void whatStandsBeyondTheLimitChangesNothing(@ForAll String more) {
    String start = "pay ".repeat(MAX);
    assertThat(CUTTER.pieces(start + more)).isEqualTo(CUTTER.pieces(start));
  }
}
