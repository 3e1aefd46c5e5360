package dev.parley.http2;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.search.Search;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a client may not do, and that nobody else notices. */
final class StreamLimitsTest {

  private static final Duration LONG = Duration.ofSeconds(60);
  private static final Duration SHORT = Duration.ofMillis(300);

  private static final int WINDOW = 65_535;
  private static final int LINE_BYTES = 8_000;

  /** Three windows of a stream. */
  private static final int LINES = 3 * WINDOW / LINE_BYTES;

  private static final int QUIET_ROUNDS = 5;

  @RegisterExtension
  private final ParleyServerExtension parley =
      new ParleyServerExtension(c -> c
          .with(new ServerConfig.Streams(WINDOW, 64 * 1024, 256 * 1024, LONG, SHORT, SHORT))
          .with(new ServerConfig.Requests(4096, SHORT)));

  private RawHttp2 client;

  @BeforeEach
  void connect() {
    client = new RawHttp2(parley.port());
  }

  @AfterEach
  void disconnect() {
    client.close();
  }

  private double count(String name) {
    return Search.in(parley.meters()).name(name).counters().stream().mapToDouble(c -> c.count()).sum();
  }

  private void works(RawHttp2.Stream stream, String word) {
    stream.sendLine("{\"TextInputEvent\":{\"text\":\"" + word + "\"}}");
    assertThat(stream.next()).contains("TranscriptEvent").contains(word);
    assertThat(stream.next()).contains("IntentResultEvent");
    assertThat(stream.next()).contains("TextResponseEvent");
  }

  @Test
  void aClientThatReadsNothingLosesItsOwnStreamOnly() {
    RawHttp2.Stream good = client.conversation("l-1", "application/x-ndjson");
    works(good, "before");
    RawHttp2.Stream slow = client.conversation("l-2", "application/x-ndjson").reading(false);
    slow.sendLine("{\"TextInputEvent\":{\"text\":\"sing 1000\"}}");
    // It reads nothing at all, so it cannot be told either: the reset comes as an event beside the stream.
    RawHttp2.await(slow.reset);
    assertThat(count("parley.server.readers.slow")).isEqualTo(1);
    works(good, "after");
    good.halfClose();
    RawHttp2.await(good.ended);
  }

  @Test
  void aConversationThatTakesNoMoreHoldsItsOwnClientBackAndNobodyElse() {
    RawHttp2.Stream stuck = client.conversation("l-3", "application/x-ndjson");
    works(stuck, "first");
    parley.gateway().conversation("l-3").full = true;
    byte[] line = ("{\"TextInputEvent\":{\"text\":\"x\"}" + " ".repeat(LINE_BYTES) + "}\n").getBytes(StandardCharsets.UTF_8);
    List<ChannelFuture> lines = Stream.generate(() -> stuck.leaving(line)).limit(LINES).toList();
    long left = leftWhenQuiet(lines);
    assertThat(left).as("lines that leave: those that the window has room for").isBetween(1L, (long) WINDOW / LINE_BYTES);
    // The whole window of a connection would be gone by now, had it been HTTP/2's 64 KiB for all streams.
    List<RawHttp2.Stream> others = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      RawHttp2.Stream other = client.conversation("l-3-" + i, "application/x-ndjson");
      works(other, "other");
      others.add(other);
    }
    parley.gateway().conversation("l-3").empty();
    for (int i = 0; i < LINES; i++) {
      assertThat(stuck.next()).contains("TranscriptEvent");
      assertThat(stuck.next()).contains("IntentResultEvent");
      assertThat(stuck.next()).contains("TextResponseEvent");
    }
    assertThat(count("parley.server.streams.held")).isGreaterThanOrEqualTo(1);
  }

  /**
   * How many have left when no more will. A round trip on another stream of the connection is the fence: whatever room the server
   * gave before its answer has arrived before it, and what left by that comes before the next question. So a server that gives
   * room while nothing is taken lets some more leave in every round.
   */
  private long leftWhenQuiet(List<ChannelFuture> lines) {
    RawHttp2.Stream fence = client.conversation("fence", "application/x-ndjson");
    long left = -1;
    for (int quietRounds = 0; quietRounds < QUIET_ROUNDS; ) {
      works(fence, "fence");
      long now = lines.stream().filter(ChannelFuture::isDone).count();
      quietRounds = now == left ? quietRounds + 1 : 0;
      left = now;
    }
    return left;
  }

  @Test
  void aMalformedFrameEndsItsStreamWithAnExceptionAndNotWithAReset() {
    RawHttp2.Stream good = client.conversation("l-4", "application/x-ndjson");
    works(good, "before");
    RawHttp2.Stream bad = client.conversation("l-5", EventStreamCodec.CONTENT_TYPE).send(new byte[64]);
    assertThat(bad.next()).startsWith("ValidationException").contains("is this an event stream?");
    RawHttp2.await(bad.ended);
    assertThat(bad.reset).isNotDone();
    works(good, "after");
  }

  @Test
  void eventsBeforeAMalformedOneAreStillHandedOn() {
    byte[] both =
        EventStreamCodecTest.join(
            EventStreamCodecTest.bare("ConfigurationEvent", "{\"responseContentType\":\"text/plain\"}"),
            EventStreamCodecTest.bare("TextInputEvent", "{\"text\":\"hello\"}"),
            new byte[16]);
    client.conversation("l-6", EventStreamCodec.CONTENT_TYPE).send(both).all();
    assertThat(parley.gateway().hungUp).containsEntry("l-6", "failed: INVALID");
  }

  @Test
  void aStreamWithoutAFirstEventIsToldSo() {
    RawHttp2.Stream silent = client.conversation("l-7", "application/x-ndjson");
    assertThat(silent.next()).contains("ValidationException").contains("no event came within");
    RawHttp2.await(silent.ended);
    // It has not ended its own side either; in the end it is cut.
    RawHttp2.await(silent.closed);
  }

  @Test
  void aResetHangsUp() {
    RawHttp2.Stream stream = client.conversation("l-8", "application/x-ndjson");
    works(stream, "hello");
    EchoGateway.Echo conversation = parley.gateway().conversation("l-8");
    stream.cancel();
    RawHttp2.await(conversation.ended().toCompletableFuture());
    assertThat(parley.gateway().hungUp.get("l-8")).contains("reset");
  }

  @Test
  void aConnectionThatIsGoneHangsUpAllItsConversations() {
    List<EchoGateway.Echo> conversations = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      works(client.conversation("l-9-" + i, "application/x-ndjson"), "hello");
      conversations.add(parley.gateway().conversation("l-9-" + i));
    }
    client.close();
    conversations.forEach(c -> RawHttp2.await(c.ended().toCompletableFuture()));
  }

  @Test
  void aBodyThatIsTooLongOrTooLateIsRefused() {
    RawHttp2.Stream large = client.open(new DefaultHttp2Headers().method("POST").path("/mirror"), false).send(new byte[4097]);
    assertThat(large.status()).isEqualTo("413");
    RawHttp2.Stream late = client.open(new DefaultHttp2Headers().method("POST").path("/mirror"), false).send(new byte[1]);
    assertThat(late.status()).isEqualTo("408");
    RawHttp2.await(late.closed);
    RawHttp2.Stream whole = client.open(new DefaultHttp2Headers().method("POST").path("/mirror"), false).send(new byte[1]).halfClose();
    assertThat(whole.status()).isEqualTo("200");
  }

  @Test
  void trailersEndTheInput() {
    RawHttp2.Stream stream = client.conversation("l-10", "application/x-ndjson");
    works(stream, "hello");
    stream.trailers();
    RawHttp2.await(stream.ended);
  }
}
