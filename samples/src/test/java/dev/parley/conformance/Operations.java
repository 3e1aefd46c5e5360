package dev.parley.conformance;

import static dev.parley.conformance.Line.LOCALE;
import static dev.parley.conformance.Line.PCM;
import static dev.parley.conformance.Line.TEXT;
import static dev.parley.conformance.Line.unzip;
import static dev.parley.conformance.Line.words;
import static dev.parley.conformance.Line.zip;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.audio.DtmfTones;
import dev.parley.audio.Pcm;
import dev.parley.conformance.Feature.Area;
import dev.parley.samples.LexCaller;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.services.lexruntimev2.model.ConversationMode;
import software.amazon.awssdk.services.lexruntimev2.model.PutSessionResponse;
import software.amazon.awssdk.services.lexruntimev2.model.RecognizeTextResponse;
import software.amazon.awssdk.services.lexruntimev2.model.RecognizeUtteranceResponse;
import software.amazon.awssdk.services.lexruntimev2.model.ResourceNotFoundException;
import software.amazon.awssdk.services.lexruntimev2.model.SessionState;
import software.amazon.awssdk.services.lexruntimev2.model.TextResponseEvent;
import software.amazon.awssdk.services.lexruntimev2.model.ValidationException;

/** The six operations, and what they take and give. */
final class Operations {

  private Operations() {}

  static List<Feature> features() {
    return List.of(
        of("recognize-text", "RecognizeText", "a text in, messages, session state and interpretations out", Operations::recognizeText),
        of("recognize-utterance-text", "RecognizeUtterance: text", "the text is the body; the answer stands in headers, gzipped and in base64, and its body is empty", Operations::utteranceOfText),
        of("recognize-utterance-headers", "RecognizeUtterance: its headers", "session state and request attributes come gzipped and in base64 too; the transcript is a JSON text with its quotes", Operations::utteranceHeaders),
        of("recognize-utterance-lpcm", "RecognizeUtterance: `audio/lpcm`", "8 kHz, 16 bit, mono, little-endian speech", line -> speech(line, LexCaller.LPCM, 8_000)),
        of("recognize-utterance-l16", "RecognizeUtterance: `audio/l16`", "16 kHz speech", line -> speech(line, "audio/l16; rate=16000; channels=1", 16_000)),
        of("recognize-utterance-x-l16", "RecognizeUtterance: `audio/x-l16`", "16 kHz speech", line -> speech(line, "audio/x-l16; sample-rate=16000; channel-count=1", 16_000)),
        of("recognize-utterance-opus", "RecognizeUtterance: `audio/x-cbr-opus-with-preamble`", "speech in Opus packets of one size", Operations::opus),
        of("recognize-utterance-keys", "RecognizeUtterance: keys that ring in the sound", "DTMF tones are keys, and `inputMode` is DTMF", Operations::ringing),
        of("recognize-utterance-pcm-out", "RecognizeUtterance: answers in `audio/pcm`", "16 kHz, 16 bit, mono", Operations::pcmOut)
            .does("the same; `; sample-rate=8000` is served too"),
        of("recognize-utterance-mpeg-out", "RecognizeUtterance: answers in `audio/mpeg`, `audio/*`", "MP3", Operations::mpegOut),
        of("recognize-utterance-ogg-out", "RecognizeUtterance: answers in `audio/ogg`", "Ogg Vorbis", Operations::oggOut)
            .onPurpose("Ogg Opus", "players take both, and Opus is half as large"),
        of("get-session", "GetSession", "session state, interpretations and messages of the last turn", Operations::getSession),
        of("put-session", "PutSession", "sets the state, and the bot asks what the dialog action says", Operations::putSession),
        of("put-session-messages", "PutSession: own messages", "are said instead of the bot's, and with `None` nothing is asked", Operations::putMessages),
        of("put-session-sound", "PutSession: `ResponseContentType`", "the words spoken, in that type", Operations::putSound),
        of("delete-session", "DeleteSession", "ends the session, and names bot, alias, locale and session", Operations::deleteSession),
        of("start-conversation-text", "StartConversation: mode TEXT", "text events in both directions on one HTTP/2 stream", Operations::textConversation),
        of("start-conversation-audio", "StartConversation: mode AUDIO", "sound and keys in, words and sound out", Operations::audioConversation),
        of("one-session", "One session for all operations", "a session goes on in whatever operation comes next", Operations::oneSession),
        of("bot-id", "`botId`", "ten letters or digits", Operations::botId).onPurpose("these, or the bot's name", "a name is easier to remember"));
  }

  private static Feature of(String id, String name, String lex, Feature.Check check) {
    return Feature.of(Area.OPERATIONS, id, name, lex, check);
  }

  private static void recognizeText(Line line) {
    RecognizeTextResponse asked = line.text("order a pizza");
    assertThat(words(asked)).isEqualTo("Which size?");
    assertThat(asked.messages().get(0).contentTypeAsString()).isEqualTo("PlainText");
    assertThat(asked.sessionId()).isEqualTo(line.session());
    assertThat(asked.sessionState().dialogAction().typeAsString()).isEqualTo("ElicitSlot");
    assertThat(asked.sessionState().intent().name()).isEqualTo("OrderPizza");
    assertThat(asked.interpretations().get(0).intent().name()).isEqualTo("OrderPizza");
    assertThat(asked.recognizedBotMember().botName()).isEqualTo("Conformance");
    assertThat(asked.responseMetadata().requestId()).isNotBlank();
  }

  private static void utteranceOfText(Line line) {
    ResponseBytes<RecognizeUtteranceResponse> reply = line.utterance(TEXT, TEXT, bytes("order a pizza"));
    RecognizeUtteranceResponse head = reply.response();
    assertThat(head.inputMode()).isEqualTo("Text");
    assertThat(head.contentType()).isEqualTo(TEXT);
    assertThat(head.sessionId()).isEqualTo(line.session());
    assertThat(unzip(head.inputTranscript())).isEqualTo("\"order a pizza\"");
    assertThat(unzip(head.messages())).isEqualTo("[{\"contentType\":\"PlainText\",\"content\":\"Which size?\"}]");
    assertThat(unzip(head.interpretations())).startsWith("[{").contains("OrderPizza");
    assertThat(reply.asByteArray()).isEmpty();
  }

  private static void utteranceHeaders(Line line) {
    RecognizeUtteranceResponse head =
        line.utterance(
                TEXT,
                TEXT,
                bytes("good morning"),
                r -> r.sessionState(zip("{\"sessionAttributes\":{\"k\":\"v\"}}")).requestAttributes(zip("{\"r\":\"s\"}")))
            .response();
    assertThat(unzip(head.sessionState())).contains("\"sessionAttributes\":{\"k\":\"v\"}");
    assertThat(unzip(head.requestAttributes())).isEqualTo("{\"r\":\"s\"}");
  }

  private static void speech(Line line, String type, int rateHz) {
    speech(line, type, Sounds.speech(rateHz).toBytesLittleEndian());
  }

  private static void speech(Line line, String type, byte[] sound) {
    line.text("order a pizza");
    ResponseBytes<RecognizeUtteranceResponse> reply = line.utterance(type, TEXT, sound);
    assertThat(reply.response().inputMode()).isEqualTo("Speech");
    assertThat(unzip(reply.response().inputTranscript())).isEqualTo("\"large\"");
    assertThat(unzip(reply.response().messages())).contains("Which toppings?");
  }

  private static void opus(Line line) {
    String type = "audio/x-cbr-opus-with-preamble;preamble-size=0;bit-rate=256000;frame-size-milliseconds=4";
    speech(line, type, Sounds.opus(Sounds.speech(16_000)));
    ValidationException refused = Line.refused(ValidationException.class, () -> line.utterance(type, TEXT, new byte[129]));
    assertThat(refused.getMessage()).contains("no whole packets of 128");
  }

  private static void ringing(Line line) {
    line.text("dial a code");
    Pcm tones = DtmfTones.keys("4711", 8_000, 80, 60);
    RecognizeUtteranceResponse head = line.utterance(LexCaller.LPCM, TEXT, tones.toBytesLittleEndian()).response();
    assertThat(head.inputMode()).isEqualTo("DTMF");
    assertThat(unzip(head.inputTranscript())).isEqualTo("\"4711\"");
    assertThat(unzip(head.messages())).contains("Code 4 7 1 1.");
  }

  private static void pcmOut(Line line) {
    int ms = "Which size?".length() * ScriptedSynthesizer.MS_PER_CHARACTER;
    ResponseBytes<RecognizeUtteranceResponse> wide = line.utterance(TEXT, PCM, bytes("order a pizza"));
    assertThat(wide.response().contentType()).isEqualTo(PCM);
    // Whole frames of 20 ms may be filled up.
    assertThat(wide.asByteArray().length / 32).isBetween(ms, ms + 20);
    ResponseBytes<RecognizeUtteranceResponse> narrow = line.of(line.session() + ".8").utterance(TEXT, "audio/pcm; sample-rate=8000", bytes("order a pizza"));
    assertThat(narrow.asByteArray().length / 16).isBetween(ms, ms + 20);
  }

  private static void mpegOut(Line line) {
    ResponseBytes<RecognizeUtteranceResponse> reply = line.utterance(TEXT, "audio/*", bytes("order a pizza"));
    assertThat(reply.response().contentType()).isEqualTo("audio/mpeg");
    byte[] sound = reply.asByteArray();
    assertThat(sound[0]).as("the first byte of an MPEG frame").isEqualTo((byte) 0xFF);
    assertThat(line.of(line.session() + ".m").utterance(TEXT, "audio/mpeg", bytes("order a pizza")).asByteArray()[0]).isEqualTo((byte) 0xFF);
  }

  private static void oggOut(Line line) {
    ResponseBytes<RecognizeUtteranceResponse> reply = line.utterance(TEXT, "audio/ogg", bytes("order a pizza"));
    assertThat(reply.response().contentType()).isEqualTo("audio/ogg");
    assertThat(new String(reply.asByteArray(), StandardCharsets.ISO_8859_1)).startsWith("OggS").contains("OpusHead");
  }

  private static void getSession(Line line) {
    line.text("order a pizza");
    var session = line.get();
    assertThat(session.sessionId()).isEqualTo(line.session());
    assertThat(session.sessionState().dialogAction().slotToElicit()).isEqualTo("Size");
    assertThat(session.interpretations().get(0).intent().name()).isEqualTo("OrderPizza");
    assertThat(session.messages().get(0).content()).isEqualTo("Which size?");
  }

  private static void putSession(Line line) {
    PutSessionResponse put = line.put(r -> r.sessionState(Line.asking("OrderPizza", "Size"))).response();
    assertThat(unzip(put.messages())).contains("Which size?");
    assertThat(unzip(put.sessionState())).contains("\"slotToElicit\":\"Size\"");
    assertThat(put.sessionId()).isEqualTo(line.session());
    assertThat(words(line.text("large"))).isEqualTo("Which toppings?");
  }

  private static void putMessages(Line line) {
    PutSessionResponse put =
        line.put(r -> r.sessionState(s -> s.dialogAction(a -> a.type("ElicitIntent"))).messages(m -> m.contentType("PlainText").content("Welcome back, Ada."))).response();
    assertThat(unzip(put.messages())).isEqualTo("[{\"contentType\":\"PlainText\",\"content\":\"Welcome back, Ada.\"}]");
    PutSessionResponse none =
        line.put(r -> r.sessionState(s -> s.dialogAction(a -> a.type("None")).sessionAttributes(Map.of("k", "v")))).response();
    assertThat(unzip(none.messages())).isEqualTo("[]");
    assertThat(line.get().sessionState().sessionAttributes()).containsEntry("k", "v");
  }

  private static void putSound(Line line) {
    ResponseBytes<PutSessionResponse> put = line.put(r -> r.responseContentType(PCM).sessionState(Line.asking("OrderPizza", "Size")));
    assertThat(put.response().contentType()).isEqualTo(PCM);
    assertThat(put.asByteArray()).isNotEmpty();
  }

  private static void deleteSession(Line line) {
    line.text("order a pizza");
    var deleted = line.delete();
    assertThat(deleted.botId()).isEqualTo(Line.BOT);
    assertThat(deleted.botAliasId()).isEqualTo(Line.ALIAS);
    assertThat(deleted.localeId()).isEqualTo(LOCALE);
    assertThat(deleted.sessionId()).isEqualTo(line.session());
    Line.refused(ResourceNotFoundException.class, line::get);
  }

  private static void textConversation(Line line) {
    try (LexCaller caller = line.chat()) {
      caller.text("order a pizza");
      assertThat(caller.hear(false)).isEqualTo("Which size?");
      caller.text("large");
      assertThat(caller.hear(false)).isEqualTo("Which toppings?");
    }
  }

  private static void audioConversation(Line line) {
    try (LexCaller caller = line.converse(ConversationMode.AUDIO, c -> c.responseContentType(PCM).sessionState(Line.asking("Dial", "Code")))) {
      assertThat(caller.hear(true)).isEqualTo("Which code?");
      caller.playbackCompleted();
      caller.keys("4711#");
      assertThat(caller.hear(true)).isEqualTo("Code 4 7 1 1.");
    }
  }

  private static void oneSession(Line line) {
    line.text("order a pizza");
    assertThat(unzip(line.utterance(TEXT, TEXT, bytes("large")).response().messages())).contains("Which toppings?");
    try (LexCaller caller = line.chat()) {
      caller.text("ham and olives");
      assertThat(caller.next(TextResponseEvent.class).messages().get(0).content()).isEqualTo("Which house number?");
    }
    assertThat(line.get().sessionState().intent().slots()).containsKey("Toppings");
  }

  private static void botId(Line line) {
    RecognizeTextResponse named = line.text(r -> r.botId("Conformance").text("good morning"));
    assertThat(words(named)).isEqualTo("Good morning.");
    assertThat(named.recognizedBotMember().botId()).isEqualTo(Line.BOT);
    assertThat(named.sessionState()).isInstanceOf(SessionState.class);
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
