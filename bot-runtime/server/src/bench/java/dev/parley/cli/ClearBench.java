package dev.parley.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executors;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How soon a decision to stop a prompt is a {@code clear} at the other end of a telephone's socket, over loopback, while sound flows both ways.
 * The decision is a key, which interrupts without more: what is measured goes from before it is sent until the {@code clear} has come, so
 * it holds the way to the server too. How it is run: {@code bot-runtime/speech/README.md}.
 */
public final class ClearBench {

  private static final String BOT =
      """
      bot: BenchBot
      locale: en_US
      greeting: &long "We are here from eight in the morning until six in the evening. On Saturday we close at noon. You can also reach us by letter."
      intents:
        Pay: { utterances: [pay my bill], close: Fine. }
        FallbackIntent: { close: { say: "We are here from eight in the morning until six in the evening. On Saturday we close at noon.", next: elicit_intent } }
      """.replace("&long ", "");

  private static final Pattern TOKEN = Pattern.compile("<Parameter name=\"([^\"]+)\" value=\"([^\"]*)\"");
  private static final Pattern STREAM = Pattern.compile("<Stream url=\"([^\"]+)\"");
  private static final byte[] SILENCE = new byte[160];
  private static final int CALLS = 25;

  /** After some more that it does not understand the bot gives up. */
  private static final int KEYS = 4;
  private static final int LISTEN_MS = 250;

  private ClearBench() {}

  /** What the server says, as it comes. */
  private static final class Ear implements WebSocket.Listener {
    private final BlockingQueue<Long> clears = new LinkedBlockingQueue<>();
    private final BlockingQueue<Long> sounds = new LinkedBlockingQueue<>();
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket socket, CharSequence part, boolean last) {
      text.append(part);
      if (last) {
        if (text.indexOf("\"clear\"") >= 0) {
          clears.add(System.nanoTime());
          sounds.clear();
        } else if (text.indexOf("\"media\"") >= 0) {
          sounds.add(System.nanoTime());
        }
        text.setLength(0);
      }
      socket.request(1);
      return null;
    }
  }

  /** Runs it. */
  public static void main(String[] arguments) throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("clear-bench");
    Path bot = Files.writeString(folder.resolve("bot.yaml"), BOT);
    Settings settings = new Settings().set("server.port", "0", "bench").set("data.folder", folder.resolve("data").toString(), "bench");
    settings.set("understanding.encoder", "none", "bench").set("journal.folder", folder.resolve("journal").toString(), "bench");
    settings.set("twilio.bot", "BenchBot", "bench").set("twilio.verify-signatures", "false", "bench");
    try (Application application = Application.start(settings, List.of(bot))) {
      application.warm().join();
      List<Double> took = new ArrayList<>();
      for (int call = 1; call <= CALLS; call++) {
        took.addAll(call(application.port(), "CA" + call));
      }
      Collections.sort(took);
      System.out.printf(
          Locale.ROOT, "key to clear over loopback, %d prompts: p50 %.1f ms, p99 %.1f ms, most %.1f ms%n", took.size(), took.get(took.size() / 2),
          took.get((int) Math.ceil(took.size() * 0.99) - 1), took.get(took.size() - 1));
    }
    System.exit(0);
  }

  /** How long each key of a call took, in milliseconds. */
  private static List<Double> call(int port, String callSid) throws IOException, InterruptedException {
    HttpClient http = HttpClient.newHttpClient();
    HttpRequest ring =
        HttpRequest.newBuilder(URI.create("http://localhost:" + port + "/twilio/voice"))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString("CallSid=" + callSid + "&AccountSid=AC1&From=1&To=2"))
            .build();
    String twiml = http.send(ring, HttpResponse.BodyHandlers.ofString()).body();
    Matcher stream = STREAM.matcher(twiml);
    if (!stream.find()) {
      throw new IOException("the web-hook answered with no stream: " + twiml);
    }
    List<String> parameters = TOKEN.matcher(twiml).results().map(m -> "\"" + m.group(1) + "\":\"" + m.group(2) + "\"").toList();
    Ear ear = new Ear();
    WebSocket socket = http.newWebSocketBuilder().buildAsync(URI.create(stream.group(1)), ear).join();
    socket.sendText("{\"event\":\"connected\",\"protocol\":\"Call\",\"version\":\"1.0.0\"}", true).join();
    socket.sendText(
        "{\"event\":\"start\",\"sequenceNumber\":\"1\",\"streamSid\":\"MZ1\",\"start\":{\"streamSid\":\"MZ1\",\"accountSid\":\"AC1\",\"callSid\":\"" + callSid + "\","
            + "\"tracks\":[\"inbound\"],\"customParameters\":{" + String.join(",", parameters)
            + "},\"mediaFormat\":{\"encoding\":\"audio/x-mulaw\",\"sampleRate\":8000,\"channels\":1}}}",
        true).join();
    Line line = new Line(socket);
    List<Double> took = new ArrayList<>();
    try (line) {
      while (took.size() < KEYS && ear.sounds.poll(10, TimeUnit.SECONDS) != null) {
        Thread.sleep(LISTEN_MS);
        ear.clears.clear();
        long began = System.nanoTime();
        line.key("1");
        Long cleared = ear.clears.poll(10, TimeUnit.SECONDS);
        if (cleared == null) {
          throw new IOException("no clear came for key " + took.size());
        }
        took.add((cleared - began) / 1e6);
        line.key("#");
      }
    }
    socket.abort();
    return took;
  }

  /** Sends twenty milliseconds of silence as often, and keys in between; a socket takes one message at a time. */
  private static final class Line implements AutoCloseable {
    private final WebSocket socket;
    private final ScheduledExecutorService pace = Executors.newSingleThreadScheduledExecutor();
    private int sent = 1;
    private int chunk;

    Line(WebSocket socket) {
      this.socket = socket;
      Arrays.fill(SILENCE, (byte) 0xff);
      String sound = Base64.getEncoder().encodeToString(SILENCE);
      pace.scheduleAtFixedRate(
          () -> send("\"media\"", "\"media\":{\"track\":\"inbound\",\"chunk\":\"" + ++chunk + "\",\"timestamp\":\"" + chunk * 20 + "\",\"payload\":\"" + sound + "\"}"), 0,
          20, TimeUnit.MILLISECONDS);
    }

    void key(String key) {
      pace.execute(() -> send("\"dtmf\"", "\"dtmf\":{\"track\":\"inbound_track\",\"digit\":\"" + key + "\"}"));
    }

    private void send(String event, String rest) {
      sent++;
      socket.sendText("{\"event\":" + event + ",\"streamSid\":\"MZ1\",\"sequenceNumber\":\"" + sent + "\"," + rest + "}", true).join();
    }

    @Override
    public void close() {
      pace.shutdownNow();
    }
  }
}
