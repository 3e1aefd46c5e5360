package dev.parley.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.lexruntimev2.LexRuntimeV2AsyncClient;
import software.amazon.awssdk.services.lexruntimev2.model.AudioResponseEvent;
import software.amazon.awssdk.services.lexruntimev2.model.ConflictException;
import software.amazon.awssdk.services.lexruntimev2.model.ConversationMode;
import software.amazon.awssdk.services.lexruntimev2.model.DependencyFailedException;
import software.amazon.awssdk.services.lexruntimev2.model.InputMode;
import software.amazon.awssdk.services.lexruntimev2.model.IntentResultEvent;
import software.amazon.awssdk.services.lexruntimev2.model.InternalServerException;
import software.amazon.awssdk.services.lexruntimev2.model.LexRuntimeV2Exception;
import software.amazon.awssdk.services.lexruntimev2.model.PlaybackInterruptionEvent;
import software.amazon.awssdk.services.lexruntimev2.model.PlaybackInterruptionReason;
import software.amazon.awssdk.services.lexruntimev2.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lexruntimev2.model.StartConversationRequestEventStream;
import software.amazon.awssdk.services.lexruntimev2.model.TextResponseEvent;
import software.amazon.awssdk.services.lexruntimev2.model.TranscriptEvent;
import software.amazon.awssdk.services.lexruntimev2.model.ValidationException;

/** Conversations of the unmodified AWS SDK for Java; only its endpoint is ours. */
final class StartConversationTest {

  private static final String LPCM = "audio/lpcm; sample-rate=8000; sample-size-bits=16; channel-count=1; is-big-endian=false";

  @RegisterExtension static final ParleyServerExtension parley = new ParleyServerExtension();
  private static LexRuntimeV2AsyncClient client;

  @BeforeAll
  static void connect() {
    client = LexConversation.client(parley);
  }

  @AfterAll
  static void disconnect() {
    client.close();
  }

  @Test
  void aTextConversationHasLexsEventsInLexsOrder() {
    LexConversation conversation = LexConversation.text(client, "s-1").say("hello");
    TranscriptEvent transcript = conversation.next(TranscriptEvent.class);
    assertThat(transcript.transcript()).isEqualTo("hello");
    assertThat(transcript.eventId()).isEqualTo("RESPONSE-1");
    IntentResultEvent result = conversation.next(IntentResultEvent.class);
    assertThat(result.inputMode()).isEqualTo(InputMode.TEXT);
    assertThat(result.sessionId()).isEqualTo("s-1");
    assertThat(result.recognizedBotMember().botName()).isEqualTo("EchoBot");
    assertThat(result.interpretations().get(0).nluConfidence().score()).isEqualTo(0.75);
    assertThat(result.sessionState().dialogAction().slotToElicit()).isEqualTo("Word");
    assertThat(result.sessionState().intent().slots()).containsEntry("Word", null);
    TextResponseEvent text = conversation.next(TextResponseEvent.class);
    assertThat(text.messages().get(0).content()).isEqualTo("you said hello");
    assertThat(text.eventId()).isEqualTo("RESPONSE-3");
    conversation.halfClose().ends();
  }

  @Test
  void whatWasAskedBeforeHalfClosingIsStillAnswered() {
    LexConversation conversation = LexConversation.text(client, "s-2").say("sleep").halfClose();
    parley.gateway().wake.complete(null);
    conversation.next(TranscriptEvent.class);
    conversation.next(IntentResultEvent.class);
    assertThat(conversation.next(TextResponseEvent.class).messages().get(0).content()).isEqualTo("you said sleep");
    conversation.ends();
  }

  @Test
  void anAnswerInSoundEndsWithAnEventWithoutAny() {
    LexConversation conversation = new LexConversation(client, EchoGateway.BOT, "s-3", ConversationMode.AUDIO).configure("audio/pcm").press("12#");
    assertThat(conversation.next(TranscriptEvent.class).transcript()).isEqualTo("12");
    assertThat(conversation.next(IntentResultEvent.class).inputMode()).isEqualTo(InputMode.DTMF);
    conversation.next(TextResponseEvent.class);
    AudioResponseEvent first = conversation.next(AudioResponseEvent.class);
    assertThat(first.contentType()).isEqualTo("audio/pcm");
    assertThat(first.audioChunk().asByteArray()).hasSize(320);
    assertThat(conversation.sound()).hasSize(1);
    conversation.halfClose().ends();
  }

  @Test
  void theCallersSoundArrivesWholeAndInPlace() {
    LexConversation conversation = new LexConversation(client, EchoGateway.BOT, "s-4", ConversationMode.AUDIO).configure("text/plain");
    for (int i = 0; i < 50; i++) {
      conversation.sound(LPCM, new byte[320]);
    }
    byte[] large = new byte[3200];
    large[0] = 127;
    conversation.sound(LPCM, large);
    assertThat(conversation.next(TranscriptEvent.class).transcript()).isEqualTo("19200 bytes at 8000 from 1000 ms");
    conversation.halfClose();
  }

  @Test
  void aKeyWhileTheBotSpeaksInterruptsAndNamesTheEvent() {
    LexConversation conversation = new LexConversation(client, EchoGateway.BOT, "s-5", ConversationMode.AUDIO).configure("text/plain").press("1#");
    conversation.next(TranscriptEvent.class);
    conversation.next(IntentResultEvent.class);
    conversation.next(TextResponseEvent.class);
    conversation.press("2");
    PlaybackInterruptionEvent interruption = conversation.next(PlaybackInterruptionEvent.class);
    assertThat(interruption.eventReason()).isEqualTo(PlaybackInterruptionReason.DTMF_START_DETECTED);
    assertThat(interruption.causedByEventId()).isEqualTo("key-1");
    assertThat(interruption.eventId()).isEqualTo("RESPONSE-4");
    conversation.send(StartConversationRequestEventStream.disconnectionEventBuilder().build()).ends();
  }

  @Test
  void aPromptThatWasHeardIsNotInterrupted() {
    LexConversation conversation = new LexConversation(client, EchoGateway.BOT, "s-6", ConversationMode.AUDIO).configure("text/plain").press("1#");
    conversation.next(TranscriptEvent.class);
    conversation.next(IntentResultEvent.class);
    conversation.next(TextResponseEvent.class);
    conversation.send(StartConversationRequestEventStream.playbackCompletionEventBuilder().build()).press("2#");
    assertThat(conversation.next(TranscriptEvent.class).transcript()).isEqualTo("2");
    conversation.halfClose();
  }

  @Test
  void anUnknownBotIsToldBeforeTheStreamBegins() {
    LexConversation conversation = new LexConversation(client, "NoSuchBot1", "s-7", ConversationMode.TEXT);
    conversation.configure("text/plain");
    Throwable error = conversation.error();
    assertThat(error).isInstanceOf(ResourceNotFoundException.class).hasMessageContaining("NoSuchBot1");
    assertThat(((ResourceNotFoundException) error).statusCode()).isEqualTo(404);
    assertThat(((ResourceNotFoundException) error).requestId()).isNotBlank();
  }

  @Test
  void aSessionIdWithAForbiddenCharacterIsToldBeforeTheStreamBegins() {
    LexConversation conversation = new LexConversation(client, EchoGateway.BOT, "+15550100", ConversationMode.TEXT);
    assertThat(conversation.error()).isInstanceOf(ValidationException.class).hasMessageContaining("sessionId");
  }

  @Test
  void aSessionInUseIsAConflictAndItsHolderDoesNotNotice() {
    LexConversation holder = LexConversation.text(client, "s-8").say("hello");
    holder.next(TranscriptEvent.class);
    assertThat(LexConversation.text(client, "s-8").error()).isInstanceOf(ConflictException.class);
    holder.next(IntentResultEvent.class);
    holder.next(TextResponseEvent.class);
    holder.say("again");
    assertThat(holder.next(PlaybackInterruptionEvent.class).eventReason()).isEqualTo(PlaybackInterruptionReason.TEXT_DETECTED);
    assertThat(holder.next(TranscriptEvent.class).transcript()).isEqualTo("again");
    holder.halfClose();
  }

  @Test
  void aSessionIsFreeAgainAtTheMomentItsStreamEnds() {
    for (int i = 0; i < 50; i++) {
      LexConversation conversation = LexConversation.text(client, "s-9").say("hello").halfClose();
      List<Object> events = new ArrayList<>();
      conversation.drain(events::add);
      assertThat(events).hasSize(3).noneMatch(Throwable.class::isInstance);
    }
  }

  @Test
  void textInAnAudioConversationNamesTheRule() {
    LexConversation conversation = new LexConversation(client, EchoGateway.BOT, "s-10", ConversationMode.AUDIO).configure("text/plain").say("hello");
    assertThat(conversation.error()).isInstanceOf(ValidationException.class).hasMessageContaining("x-amz-lex-conversation-mode");
  }

  @Test
  void keysInATextConversationNameTheRule() {
    assertThat(LexConversation.text(client, "s-11").press("1").error())
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("DTMFInputEvent is not taken in a conversation of mode TEXT");
  }

  @Test
  void theFirstEventMustBeTheConfiguration() {
    LexConversation conversation = new LexConversation(client, EchoGateway.BOT, "s-12", ConversationMode.TEXT).say("hello");
    assertThat(conversation.error()).isInstanceOf(ValidationException.class).hasMessageContaining("must be ConfigurationEvent");
  }

  @Test
  void aSecondConfigurationNamesTheRule() {
    assertThat(LexConversation.text(client, "s-13").configure("text/plain").error())
        .isInstanceOf(ValidationException.class)
        .hasMessageContaining("one ConfigurationEvent");
  }

  @Test
  void aTextThatIsTooLongNamesTheLimit() {
    LexConversation conversation = LexConversation.text(client, "s-14").say("x".repeat(1024));
    conversation.next(TranscriptEvent.class);
    conversation.next(IntentResultEvent.class);
    conversation.next(TextResponseEvent.class);
    conversation.say("x".repeat(1025));
    Throwable error = conversation.error();
    assertThat(error).isInstanceOf(ValidationException.class).hasMessageContaining("1025 characters");
    assertThat(((ValidationException) error).statusCode()).isEqualTo(400);
  }

  @ParameterizedTest
  @ValueSource(strings = {"audio/flac", "audio/pcm; sample-rate=22050", "video/mp4"})
  void anAnswerFormatThatIsNotServedNamesThoseThatAre(String type) {
    LexConversation conversation = new LexConversation(client, EchoGateway.BOT, "s-15", ConversationMode.AUDIO).configure(type);
    assertThat(conversation.error()).isInstanceOf(ValidationException.class).hasMessageContaining(type).hasMessageContaining("8");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "audio/lpcm; sample-rate=44100; sample-size-bits=16; channel-count=1; is-big-endian=false",
        "audio/lpcm; sample-rate=8000; sample-size-bits=8; channel-count=1; is-big-endian=false",
        "audio/lpcm; sample-rate=8000; sample-size-bits=16; channel-count=2; is-big-endian=false",
        "audio/lpcm; sample-rate=8000; sample-size-bits=16; channel-count=1; is-big-endian=true",
        "audio/x-cbr-opus-with-preamble;preamble-size=0;bit-rate=256000;frame-size-milliseconds=4"
      })
  void soundThatWouldBeNoiseIsRefused(String type) {
    LexConversation conversation = new LexConversation(client, EchoGateway.BOT, "s-16", ConversationMode.AUDIO).configure("text/plain");
    assertThat(conversation.sound(type, new byte[320]).error()).isInstanceOf(ValidationException.class).hasMessageContaining("AudioInputEvent.contentType");
  }

  @Test
  void soundOfSixteenKilohertzIsTaken() {
    LexConversation conversation = new LexConversation(client, EchoGateway.BOT, "s-17", ConversationMode.AUDIO).configure("text/plain");
    byte[] sound = new byte[640];
    sound[0] = 127;
    conversation.sound("audio/l16; rate=16000; channels=1", sound);
    assertThat(conversation.next(TranscriptEvent.class).transcript()).isEqualTo("640 bytes at 16000 from 0 ms");
    conversation.sound(LPCM, sound);
    conversation.next(IntentResultEvent.class);
    conversation.next(TextResponseEvent.class);
    assertThat(conversation.error()).isInstanceOf(ValidationException.class).hasMessageContaining("same contentType");
  }

  @Test
  void aFailedHookIsAnExceptionOfItsOwnKindAtTheEndOfTheStream() {
    Throwable error = LexConversation.text(client, "s-18").say("fail").error();
    assertThat(error).isInstanceOf(DependencyFailedException.class).hasMessageContaining("the hook failed");
    assertThat(((LexRuntimeV2Exception) error).statusCode()).isEqualTo(424);
  }

  @Test
  void aConversationThatIsCutIsAnErrorAndNeverASuccess() {
    assertThat(LexConversation.text(client, "s-19").say("break").error()).isInstanceOf(InternalServerException.class);
  }

  @Test
  void aMistakeHurtsOnlyItsOwnStream() {
    LexConversation good = LexConversation.text(client, "s-20").say("one");
    good.next(TranscriptEvent.class);
    for (int i = 0; i < 20; i++) {
      assertThat(LexConversation.text(client, "bad-" + i).press("1").error()).isInstanceOf(ValidationException.class);
    }
    good.next(IntentResultEvent.class);
    good.next(TextResponseEvent.class);
    good.say("two").halfClose();
    good.next(PlaybackInterruptionEvent.class);
    assertThat(good.next(TranscriptEvent.class).transcript()).isEqualTo("two");
  }

  @Test
  void fiftyConversationsAtOnceDoNotMix() {
    List<LexConversation> all = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      all.add(LexConversation.text(client, "many-" + i).say("I am " + i));
    }
    for (int i = 0; i < 50; i++) {
      assertThat(all.get(i).next(TranscriptEvent.class).transcript()).isEqualTo("I am " + i);
      assertThat(all.get(i).next(IntentResultEvent.class).sessionId()).isEqualTo("many-" + i);
      all.get(i).halfClose();
    }
  }

  @Test
  void aWelcomeMessageNeedsADialogAction() {
    LexConversation conversation = new LexConversation(client, EchoGateway.BOT, "s-21", ConversationMode.TEXT);
    conversation.send(
        StartConversationRequestEventStream.configurationEventBuilder()
            .responseContentType("text/plain")
            .welcomeMessages(m -> m.contentType("PlainText").content("Welcome"))
            .build());
    assertThat(conversation.error()).isInstanceOf(ValidationException.class).hasMessageContaining("dialogAction.type");
  }

  @Test
  void theClientsOwnWelcomeComesFirst() {
    LexConversation conversation = new LexConversation(client, EchoGateway.BOT, "s-22", ConversationMode.TEXT);
    conversation.send(
        StartConversationRequestEventStream.configurationEventBuilder()
            .responseContentType("text/plain")
            .sessionState(s -> s.dialogAction(a -> a.type("ElicitIntent")))
            .welcomeMessages(m -> m.contentType("PlainText").content("Welcome"))
            .build());
    assertThat(conversation.next(TextResponseEvent.class).messages().get(0).content()).isEqualTo("Welcome");
    conversation.halfClose().ends();
  }

  @Test
  void recognizeTextAnswersAndRepeatedCallsNeverMeetThemselves() {
    for (int i = 0; i < 50; i++) {
      int n = i;
      var answer = client.recognizeText(r -> r.botId("EchoBot").botAliasId("TSTALIASID").localeId("en_US").sessionId("r-1").text("hello " + n)).join();
      assertThat(answer.messages().get(0).content()).isEqualTo("you said hello " + n);
      assertThat(answer.sessionId()).isEqualTo("r-1");
      assertThat(answer.sessionState().intent().slots()).containsEntry("Word", null);
      assertThat(answer.interpretations().get(0).nluConfidence().score()).isEqualTo(0.75);
    }
  }

  @Test
  void aSessionIsReadAndDeleted() {
    client.recognizeText(r -> r.botId("EchoBot").botAliasId("TSTALIASID").localeId("en_US").sessionId("g-1").text("hi")).join();
    var session = client.getSession(r -> r.botId("EchoBot").botAliasId("TSTALIASID").localeId("en_US").sessionId("g-1")).join();
    assertThat(session.sessionState().intent().name()).isEqualTo("Echo");
    assertThat(session.messages().get(0).content()).isEqualTo("you said hi");
    var deleted = client.deleteSession(r -> r.botId("EchoBot").botAliasId("TSTALIASID").localeId("en_US").sessionId("g-1")).join();
    assertThat(deleted.sessionId()).isEqualTo("g-1");
    assertThatThrownBy(() -> client.getSession(r -> r.botId("EchoBot").botAliasId("TSTALIASID").localeId("en_US").sessionId("g-1")).join())
        .hasCauseInstanceOf(ResourceNotFoundException.class);
  }

  @Test
  void recognizeTextNamesWhatIsWrong() {
    assertThatThrownBy(() ->
            client.recognizeText(r -> r.botId("EchoBot").botAliasId("TSTALIASID").localeId("en_US").sessionId("r-2").text("x".repeat(1025))).join())
        .hasCauseInstanceOf(ValidationException.class)
        .hasMessageContaining("1025 characters");
    assertThatThrownBy(() ->
            client.recognizeText(r -> r.botId("EchoBot").botAliasId("TSTALIASID").localeId("de_DE").sessionId("r-2").text("x")).join())
        .hasCauseInstanceOf(ResourceNotFoundException.class)
        .hasMessageContaining("en_US");
  }
}
