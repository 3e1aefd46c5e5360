package dev.parley.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import software.amazon.awssdk.services.lexruntimev2.model.ConversationMode;
import software.amazon.awssdk.services.lexruntimev2.model.DialogActionType;
import software.amazon.awssdk.services.lexruntimev2.model.IntentState;
import software.amazon.awssdk.services.lexruntimev2.model.PlaybackInterruptionEvent;
import software.amazon.awssdk.services.lexruntimev2.model.PlaybackInterruptionReason;
import software.amazon.awssdk.services.lexruntimev2.model.RecognizeTextResponse;
import software.amazon.awssdk.services.lexruntimev2.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lexruntimev2.model.TextResponseEvent;
import software.amazon.awssdk.services.lexruntimev2.model.ThrottlingException;
import software.amazon.awssdk.services.lexruntimev2.model.ValidationException;

/** The whole conversation with the unmodified AWS SDK, in text; and what clients do wrong. */
class TextCallerPaysABillTest {

  private static final String TEXT = "text/plain; charset=utf-8";

  @RegisterExtension
  static final PaymentsServer PAYMENTS =
      new PaymentsServer(Map.of("speech.recognizer", "none", "speech.synthesizer", "none"));

  private static LexCaller caller(String session) {
    return new LexCaller(PAYMENTS.client(), session, ConversationMode.TEXT, LexCaller.configuration(TEXT, false));
  }

  private static String answer(LexCaller caller, String text) {
    caller.text(text);
    String words = caller.hear(false);
    caller.playbackCompleted();
    return words;
  }

  @Test
  @Tag("real-time")
  void theCallerPaysWithAWaitAndABargeIn() throws IOException {
    try (LexCaller caller = caller("text-pays")) {
      assertThat(answer(caller, "I would like to pay my bill")).contains("account number");
      assertThat(answer(caller, "482913")).contains("Maya").contains("$142.50");
      assertThat(answer(caller, "fifty dollars")).contains("sixteen digits");

      assertThat(answer(caller, "can you wait a minute")).contains("Take all the time");
      assertThat(caller.lastResult().sessionState().intent().state()).isEqualTo(IntentState.WAITING);
      assertThat(caller.lastResult().sessionState().dialogAction().slotToElicit()).isEqualTo("CardNumber");

      int before = caller.seen().size();
      String reminder = caller.hear(false);
      caller.playbackCompleted();
      assertThat(reminder).contains("still here");
      assertThat(caller.seen().subList(before, caller.seen().size())).containsExactly("IntentResult", "Text:[" + reminder + "]");

      assertThat(answer(caller, "I'm back")).contains("Welcome back");
      assertThat(caller.lastResult().sessionState().intent().state()).isEqualTo(IntentState.IN_PROGRESS);
      assertThat(answer(caller, "4111 1111 1111 1111")).contains("4 1 1 1, 1 1 1 1, 1 1 1 1, 1 1 1 1");

      // The question for the security code is answered before its end.
      caller.text("yes");
      assertThat(caller.hear(false)).contains("security code");
      caller.text("123");
      PlaybackInterruptionEvent cut = caller.next(PlaybackInterruptionEvent.class);
      assertThat(cut.eventReason()).isEqualTo(PlaybackInterruptionReason.TEXT_DETECTED);
      assertThat(cut.causedByEventId()).isEqualTo("text-1");
      assertThat(caller.hear(false)).contains("expire");
      caller.playbackCompleted();

      assertThat(answer(caller, "March 2029")).contains("$50").contains("1 1 1 1");
      caller.text("yes");
      assertThat(caller.hear(false)).contains("confirmation code");
      assertThat(caller.lastResult().sessionState().intent().state()).isEqualTo(IntentState.FULFILLED);
      assertThat(caller.lastResult().sessionState().dialogAction().type()).isEqualTo(DialogActionType.CLOSE);
      assertThat(caller.lastResult().sessionState().intent().slots().get("CardNumber").value().interpretedValue())
          .isEqualTo("4111111111111111");
      assertThat(caller.lastResult().sessionState().sessionAttributes()).containsKey("confirmationCode");
    }
    for (String secret : List.of("41111111", "4111 1111", "1111 1111 1111", "1 1 1 1, 1 1 1 1")) {
      assertThat(PAYMENTS.filesThatHold(secret)).isEmpty();
    }
  }

  @Test
  void eventsComeInLexOrderAndAreNumbered() {
    try (LexCaller caller = caller("text-order")) {
      caller.text("what is my balance");
      TextResponseEvent words = caller.next(TextResponseEvent.class);
      assertThat(caller.seen().subList(0, 3)).satisfies(seen -> {
        assertThat(seen.get(0)).isEqualTo("Transcript:what is my balance");
        assertThat(seen.get(1)).isEqualTo("IntentResult");
        assertThat(seen.get(2)).startsWith("Text:");
      });
      assertThat(words.eventId()).isEqualTo("RESPONSE-3");
      assertThat(caller.lastResult().sessionState().intent().slots()).containsEntry("AccountId", null);
    }
  }

  @Test
  void anUnknownAccountHasItsOwnWordingAndAMissingFactNoEmptyWord() {
    try (LexCaller caller = caller("text-unknown")) {
      answer(caller, "I want to pay my bill");
      assertThat(answer(caller, "111111")).contains("can't find an account").contains("1 1 1 1 1 1");
      assertThat(answer(caller, "845026")).doesNotContain("{").contains("How much would you like to pay");
    }
  }

  @Test
  void theUsualAmountIsTakenFromTheCustomersRecord() {
    try (LexCaller caller = caller("text-usual")) {
      answer(caller, "I want to pay my bill");
      answer(caller, "619370");
      answer(caller, "the usual");
      assertThat(caller.lastResult().sessionState().intent().slots().get("Amount").value().interpretedValue()).isEqualTo("200.00");
    }
  }

  @Test
  void aDeclinedCardEndsWithTheFailureWording() {
    try (LexCaller caller = caller("text-declined")) {
      answer(caller, "I want to pay my bill");
      answer(caller, "507264");
      answer(caller, "20 dollars");
      answer(caller, "4000000000000002");
      answer(caller, "yes");
      answer(caller, "123");
      answer(caller, "12/29");
      assertThat(answer(caller, "yes")).contains("did not go through");
      assertThat(caller.lastResult().sessionState().intent().state()).isEqualTo(IntentState.FAILED);
    }
  }

  @Test
  void recognizeTextHoldsTheSameDialogAcrossRequests() {
    RecognizeTextResponse first = recognize("text-unary", "what is my balance");
    assertThat(first.sessionState().dialogAction().slotToElicit()).isEqualTo("AccountId");
    RecognizeTextResponse second = recognize("text-unary", "730158");
    assertThat(second.messages().get(0).content()).contains("Ravi").contains("$0");
    assertThat(second.interpretations().get(0).intent().name()).isEqualTo("GetBalance");
    var session = PAYMENTS.client().getSession(r -> r.botId("PaymentsBot").botAliasId("TSTALIASID").localeId("en_US").sessionId("text-unary")).join();
    assertThat(session.sessionState().intent().name()).isEqualTo("GetBalance");
    PAYMENTS.client().deleteSession(r -> r.botId("PaymentsBot").botAliasId("TSTALIASID").localeId("en_US").sessionId("text-unary")).join();
    assertThat(failure(() -> PAYMENTS.client().getSession(r -> r.botId("PaymentsBot").botAliasId("TSTALIASID").localeId("en_US").sessionId("text-unary")).join()))
        .isInstanceOf(ResourceNotFoundException.class);
  }

  private static RecognizeTextResponse recognize(String session, String text) {
    return PAYMENTS.client()
        .recognizeText(r -> r.botId("PaymentsBot").botAliasId("TSTALIASID").localeId("en_US").sessionId(session).text(text))
        .join();
  }

  private static Throwable failure(Runnable call) {
    try {
      call.run();
    } catch (CompletionException e) {
      return e.getCause();
    }
    throw new AssertionError("it went well");
  }

  @Test
  void anUnknownBotIsToldBeforeTheStreamBegins() {
    try (LexCaller caller = new LexCaller(PAYMENTS.client(), "NOSUCHBOT1", "text-nobot", ConversationMode.TEXT, LexCaller.configuration(TEXT, true))) {
      assertThat(root(caller.failure())).isInstanceOf(ResourceNotFoundException.class).hasMessageContaining("NOSUCHBOT1");
    }
    assertThat(failure(() -> PAYMENTS.client()
        .recognizeText(r -> r.botId("PaymentsBot").botAliasId("TSTALIASID").localeId("de_DE").sessionId("aa").text("hi")).join()))
        .isInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("en_US");
  }

  private static Throwable root(Throwable thrown) {
    return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
  }

  @Test
  void eachBadInputGetsItsExceptionAndHarmsNobodyElse() {
    try (LexCaller bystander = caller("text-bystander")) {
      assertThat(answer(bystander, "I want to pay my bill")).contains("account number");

      try (LexCaller bad = caller("text-bad-1")) {
        bad.raw(LexCaller.configuration(TEXT, false));
        assertThat(root(bad.failure())).isInstanceOf(ValidationException.class).hasMessageContaining("one ConfigurationEvent");
      }
      try (LexCaller bad = caller("text-bad-2")) {
        bad.text("x".repeat(1025));
        assertThat(root(bad.failure())).isInstanceOf(ValidationException.class).hasMessageContaining("1024");
      }
      try (LexCaller bad = caller("text-bad-3")) {
        bad.raw(LexCaller.key("5"));
        assertThat(root(bad.failure())).isInstanceOf(ValidationException.class).hasMessageContaining("TEXT");
      }
      try (LexCaller bad = new LexCaller(PAYMENTS.client(), "text-bad-4", ConversationMode.AUDIO, LexCaller.configuration(TEXT, false))) {
        bad.text("hello");
        assertThat(root(bad.failure())).isInstanceOf(ValidationException.class).hasMessageContaining("AUDIO");
      }
      try (LexCaller bad = new LexCaller(PAYMENTS.client(), "text-bad-5", ConversationMode.TEXT, null)) {
        bad.text("hello");
        assertThat(root(bad.failure())).isInstanceOf(ValidationException.class).hasMessageContaining("first event");
      }
      try (LexCaller bad = caller("text-bystander")) {
        bad.text("hello");
        assertThat(root(bad.failure()))
            .isInstanceOf(software.amazon.awssdk.services.lexruntimev2.model.ConflictException.class)
            .isNotInstanceOf(ThrottlingException.class);
      }

      assertThat(answer(bystander, "482913")).contains("Maya");
    }
  }
}
