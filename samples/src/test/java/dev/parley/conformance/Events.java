package dev.parley.conformance;

import static dev.parley.conformance.Line.PCM;
import static dev.parley.conformance.Line.TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.Feature.Area;
import dev.parley.samples.LexCaller;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.lexruntimev2.model.AudioResponseEvent;
import software.amazon.awssdk.services.lexruntimev2.model.ConversationMode;
import software.amazon.awssdk.services.lexruntimev2.model.HeartbeatEvent;
import software.amazon.awssdk.services.lexruntimev2.model.InputMode;
import software.amazon.awssdk.services.lexruntimev2.model.IntentResultEvent;
import software.amazon.awssdk.services.lexruntimev2.model.PlaybackInterruptionEvent;
import software.amazon.awssdk.services.lexruntimev2.model.PlaybackInterruptionReason;
import software.amazon.awssdk.services.lexruntimev2.model.StartConversationRequestEventStream;
import software.amazon.awssdk.services.lexruntimev2.model.TextResponseEvent;
import software.amazon.awssdk.services.lexruntimev2.model.TranscriptEvent;

/** Each type of event, in both directions. */
final class Events {

  private Events() {}

  static List<Feature> features() {
    return List.of(
        in("configuration-event", "ConfigurationEvent", "the first event: content type, session state, request attributes", Events::configuration),
        in("configuration-welcome", "ConfigurationEvent: `welcomeMessages`", "are said first, when `dialogAction` is set too", Events::welcome),
        in("configuration-disable-playback", "ConfigurationEvent: `disablePlayback`", "the bot waits for no PlaybackCompletionEvent", Events::withoutPlayback),
        in("text-input-event", "TextInputEvent", "a caller's text, in mode TEXT", Events::textInput),
        in("audio-input-event", "AudioInputEvent", "8 kHz linear sound in base64, silence too", Events::audioInput).does("the same; 16 kHz is taken too"),
        in("dtmf-input-event", "DTMFInputEvent", "one key each: 0-9, A-D, # and *", Events::keyInput),
        in("playback-completion-event", "PlaybackCompletionEvent", "the prompt was heard: input after it interrupts nothing", Events::playbackCompletion),
        in("disconnection-event", "DisconnectionEvent", "the client goes; the stream ends", Events::disconnection),
        in("half-close", "The end of the client's side", "what was asked before is answered, then the stream ends", Events::halfClose),
        out("transcript-event", "TranscriptEvent", "what was said, typed or keyed; never for a turn that no input began", Events::transcript),
        out("intent-result-event", "IntentResultEvent", "input mode, interpretations, session state, request attributes, session id", Events::intentResult),
        out("text-response-event", "TextResponseEvent", "the messages", Events::textResponse),
        out("audio-response-event", "AudioResponseEvent", "the sound in pieces, and one without `audioChunk` at its end", Events::audioResponse),
        out("playback-interruption-text", "PlaybackInterruptionEvent: TEXT_DETECTED", "a text came before the prompt was heard; `causedByEventId` names it", Events::textInterrupts),
        out("playback-interruption-keys", "PlaybackInterruptionEvent: DTMF_START_DETECTED", "a key came before the prompt was heard", Events::keyInterrupts),
        out("playback-interruption-voice", "PlaybackInterruptionEvent: VOICE_START_DETECTED", "the caller speaks before the prompt was heard", Events::voiceInterrupts),
        out("heartbeat-event", "HeartbeatEvent", "comes from time to time", Events::heartbeat).does("every 5 s while nothing else does (`server.heartbeat`)"),
        out("event-order", "The order of a turn's events", "PlaybackInterruption, Transcript, IntentResult, TextResponse, AudioResponse …", Events::order),
        out("event-ids", "`eventId` of the bot's events", "RESPONSE-1, RESPONSE-2, … over all types", Events::numbers));
  }

  private static Feature in(String id, String name, String lex, Feature.Check check) {
    return Feature.of(Area.INPUTS, id, name, lex, check);
  }

  private static Feature out(String id, String name, String lex, Feature.Check check) {
    return Feature.of(Area.OUTPUTS, id, name, lex, check);
  }

  private static void configuration(Line line) {
    try (LexCaller caller =
        line.converse(ConversationMode.TEXT, c -> c.disablePlayback(true).sessionState(Line.asking("OrderPizza", "Size")).requestAttributes(Map.of("r", "s")))) {
      assertThat(caller.hear(false)).isEqualTo("Which size?");
      caller.text("large");
      assertThat(caller.next(IntentResultEvent.class).requestAttributes()).containsEntry("r", "s");
    }
  }

  private static void welcome(Line line) {
    try (LexCaller caller =
        line.converse(
            ConversationMode.TEXT,
            c -> c.sessionState(s -> s.dialogAction(a -> a.type("ElicitIntent"))).welcomeMessages(m -> m.contentType("PlainText").content("Welcome, Ada.")))) {
      assertThat(caller.hear(false)).isEqualTo("Welcome, Ada.");
    }
  }

  private static void withoutPlayback(Line line) {
    try (LexCaller caller = line.chat()) {
      caller.text("order a pizza");
      caller.hear(false);
      caller.text("large");
      caller.hear(false);
      assertThat(caller.seen()).noneMatch(s -> s.contains("PlaybackInterruption"));
    }
  }

  private static void textInput(Line line) {
    try (LexCaller caller = line.chat()) {
      caller.text("good morning");
      assertThat(caller.next(TranscriptEvent.class).transcript()).isEqualTo("good morning");
      assertThat(caller.next(IntentResultEvent.class).inputMode()).isEqualTo(InputMode.TEXT);
    }
  }

  private static void audioInput(Line line) {
    try (LexCaller caller = line.call("OrderPizza", "Size")) {
      assertThat(caller.hear(false)).isEqualTo("Which size?");
      caller.listenIn();
      caller.say(Sounds.speech(8_000));
      assertThat(caller.next(TranscriptEvent.class).transcript()).isEqualTo("large");
      assertThat(caller.next(IntentResultEvent.class).inputMode()).isEqualTo(InputMode.SPEECH);
      assertThat(caller.hear(false)).isEqualTo("Which toppings?");
    }
  }

  private static void keyInput(Line line) {
    try (LexCaller caller = line.call("Dial", "Code")) {
      caller.hear(false);
      caller.keys("4711#");
      assertThat(caller.next(TranscriptEvent.class).transcript()).isEqualTo("4711");
      assertThat(caller.next(IntentResultEvent.class).inputMode()).isEqualTo(InputMode.DTMF);
      assertThat(caller.hear(false)).isEqualTo("Code 4 7 1 1.");
    }
    try (LexCaller caller = line.of(line.session() + ".all").call("Dial", "Code")) {
      caller.hear(false);
      caller.keys("0123456789ABCD#");
      assertThat(caller.next(TranscriptEvent.class).transcript()).isEqualTo("0123456789ABCD");
    }
  }

  private static void playbackCompletion(Line line) {
    try (LexCaller caller = line.converse(ConversationMode.TEXT, c -> c.disablePlayback(false))) {
      caller.text("order a pizza");
      caller.hear(false);
      caller.playbackCompleted();
      caller.text("large");
      assertThat(caller.hear(false)).isEqualTo("Which toppings?");
      assertThat(caller.seen()).noneMatch(s -> s.contains("PlaybackInterruption"));
    }
  }

  private static void disconnection(Line line) {
    LexCaller caller = line.chat();
    caller.text("good morning");
    caller.hear(false);
    caller.raw(StartConversationRequestEventStream.disconnectionEventBuilder().build());
    caller.over();
    caller.close();
  }

  private static void halfClose(Line line) {
    LexCaller caller = line.chat();
    caller.text("good morning");
    caller.close();
    assertThat(caller.hear(false)).isEqualTo("Good morning.");
  }

  private static void transcript(Line line) {
    try (LexCaller caller = line.call("Dial", "Code")) {
      assertThat(caller.hear(false)).isEqualTo("Which code?");
      assertThat(caller.seen()).noneMatch(s -> s.startsWith("Transcript"));
      caller.keys("12#");
      assertThat(caller.next(TranscriptEvent.class).transcript()).isEqualTo("12");
    }
  }

  private static void intentResult(Line line) {
    try (LexCaller caller = line.chat()) {
      caller.text("order a pizza");
      IntentResultEvent result = caller.next(IntentResultEvent.class);
      assertThat(result.inputMode()).isEqualTo(InputMode.TEXT);
      assertThat(result.sessionId()).isEqualTo(line.session());
      assertThat(result.interpretations().get(0).intent().name()).isEqualTo("OrderPizza");
      assertThat(result.sessionState().dialogAction().slotToElicit()).isEqualTo("Size");
      assertThat(result.recognizedBotMember().botId()).isEqualTo(Line.BOT);
    }
  }

  private static void textResponse(Line line) {
    try (LexCaller caller = line.chat()) {
      caller.text("order a pizza");
      TextResponseEvent text = caller.next(TextResponseEvent.class);
      assertThat(text.messages()).hasSize(1);
      assertThat(text.messages().get(0).content()).isEqualTo("Which size?");
      assertThat(text.messages().get(0).contentTypeAsString()).isEqualTo("PlainText");
    }
  }

  private static void audioResponse(Line line) {
    for (String type : List.of(PCM, "audio/mpeg", "audio/ogg")) {
      Line own = line.of(line.session() + "." + type.substring(6));
      try (LexCaller caller = own.converse(ConversationMode.AUDIO, c -> c.responseContentType(type).sessionState(Line.asking("Dial", "Code")))) {
        AudioResponseEvent first = caller.next(AudioResponseEvent.class);
        assertThat(first.contentType()).isEqualTo(type);
        assertThat(first.audioChunk().asByteArray()).isNotEmpty();
        assertThat(caller.next(AudioResponseEvent.class, a -> a.audioChunk() == null).contentType()).isEqualTo(type);
      }
    }
  }

  private static void textInterrupts(Line line) {
    try (LexCaller caller = line.converse(ConversationMode.TEXT, c -> c.disablePlayback(false))) {
      caller.text("order a pizza");
      caller.hear(false);
      caller.text("large");
      PlaybackInterruptionEvent cut = caller.next(PlaybackInterruptionEvent.class);
      assertThat(cut.eventReason()).isEqualTo(PlaybackInterruptionReason.TEXT_DETECTED);
      assertThat(cut.causedByEventId()).isEqualTo("text-1");
    }
  }

  private static LexCaller speaking(Line line) {
    LexCaller caller = line.converse(ConversationMode.AUDIO, c -> c.responseContentType(PCM).sessionState(Line.asking("OrderPizza", "Size")));
    caller.hear(true);
    return caller;
  }

  private static void keyInterrupts(Line line) {
    try (LexCaller caller = speaking(line)) {
      caller.raw(StartConversationRequestEventStream.dTMFInputEventBuilder().inputCharacter("1").eventId("key-1").build());
      PlaybackInterruptionEvent cut = caller.next(PlaybackInterruptionEvent.class);
      assertThat(cut.eventReason()).isEqualTo(PlaybackInterruptionReason.DTMF_START_DETECTED);
      assertThat(cut.causedByEventId()).isEqualTo("key-1");
    }
  }

  private static void voiceInterrupts(Line line) {
    try (LexCaller caller = speaking(line)) {
      caller.listenIn();
      caller.say(Sounds.speech(8_000));
      PlaybackInterruptionEvent cut = caller.next(PlaybackInterruptionEvent.class);
      assertThat(cut.eventReason()).isEqualTo(PlaybackInterruptionReason.VOICE_START_DETECTED);
      assertThat(caller.next(TranscriptEvent.class).transcript()).isEqualTo("large");
    }
  }

  private static void heartbeat(Line line) {
    try (LexCaller caller = line.chat()) {
      assertThat(caller.next(HeartbeatEvent.class).eventId()).startsWith("RESPONSE-");
    }
  }

  private static void order(Line line) {
    try (LexCaller caller = speaking(line)) {
      int before = caller.seen().size();
      caller.keys("1#");
      caller.next(PlaybackInterruptionEvent.class);
      caller.hear(true);
      assertThat(caller.seen().subList(before, caller.seen().size()).stream().map(s -> s.replaceAll(":.*", "")).filter(s -> !s.equals("Heartbeat")).distinct())
          .containsExactly("PlaybackInterruptionEvent", "Transcript", "IntentResult", "Text", "Audio");
    }
  }

  private static void numbers(Line line) {
    try (LexCaller caller = line.converse(ConversationMode.TEXT, c -> c.responseContentType(TEXT).disablePlayback(true))) {
      caller.text("order a pizza");
      List<String> ids =
          List.of(
              caller.next(TranscriptEvent.class).eventId(), caller.next(IntentResultEvent.class).eventId(), caller.next(TextResponseEvent.class).eventId());
      assertThat(ids.stream().map(id -> Integer.parseInt(id.replace("RESPONSE-", "")))).isSorted().allMatch(n -> n > 0);
      assertThat(ids).allMatch(id -> id.matches("RESPONSE-[0-9]+"));
    }
  }
}
