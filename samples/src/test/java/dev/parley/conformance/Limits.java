package dev.parley.conformance;

import static dev.parley.conformance.Line.TEXT;
import static dev.parley.conformance.Line.failed;
import static dev.parley.conformance.Line.refused;
import static dev.parley.conformance.Line.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.audio.Pcm;
import dev.parley.conformance.Feature.Area;
import dev.parley.samples.LexCaller;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import software.amazon.awssdk.services.lexruntimev2.model.ActiveContext;
import software.amazon.awssdk.services.lexruntimev2.model.ConversationMode;
import software.amazon.awssdk.services.lexruntimev2.model.Message;
import software.amazon.awssdk.services.lexruntimev2.model.RuntimeHintDetails;
import software.amazon.awssdk.services.lexruntimev2.model.RuntimeHintValue;
import software.amazon.awssdk.services.lexruntimev2.model.SessionState;
import software.amazon.awssdk.services.lexruntimev2.model.StartConversationRequestEventStream;
import software.amazon.awssdk.services.lexruntimev2.model.TranscriptEvent;
import software.amazon.awssdk.services.lexruntimev2.model.ValidationException;

/** Each limit of the runtime: the last that is taken, and the first that is not. */
final class Limits {

  private Limits() {}

  static List<Feature> features() {
    return List.of(
        of("limit-text", "A text", "1 to 1,024 characters", Limits::text),
        of("limit-session-id", "`sessionId`", "2 to 100 of `0-9a-zA-Z._:-`", Limits::sessionId),
        of("limit-event-id", "`eventId`", "2 to 100 of `0-9a-zA-Z._:-`", Limits::eventId),
        of("limit-audio-chunk", "The sound of one AudioInputEvent", "320 bytes", Limits::chunk)
            .onPurpose("32,000 bytes", "bridges that come late send more at once, and lose it in Lex"),
        of("limit-audio-format", "The sound of a conversation", "one content type, 16 bit, mono, little-endian", Limits::audioFormat),
        of("limit-key", "`inputCharacter`", "one of 0-9, A-D, # and *", Limits::key),
        of("limit-first-event", "The place of ConfigurationEvent", "first, and once", Limits::firstEvent),
        of("limit-mode", "The conversation's mode", "TEXT takes text; AUDIO takes sound and keys", Limits::mode),
        of("limit-welcome", "`welcomeMessages`", "only with `dialogAction.type`", Limits::welcome),
        of("limit-messages", "A client's messages", "10; of 1 to 1,024 characters; cards with 5 buttons, titles of 250", Limits::messages),
        of("limit-contexts", "How many active contexts, and how long", "20; names of 100; 10 attributes of 1,024 characters", Limits::contexts),
        of("limit-context-life", "An active context's life", "5 to 86,400 seconds, 1 to 20 turns", Limits::contextLife)
            .onPurpose("0 to 86,400 seconds, 0 to 20 turns", "clients send back the session that they got, with what is left of a life"),
        of("limit-hints", "How many `runtimeHints`, and how long", "100 phrases a slot, of 1 to 140 characters", Limits::hints),
        of("limit-names", "Intents and slots in a session state", "those of the bot", Limits::names),
        of("limit-interpretations", "How many interpretations", "5", Limits::interpretations),
        of("limit-utterance", "RecognizeUtterance: speech", "15 seconds", Limits::utterance)
            .onPurpose("60 seconds", "a long answer is an answer; the dialog's own limit (`max_length`) cuts it where that is meant"),
        of("limit-headers", "RecognizeUtterance: session state and attributes in headers", "12 KB", Limits::headers)
            .onPurpose(
                "16 KiB for the whole head (`server.max-header-bytes`); a longer one is a ValidationException, 431",
                "clients may send other headers beside them"),
        of("limit-hook-answer", "How long a code hook's answer", "25 KB", Limits::hookAnswer),
        of("limit-response-type", "`responseContentType`", "text, MP3, Ogg or PCM", Limits::responseType).does("the same; the message names them"));
  }

  private static Feature of(String id, String name, String lex, Feature.Check check) {
    return Feature.of(Area.LIMITS, id, name, lex, check);
  }

  private static void invalid(Runnable call, String named) {
    ValidationException refused = refused(ValidationException.class, call);
    assertThat(refused.statusCode()).isEqualTo(400);
    assertThat(refused.getMessage()).contains(named);
  }

  /** A conversation in which something is wrong. */
  private static void invalid(LexCaller caller, String named) {
    try (caller) {
      assertThat(failed(ValidationException.class, caller).getMessage()).contains(named);
    }
  }

  private static LexCaller with(LexCaller caller, Consumer<LexCaller> wrong) {
    wrong.accept(caller);
    return caller;
  }

  private static void text(Line line) {
    line.text("x".repeat(1_024));
    invalid(() -> line.text("x".repeat(1_025)), "1025");
    invalid(() -> line.text(" "), "blank");
    invalid(() -> line.utterance(TEXT, TEXT, Operations.bytes("x".repeat(1_025))), "1025");
    invalid(with(line.fresh().chat(), c -> c.text("x".repeat(1_025))), "1025");
  }

  private static void sessionId(Line line) {
    assertThat(line.of(line.session() + "_:.-" + "x".repeat(96 - line.session().length())).text("good morning").sessionId()).hasSize(100);
    invalid(() -> line.of("x".repeat(101)).text("hi"), "sessionId");
    invalid(() -> line.of("x").text("hi"), "sessionId");
    invalid(() -> line.of("a/b").text("hi"), "sessionId");
  }

  private static void eventId(Line line) {
    try (LexCaller caller = line.chat()) {
      caller.raw(StartConversationRequestEventStream.textInputEventBuilder().text("good morning").eventId("e".repeat(100)).build());
      assertThat(caller.hear(false)).isEqualTo("Good morning.");
    }
    for (String wrong : List.of("e", "e".repeat(101), "a+b")) {
      invalid(with(line.fresh().chat(), c -> c.raw(StartConversationRequestEventStream.textInputEventBuilder().text("hi").eventId(wrong).build())), "eventId");
    }
  }

  private static LexCaller listening(Line line) {
    return line.fresh().converse(ConversationMode.AUDIO, c -> c.disablePlayback(true));
  }

  private static void chunk(Line line) {
    try (LexCaller caller = line.call("OrderPizza", "Size")) {
      caller.hear(false);
      byte[] speech = Sounds.speech(8_000).slice(0, 2_000).toBytesLittleEndian();
      caller.raw(LexCaller.sound(speech, LexCaller.LPCM));
      assertThat(caller.next(TranscriptEvent.class).transcript()).isEqualTo("large");
    }
    invalid(with(listening(line), c -> c.raw(LexCaller.sound(new byte[32_002], LexCaller.LPCM))), "32000");
    invalid(with(listening(line), c -> c.raw(LexCaller.sound(new byte[321], LexCaller.LPCM))), "two bytes");
  }

  private static void audioFormat(Line line) {
    for (String wrong : List.of("audio/lpcm; sample-rate=44100", "audio/lpcm; sample-size-bits=8", "audio/lpcm; channel-count=2", "audio/lpcm; is-big-endian=true", "video/mp4")) {
      invalid(with(listening(line), c -> c.raw(LexCaller.sound(new byte[320], wrong))), "contentType");
    }
    invalid(
        with(listening(line), c -> {
          c.raw(LexCaller.sound(new byte[320], LexCaller.LPCM));
          c.raw(LexCaller.sound(new byte[320], "audio/l16; rate=16000; channels=1"));
        }),
        "same contentType");
  }

  private static void key(Line line) {
    for (String wrong : List.of("12", "E", "x", "")) {
      invalid(with(listening(line), c -> c.raw(LexCaller.key(wrong))), "inputCharacter");
    }
  }

  private static void firstEvent(Line line) {
    invalid(with(new LexCaller(line.client(), Line.BOT, line.fresh().session(), ConversationMode.TEXT, null), c -> c.text("hi")), "first event");
    invalid(with(line.fresh().chat(), c -> c.raw(LexCaller.configuration(TEXT, true))), "one ConfigurationEvent");
  }

  private static void mode(Line line) {
    invalid(with(line.fresh().chat(), c -> c.raw(LexCaller.key("1"))), "TEXT");
    invalid(with(line.fresh().chat(), c -> c.raw(LexCaller.sound(new byte[320], LexCaller.LPCM))), "TEXT");
    invalid(with(listening(line), c -> c.text("hi")), "AUDIO");
  }

  private static void welcome(Line line) {
    invalid(line.fresh().converse(ConversationMode.TEXT, c -> c.welcomeMessages(plain("hi"))), "welcomeMessages");
  }

  private static Message plain(String content) {
    return Message.builder().contentType("PlainText").content(content).build();
  }

  private static void put(Line line, Message... messages) {
    line.put(r -> r.sessionState(s -> s.dialogAction(a -> a.type("ElicitIntent"))).messages(messages));
  }

  private static void messages(Line line) {
    put(line, IntStream.range(0, 10).mapToObj(i -> plain("m" + i)).toArray(Message[]::new));
    invalid(() -> put(line, IntStream.range(0, 11).mapToObj(i -> plain("m" + i)).toArray(Message[]::new)), "messages");
    put(line, plain("x".repeat(1_024)));
    invalid(() -> put(line, plain("x".repeat(1_025))), "1024");
    invalid(() -> put(line, plain("")), "content");
    Message card = Message.builder().contentType("ImageResponseCard").imageResponseCard(c -> c.title("t".repeat(251))).build();
    invalid(() -> put(line, card), "title");
    Message buttons =
        Message.builder().contentType("ImageResponseCard")
            .imageResponseCard(c -> c.title("t").buttons(IntStream.range(0, 6).mapToObj(i -> software.amazon.awssdk.services.lexruntimev2.model.Button.builder().text("b" + i).value("v").build()).toList()))
            .build();
    invalid(() -> put(line, buttons), "buttons");
    invalid(
        line.fresh().converse(ConversationMode.TEXT, c -> c.sessionState(s -> s.dialogAction(a -> a.type("ElicitIntent"))).welcomeMessages(plain("x".repeat(1_025)))),
        "1024");
  }

  private static ActiveContext context(String name, int seconds, int turns, Map<String, String> attributes) {
    return ActiveContext.builder().name(name).timeToLive(t -> t.timeToLiveInSeconds(seconds).turnsToLive(turns)).contextAttributes(attributes).build();
  }

  private static void contexts(Line line, ActiveContext... contexts) {
    line.text("good morning", SessionState.builder().activeContexts(contexts).build());
  }

  private static void contexts(Line line) {
    contexts(line, IntStream.range(0, 20).mapToObj(i -> context("c" + i, 90, 5, Map.of())).toArray(ActiveContext[]::new));
    invalid(() -> contexts(line, IntStream.range(0, 21).mapToObj(i -> context("c" + i, 90, 5, Map.of())).toArray(ActiveContext[]::new)), "activeContexts");
    contexts(line, context("c".repeat(100), 90, 5, Map.of("k", "v".repeat(1_024))));
    invalid(() -> contexts(line, context("c".repeat(101), 90, 5, Map.of())), "name");
    invalid(() -> contexts(line, context("two words", 90, 5, Map.of())), "name");
    invalid(() -> contexts(line, context("c", 90, 5, Map.of("k", "v".repeat(1_025)))), "contextAttributes");
    Map<String, String> eleven = new HashMap<>();
    IntStream.range(0, 11).forEach(i -> eleven.put("k" + i, "v"));
    invalid(() -> contexts(line, context("c", 90, 5, eleven)), "contextAttributes");
  }

  private static void contextLife(Line line) {
    contexts(line, context("least", 1, 1, Map.of()), context("most", 86_400, 20, Map.of()));
    for (int[] wrong : List.of(new int[] {-1, 5}, new int[] {86_401, 5}, new int[] {90, -1}, new int[] {90, 21})) {
      invalid(() -> contexts(line, context("c", wrong[0], wrong[1], Map.of())), "timeToLive");
    }
  }

  private static void hints(Line line, int count, String phrase) {
    List<RuntimeHintValue> values = new ArrayList<>();
    IntStream.range(0, count).forEach(i -> values.add(RuntimeHintValue.builder().phrase(phrase).build()));
    line.text(
        "good morning",
        SessionState.builder()
            .runtimeHints(h -> h.slotHints(Map.of("OrderPizza", Map.of("Size", RuntimeHintDetails.builder().runtimeHintValues(values).build())))).build());
  }

  private static void hints(Line line) {
    hints(line, 100, "x".repeat(140));
    invalid(() -> hints(line, 101, "huge"), "phrases");
    invalid(() -> hints(line, 1, "x".repeat(141)), "140");
  }

  private static void names(Line line) {
    invalid(() -> line.text("hi", Line.asking("NoSuchIntent", "Size")), "NoSuchIntent");
    invalid(() -> line.text("hi", Line.asking("OrderPizza", "NoSuchSlot")), "NoSuchSlot");
    invalid(() -> line.text("hi", SessionState.builder().dialogAction(a -> a.type("Juggle")).build()), "dialogAction.type");
    invalid(() -> line.text("hi", SessionState.builder().dialogAction(a -> a.type("ElicitSlot")).build()), "slotToElicit");
    invalid(line.fresh().converse(ConversationMode.TEXT, c -> c.sessionState(Line.asking("NoSuchIntent", "Size"))), "NoSuchIntent");
  }

  private static void interpretations(Line line) {
    assertThat(line.text("use the hook").interpretations()).hasSizeLessThanOrEqualTo(5);
  }

  private static void utterance(Line line) {
    line.text("order a pizza");
    byte[] long20 = Pcm.concat(Sounds.speech(8_000), Pcm.silence(20_000, 8_000)).toBytesLittleEndian();
    assertThat(Line.unzip(line.utterance(LexCaller.LPCM, TEXT, long20).response().messages())).contains("Which toppings?");
    invalid(() -> line.utterance(LexCaller.LPCM, TEXT, new byte[61 * 16_000]), "60");
    invalid(() -> line.utterance(LexCaller.LPCM, TEXT, new byte[0]), "empty");
  }

  private static void headers(Line line) {
    // What cannot be gzipped any smaller.
    String noise = new java.util.Random(7).ints(12_000, 33, 126).filter(c -> c != '"' && c != '\\').collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append).toString();
    String most = "{\"sessionAttributes\":{\"k\":\"" + noise.substring(0, 5_000) + "\"}}";
    assertThat(Line.unzip(line.utterance(TEXT, TEXT, Operations.bytes("good morning"), r -> r.sessionState(Line.zip(most))).response().sessionState()))
        .contains(noise.substring(0, 5_000));
    ValidationException refused =
        refused(ValidationException.class, () -> line.utterance(TEXT, TEXT, Operations.bytes("hi"), r -> r.sessionState("A".repeat(17_000))));
    assertThat(refused.statusCode()).isEqualTo(431);
    assertThat(words(line.text("good morning"))).isEqualTo("Good morning.");
  }

  private static void hookAnswer(Line line) {
    assertThat(words(line.text("use the huge hook"))).contains("That was too much.");
  }

  private static void responseType(Line line) {
    for (String wrong : List.of("audio/flac", "audio/pcm; sample-rate=22050", "video/mp4")) {
      invalid(() -> line.utterance(TEXT, wrong, Operations.bytes("hi")), "audio/mpeg".equals(wrong) ? "" : wrong.startsWith("audio/pcm") ? "22050" : "audio/mpeg");
      invalid(line.fresh().converse(ConversationMode.AUDIO, c -> c.responseContentType(wrong)), wrong.startsWith("audio/pcm") ? "22050" : "audio/mpeg");
    }
  }
}
