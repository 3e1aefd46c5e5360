package dev.parley.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.audio.AudioFormat;
import dev.parley.audio.Pcm;
import java.util.Locale;
import org.junit.jupiter.api.Test;

/** Both engines together over a telephone line: what one says, the other understands. */
class RoundTripTest {
  @Test
  void aPaymentSentenceSurvivesTheTelephone() {
    Transcript heard = TelephoneLine.hear(RecognitionHints.NONE, spokenOverMuLaw("I would like to pay my bill with a credit card."));
    assertThat(heard.text()).contains("pay", "bill", "credit card");
    assertThat(heard.confidence()).isBetween(0.5, 1.0);
    assertThat(heard.words()).isNotEmpty().isSortedAccordingTo((a, b) -> Long.compare(a.startMs(), b.startMs()));
  }

  @Test
  void anAmountIsHeardInWords() {
    Transcript heard = TelephoneLine.hear(RecognitionHints.NONE, spokenOverMuLaw("Your balance is $125.50."));
    assertThat(heard.text()).contains("balance", "hundred", "twenty five dollars", "cents");
  }

  @Test
  void spokenDigitsAreHeardAsDigitsWhenOnlyDigitsAreExpected() {
    Pcm spoken = spokenOverMuLaw("5 2 9 3. 8 6 7 1.");
    Transcript heard = TelephoneLine.hear(RecognitionHints.ENGLISH_DIGITS, spoken);
    assertThat(RecognitionHints.ENGLISH_DIGITS.phrases()).containsAll(heard.words().stream().map(Transcript.Word::text).toList());
    // A synthetic voice is no fair test of digits: most of them are enough here.
    assertThat(matches(heard.text(), "five two nine three eight six seven one")).isGreaterThanOrEqualTo(6);
  }

  private static Pcm spokenOverMuLaw(String text) {
    Pcm spoken = TelephoneLine.MARY.synthesize(SpeechRequest.plain(text, Locale.US, 8_000));
    return Pcm.fromBytes(spoken.toBytes(AudioFormat.MULAW_8K), AudioFormat.MULAW_8K);
  }

  /** The longest common subsequence of words. */
  private static int matches(String heard, String said) {
    String[] a = heard.split(" ");
    String[] b = said.split(" ");
    int[][] longest = new int[a.length + 1][b.length + 1];
    for (int i = 0; i < a.length; i++) {
      for (int j = 0; j < b.length; j++) {
        longest[i + 1][j + 1] = a[i].equals(b[j]) ? longest[i][j] + 1 : Math.max(longest[i][j + 1], longest[i + 1][j]);
      }
    }
    return longest[a.length][b.length];
  }
}
