package dev.parley.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.ByteRange;
import org.junit.jupiter.api.Test;

class TwilioJsonTest {

  @Test
  void messagesAreReadAsTwilioWritesThem() {
    assertThat(TwilioJson.message("{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}"))
        .contains(new TwilioMessage.Connected("Call", "1.0.0"));
    assertThat(
            TwilioJson.message(
                """
                {"event":"start","sequenceNumber":"1","streamSid":"MZ1","start":{"streamSid":"MZ1","accountSid":"AC1",
                 "callSid":"CA1","tracks":["inbound"],"customParameters":{"bot":"bank","token":"t"},
                 "mediaFormat":{"encoding":"audio/x-mulaw","sampleRate":8000,"channels":1}}}
                """))
        .contains(
            new TwilioMessage.Start(
                "MZ1",
                "AC1",
                "CA1",
                List.of("inbound"),
                Map.of("bot", "bank", "token", "t"),
                TwilioMessage.MediaFormat.MULAW_8K));
    assertThat(TwilioJson.message("{\"event\":\"dtmf\",\"dtmf\":{\"track\":\"inbound_track\",\"digit\":\"#\"}}"))
        .contains(new TwilioMessage.Dtmf('#'));
    assertThat(TwilioJson.message("{\"event\":\"mark\",\"mark\":{\"name\":\"m\"}}"))
        .contains(new TwilioMessage.Mark("m"));
    assertThat(TwilioJson.message("{\"event\":\"stop\",\"stop\":{\"callSid\":\"CA1\"}}"))
        .contains(new TwilioMessage.Stop());
  }

  @Test
  void numbersMayBeStringsOrNumbers() {
    for (String number : List.of("\"40\"", "40", "\" 40 \"")) {
      TwilioMessage.Media media =
          (TwilioMessage.Media)
              TwilioJson.message(
                      "{\"event\":\"media\",\"media\":{\"track\":\"inbound\",\"chunk\":%s,\"timestamp\":%s,\"payload\":\"/w==\"}}"
                          .formatted(number, number))
                  .orElseThrow();
      assertThat(media.chunk()).hasValue(40);
      assertThat(media.timestampMs()).hasValue(40);
      assertThat(media.audio()).containsExactly(0xFF);
    }
  }

  @Test
  void numberThatIsNoneIsEmpty() {
    for (String number : List.of("\"x\"", "1e400", "null", "{}", "[]", "99999999999999999999")) {
      TwilioMessage.Media media =
          (TwilioMessage.Media)
              TwilioJson.message("{\"event\":\"media\",\"media\":{\"chunk\":%s,\"payload\":\"\"}}".formatted(number))
                  .orElseThrow();
      assertThat(media.chunk()).isEmpty();
    }
  }

  @Test
  void payloadThatIsBrokenOrFarTooLongIsIgnored() {
    assertThat(TwilioJson.message("{\"event\":\"media\",\"media\":{\"payload\":\"%%%\"}}")).isEmpty();
    assertThat(TwilioJson.message("{\"event\":\"media\",\"media\":{\"payload\":\"" + "A".repeat(70_000) + "\"}}"))
        .isEmpty();
  }

  @Property
  void readingNeverThrows(@ForAll String anything) {
    TwilioJson.message(anything);
    TwilioJson.command(anything);
  }

  @Property
  void readingNeverThrowsOnJsonOfTheRightShapeWithWrongThingsInIt(@ForAll("almostMessages") String json) {
    TwilioJson.message(json);
    TwilioJson.command(json);
  }

  @Provide
  Arbitrary<String> almostMessages() {
    Arbitrary<String> events = Arbitraries.of("connected", "start", "media", "dtmf", "mark", "stop", "clear", "other");
    Arbitrary<String> values =
        Arbitraries.of(
            "null", "1", "-1", "1.5", "1e999", "true", "\"\"", "\"x\"", "\"\\ud83d\"", "[]", "[1,[2]]", "{}",
            "{\"digit\":1}", "{\"name\":[]}", "{\"payload\":7}", "{\"tracks\":{\"a\":1},\"customParameters\":[1],\"mediaFormat\":3}");
    Arbitrary<String> fields = Arbitraries.of("start", "media", "dtmf", "mark", "stop", "streamSid", "sequenceNumber");
    Arbitrary<String> pairs = Combinators.combine(fields, values).as((field, value) -> "\"" + field + "\":" + value);
    return Combinators.combine(events, pairs.list().ofMaxSize(5))
        .as((event, list) -> "{\"event\":\"" + event + "\"" + list.stream().map(p -> "," + p).reduce("", String::concat) + "}");
  }

  @Property
  void soundSurvivesTheWire(@ForAll @ByteRange(min = Byte.MIN_VALUE, max = Byte.MAX_VALUE) byte[] audio) {
    TwilioCommand.Play play =
        (TwilioCommand.Play) TwilioJson.command(TwilioJson.write("MZ\"1", new TwilioCommand.Play(audio))).orElseThrow();
    assertThat(play.audio()).isEqualTo(audio);
    TwilioMessage.Media media =
        (TwilioMessage.Media)
            TwilioJson.message(
                    TwilioJson.write(
                        "MZ1", 3, new TwilioMessage.Media("inbound", OptionalLong.of(2), OptionalLong.of(40), audio)))
                .orElseThrow();
    assertThat(media.audio()).isEqualTo(audio);
    assertThat(media.timestampMs()).hasValue(40);
  }
}
