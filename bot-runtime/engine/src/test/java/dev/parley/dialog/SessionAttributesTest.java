package dev.parley.dialog;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.diagnostic.SourceText;
import dev.parley.simulation.ConversationTestRunner;
import dev.parley.simulation.ExactInterpreter;
import dev.parley.simulation.TestResult;
import org.junit.jupiter.api.Test;

/** What a bot remembers of its callers. */
class SessionAttributesTest {

  private static final String BOT =
      """
      bot: Parcels
      features:
        parcel: { key: "{Parcel}" }
      intents:
        Find:
          utterances: ["find {Parcel}"]
          slots:
            Parcel: { type: Digits, ask: Which parcel? }
          close:
            set: { owner: "{features.parcel.owner}", last: "{Parcel}", asked: "[who]" }
            next: elicit_intent
        Whose:
          utterances: [whose is it]
          close: { say: "It is [owner]'s.", absent: I do not know whose it is., next: elicit_intent }
        FallbackIntent: { close: What? }
      """;

  private static final String TEST =
      """
      at: 2026-11-25T12:00:00Z
      channel: chat
      attributes: { asked: somebody }
      features:
        parcel: { "11": { owner: Ada }, "22": { weight: "3" } }
      turns:
        - caller: find 11
        - caller: whose is it
          bot: It is Ada's.
        - caller: find 22
          expect: [{ attribute: owner, empty: true }, { attribute: last, value: "22" }, { attribute: asked, value: somebody }]
        - caller: whose is it
          bot: I do not know whose it is.
      """;

  @Test
  void whatIsKnownOfOneCustomerIsNotTakenForTheNextOnes() {
    TestResult result =
        ConversationTestRunner.run(new SourceText("bot.yaml", BOT), new SourceText("test.yaml", TEST), ExactInterpreter::train);
    assertThat(result.passed()).as(result.print()).isTrue();
  }
}
