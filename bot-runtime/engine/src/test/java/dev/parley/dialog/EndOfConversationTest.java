package dev.parley.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.diagnostic.SourceText;
import dev.parley.simulation.ConversationTestRunner;
import dev.parley.simulation.ExactInterpreter;
import dev.parley.simulation.TestResult;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client is told of an intent when its caller ends the conversation. */
class EndOfConversationTest {

  private static final String BOT =
      """
      bot: Cars
      intents:
        Book:
          utterances: [book a car]
          slots:
            Day: { type: Date, ask: Which day? }
          fulfill: { success: It is done. }
          close: { say: Booked. Anything else?, next: elicit_intent }
        Hours:
          utterances: [when are you open]
          close: { say: From nine to five., next: elicit_intent }
        Stop: { parent: AMAZON.StopIntent, utterances: [bye bye], close: Goodbye. }
        FallbackIntent: { close: What? }
      """;

  private static TestResult run(String turns) {
    String test = "at: 2026-11-25T12:00:00Z\nchannel: chat\nturns:\n" + turns;
    return ConversationTestRunner.run(new SourceText("bot.yaml", BOT), new SourceText("test.yaml", test), ExactInterpreter::train);
  }

  @ParameterizedTest
  @CsvSource({
    "2026-11-27,        Fulfilled",
    "when are you open, ReadyForFulfillment",
    "hm,                Failed",
  })
  void whatWasDoneStaysDoneAndWhatWasNotHasFailed(String answer, String state) {
    TestResult result =
        run("""
              - caller: book a car
              - caller: "%s"
              - caller: bye bye
                bot: { says: Goodbye., action: Close, state: %s }
            """.formatted(answer, state));
    assertThat(result.passed()).as(result.print()).isTrue();
  }
}
