package dev.parley.twilio;

import dev.parley.conversation.HttpRoute;
import dev.parley.twilio.TwilioSettings.AnsweringBot;
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

  /** The header that is the same on a request and on its repetition. */
  static final String IDEMPOTENCY_TOKEN = "i-twilio-idempotency-token";

  private static final Logger LOG = LoggerFactory.getLogger(VoiceWebhook.class);

  /** Call sids look like CA and 32 hex digits; ours need only be fit for a session id, so that a fake may choose its own. */
  private static final Pattern CALL_SID = Pattern.compile("[0-9a-zA-Z._:-]{2,64}");

  private final TwilioSettings settings;
  private final AnsweringBot bot;
  private final RequestCheck check;
  private final WaitingCalls waiting;
  private final CallRegister register;
  private final CallMeters meters;

  VoiceWebhook(
      TwilioSettings settings,
      AnsweringBot bot,
      RequestCheck check,
      WaitingCalls waiting,
      CallRegister register,
      CallMeters meters) {
    this.settings = settings;
    this.bot = bot;
    this.check = check;
    this.waiting = waiting;
    this.register = register;
    this.meters = meters;
  }

  @Override
  public CompletionStage<HttpRoute.Reply> handle(HttpRoute.Request request) {
    return CompletableFuture.completedFuture(answer(request));
  }

  private HttpRoute.Reply answer(HttpRoute.Request request) {
    Optional<HttpRoute.Reply> turnedAway = check.turnedAway(request, "web-hook " + bot.voicePath(), meters);
    if (turnedAway.isPresent()) {
      return turnedAway.get();
    }
    FormBody form = FormBody.of(request);
    Optional<String> callSid = form.first("CallSid").filter(sid -> CALL_SID.matcher(sid).matches());
    if (callSid.isEmpty()) {
      meters.refused(CallMeters.Refusal.NO_CALL_SID);
      return HttpRoute.Reply.text(400, "no CallSid, or one that is none: a voice web-hook is called by Twilio, with a form or a query");
    }
    int streams = streamsBefore(request);
    if (streams > 0 && !goesOn(callSid.get(), form.first("CallStatus"), streams)) {
      return VoiceTwiml.hangUp();
    }
    return admit(request, form, callSid.get(), streams);
  }

  private HttpRoute.Reply admit(HttpRoute.Request request, FormBody form, String callSid, int streams) {
    WaitingCalls.Caller caller = new WaitingCalls.Caller(bot, number(form, "From"), number(form, "To"));
    Optional<String> token = waiting.admit(callSid, asking(request, form, callSid), caller);
    if (token.isEmpty()) {
      meters.refused(CallMeters.Refusal.TOO_MANY_WAITING);
      LOG.warn("call {} turned away: {} calls wait already", callSid, settings.limits().maxWaiting());
      return VoiceTwiml.busy();
    }
    if (streams > 0) {
      meters.reconnected();
    }
    LOG.info("call {} of {} comes to {}", callSid, caller.masked(), bot.bot());
    return VoiceTwiml.connect(settings, bot, check.publicBase(request), token.get(), streams);
  }

  /** How many streams the call had: our own TwiML says so, in an address that is signed. */
  private static int streamsBefore(HttpRoute.Request request) {
    Optional<String> count = FormBody.ofQuery(request).first(VoiceTwiml.RECONNECT);
    return count.filter(text -> text.matches("[1-9]\\d{0,3}")).map(Integer::parseInt).orElse(0);
  }

  /** A stream is over, and Twilio asks what comes next: a new one, if the call is not over and this one broke. */
  private boolean goesOn(String callSid, Optional<String> status, int streams) {
    if (register.isFinished(callSid) || status.filter(now -> !now.equals("in-progress")).isPresent()) {
      return false;
    }
    if (!settings.reconnect() || streams > settings.limits().maxReconnects()) {
      LOG.warn("call {} is hung up: its stream broke {} times", callSid, streams);
      meters.refused(CallMeters.Refusal.TOO_MANY_RECONNECTS);
      return false;
    }
    return true;
  }

  /**
   * Names a request, so that one that comes twice is known: by the token that Twilio puts on a repetition, else by its call and
   * address while that rings.
   */
  private static String asking(HttpRoute.Request request, FormBody form, String callSid) {
    String repetition = request.header(IDEMPOTENCY_TOKEN).orElse("");
    return callSid + " " + request.uri() + " " + (repetition.isEmpty() ? form.first("CallStatus").orElse("") : repetition);
  }

  /** A caller who withholds the number comes as a word, such as "anonymous". */
  private static Optional<String> number(FormBody form, String field) {
    return form.first(field).filter(value -> !value.isBlank() && !value.chars().allMatch(Character::isLetter));
  }
}
