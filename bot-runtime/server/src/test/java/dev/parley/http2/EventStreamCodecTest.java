package dev.parley.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.hook.LexJson;
import io.netty.buffer.Unpooled;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/** Frames of the event stream, whole, split, broken and made of noise. */
final class EventStreamCodecTest {

  private static final int LIMIT = 64 * 1024;

  /** What came out: the events, and what was wrong at the end. */
  private record Decoded(List<String> events, Optional<String> error) {}

  private static Decoded decode(byte[] bytes, List<Integer> cuts) {
    EventStreamCodec codec = new EventStreamCodec(LIMIT);
    List<String> events = new ArrayList<>();
    try {
      int from = 0;
      for (int cut : cuts) {
        int to = Math.min(bytes.length, from + cut);
        codec.decode(Unpooled.wrappedBuffer(bytes, from, to - from), e -> events.add(e.type() + e.payload()));
        from = to;
      }
      codec.decode(Unpooled.wrappedBuffer(bytes, from, bytes.length - from), e -> events.add(e.type() + e.payload()));
      codec.end(e -> events.add(e.type()));
      return new Decoded(events, Optional.empty());
    } catch (MalformedEvent e) {
      return new Decoded(events, Optional.of(String.valueOf(e.getMessage())));
    }
  }

  static byte[] bare(String type, String json) {
    Map<String, HeaderValue> headers = new LinkedHashMap<>();
    headers.put(":event-type", HeaderValue.fromString(type));
    headers.put(":content-type", HeaderValue.fromString("application/json"));
    headers.put(":message-type", HeaderValue.fromString("event"));
    // The Java SDK sends this one too.
    headers.put("Content-Length", HeaderValue.fromString(Integer.toString(json.length())));
    return encode(new Message(headers, json.getBytes(StandardCharsets.UTF_8)));
  }

  static byte[] signed(byte[] inner) {
    Map<String, HeaderValue> headers = new LinkedHashMap<>();
    headers.put(":date", HeaderValue.fromTimestamp(Instant.EPOCH));
    headers.put(":chunk-signature", HeaderValue.fromByteArray(new byte[32]));
    return encode(new Message(headers, inner));
  }

  private static byte[] encode(Message message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    message.encode(out);
    return out.toByteArray();
  }

  static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Arrays.asList(parts).forEach(out::writeBytes);
    return out.toByteArray();
  }

  @Example
  void bareAndSignedEventsAreTheSameAndAnEmptyOneEndsTheInput() {
    byte[] event = bare("TextInputEvent", "{\"text\":\"hi\"}");
    Decoded decoded = decode(join(event, signed(event), signed(new byte[0])), List.of());
    assertThat(decoded.error()).isEmpty();
    assertThat(decoded.events()).containsExactly("TextInputEvent{\"text\":\"hi\"}", "TextInputEvent{\"text\":\"hi\"}");
  }

  @Example
  void anEventWithoutAPayloadHasNoMembers() {
    assertThat(decode(bare("PlaybackCompletionEvent", ""), List.of()).events()).containsExactly("PlaybackCompletionEvent{}");
  }

  @Example
  void whatWeWriteWeCanRead() {
    EventStreamCodec codec = new EventStreamCodec(LIMIT);
    byte[] event = codec.event("TextResponseEvent", WireFormat.json("{\"eventId\":\"RESPONSE-1\"}".getBytes(StandardCharsets.UTF_8)));
    assertThat(decode(event, List.of()).events()).containsExactly("TextResponseEvent{\"eventId\":\"RESPONSE-1\"}");
  }

  @Example
  void aFrameThatIsTooLongIsRefusedByItsFirstBytes() {
    byte[] large = bare("AudioInputEvent", "{\"audioChunk\":\"" + "A".repeat(LIMIT) + "\"}");
    Decoded decoded = decode(Arrays.copyOf(large, 12), List.of());
    assertThat(decoded.error().orElseThrow()).contains("server.max-event-bytes");
  }

  @Example
  void eachKindOfMistakeIsNamed() {
    byte[] event = bare("TextInputEvent", "{\"text\":\"hi\"}");
    byte[] payloadFlipped = event.clone();
    payloadFlipped[event.length - 6] ^= 1;
    assertThat(decode(payloadFlipped, List.of()).error().orElseThrow()).contains("cannot be decoded");
    assertThat(decode("GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.UTF_8), List.of()).error().orElseThrow()).contains("is this an event stream?");
    assertThat(decode(bare("TextInputEvent", "{\"text\":"), List.of()).error().orElseThrow()).contains("not JSON");
    assertThat(decode(bare("TextInputEvent", "{} {}"), List.of()).error().orElseThrow()).contains("not JSON");
    assertThat(decode(bare("TextInputEvent", "[1]"), List.of()).error().orElseThrow()).contains("JSON object");
    assertThat(decode(signed(new byte[] {1, 2, 3}), List.of()).error().orElseThrow()).contains("exactly one event");
    assertThat(decode(signed(join(event, event)), List.of()).error().orElseThrow()).contains("exactly one event");
    assertThat(decode(encode(new Message(Map.of(), new byte[0])), List.of()).error().orElseThrow()).contains(":event-type");
    assertThat(decode(encode(new Message(Map.of(":event-type", HeaderValue.fromInteger(7)), new byte[0])), List.of()).error().orElseThrow())
        .contains("must be a string");
    assertThat(decode(new EventStreamCodec(LIMIT).exception("X", WireFormat.json(new byte[0])), List.of()).error().orElseThrow())
        .contains(":message-type exception");
    assertThat(decode(Arrays.copyOf(event, event.length - 1), List.of()).error().orElseThrow()).contains("ended within an event");
  }

  @Example
  void whatTheCallerSaidIsNotQuotedInAnErrorMessage() {
    assertThat(decode(bare("TextInputEvent", "{\"text\": 4111111111111111x}"), List.of()).error().orElseThrow()).doesNotContain("4111");
  }

  @Example
  void eventsBeforeAMistakeCount() {
    byte[] good = bare("TextInputEvent", "{\"text\":\"hi\"}");
    Decoded decoded = decode(join(good, new byte[20]), List.of());
    assertThat(decoded.events()).hasSize(1);
    assertThat(decoded.error()).isPresent();
  }

  @Property(tries = 300)
  void howTheBytesAreSplitMakesNoDifference(@ForAll("streams") byte[] stream, @ForAll("cuts") List<Integer> cuts) {
    assertThat(decode(stream, cuts)).isEqualTo(decode(stream, List.of()));
  }

  @Property(tries = 1000)
  void aMutatedStreamGivesEventsOrATypedErrorAndNothingElse(
      @ForAll("streams") byte[] stream, @ForAll("mutations") List<Integer> mutations, @ForAll("cuts") List<Integer> cuts) {
    byte[] mutated = stream.clone();
    for (int m : mutations) {
      if (mutated.length > 0) {
        mutated[Math.floorMod(m, mutated.length)] ^= (byte) (1 << Math.floorMod(m >> 16, 8));
      }
    }
    assertThat(decode(mutated, cuts)).isEqualTo(decode(mutated, List.of()));
  }

  @Property(tries = 500)
  void noiseBehindAGoodPreludeIsATypedError(@ForAll byte[] noise, @ForAll("lengths") int headers) {
    byte[] frame = new byte[16 + noise.length];
    java.nio.ByteBuffer out = java.nio.ByteBuffer.wrap(frame);
    out.putInt(frame.length).putInt(Math.min(headers, noise.length));
    java.util.zip.CRC32 prelude = new java.util.zip.CRC32();
    prelude.update(frame, 0, 8);
    out.putInt((int) prelude.getValue()).put(noise);
    java.util.zip.CRC32 whole = new java.util.zip.CRC32();
    whole.update(frame, 0, frame.length - 4);
    out.putInt((int) whole.getValue());
    // Checksums are right, so that the decoder of headers sees the noise.
    decode(frame, List.of());
  }

  @Property(tries = 500)
  void noiseIsATypedErrorOrWaitsForMore(@ForAll byte[] noise) {
    assertThat(decode(noise, List.of()).events()).isEmpty();
  }

  @Property(tries = 300)
  void linesAreTheSameHoweverTheyAreSplit(@ForAll("lines") String text, @ForAll("cuts") List<Integer> cuts) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    assertThat(lines(bytes, cuts)).isEqualTo(lines(bytes, List.of()));
  }

  private static Decoded lines(byte[] bytes, List<Integer> cuts) {
    JsonLines codec = new JsonLines(200);
    List<String> events = new ArrayList<>();
    try {
      int from = 0;
      for (int cut : cuts) {
        int to = Math.min(bytes.length, from + cut);
        codec.decode(Unpooled.wrappedBuffer(bytes, from, to - from), e -> events.add(e.type() + e.payload()));
        from = to;
      }
      codec.decode(Unpooled.wrappedBuffer(bytes, from, bytes.length - from), e -> events.add(e.type() + e.payload()));
      codec.end(e -> events.add(e.type() + e.payload()));
      return new Decoded(events, Optional.empty());
    } catch (MalformedEvent e) {
      return new Decoded(events, Optional.of(String.valueOf(e.getMessage())));
    }
  }

  @Example
  void aLineNamesItsMistake() {
    assertThat(lines("hello\n".getBytes(StandardCharsets.UTF_8), List.of()).error().orElseThrow()).contains("not JSON");
    assertThat(lines("{\"a\":{},\"b\":{}}".getBytes(StandardCharsets.UTF_8), List.of()).error().orElseThrow()).contains("one event");
    assertThat(lines("{\"TextInputEvent\":\"hi\"}".getBytes(StandardCharsets.UTF_8), List.of()).error().orElseThrow()).contains("TextInputEvent");
    assertThat(lines("{\"\":{}}".getBytes(StandardCharsets.UTF_8), List.of()).error().orElseThrow()).contains("no name");
    assertThat(lines("x".repeat(201).getBytes(StandardCharsets.UTF_8), List.of()).error().orElseThrow()).contains("server.max-event-bytes");
    assertThatThrownBy(() -> WireFormat.json("[]".getBytes(StandardCharsets.UTF_8))).isInstanceOf(MalformedEvent.class);
  }

  @Provide
  Arbitrary<byte[]> streams() {
    Arbitrary<byte[]> event =
        Combinators.combine(
                Arbitraries.of("TextInputEvent", "AudioInputEvent", "PlaybackCompletionEvent"),
                Arbitraries.strings().ofMaxLength(40).map(s -> WireFormat.json(new byte[0]).deepCopy().toString().replace("}", "\"text\":" + quoted(s) + "}")),
                Arbitraries.of(true, false))
            .as((type, json, sign) -> sign ? signed(bare(type, json)) : bare(type, json));
    return event.list().ofMaxSize(5).map(list -> join(list.toArray(new byte[0][])));
  }

  private static String quoted(String text) {
    return dev.parley.hook.LexJson.MAPPER.getNodeFactory().textNode(text).toString();
  }

  @Provide
  Arbitrary<List<Integer>> cuts() {
    return Arbitraries.integers().between(0, 60).list().ofMaxSize(40);
  }

  @Provide
  Arbitrary<List<Integer>> mutations() {
    return Arbitraries.integers().between(0, Integer.MAX_VALUE).list().ofMinSize(1).ofMaxSize(4);
  }

  @Provide
  Arbitrary<Integer> lengths() {
    return Arbitraries.integers().between(0, 64);
  }

  @Provide
  Arbitrary<String> lines() {
    return Arbitraries.of("{\"TextInputEvent\":{\"text\":\"hé\"}}", "", " ", "{", "{\"A\":{}}").list().ofMaxSize(6).map(l -> String.join("\n", l));
  }

  /** Frames are written by hand, for speed; by the library they would have the same bytes. */
  @Property(tries = 200)
  void whatIsWrittenHasTheLibrarysBytes(@ForAll String text, @ForAll boolean exception) {
    JsonNode payload = LexJson.MAPPER.createObjectNode().put("message", text);
    Map<String, HeaderValue> headers = new LinkedHashMap<>();
    headers.put(":message-type", HeaderValue.fromString(exception ? "exception" : "event"));
    headers.put(exception ? ":exception-type" : ":event-type", HeaderValue.fromString("HeartbeatEvent"));
    headers.put(":content-type", HeaderValue.fromString("application/json"));
    EventStreamCodec codec = new EventStreamCodec(LIMIT);
    assertThat(exception ? codec.exception("HeartbeatEvent", payload) : codec.event("HeartbeatEvent", payload))
        .isEqualTo(encode(new Message(headers, payload.toString().getBytes(StandardCharsets.UTF_8))));
  }
}
