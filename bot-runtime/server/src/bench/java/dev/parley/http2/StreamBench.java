package dev.parley.http2;

import dev.parley.cli.TestServer;
import dev.parley.conversation.Bots;
import dev.parley.conversation.ConversationServices;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.CustomerFacts;
import dev.parley.conversation.HearingLag;
import dev.parley.conversation.Journals;
import dev.parley.diagnostic.SourceText;
import dev.parley.hook.HookClient;
import dev.parley.session.MemorySessionStore;
import dev.parley.simulation.ExactInterpreter;
import dev.parley.yaml.BotReader;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import org.HdrHistogram.Histogram;

/**
 * Text turns a second and their latency, beside echoes in Netty and grpc-java, all in one process and one run: clients that send
 * again as soon as they are answered, on 1, 100 and 1,000 streams. A turn is one event in and three out, with the dialog's steps,
 * the session saved and the journal as by default; an echo is one message in and one out, of the same bytes as a turn's first.
 */
final class StreamBench {

  private static final int[] STREAMS = {1, 100, 1_000};
  private static final int STREAMS_OF_A_CONNECTION = 250;
  private static final int MOST = 2_000;
  private static final int WARM_UP_SECONDS = 2;
  private static final int SECONDS = 4;

  /** Of each, before anything is measured: what is measured is compiled code. */
  private static final int COMPILING_SECONDS = 10;

  private static final int STREAMS_TO_COMPILE = 100;
  private static final int MODEL_SECONDS = 6;

  private static final String BOT =
      """
      bot: Bench
      locale: en_US
      intents:
        Renew:
          utterances: [renew, renew my card]
          slots:
            Member: { type: Digits, ask: Which member? }
            Years: { type: Number, ask: "For how many years?" }
          close: "Renewed {Member} for {Years} years."
        FallbackIntent: { close: Pardon? }
      """;

  private static final byte[] CONFIGURATION =
      event("ConfigurationEvent", "{\"responseContentType\":\"text/plain; charset=utf-8\",\"disablePlayback\":true}");

  private static final List<byte[]> SAYS = List.of(say("renew"), say("17"), say("2"));

  private StreamBench() {}

  private static byte[] say(String text) {
    return event("TextInputEvent", "{\"text\":\"" + text + "\"}");
  }

  private static byte[] event(String type, String json) {
    return new EventStreamCodec(1 << 16).event(type, WireFormat.json(json.getBytes(StandardCharsets.UTF_8)));
  }

  /** Usage: {@code StreamBench [which...]}, of netty, grpc, parley and understanding; all by default. */
  public static void main(String[] args) throws Exception {
    List<String> wanted = args.length == 0 ? List.of("netty", "grpc", "parley", "understanding") : List.of(args);
    round(wanted, STREAMS_TO_COMPILE, COMPILING_SECONDS, 0);
    print("%-34s %7s %12s %12s %9s %9s", "", "streams", "turns/s", "messages/s", "p50 ms", "p99 ms");
    for (int streams : STREAMS) {
      round(wanted, streams, WARM_UP_SECONDS, SECONDS);
    }
    System.exit(0);
  }

  private static void round(List<String> wanted, int streams, int warmUp, int seconds) throws Exception {
    int connections = Math.max(1, streams / STREAMS_OF_A_CONNECTION);
    if (wanted.contains("netty")) {
      try (Echoes.OfNetty echo = new Echoes.OfNetty()) {
        http2("Netty echo", 2, echo.port, new byte[0], streams, connections, warmUp, seconds);
      }
    }
    if (wanted.contains("grpc")) {
      Load load = new Load();
      try (Echoes.OfGrpc echo = new Echoes.OfGrpc()) {
        echo.start(load, SAYS, streams, connections);
        tell("grpc-java echo", 2, streams, load.measure(warmUp, seconds), seconds);
      }
    }
    if (wanted.contains("parley")) {
      try (Scripted server = new Scripted()) {
        http2("Parley, understanding left out", 4, server.server.port(), CONFIGURATION, streams, connections, warmUp, seconds);
      }
    }
    if (wanted.contains("understanding")) {
      Path folder = Files.createTempDirectory("bench");
      Path bot = Files.writeString(folder.resolve("bot.yaml"), BOT);
      Map<String, String> settings =
          Map.of("journal.folder", "", "conversations.max", Integer.toString(MOST), "speech.recognizer", "none", "speech.synthesizer", "none");
      try (TestServer server = TestServer.start(List.of(bot), folder, settings)) {
        // The first turn waits for the model and the training.
        http2("Parley, with understanding", 4, server.port(), CONFIGURATION, streams, connections, warmUp + MODEL_SECONDS, seconds);
      }
    }
  }

  private static void http2(
      String name, int messages, int port, byte[] first, int streams, int connections, int warmUp, int seconds)
      throws InterruptedException {
    Load load = new Load();
    try (Http2Load client = new Http2Load(load, first, SAYS)) {
      client.start(port, streams, connections);
      tell(name, messages, streams, load.measure(warmUp, seconds), seconds);
    }
  }

  private static void tell(String name, int messages, int streams, Histogram h, int seconds) {
    if (seconds == 0) {
      return;
    }
    double turns = (double) h.getTotalCount() / seconds;
    print(
        "%-34s %7d %12.0f %12.0f %9.2f %9.2f",
        name, streams, turns, messages * turns, h.getValueAtPercentile(50) / 1e6, h.getValueAtPercentile(99) / 1e6);
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }

  /** A server whose bot understands at once, by the very words. */
  private static final class Scripted implements AutoCloseable {
    private final int cores = Runtime.getRuntime().availableProcessors();
    private final ScheduledExecutorService timers = Executors.newSingleThreadScheduledExecutor();
    private final ExecutorService work = Executors.newFixedThreadPool(cores);
    private final Conversations conversations;
    private final ParleyServer server;

    Scripted() throws IOException {
      SimpleMeterRegistry meters = new SimpleMeterRegistry();
      Clock clock = Clock.systemUTC();
      Bots bots = new Bots(ExactInterpreter::train);
      bots.load(BotReader.read(new SourceText("bot.yaml", BOT)).value().orElseThrow());
      conversations =
          new Conversations(
              bots,
              new ConversationServices(
                  clock, System::nanoTime, ZoneOffset.UTC, timers, work, work, Optional.empty(), Optional.empty(), CustomerFacts.NONE,
                  new HookClient(HttpClient.newHttpClient(), Map.of(), Map.of(), work, meters), new MemorySessionStore(100_000, clock, meters),
                  new Journals(Optional.empty()), new HearingLag(System::nanoTime, Duration.ofSeconds(1), meters), meters,
                  new ConversationServices.Limits(MOST, 256, 5_000)));
      server =
          ParleyServer.start(ServerConfig.loopback(0), conversations, conversations, bots, List.of(), List.of(), Optional.empty(), work, meters);
    }

    @Override
    public void close() {
      conversations.drain("the bench is over").toCompletableFuture().join();
      server.close();
      work.shutdownNow();
      timers.shutdownNow();
    }
  }
}
