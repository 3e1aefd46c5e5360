package dev.parley.twilio.fake;

import dev.parley.twilio.RequestSignature;
import dev.parley.twilio.Timers;
import dev.parley.twilio.TwilioMessage;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/**
 * Calls a server as Twilio would: asks its web-hook what to do, opens the media socket that it names, and plays a caller from
 * a script. Thread-safe; each call is independent.
 */
public final class FakeTwilio {

  private final FakeTwilioSettings settings;
  private final CallerVoice voice;
  private final Optional<BotEars> ears;
  private final Timers timers;
  private final HttpClient http;

  /**
   * A fake Twilio.
   *
   * @param settings where it calls, and as whom
   * @param voice of the callers
   * @param ears write down what the bot says; without them the transcript has its times only
   * @param timers paces the calls
   */
  public FakeTwilio(FakeTwilioSettings settings, CallerVoice voice, Optional<BotEars> ears, Timers timers) {
    this.settings = settings;
    this.voice = voice;
    this.ears = ears;
    this.timers = timers;
    this.http = HttpClient.newBuilder().connectTimeout(settings.connectWithin()).version(HttpClient.Version.HTTP_1_1).build();
  }

  /**
   * Makes a call. Speaks the script's texts first, which takes time and is done on the calling thread; the call itself is
   * not.
   *
   * @return how it went; fails only when the web-hook or the socket cannot be reached, or the answer is no call
   */
  public CompletableFuture<CallResult> call(CallScript script) {
    Map<String, byte[]> speech = new HashMap<>();
    for (CallStep step : script.steps()) {
      if (step instanceof CallStep.Say say) {
        speech.computeIfAbsent(say.text(), voice::speak);
      }
    }
    String callSid = "CA" + UUID.randomUUID().toString().replace("-", "");
    return askWebhook(callSid).thenCompose(answer -> connect(script, speech, callSid, answer));
  }

  private CompletableFuture<TwimlAnswer> askWebhook(String callSid) {
    byte[] form = form(callSid).getBytes(StandardCharsets.UTF_8);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(settings.server() + settings.voicePath()))
            .timeout(settings.connectWithin())
            .header("Content-Type", "application/x-www-form-urlencoded; charset=UTF-8")
            .POST(HttpRequest.BodyPublishers.ofByteArray(form));
    settings.authToken()
        .map(token -> RequestSignature.sign(token, signedBase() + settings.voicePath(), form))
        .ifPresent(signature -> request.header("X-Twilio-Signature", signature));
    return http.sendAsync(request.build(), HttpResponse.BodyHandlers.ofByteArray()).thenApply(FakeTwilio::twiml);
  }

  private static TwimlAnswer twiml(HttpResponse<byte[]> response) {
    if (response.statusCode() != 200) {
      String said = new String(response.body(), StandardCharsets.UTF_8).strip();
      throw new IllegalArgumentException("the web-hook answered " + response.statusCode() + ": " + said);
    }
    return TwimlAnswer.parse(response.body());
  }

  private String signedBase() {
    return settings.publicUrl().orElse(settings.server()).toString();
  }

  private String form(String callSid) {
    Map<String, String> fields = new LinkedHashMap<>();
    fields.put("CallSid", callSid);
    fields.put("AccountSid", settings.accountSid());
    fields.put("From", settings.from());
    fields.put("To", settings.to());
    fields.put("CallStatus", "ringing");
    fields.put("Direction", "inbound");
    fields.put("ApiVersion", "2010-04-01");
    return fields.entrySet().stream()
        .map(field -> field.getKey() + "=" + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  private CompletableFuture<CallResult> connect(
      CallScript script, Map<String, byte[]> speech, String callSid, TwimlAnswer answer) {
    MediaLink link = new MediaLink();
    FakeCall call = new FakeCall(script, speech, ears, link, settings.longest(), settings.silenceSecrets());
    link.carry(call);
    WebSocket.Builder handshake = http.newWebSocketBuilder().connectTimeout(settings.connectWithin());
    settings.authToken()
        .map(token -> RequestSignature.sign(token, answer.stream().toString(), new byte[0]))
        .ifPresent(signature -> handshake.header("X-Twilio-Signature", signature));
    return handshake
        .buildAsync(reachable(answer.stream()), link)
        .thenCompose(
            opened -> {
              call.begin(start(callSid, answer));
              pace(call, timers.nowMs(), 0);
              return call.result();
            });
  }

  /** A server behind a public address names that one; the fake goes straight to the server. */
  private URI reachable(URI stream) {
    return settings.publicUrl()
        .map(
            behind -> {
              String path = stream.toString().substring(behind.toString().replaceFirst("^http", "ws").length());
              return URI.create(settings.server().toString().replaceFirst("^http", "ws") + path);
            })
        .orElse(stream);
  }

  private TwilioMessage.Start start(String callSid, TwimlAnswer answer) {
    return new TwilioMessage.Start(
        "MZ" + UUID.randomUUID().toString().replace("-", ""),
        settings.accountSid(),
        callSid,
        List.of("inbound"),
        answer.parameters(),
        TwilioMessage.MediaFormat.MULAW_8K);
  }

  /** Steps as often as is due, and comes back for the next: a late alarm is caught up with, so a call keeps its length. */
  private void pace(FakeCall call, long beganMs, long stepsDone) {
    long steps = stepsDone;
    while (!call.isOver() && dueMs(beganMs, steps) <= timers.nowMs()) {
      call.step();
      steps++;
    }
    if (!call.isOver()) {
      long done = steps;
      timers.after(dueMs(beganMs, steps) - timers.nowMs(), () -> pace(call, beganMs, done));
    }
  }

  private long dueMs(long beganMs, long step) {
    return beganMs + Math.round(step * ScriptedCaller.MOMENT_MS / settings.speed());
  }
}
