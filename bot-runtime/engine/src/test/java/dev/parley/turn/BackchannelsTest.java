package dev.parley.turn;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What counts towards an interruption, while somebody speaks on and when they have done. */
class BackchannelsTest {

  @ParameterizedTest
  @CsvSource({
    "okay, 0, 0",
    "uh huh yeah, 0, 0",
    "all, 0, 1",
    "all right, 0, 0",
    "i, 0, 1",
    "okay i, 0, 2",
    "i see, 0, 0",
    "i want, 2, 2",
    "all my, 2, 2",
    "alright stop, 2, 2",
    "but, 0, 0",
    "but I, 0, 2",
    "but wait, 2, 2",
    "stop, 1, 1",
    "no, 1, 1",
    "bitte, 0, 1",
    "bitte sehr, 0, 0",
    "bitte nicht, 2, 2"
  })
  void theBeginningOfSuchAPhraseCountsOnlyWhenNothingFollows(String words, int speakingOn, int done) {
    List<String> own = List.of("bitte sehr");
    assertThat(Backchannels.counted(words, false, "en_US", own)).isEqualTo(speakingOn);
    assertThat(Backchannels.counted(words, true, "en_US", own)).isEqualTo(done);
  }
}
