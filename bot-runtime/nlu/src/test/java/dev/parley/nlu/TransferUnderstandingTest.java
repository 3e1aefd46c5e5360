package dev.parley.nlu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.diagnostic.SourceText;
import dev.parley.event.Cue;
import dev.parley.event.Expectation;
import dev.parley.event.Interpretations;
import dev.parley.event.Interpreter;
import dev.parley.event.SlotValue;
import dev.parley.yaml.BotReader;
import dev.parley.yaml.Loaded;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A bot with values of its own, two slots of one type, a slot that takes anything, and cues of its own. */
class TransferUnderstandingTest {

  private static final String BOT =
      """
      bot: Bank
      locale: en_US
      cues:
        hold: [paws for a moment]
      slot_types:
        Account:
          restrict: true
          values:
            - { value: Savings, synonyms: [savings account] }
            - { value: Checking, synonyms: [checking account] }
      intents:
        Transfer:
          utterances:
            - I want to transfer money
            - move money between my accounts
            - transfer {Amount} from {Source} to {Target}
            - move {Amount} to {Target}
            - transfer from {Source}
          slots:
            Amount: { type: Currency, ask: How much? }
            Source: { type: Account, ask: From which account? }
            Target: { type: Account, ask: To which account? }
            When: { type: Date, ask: When? }
          close: Done.
        Message:
          utterances:
            - leave a message
            - tell my banker {Text}
          slots:
            Text: { type: FreeFormInput, ask: What is the message? }
          close: Sent.
        FallbackIntent:
          close: Sorry.
      """;

  private static final Interpreter BANK = train();

  private static Interpreter train() {
    Loaded<dev.parley.definition.BotDefinition> loaded = BotReader.read(new SourceText("bank.yaml", BOT));
    assertThat(loaded.report().diagnostics()).isEmpty();
    return Trainers.served().train(loaded.value().orElseThrow(), "en_US");
  }

  private static Expectation expect(Expectation.Kind kind, Optional<String> slot) {
    Asked asked = slot.map(s -> Asked.slot("Transfer", s)).orElse(Asked.anything()).kind(kind);
    return asked.at("2026-11-26T03:00:00Z", "America/New_York");
  }

  private static Interpretations said(String text) {
    return BANK.interpret(text, expect(Expectation.Kind.INTENT, Optional.empty()));
  }

  private static Map<String, String> slots(Interpretations meaning) {
    Map<String, String> values = new LinkedHashMap<>();
    meaning.best().orElseThrow().slots().forEach((name, value) -> values.put(name, value.interpretedValue()));
    return values;
  }

  @Test
  void twoSlotsOfOneTypeAreToldApartByTheWordBeforeThem() {
    assertThat(slots(said("transfer fifty dollars from savings to checking")))
        .isEqualTo(Map.of("Amount", "50", "Source", "Savings", "Target", "Checking"));
    assertThat(slots(said("move 200 to savings from my checking account")))
        .containsEntry("Target", "Savings").containsEntry("Amount", "200");
    assertThat(slots(said("from savings to checking"))).isEqualTo(Map.of("Source", "Savings", "Target", "Checking"));
    assertThat(slots(said("please transfer a hundred dollars to savings"))).isEqualTo(Map.of("Amount", "100", "Target", "Savings"));
  }

  @Test
  void aSlotThatTakesAnythingIsFilledWhereASampleHasIt() {
    assertThat(slots(said("tell my banker I will come on friday"))).isEqualTo(Map.of("Text", "I will come on friday"));
    assertThat(slots(said("leave a message"))).isEmpty();
    assertThat(slots(said("I want to leave a message"))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "savings, Savings", "my savings account please, Savings", "the chequing account, Checking", "saving, Savings"
  })
  void anAccountIsUnderstoodInMoreWaysThanListed(String said, String value) {
    assertThat(BANK.interpret(said, expect(Expectation.Kind.SLOT, Optional.of("Source"))).answer())
        .map(SlotValue::interpretedValue)
        .contains(value);
  }

  @Test
  void todayIsTheCallersDay() {
    assertThat(BANK.interpret("today", expect(Expectation.Kind.SLOT, Optional.of("When"))).answer())
        .map(SlotValue::interpretedValue)
        .contains("2026-11-25");
  }

  @Test
  void theBotsOwnCuesAreHeard() {
    assertThat(said("paws for a moment please").cue()).contains(Cue.HOLD);
    assertThat(said("hold on").cue()).contains(Cue.HOLD);
  }
}
