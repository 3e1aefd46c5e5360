package dev.parley.turn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.definition.InputSettings;
import dev.parley.event.Expectation;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EndOfTurnPolicyTest {

  private static Expectation asking(int keys, int endSilenceMs, String localeId) {
    InputSettings lex = InputSettings.LEX_DEFAULTS;
    InputSettings.KeySettings keySettings =
        new InputSettings.KeySettings(keys, lex.keys().endTimeout(), lex.keys().deletionKey(), lex.keys().endKey());
    InputSettings input =
        new InputSettings(true, true, lex.startTimeout(), Duration.ofMillis(endSilenceMs), lex.maxLength(), lex.textStartTimeout(), keySettings);
    return new Expectation(
        Expectation.Kind.SLOT, Optional.of("Pay"), Optional.of("Card"), false, false, List.of(), input, Instant.EPOCH, ZoneOffset.UTC, localeId);
  }

  @ParameterizedTest
  @CsvSource({
    // C123: "I want to reset the ... (1.2 s) panel"
    "I want to reset the, 513, 640, en_US, 1500",
    "I want to reset the panel, 513, 640, en_US, 640",
    "fifty dollars and, 513, 640, en_US, 1500",
    "my name is um, 513, 640, en_US, 1500",
    "'', 16, 640, en_US, 640",
    // Eight of sixteen, all of four, and as many as are wanted where nobody knows.
    "four zero seven two one six three nine, 16, 640, en_US, 1500",
    "four zero seven two, 4, 640, en_US, 640",
    "four zero seven two, 513, 640, en_US, 640",
    "can you wait, 16, 640, en_US, 640",
    // What a bot says itself is a lower bound; another language's words are unknown.
    "and, 513, 2500, en_US, 2500",
    "is, 513, 640, de_DE, 640"
  })
  void whoHasMoreToSayIsGivenTime(String words, int keys, int endSilenceMs, String localeId, int expectedMs) {
    assertThat(EndOfTurnPolicy.endSilence(asking(keys, endSilenceMs, localeId), words)).isEqualTo(Duration.ofMillis(expectedMs));
  }
}
