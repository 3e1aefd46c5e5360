package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.FirstWords.Verdict;
import dev.parley.speech.Transcript;
import dev.parley.turn.Backchannels;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Who interrupts and who listens, by what two kinds of ears make of a short sound. */
class FirstWordsTest {

  private static Transcript heard(String text, double confidence) {
    return text.isEmpty() ? Transcript.NOTHING : new Transcript(text, confidence, List.of());
  }

  private static Verdict judge(int voicedMs, boolean over, Transcript open, Optional<Transcript> narrow) {
    return FirstWords.judge(voicedMs, over, open, narrow, words -> Backchannels.listening(words, "en_US", List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    // open ears know it for a listener's
    "400, true, okay, 0.9, '', 0, LISTENS",
    "400, true, sure sure, 0.4, two, 0.9, LISTENS",
    // open ears are sure of what was never said
    "420, false, i agree, 1.0, i, 0.7, LISTENS",
    "280, true, a mint, 0.6, i see, 0.2, LISTENS",
    "380, true, dog on, 0.9, go on, 0.7, LISTENS",
    // an order that sounds like a listener's word
    "320, true, no, 0.9, no, 0.8, SPEAKS",
    "300, true, for, 0.4, four, 0.4, SPEAKS",
    "400, true, gown, 0.4, agent, 1.0, SPEAKS",
    // in little speech an order must be plain
    "180, true, no, 0.7, no, 0.4, UNSURE",
    "180, true, no, 0.7, no, 0.9, SPEAKS",
    "140, true, no, 0.9, no, 0.9, UNSURE",
    // what neither knows well
    "320, true, um am, 0.4, '', 0, UNSURE",
    "320, true, purple, 0.8, '', 0, SPEAKS",
    // while the sound goes on
    "420, false, can, 0.5, cancel, 1.0, SPEAKS",
    "420, false, can, 0.9, '', 0, UNSURE",
    "420, false, where is, 0.9, '', 0, SPEAKS",
    "420, false, in my, 0.7, mm, 0.4, LISTENS",
    "540, false, in my house, 0.7, mm, 0.4, UNSURE",
    "540, false, in my house, 0.9, mm, 0.4, SPEAKS",
    "400, false, '', 0, stop, 1.0, UNSURE"
  })
  void neitherMayHearAListener(int voicedMs, boolean over, String open, double sure, String narrow, double narrowSure, Verdict verdict) {
    assertThat(judge(voicedMs, over, heard(open, sure), Optional.of(heard(narrow, narrowSure)))).isEqualTo(verdict);
  }

  @Test
  void whereThereAreNoNarrowEarsTheOpenOnesAreBelieved() {
    assertThat(judge(300, true, heard("agent", 0.3), Optional.empty())).isEqualTo(Verdict.SPEAKS);
    assertThat(judge(260, true, heard("agent", 0.7), Optional.empty())).isEqualTo(Verdict.UNSURE);
    assertThat(judge(300, true, heard("right", 0.9), Optional.empty())).isEqualTo(Verdict.LISTENS);
  }
}
