package dev.parley.http2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Frames and events that no SDK would send, from a client that writes its bytes itself. Each is answered by an exception of Lex's
 * that names the rule, at the end of its own stream and never by a reset; the streams beside it go on.
 */
final class BrokenFramesTest {

  private static final String CONFIGURATION = "{\"responseContentType\":\"text/plain\"}";
  private static final String LPCM = "audio/lpcm; sample-rate=8000; sample-size-bits=16; channel-count=1; is-big-endian=false";
  private static final String EMOJI = "\uD83D\uDE00";

  @RegisterExtension static final ParleyServerExtension parley = new ParleyServerExtension();
  @RegisterExtension static final ParleyServerExtension strict = new ParleyServerExtension(c -> c.withStrictLimits(true));

  private static RawHttp2 client;
  private static RawHttp2 toStrict;
  private static int sessions;

  @BeforeAll
  static void connect() {
    client = new RawHttp2(parley.port());
    toStrict = new RawHttp2(strict.port());
  }

  @AfterAll
  static void disconnect() {
    client.close();
    toStrict.close();
  }

  /** On the connection on which all the mistakes are made. */
  @AfterEach
  void othersAreStillServed() {
    said(begun(client, "TEXT").event("TextInputEvent", "{\"text\":\"still here\"}"), "still here");
  }

  private static RawHttp2.Stream begun(RawHttp2 on, String mode) {
    return on.frames("b-" + sessions++, mode).event("ConfigurationEvent", CONFIGURATION);
  }

  private static void said(RawHttp2.Stream stream, String transcript) {
    assertThat(stream.next()).isEqualTo("TranscriptEvent {\"eventId\":\"RESPONSE-1\",\"transcript\":\"" + transcript + "\"}");
    assertThat(stream.next()).startsWith("IntentResultEvent ");
    assertThat(stream.next()).startsWith("TextResponseEvent ");
    stream.halfClose();
    assertThat(stream.all()).isEmpty();
  }

  private static void refused(RawHttp2.Stream stream, String rule) {
    assertThat(stream.next()).startsWith("ValidationException ").contains(rule);
    assertThat(stream.all()).as("nothing comes after it").isEmpty();
    assertThat(stream.reset).as("a reset looks like success to some SDKs").isNotDone();
    stream.halfClose();
  }

  private static byte[] hello() {
    return EventStreamCodecTest.bare("TextInputEvent", "{\"text\":\"hello\"}");
  }

  @Test
  void aBitFlippedAnywhereInAFrameIsNoticed() {
    for (byte[] frame : new byte[][] {hello(), EventStreamCodecTest.signed(hello())}) {
      RawHttp2.Stream[] streams = new RawHttp2.Stream[frame.length];
      for (int i = 0; i < frame.length; i++) {
        byte[] flipped = frame.clone();
        flipped[i] ^= (byte) (1 << i % 8);
        streams[i] = begun(client, "TEXT").send(flipped);
      }
      for (RawHttp2.Stream stream : streams) {
        refused(stream, "an event");
      }
    }
  }

  @Test
  void aFrameCutOffAnywhereIsNoticed() {
    byte[] frame = EventStreamCodecTest.signed(hello());
    RawHttp2.Stream[] streams = new RawHttp2.Stream[frame.length];
    for (int i = 1; i < frame.length; i++) {
      streams[i] = begun(client, "TEXT").send(Arrays.copyOf(frame, i)).halfClose();
    }
    for (int i = 1; i < frame.length; i++) {
      refused(streams[i], "the input ended within an event, after " + i + " of its bytes");
    }
    said(begun(client, "TEXT").send(frame), "hello");
  }

  /** Checksums are right, so that only the lengths are wrong. */
  private static byte[] frame(int total, int headersLength, byte[] headers, byte[] payload) {
    ByteBuffer frame = ByteBuffer.allocate(16 + headers.length + payload.length);
    frame.putInt(total).putInt(headersLength);
    CRC32 crc = new CRC32();
    crc.update(frame.array(), 0, 8);
    frame.putInt((int) crc.getValue()).put(headers).put(payload);
    // Where a reader that believes the length looks for it.
    int end = total >= 16 && total <= frame.capacity() ? total - 4 : frame.capacity() - 4;
    crc = new CRC32();
    crc.update(frame.array(), 0, end);
    frame.putInt(end, (int) crc.getValue());
    return frame.array();
  }

  private static byte[] headers(String... namesAndValues) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int i = 0; i < namesAndValues.length; i += 2) {
      byte[] value = namesAndValues[i + 1].getBytes(StandardCharsets.UTF_8);
      out.write(namesAndValues[i].length());
      out.writeBytes(namesAndValues[i].getBytes(StandardCharsets.UTF_8));
      out.write(7);
      out.write(value.length >> 8);
      out.write(value.length);
      out.writeBytes(value);
    }
    return out.toByteArray();
  }

  @Test
  void lengthsThatLieAreNoticed() {
    byte[] headers = headers(":message-type", "event", ":event-type", "TextInputEvent");
    byte[] payload = "{\"text\":\"hello\"}".getBytes(StandardCharsets.UTF_8);
    int total = 16 + headers.length + payload.length;
    said(begun(client, "TEXT").send(frame(total, headers.length, headers, payload)), "hello");

    Map<byte[], String> lies = new LinkedHashMap<>();
    for (int tooShort : new int[] {0, 1, 12, 15, 16 + headers.length - 1}) {
      lies.put(frame(tooShort, headers.length, headers, payload), "lengths contradict each other");
    }
    lies.put(frame(total, headers.length + payload.length + 1, headers, payload), "lengths contradict each other");
    lies.put(frame(total, -1, headers, payload), "lengths contradict each other");
    lies.put(frame(-1, headers.length, headers, payload), "has 4294967295 bytes");
    lies.put(frame(Integer.MAX_VALUE, headers.length, headers, payload), "server.max-event-bytes");
    lies.put(frame(64 * 1024 + 1, headers.length, headers, payload), "server.max-event-bytes");
    // The payload is cut in the middle.
    lies.put(frame(total - 2, headers.length, headers, payload), "not JSON");
    // Headers that end in the middle of one, or go on into the payload.
    lies.put(frame(total, headers.length - 1, headers, payload), "an event");
    lies.put(frame(total, 14, headers, payload), "an event");
    lies.put(frame(total, headers.length + 1, headers, payload), "an event");
    for (int longer = 1; longer <= 255; longer += 127) {
      byte[] longName = headers.clone();
      longName[0] = (byte) longer;
      lies.put(frame(total, headers.length, longName, payload), "an event");
      byte[] longValue = headers.clone();
      longValue[15] = (byte) longer;
      lies.put(frame(total, headers.length, longValue, payload), "an event");
    }
    lies.forEach((frame, rule) -> refused(begun(client, "TEXT").send(frame), rule));

    refused(begun(client, "TEXT").send(frame(total + 1, headers.length, headers, payload)).halfClose(), "ended within an event");
    refused(begun(client, "TEXT").send(EventStreamCodecTest.signed(frame(total + 1, headers.length, headers, payload))), "exactly one event");
    refused(begun(client, "TEXT").send(EventStreamCodecTest.signed(frame(total - 1, headers.length, headers, payload))), "exactly one event");
  }

  private static String audio(int bytes) {
    byte[] sound = new byte[bytes];
    sound[0] = 127;
    return "{\"contentType\":\"" + LPCM + "\",\"audioChunk\":\"" + Base64.getEncoder().encodeToString(sound) + "\"}";
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 320, 322, 640, 8 * 1024, 32_000})
  void anAudioEventOfMoreThanLexsTwentyMillisecondsIsTaken(int bytes) {
    said(begun(client, "AUDIO").event("AudioInputEvent", audio(bytes)), bytes + " bytes at 8000 from 0 ms");
  }

  @Test
  void anAudioEventOfMoreThanASecondIsRefusedByItsNumbers() {
    refused(begun(client, "AUDIO").event("AudioInputEvent", audio(32_002)), "AudioInputEvent.audioChunk has 32002 bytes; at most 32000");
    refused(begun(client, "AUDIO").event("AudioInputEvent", audio(321)), "samples have two bytes each");
    refused(begun(client, "AUDIO").event("AudioInputEvent", audio(2).replace("fwA=", "f*A=")), "AudioInputEvent.audioChunk is not base64");
  }

  @Test
  void underStrictLimitsLexsRuleHolds() {
    said(begun(toStrict, "AUDIO").event("AudioInputEvent", audio(320)), "320 bytes at 8000 from 0 ms");
    refused(
        begun(toStrict, "AUDIO").event("AudioInputEvent", audio(322)),
        "AudioInputEvent.audioChunk has 322 bytes; at most 320 are taken (Lex's own limit, for server.strict-limits is true)");
  }

  @Test
  void eventsOutOfPlaceNameTheRule() {
    refused(begun(client, "TEXT").event("ConfigurationEvent", CONFIGURATION), "one ConfigurationEvent, and this is the second");
    refused(begun(client, "TEXT").event("AudioInputEvent", audio(320)), "AudioInputEvent is not taken in a conversation of mode TEXT");
    refused(begun(client, "TEXT").event("DTMFInputEvent", "{\"inputCharacter\":\"1\"}"), "DTMFInputEvent is not taken");
    refused(begun(client, "AUDIO").event("TextInputEvent", "{\"text\":\"hello\"}"), "TextInputEvent is not taken in a conversation of mode AUDIO");
    refused(begun(client, "TEXT").event("TextInputEvnt", "{}"), "there is no event 'TextInputEvnt'");
    refused(begun(client, "TEXT").event("TranscriptEvent", "{}"), "there is no event 'TranscriptEvent'");
    refused(client.frames("first", "TEXT").event("TextInputEvent", "{\"text\":\"hello\"}"), "the first event of a conversation must be ConfigurationEvent");
    refused(client.frames("none", "TEXT").event("ConfigurationEvent", "{}"), "ConfigurationEvent.responseContentType is missing");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "DTMFInputEvent | {\"inputCharacter\":\"12\"} | DTMFInputEvent.inputCharacter",
      "DTMFInputEvent | {\"inputCharacter\":\"a\"} | DTMFInputEvent.inputCharacter",
      "DTMFInputEvent | {} | DTMFInputEvent.inputCharacter",
      "AudioInputEvent | {\"audioChunk\":\"AAA=\"} | AudioInputEvent.contentType",
      "AudioInputEvent | {\"contentType\":\"audio/flac\"} | audio/lpcm",
      "PlaybackCompletionEvent | {\"eventId\":\"no spaces\"} | eventId must be"
  })
  void aMemberThatIsWrongIsNamed(String event, String json, String member) {
    refused(begun(client, "AUDIO").event(event, json), member);
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', value = {
      "\\ud83d | \uFFFD",
      "a\\ude00b | a\uFFFDb",
      "\\ude00\\ud83d | \uFFFD\uFFFD",
      "\\ud83dx\\ude00 | \uFFFDx\uFFFD",
      "\\ud83d\\ude00 | \uD83D\uDE00"
  })
  void c93HalfACharacterIsReplacedAndTheSessionIsUsable(String escaped, String transcript) {
    RawHttp2.Stream stream = begun(client, "TEXT").event("TextInputEvent", "{\"text\":\"" + escaped + "\"}");
    assertThat(stream.next()).endsWith("\"transcript\":\"" + transcript + "\"}");
    assertThat(stream.next()).startsWith("IntentResultEvent ");
    assertThat(stream.next()).contains("you said " + transcript);
    stream.event("PlaybackCompletionEvent", "{}").event("TextInputEvent", "{\"text\":\"more\"}");
    stream.next();
    assertThat(stream.next()).startsWith("IntentResultEvent ");
    stream.halfClose();
  }

  /** As the bytes that it would have in UTF-8, which no encoder writes. */
  @Test
  void c93HalfACharacterInBytesIsReplacedOrRefusedButNeverKept() {
    byte[] json = "{\"text\":\"...\"}".getBytes(StandardCharsets.US_ASCII);
    json[9] = (byte) 0xED;
    json[10] = (byte) 0xA0;
    json[11] = (byte) 0xBD;
    byte[] headers = headers(":message-type", "event", ":event-type", "TextInputEvent");
    RawHttp2.Stream stream = begun(client, "TEXT").send(frame(16 + headers.length + json.length, headers.length, headers, json));
    assertThat(stream.next()).satisfiesAnyOf(
        line -> assertThat(line).endsWith("\"transcript\":\"\uFFFD\"}"),
        line -> assertThat(line).startsWith("ValidationException ").contains("not JSON"));
    stream.halfClose();
  }

  /** The parser refuses the escape in a name, and lets bytes pass that are more than Unicode has. */
  @Test
  void c93HalfACharacterInTheNameOfASessionAttributeIsReplaced() {
    byte[] json =
        "{\"responseContentType\":\"text/plain\",\"sessionState\":{\"sessionAttributes\":{\"k....\":\"v\"}}}".getBytes(StandardCharsets.US_ASCII);
    int at = new String(json, StandardCharsets.US_ASCII).indexOf("....");
    System.arraycopy(new byte[] {(byte) 0xF4, (byte) 0x91, (byte) 0x91, (byte) 0x8B}, 0, json, at, 4);
    byte[] headers = headers(":message-type", "event", ":event-type", "ConfigurationEvent");
    RawHttp2.Stream stream =
        client.frames("named", "TEXT").send(frame(16 + headers.length + json.length, headers.length, headers, json))
            .event("TextInputEvent", "{\"text\":\"hello\"}");
    stream.next();
    assertThat(stream.next()).contains("\"sessionAttributes\":{\"k\uFFFD\uFFFD\":\"v\"}");
    stream.halfClose();
  }

  /** A limit counts characters as people do: an emoji is one, though Java's strings and UTF-16 count two. */
  @Test
  void aTextOfEmojiAtTheLimitIsTaken() {
    String most = EMOJI.repeat(ClientEvents.MAX_TEXT);
    said(begun(client, "TEXT").event("TextInputEvent", "{\"text\":\"" + most + "\"}"), most);
    refused(begun(client, "TEXT").event("TextInputEvent", "{\"text\":\"" + most + EMOJI + "\"}"), "has 1025 characters; 1 to 1024 are taken");
  }
}
