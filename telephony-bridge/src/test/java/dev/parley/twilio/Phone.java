package dev.parley.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.ChannelOutput;
import dev.parley.conversation.ChannelProvider;
import dev.parley.conversation.ConversationGateway;
import dev.parley.conversation.HttpRoute;
import dev.parley.conversation.SocketRoute;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The Twilio channel as a server would mount it, in virtual time, with conversations that the test scripts. */
final class Phone {

  static final String ACCOUNT = "AC00000000000000000000000000000001";
  static final Map<String, String> LOOPBACK = Map.of("bot", "PaymentsBot", "verify-signatures", "false");

  final VirtualTimers timers = new VirtualTimers();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final List<ScriptedConversation> conversations = new ArrayList<>();
  final ChannelProvider.Routes routes;
  private int tokens;

  Phone() {
    this(LOOPBACK);
  }

  Phone(Map<String, String> settings) {
    ConversationGateway scripted =
        (request, channel) -> {
          ScriptedConversation conversation = new ScriptedConversation(request, channel);
          conversations.add(conversation);
          return conversation;
        };
    routes = new TwilioChannelProvider(timers, () -> "token-" + ++tokens).open(scripted, settings, meters);
  }

  Phone(ConversationGateway gateway) {
    routes = new TwilioChannelProvider(timers, () -> "token-" + ++tokens).open(gateway, LOOPBACK, meters);
  }

  /** Meters of which nothing is looked at. */
  static CallMeters unread() {
    return new CallMeters(new SimpleMeterRegistry());
  }

  /** What this counter of calls stands at. */
  int counted(String name, String... tags) {
    return (int) meters.get("parley.twilio." + name).tags(tags).counters().stream().mapToDouble(Counter::count).sum();
  }

  int gauged(String name) {
    return (int) meters.get("parley.twilio." + name).gauge().value();
  }

  HttpRoute.Reply post(String path, Map<String, String> form) {
    return post(path, form, Map.of());
  }

  /** The verbs of a web-hook's answer, such as {@code Connect Redirect Hangup}. */
  static String verbs(HttpRoute.Reply reply) {
    String xml = new String(reply.body(), StandardCharsets.UTF_8);
    return Pattern.compile("<(Connect|Redirect|Hangup|Reject)\\b").matcher(xml).results().map(verb -> verb.group(1)).collect(Collectors.joining(" "));
  }

  /** Where Twilio goes on when the stream of this answer is over; path and query. */
  static String redirect(HttpRoute.Reply reply) {
    Matcher redirect = Pattern.compile("<Redirect[^>]*>https://bot.example([^<]*)</Redirect>").matcher(new String(reply.body(), StandardCharsets.UTF_8));
    assertThat(redirect.find()).isTrue();
    return redirect.group(1);
  }

  static String token(HttpRoute.Reply reply) {
    Matcher token = Pattern.compile("name=\"token\" value=\"([^\"]*)\"").matcher(new String(reply.body(), StandardCharsets.UTF_8));
    assertThat(token.find()).isTrue();
    return token.group(1);
  }

  HttpRoute.Reply get(String uri) {
    return send("GET", uri, "", Map.of());
  }

  HttpRoute.Reply post(String path, Map<String, String> form, Map<String, String> headers) {
    StringBuilder body = new StringBuilder();
    form.forEach(
        (name, value) ->
            body.append(body.isEmpty() ? "" : "&")
                .append(URLEncoder.encode(name, StandardCharsets.UTF_8))
                .append('=')
                .append(URLEncoder.encode(value, StandardCharsets.UTF_8)));
    return send("POST", path, body.toString(), headers);
  }

  private HttpRoute.Reply send(String method, String uri, String body, Map<String, String> headers) {
    List<Map.Entry<String, String>> sent = new ArrayList<>(headers.entrySet());
    sent.add(Map.entry("host", "bot.example"));
    if (!body.isEmpty()) {
      sent.add(Map.entry("content-type", "application/x-www-form-urlencoded; charset=UTF-8"));
    }
    HttpRoute.Request request =
        new HttpRoute.Request(method, uri, sent, body.getBytes(StandardCharsets.UTF_8), "203.0.113.7", true);
    String path = uri.replaceFirst("\\?.*", "");
    HttpRoute route = routes.http().stream().filter(r -> r.method().equals(method) && r.path().equals(path)).findFirst().orElseThrow();
    return route.handler().handle(request).toCompletableFuture().join();
  }

  /** Calls the first bot's web-hook; gives the token in its TwiML. */
  String ring(String callSid) {
    return token(asks("/twilio/voice", callSid, "ringing"));
  }

  /** Twilio asks what to do with a call. */
  HttpRoute.Reply asks(String uri, String callSid, String status) {
    return post(
        uri,
        Map.of("CallSid", callSid, "AccountSid", ACCOUNT, "From", "+441632960007", "To", "+15005550006", "CallStatus", status));
  }

  SocketRoute.Listener openSocket(SocketRoute.Peer peer) {
    HttpRoute.Request handshake =
        new HttpRoute.Request(
            "GET", "/twilio/media", List.of(Map.entry("host", "bot.example")), new byte[0], "203.0.113.7", true);
    return routes.sockets().get(0).acceptor().open(handshake, peer);
  }

  /** A call that is up: rung, socket open, started. */
  Call call(String callSid) {
    String token = ring(callSid);
    Call call = new Call(callSid);
    call.start(token);
    return call;
  }

  /** Twilio's end of one call. */
  final class Call {
    final RecordedPeer peer = new RecordedPeer();
    final SocketRoute.Listener socket;
    final String streamSid;
    private final String callSid;
    private long sequence;
    private long chunk;
    private long timestampMs;

    Call(String callSid) {
      this.callSid = callSid;
      this.streamSid = "MZ-" + callSid;
      this.socket = openSocket(peer);
    }

    void start(String token) {
      socket.text(TwilioJson.write("", 0, new TwilioMessage.Connected("Call", "1.0.0")));
      say(
          new TwilioMessage.Start(
              streamSid,
              ACCOUNT,
              callSid,
              List.of("inbound"),
              Map.of("bot", "PaymentsBot", "token", token),
              TwilioMessage.MediaFormat.MULAW_8K));
    }

    void say(TwilioMessage message) {
      socket.text(TwilioJson.write(streamSid, ++sequence, message));
    }

    /** 20 ms of sound, all of the same value, and the time that it takes. */
    void hear(int value) {
      say(new TwilioMessage.Media("inbound", OptionalLong.of(++chunk), OptionalLong.of(timestampMs), frame(value)));
      timestampMs += 20;
      timers.advance(20);
    }

    void returnMark(String name) {
      say(new TwilioMessage.Mark(name));
    }

    ScriptedConversation conversation() {
      return conversations.stream().filter(c -> c.sessionId().equals(callSid)).reduce((a, b) -> b).orElseThrow();
    }

    void bot(ChannelOutput output) {
      conversation().channel.send(output);
    }

    /** The bot says this much of a prompt, in 20 ms frames. */
    void botSays(long prompt, int ms) {
      for (int at = 0; at < ms; at += 20) {
        bot(new ChannelOutput.Audio(prompt, TelephoneSound.frame(frame(0x55), 0)));
      }
    }
  }

  static byte[] frame(int value) {
    byte[] audio = new byte[160];
    Arrays.fill(audio, (byte) value);
    return audio;
  }
}
