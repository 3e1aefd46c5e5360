package dev.parley.twilio.fake;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SpokenWordsTest {

  @Test
  void whatIsSpokenIsHeard() {
    assertThat(SpokenWords.hear(SpokenWords.speak("Hello, 4 you (~)!"))).isEqualTo("Hello, 4 you (~)!");
  }
}
