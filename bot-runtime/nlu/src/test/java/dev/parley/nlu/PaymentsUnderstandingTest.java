package dev.parley.nlu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.diagnostic.SourceText;
import dev.parley.event.Cue;
import dev.parley.event.Expectation;
import dev.parley.event.Interpretations;
import dev.parley.event.Interpreter;
import dev.parley.event.SlotValue;
import dev.parley.yaml.BotReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PaymentsUnderstandingTest {

  private static final Interpreter PAYMENTS = interpreter();
  private static final Interpreter AGAIN = interpreter();

  private static Interpreter interpreter() {
    try {
      String text = Files.readString(Path.of("../../samples/payments/bot.yaml"));
      return Trainers.served()
          .train(BotReader.read(new SourceText("bot.yaml", text)).value().orElseThrow(), "en_US");
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  private static Expectation expect(Expectation.Kind kind, String slot) {
    Asked asked = kind == Expectation.Kind.INTENT ? Asked.anything() : Asked.anything().kind(kind).of("ProcessPayment");
    Asked named = slot.isEmpty() ? asked : asked.named(slot);
    return (slot.equals("Amount") ? named.offering("the usual") : named).expectation();
  }

  private static Expectation waiting(String slot) {
    return Asked.slot("ProcessPayment", slot).whileWaiting().expectation();
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
        "how much is my bill | GetBalance",
        "i need to pay off my balance | ProcessPayment",
        "i got a bill in the mail and i want to pay it | ProcessPayment",
        "could you take my payment now | ProcessPayment",
        "bill payment | ProcessPayment",
        "payment | ProcessPayment",
        "my account number is four eight two nine one three and i want to pay my bill | ProcessPayment",
        "how much money do i owe | GetBalance",
        "can you tell me what i owe | GetBalance",
        "check balance | GetBalance",
        "account balance | GetBalance"
      })
  void callersAreUnderstoodInTheirOwnWords(String said, String intent) {
    assertThat(PAYMENTS.interpret(said, expect(Expectation.Kind.INTENT, "")).best().orElseThrow().intent())
        .isEqualTo(intent);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "tell me a joke", "book a flight to paris", "what is the weather like tomorrow", "sing me a song",
        "is the manager there", "hello", "blue elephants", "42", "?", "i want to change my address", "can i speak to an agent",
        "my power is out", "i want to order a pizza", "what time do you open", "where is my order", "how old are you",
        "how much is a ticket to london", "how much does a new meter cost", "set an alarm for six", "pay attention",
        "can you help me with my homework", "thank you", "goodbye", "two seconds"
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
    "no, NO", "nope, NO", "no that's wrong, NO", "say that again, REPEAT", "give me just a second, HOLD", "please hold, HOLD",
    "could you give me a minute to find my card, HOLD", "i need to go get my purse, HOLD", "hang on my dog is barking, HOLD",
    "uh hold on a second let me grab my wallet, HOLD", "i'll go get it, HOLD", "two seconds, HOLD", "i'm still looking, HOLD",
    "sorry about that i'm back, RESUME", "ok ready, RESUME", "got my card, RESUME", "here it is, RESUME", "cancel the payment, CANCEL",
    "never mind, CANCEL", "what did you say, REPEAT", "help me please, HELP"
  })
  void cuesAreHeard(String said, Cue cue) {
    assertThat(PAYMENTS.interpret(said, expect(Expectation.Kind.SLOT, "CardNumber")).cue()).contains(cue);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "yesterday", "nobody told me", "now", "notice", "knows", "yes and no", "the wait time is long", "wait times are terrible",
        "i waited a minute already", "check the details please", "i'm looking for a house", "back in november", "just", "please"
      })
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

  @Test
  void keysAnswerYesAndNoWhereTheyAreOffered() {
    Expectation confirmation = expect(Expectation.Kind.INTENT_CONFIRMATION, "");
    assertThat(PAYMENTS.interpret("1", confirmation).cue()).contains(Cue.YES);
    assertThat(PAYMENTS.interpret("2", confirmation).cue()).contains(Cue.NO);
    assertThat(PAYMENTS.interpret("go ahead", confirmation).cue()).contains(Cue.YES);
  }

  @Test
  void aOneIsAnAmountAndNoYesToTheOffer() {
    Interpretations meaning = PAYMENTS.interpret("1", expect(Expectation.Kind.SLOT, "Amount"));
    assertThat(meaning.takesSuggestion()).isFalse();
    assertThat(meaning.cue()).isEmpty();
    assertThat(meaning.answer()).map(SlotValue::interpretedValue).contains("1");
  }

  @Test
  void aReadBackMayBeCorrectedInsteadOfDenied() {
    Interpretations meaning =
        PAYMENTS.interpret("no it's 4111 1111 1111 1112", expect(Expectation.Kind.SLOT_CONFIRMATION, "CardNumber"));
    assertThat(meaning.cue()).isEmpty();
    assertThat(meaning.answer()).map(SlotValue::interpretedValue).contains("4111111111111112");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ok i'm back it's four one one one one one one one one one one one one one one one",
        "okay i have it now it's 4111 1111 1111 1111",
        "sorry about that i'm back, 4111-1111-1111-1111"
      })
  void whoComesBackMayAnswerInOneBreath(String said) {
    Interpretations meaning = PAYMENTS.interpret(said, waiting("CardNumber"));
    assertThat(meaning.cue()).contains(Cue.RESUME);
    assertThat(meaning.answer()).map(SlotValue::interpretedValue).contains("4111111111111111");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "pay 482913", "my account number is four eight two nine one three and i want to pay my bill", "pay bill for account 4829",
        "hold on, four one one one"
      })
  void digitsOfAnAccountAreNoAmount(String said) {
    Interpretations meaning = PAYMENTS.interpret(said, expect(Expectation.Kind.INTENT, ""));
    assertThat(meaning.ranked()).allSatisfy(i -> assertThat(i.slots()).doesNotContainKey("Amount"));
  }

  @Test
  void anotherIntentTakesTheCallerAwayOnlyWhenClear() {
    Expectation amount = expect(Expectation.Kind.SLOT, "Amount");
    assertThat(PAYMENTS.interpret("what do i owe", amount).best().orElseThrow().intent()).isEqualTo("GetBalance");
    assertThat(PAYMENTS.interpret("the full balance", amount).best()).isEmpty();
    assertThat(PAYMENTS.interpret("482913", expect(Expectation.Kind.SLOT, "AccountId")).best().orElseThrow().intent())
        .isEqualTo("ProcessPayment");
  }

  @ParameterizedTest
  @CsvSource({
    "four one one one um one one one one one one one one one one one one, true",
    "4111 1111 1111 1111, true",
    "４１１１１１１１１１１１１１１１, true",
    "triple four triple five triple six triple seven, true",
    "my account is 482913 and i pay fifty, false",
    "forty eight twenty nine, false"
  })
  void aCardNumberIsSeenThoughNoneWasAsked(String said, boolean secret) {
    assertThat(PAYMENTS.looksSecret(said)).isEqualTo(secret);
  }

  @Test
  void theGuessThatFitsTheQuestionIsTaken() {
    Expectation code = expect(Expectation.Kind.SLOT, "SecurityCode");
    assertThat(PAYMENTS.rescore(List.of("one two tree house", "one two three"), code)).isEqualTo("one two three");
    assertThat(PAYMENTS.rescore(List.of("one two", "one two three"), code)).isEqualTo("one two three");
    assertThat(PAYMENTS.rescore(List.of("one one", "can you wait a minute"), code)).isEqualTo("can you wait a minute");
  }

  @ParameterizedTest
  @ValueSource(strings = {"the usual", "yes", "the usual please", "i'd like to pay the usual", "i'll take the usual"})
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

  @Property(tries = 200)
  void theSameTextAlwaysMeansTheSame(@ForAll @StringLength(max = 200) String anything) {
    Interpreter again = AGAIN;
    for (Expectation.Kind kind : Expectation.Kind.values()) {
      Expectation expectation = expect(kind, kind == Expectation.Kind.INTENT ? "" : "Amount");
      assertThat(again.interpret(anything, expectation)).isEqualTo(PAYMENTS.interpret(anything, expectation));
    }
  }
}
