package dev.parley.twilio;

import com.twilio.twiml.TwiMLException;
import com.twilio.twiml.VoiceResponse;
import com.twilio.twiml.voice.Connect;
import com.twilio.twiml.voice.Hangup;
import com.twilio.twiml.voice.Parameter;
import com.twilio.twiml.voice.Reject;
import com.twilio.twiml.voice.Stream;
import dev.parley.conversation.HttpRoute;
import dev.parley.twilio.TwilioSettings.AnsweringBot;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers Twilio's question what to do with a call: connect it to our media socket, and hang up when that closes. It answers
 * at once; all that takes time happens when the sound comes. Thread-safe.
 */
final class VoiceWebhook implements HttpRoute.Handler {

  /** The TwiML parameter that carries the token. */
  static final String TOKEN = "token";

  private static final Logger LOG = LoggerFactory.getLogger(VoiceWebhook.class);

  /** Call sids look like CA and 32 hex digits; ours need only be fit for a session id, so that a fake may choose its own. */
  private static final Pattern CALL_SID = Pattern.compile("[0-9a-zA-Z._:-]{2,64}");

  private final TwilioSettings settings;
  private final AnsweringBot bot;
  private final RequestCheck check;
  private final WaitingCalls waiting;
  private final CallMeters meters;

  VoiceWebhook(TwilioSettings settings, AnsweringBot bot, RequestCheck check, WaitingCalls waiting, CallMeters meters) {
    this.settings = settings;
    this.bot = bot;
    this.check = check;
    this.waiting = waiting;
    this.meters = meters;
  }

  @Override
  public CompletionStage<HttpRoute.Reply> handle(HttpRoute.Request request) {
    return CompletableFuture.completedFuture(answer(request));
  }

  private HttpRoute.Reply answer(HttpRoute.Request request) {
    Optional<String> refusal = check.refusal(request, false);
    if (refusal.isPresent()) {
      LOG.warn("web-hook {} refused: {}", bot.voicePath(), refusal.get());
      meters.refused(CallMeters.Refusal.UNSIGNED);
      return plain(403, refusal.get());
    }
    FormBody form = FormBody.parse(request.body());
    Optional<String> callSid = form.first("CallSid").filter(sid -> CALL_SID.matcher(sid).matches());
    if (callSid.isEmpty()) {
      meters.refused(CallMeters.Refusal.NO_CALL_SID);
      return plain(400, "no CallSid, or one that is none: a voice web-hook is posted as a form by Twilio");
    }
    if (!check.ownAccount(form.first("AccountSid").orElse(""))) {
      LOG.warn("web-hook {} refused: a call of another account", bot.voicePath());
      meters.refused(CallMeters.Refusal.OTHER_ACCOUNT);
      return plain(403, "this is not the account that is set up here");
    }
    WaitingCalls.Caller caller = new WaitingCalls.Caller(bot, number(form, "From"), number(form, "To"));
    Optional<String> token = waiting.admit(callSid.get(), caller);
    if (token.isEmpty()) {
      meters.refused(CallMeters.Refusal.TOO_MANY_WAITING);
      LOG.warn("call {} turned away: {} calls wait already", callSid.get(), settings.limits().maxWaiting());
      return twiml(new VoiceResponse.Builder().reject(new Reject.Builder().reason(Reject.Reason.BUSY).build()).build());
    }
    return twiml(connect(check.publicBase(request), token.get()));
  }

  private VoiceResponse connect(String publicBase, String token) {
    Stream stream =
        new Stream.Builder()
            .url(RequestSignature.asSocket(publicBase) + settings.mediaPath())
            .parameter(new Parameter.Builder().name("bot").value(bot.bot()).build())
            .parameter(new Parameter.Builder().name(TOKEN).value(token).build())
            .build();
    return new VoiceResponse.Builder()
        .connect(new Connect.Builder().stream(stream).build())
        // What runs when the socket closes; without it some callers sit in silence.
        .hangup(new Hangup.Builder().build())
        .build();
  }

  /** A caller who withholds the number comes as a word, such as "anonymous". */
  private static Optional<String> number(FormBody form, String field) {
    return form.first(field).filter(value -> !value.isBlank() && !value.chars().allMatch(Character::isLetter));
  }

  private static HttpRoute.Reply twiml(VoiceResponse response) {
    try {
      byte[] xml = response.toXml().getBytes(StandardCharsets.UTF_8);
      return new HttpRoute.Reply(200, "text/xml; charset=utf-8", xml, Map.of("cache-control", "no-store"));
    } catch (TwiMLException e) {
      throw new AssertionError("our own TwiML cannot be written", e);
    }
  }

  private static HttpRoute.Reply plain(int status, String text) {
    return new HttpRoute.Reply(status, "text/plain; charset=utf-8", text.getBytes(StandardCharsets.UTF_8), Map.of());
  }
}
