package dev.parley.nlu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.definition.InputSettings;
import dev.parley.diagnostic.SourceText;
import dev.parley.event.Cue;
import dev.parley.event.Expectation;
import dev.parley.event.Interpretations;
import dev.parley.event.Interpreter;
import dev.parley.event.SlotValue;
import dev.parley.yaml.BotReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentsUnderstandingTest {

  private static final Interpreter PAYMENTS = interpreter();

  private static Interpreter interpreter() {
    try {
      String text = Files.readString(Path.of("../../samples/payments/bot.yaml"));
      return new TrainedInterpreterFactory()
          .train(BotReader.read(new SourceText("bot.yaml", text)).value().orElseThrow(), "en_US");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Expectation expect(Expectation.Kind kind, String slot) {
    return new Expectation(
        kind,
        kind == Expectation.Kind.INTENT ? Optional.empty() : Optional.of("ProcessPayment"),
        slot.isEmpty() ? Optional.empty() : Optional.of(slot),
        false,
        false,
        slot.equals("Amount") ? List.of("the usual") : List.of(),
        InputSettings.LEX_DEFAULTS,
        Instant.parse("2026-11-25T12:00:00Z"),
        ZoneId.of("UTC"),
        "en_US");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "I'd like to pay my bill | ProcessPayment",
        "pay bill please | ProcessPayment",
        "i want to make a payment on my account | ProcessPayment",
        "can i pay with my card | ProcessPayment",
        "pay fifty dollars | ProcessPayment",
        "how much do I owe you | GetBalance",
        "what's my balance | GetBalance",
        "tell me the balance please | GetBalance",
        "how much is my bill | GetBalance"
      })
  void callersAreUnderstoodInTheirOwnWords(String said, String intent) {
    assertThat(PAYMENTS.interpret(said, expect(Expectation.Kind.INTENT, "")).best().orElseThrow().intent())
        .isEqualTo(intent);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tell me a joke", "book a flight to paris", "what is the weather like tomorrow", "sing me a song",
        "is the manager there", "hello", "blue elephants", "42", "?"
      })
  void whatTheBotDoesNotDoReachesTheFallback(String said) {
    Interpretations meaning = PAYMENTS.interpret(said, expect(Expectation.Kind.INTENT, ""));
    assertThat(meaning.best()).isEmpty();
    assertThat(meaning.ranked().get(0).intent()).isEqualTo("FallbackIntent");
  }

  @ParameterizedTest
  @CsvSource({
    "can you wait a minute, HOLD", "hold on, HOLD", "one sec, HOLD", "let me get my card, HOLD", "bear with me, HOLD",
    "hold on let me find it, HOLD", "give me a minute please, HOLD", "i'm back, RESUME", "ok go ahead, RESUME",
    "okay i'm ready, RESUME", "i have it now, RESUME", "yes, YES", "confirm, YES", "that's right, YES", "yes please, YES",
    "no, NO", "nope, NO", "no that's wrong, NO", "say that again, REPEAT"
  })
  void cuesAreHeard(String said, Cue cue) {
    assertThat(PAYMENTS.interpret(said, expect(Expectation.Kind.SLOT, "CardNumber")).cue()).contains(cue);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"yesterday", "nobody told me", "now", "notice", "knows", "yes and no", "the wait time is long"})
  void whatOnlySoundsLikeACueIsNone(String said) {
    assertThat(PAYMENTS.interpret(said, expect(Expectation.Kind.INTENT_CONFIRMATION, "")).cue()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AccountId | four eight two nine one three | 482913",
        "AccountId | my account number is 482913 | 482913",
        "AccountId | four eight to nine won three | 482913",
        "AccountId | forty eight twenty nine thirteen | 482913",
        "Amount | fifty dollars | 50",
        "Amount | one fifty | 150",
        "Amount | $1,234.50 | 1234.50",
        "Amount | a hundred and five pounds twenty | 105.20",
        "Amount | three dollars and fifty cents | 3.50",
        "Amount | twelve hundred | 1200",
        "Amount | half a million | 500000",
        "CardNumber | four one one one one one one one one one one one one one one one | 4111111111111111",
        "CardNumber | 4111-1111 1111 1111 | 4111111111111111",
        "SecurityCode | double oh seven | 007",
        "SecurityCode | triple nine | 999",
        "SecurityCode | nought two oh | 020",
        "ExpiryDate | march twenty twenty eight | 2028-03",
        "ExpiryDate | oh three twenty eight | 2028-03",
        "ExpiryDate | three of twenty eight | 2028-03",
        "ExpiryDate | 03/28 | 2028-03",
        "ExpiryDate | 0328 | 2028-03",
        "ExpiryDate | 032028 | 2028-03",
        "ExpiryDate | december two thousand twenty seven | 2027-12"
      })
  void theAskedSlotsTypePicksTheReading(String slot, String said, String value) {
    assertThat(PAYMENTS.interpret(said, expect(Expectation.Kind.SLOT, slot)).answer())
        .map(SlotValue::interpretedValue)
        .contains(value);
  }

  @ParameterizedTest
  @CsvSource({"CardNumber,can you wait a minute", "SecurityCode,what is that", "Amount,the usual", "ExpiryDate,i forgot"})
  void whatIsNoValueAnswersNoQuestion(String slot, String said) {
    assertThat(PAYMENTS.interpret(said, expect(Expectation.Kind.SLOT, slot)).answer()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"the usual", "yes", "the usual please"})
  void theOfferedAmountIsTaken(String said) {
    assertThat(PAYMENTS.interpret(said, expect(Expectation.Kind.SLOT, "Amount")).takesSuggestion()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"I want to pay fifty dollars off my bill", "pay fifty dollars", "pay $50 please"})
  void anAmountInTheFirstSentenceIsTaken(String said) {
    assertThat(PAYMENTS.interpret(said, expect(Expectation.Kind.INTENT, "")).best().orElseThrow().slots())
        .hasEntrySatisfying("Amount", v -> assertThat(v.interpretedValue()).isEqualTo("50"));
  }

  @Property(tries = 500)
  void noTextIsTooMuch(@ForAll @StringLength(max = 1100) String anything) {
    for (String slot : List.of("AccountId", "Amount", "CardNumber", "ExpiryDate")) {
      assertThat(PAYMENTS.interpret(anything, expect(Expectation.Kind.SLOT, slot))).isNotNull();
    }
    assertThat(PAYMENTS.interpret(anything, expect(Expectation.Kind.INTENT, "")).ranked()).isNotEmpty();
  }
}
