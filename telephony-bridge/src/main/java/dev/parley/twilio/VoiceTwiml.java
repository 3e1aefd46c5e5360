package dev.parley.twilio;

import com.twilio.http.HttpMethod;
import com.twilio.twiml.TwiMLException;
import com.twilio.twiml.VoiceResponse;
import com.twilio.twiml.voice.Connect;
import com.twilio.twiml.voice.Hangup;
import com.twilio.twiml.voice.Parameter;
import com.twilio.twiml.voice.Redirect;
import com.twilio.twiml.voice.Reject;
import com.twilio.twiml.voice.Stream;
import dev.parley.conversation.HttpRoute;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** What we answer a voice web-hook. Stateless, thread-safe. */
final class VoiceTwiml {

  /** The parameter that carries the token. */
  static final String TOKEN = "token";

  /** Of the web-hook that is asked again after a stream: how many there were. */
  static final String RECONNECT = "reconnect";

  private VoiceTwiml() {}

  /**
   * Connects a call to our media socket.
   *
   * @param base by which Twilio reaches us
   * @param streams how many streams the call has had before this one
   */
  static HttpRoute.Reply connect(
      TwilioSettings settings, TwilioSettings.AnsweringBot bot, String base, String token, int streams) {
    Stream stream =
        new Stream.Builder()
            .url(RequestSignature.asSocket(base) + settings.mediaPath())
            .statusCallback(base + settings.statusPath())
            .statusCallbackMethod(Stream.StatusCallbackMethod.POST)
            .parameter(new Parameter.Builder().name("bot").value(bot.bot()).build())
            .parameter(new Parameter.Builder().name(TOKEN).value(token).build())
            .build();
    VoiceResponse.Builder response = new VoiceResponse.Builder().connect(new Connect.Builder().stream(stream).build());
    // What runs when the socket closes; without it some callers sit in silence.
    if (settings.reconnect()) {
      String again = base + bot.voicePath() + "?" + RECONNECT + "=" + (streams + 1);
      response.redirect(new Redirect.Builder(again).method(HttpMethod.POST).build());
    }
    return reply(response.hangup(new Hangup.Builder().build()).build());
  }

  static HttpRoute.Reply hangUp() {
    return reply(new VoiceResponse.Builder().hangup(new Hangup.Builder().build()).build());
  }

  static HttpRoute.Reply busy() {
    return reply(new VoiceResponse.Builder().reject(new Reject.Builder().reason(Reject.Reason.BUSY).build()).build());
  }

  private static HttpRoute.Reply reply(VoiceResponse response) {
    try {
      byte[] xml = response.toXml().getBytes(StandardCharsets.UTF_8);
      return new HttpRoute.Reply(200, "text/xml; charset=utf-8", xml, Map.of("cache-control", "no-store"));
    } catch (TwiMLException e) {
      throw new AssertionError("our own TwiML cannot be written", e);
    }
  }
}
