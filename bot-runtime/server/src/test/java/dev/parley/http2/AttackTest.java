package dev.parley.http2;

import static dev.parley.http2.RawFrames.CONTINUATION;
import static dev.parley.http2.RawFrames.DATA;
import static dev.parley.http2.RawFrames.END_HEADERS;
import static dev.parley.http2.RawFrames.GO_AWAY;
import static dev.parley.http2.RawFrames.HEADERS;
import static dev.parley.http2.RawFrames.INITIAL_WINDOW_SIZE;
import static dev.parley.http2.RawFrames.PING;
import static dev.parley.http2.RawFrames.PRIORITY;
import static dev.parley.http2.RawFrames.RST_STREAM;
import static dev.parley.http2.RawFrames.SETTINGS;
import static dev.parley.http2.RawFrames.WINDOW_UPDATE;
import static dev.parley.http2.RawFrames.frame;
import static dev.parley.http2.RawFrames.many;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.search.Search;
import io.netty.handler.codec.http2.Http2Error;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/**
 * Known attacks on HTTP/2: the connection that does it ends, or waits for itself; others are served, and the heap is as it was;
 * honest clients come nowhere near. A number in a name is that of a case reported from the field.
 */
final class AttackTest {

  private static final byte[] NOTHING = {};

  /** Of what lives after an attack, beyond what lived before: far less than any of them sends or asks for. */
  private static final long HEAP_SLACK = 24L * 1024 * 1024;

  /** Whose answers are more than the buffers of the kernel have room for. */
  private static final int FLOOD_BYTES = 12 * 1024 * 1024;

  @RegisterExtension
  private final ParleyServerExtension parley =
      new ParleyServerExtension(c -> c.with(new ServerConfig.Connections(
          1_000, 1_000, 16 * 1024, 400, Duration.ofSeconds(30), 32, Duration.ofSeconds(10), Duration.ofSeconds(60), Duration.ofSeconds(1))));

  private RawHttp2 good;
  private long before;

  @BeforeEach
  void connect() {
    good = new RawHttp2(parley.port());
    before = living();
  }

  private static long living() {
    System.gc();
    return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
  }

  @AfterEach
  void othersAreStillServed() {
    othersAreServed();
    good.close();
  }

  private void othersAreServed() {
    RawHttp2.Stream stream = hello(good, "other");
    assertThat(stream.next()).contains("hello");
    stream.halfClose();
    RawHttp2.await(stream.ended);
    assertThat(living() - before).as("bytes more that live").isLessThan(HEAP_SLACK);
  }

  private double streams() {
    return Search.in(parley.meters()).name("parley.server.streams").gauge().value();
  }

  private static byte[] flood(byte[] frame) {
    return many(FLOOD_BYTES / frame.length, frame);
  }

  private static RawHttp2.Stream hello(RawHttp2 client, String session) {
    return client.conversation(session, "application/x-ndjson").sendLine("{\"TextInputEvent\":{\"text\":\"hello\"}}");
  }

  @Test
  void c81CallersWhoHangUpALotAreHonest() {
    try (RawHttp2 client = new RawHttp2(parley.port())) {
      for (int i = 0; i < 210; i++) {
        hello(client, "h-" + i).cancel();
      }
      assertThat(hello(client, "h-last").next()).contains("hello");
      assertThat(client.goAway).isNotDone();
    }
  }

  @Test
  void c81RapidResetsEndTheirConnection() {
    try (RawHttp2 client = new RawHttp2(parley.port())) {
      assertThatThrownBy(() -> {
            for (int i = 0; i < 10_000; i++) {
              hello(client, "r-" + i).cancel();
            }
          })
          .isInstanceOf(ClosedChannelException.class);
      client.awaitClosed();
      // The farewell may be lost, since the client still sends when the connection is closed; but it is no friendly one.
      assertThat(client.goAway.getNow(Http2Error.ENHANCE_YOUR_CALM.code())).isEqualTo(Http2Error.ENHANCE_YOUR_CALM.code());
    }
  }

  /** CVE-2025-8671: the client makes mistakes for which the server resets its streams, and opens the next. */
  @Test
  void streamsThatTheServerIsMadeToResetEndTheirConnection() throws Exception {
    try (RawFrames client = new RawFrames(parley.port())) {
      ByteArrayOutputStream flood = new ByteArrayOutputStream();
      for (int stream = 1; stream < 2 * 3_000; stream += 2) {
        flood.writeBytes(frame(HEADERS, END_HEADERS, stream, RawFrames.block(RawFrames.conversation("made-" + stream))));
        flood.writeBytes(frame(WINDOW_UPDATE, 0, stream, RawFrames.number(0)));
      }
      client.sendAsFarAsItGoes(flood.toByteArray()).awaitEnd();
      // Its end may reach us before all of its streams' ends are counted.
      for (int i = 0; i < 1_000 && streams() > 0; i++) {
        othersAreServed();
      }
      assertThat(streams()).as("streams that live").isZero();
    }
  }

  @Test
  void c85AFewEmptyFramesAreSilenceAndManyAreAnAttack() throws Exception {
    try (RawFrames client = new RawFrames(parley.port())) {
      client.conversation(1, "empty");
      client.sendAsFarAsItGoes(many(3, frame(DATA, 0, 1, NOTHING))).say(1, 0, "one");
      client.sendAsFarAsItGoes(many(32, frame(DATA, 0, 1, NOTHING))).say(1, 0, "two");
      client.await(1, "you said two");
      client.sendAsFarAsItGoes(many(1_000, frame(DATA, 0, 1, NOTHING))).awaitEnd();
    }
  }

  @Test
  void c83ContinuationsWithoutEndEndTheirConnection() throws Exception {
    try (RawFrames client = new RawFrames(parley.port())) {
      client.send(HEADERS, 0, 1, NOTHING).sendAsFarAsItGoes(many(100_000, frame(CONTINUATION, 0, 1, NOTHING))).awaitEnd();
    }
  }

  @Test
  void c83HeadersWithoutEndAreRefused() throws Exception {
    try (RawFrames client = new RawFrames(parley.port())) {
      client.send(HEADERS, 0, 1, NOTHING).sendAsFarAsItGoes(many(100, frame(CONTINUATION, 0, 1, new byte[16 * 1024]))).awaitEnd();
    }
  }

  /** One long header in the table of HPACK, and then its number again and again: a byte a time. */
  @Test
  void aBombOfHeadersIsRefusedAndNotUnpacked() throws Exception {
    try (RawFrames client = new RawFrames(parley.port())) {
      ByteArrayOutputStream block = new ByteArrayOutputStream();
      byte[] value = new byte[3_000];
      java.util.Arrays.fill(value, (byte) 'x');
      // RFC 7541, 6.2.1: a literal that is kept; 5.1: 3000 = 127 + 2873, seven bits at a time.
      block.writeBytes(new byte[] {0x40, 1, 'b', 0x7F, (byte) 0xB9, 0x16});
      block.writeBytes(value);
      // 6.1: the newest entry of the table is 62.
      block.writeBytes(many(10_000, new byte[] {(byte) 0xBE}));
      client.send(HEADERS, END_HEADERS, 1, block.toByteArray());
      assertThat(client.next(RST_STREAM).stream()).isEqualTo(1);
      // The connection's own table is whole: the next request on it is read rightly.
      client.conversation(3, "after").say(3, 0, "after");
      client.await(3, "you said after");
    }
  }

  @Test
  void pingsWhoseAnswersNobodyReadsEndTheirConnection() throws Exception {
    try (RawFrames client = new RawFrames(parley.port())) {
      client.sendAsFarAsItGoes(flood(frame(PING, 0, 0, new byte[8])));
      othersAreServed();
      client.awaitEnd();
    }
  }

  @Test
  void settingsWhoseAnswersNobodyReadsEndTheirConnection() throws Exception {
    try (RawFrames client = new RawFrames(parley.port())) {
      client.sendAsFarAsItGoes(flood(frame(SETTINGS, 0, 0, NOTHING)));
      othersAreServed();
      client.awaitEnd();
    }
  }

  /** Each changes the window of all streams. */
  @Test
  void windowsThatChangeAllTheTimeHurtNobodyElse() throws Exception {
    try (RawFrames client = new RawFrames(parley.port())) {
      for (int i = 0; i < 100; i++) {
        client.conversation(2 * i + 1, "w-" + i);
      }
      byte[] larger = frame(SETTINGS, 0, 0, RawFrames.setting(INITIAL_WINDOW_SIZE, 1 << 20));
      byte[] smaller = frame(SETTINGS, 0, 0, RawFrames.setting(INITIAL_WINDOW_SIZE, 0));
      client.sendAsFarAsItGoes(many(2_000, ByteBuffer.allocate(larger.length + smaller.length).put(smaller).put(larger).array()));
      othersAreServed();
      client.say(1, 0, "at last");
      client.await(1, "you said at last");
    }
  }

  /** No room at all, then a byte at a time: what is not taken is bounded, and ends its stream. */
  @Test
  void answersForWhichThereIsNoRoomEndTheirStream() throws Exception {
    try (RawFrames client = new RawFrames(parley.port())) {
      client.send(SETTINGS, 0, 0, RawFrames.setting(INITIAL_WINDOW_SIZE, 0)).conversation(1, "none").conversation(3, "dribble");
      client.say(3, 0, "slowly");
      for (int i = 0; i < 2_000; i++) {
        client.window(3, 1);
      }
      client.say(1, 0, "sing 3000");
      assertThat(client.next(RST_STREAM).stream()).isEqualTo(1);
      client.window(3, 1 << 20).say(3, 0, "at once");
      client.await(3, "you said at once");
    }
  }

  @Test
  void aWindowLargerThanThereCanBeIsAnError() throws Exception {
    try (RawFrames client = new RawFrames(parley.port())) {
      client.conversation(1, "large").window(1, Integer.MAX_VALUE).window(1, Integer.MAX_VALUE);
      assertThat(client.next(RST_STREAM).payload()).isEqualTo(RawFrames.number((int) Http2Error.FLOW_CONTROL_ERROR.code()));
      client.window(0, Integer.MAX_VALUE).window(0, Integer.MAX_VALUE);
      assertThat(ByteBuffer.wrap(client.next(GO_AWAY).payload()).getInt(4)).isEqualTo((int) Http2Error.FLOW_CONTROL_ERROR.code());
      client.awaitEnd();
    }
  }

  /** What means nothing here costs nothing: priorities of streams that are not there, and frames of no known type. */
  @Test
  void framesThatMeanNothingAreIgnored() throws Exception {
    try (RawFrames client = new RawFrames(parley.port())) {
      client.sendAsFarAsItGoes(many(50_000, frame(PRIORITY, 0, 1001, new byte[] {0, 0, 0, 3, 1})));
      client.sendAsFarAsItGoes(many(50_000, frame(0xFA, 0, 0, new byte[16])));
      othersAreServed();
      client.conversation(1, "nothing").say(1, 0, "heard");
      client.await(1, "you said heard");
    }
  }
}
