package dev.parley.twilio;

import dev.parley.conversation.ConversationGateway;
import dev.parley.conversation.ConversationRefused;
import dev.parley.conversation.ConversationRequest;
import dev.parley.conversation.SocketRoute;
import dev.parley.twilio.CallMeters.Refusal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One media socket: waits for the {@code start} of a call that the web-hook has let in, starts its conversation, and hands
 * all the rest to its {@link CallLeg}. Whatever a call needs is in these two objects, so calls cannot disturb each other.
 * Called by one thread at a time.
 */
final class MediaSocket implements SocketRoute.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(MediaSocket.class);

  /** RFC 6455: the peer broke our rules. */
  private static final int POLICY_VIOLATION = 1008;

  /** RFC 6455: our own trouble. */
  private static final int INTERNAL_ERROR = 1011;

  private final ConversationGateway gateway;
  private final TwilioSettings.CallLimits limits;
  private final RequestCheck check;
  private final WaitingCalls waiting;
  private final Timers timers;
  private final CallMeters meters;
  private final SocketRoute.Peer peer;
  private final Timers.Alarm noStart;
  private @Nullable CallLeg leg;
  private boolean refused;

  MediaSocket(
      ConversationGateway gateway,
      TwilioSettings.CallLimits limits,
      RequestCheck check,
      WaitingCalls waiting,
      Timers timers,
      CallMeters meters,
      SocketRoute.Peer peer) {
    this.gateway = gateway;
    this.limits = limits;
    this.check = check;
    this.waiting = waiting;
    this.timers = timers;
    this.meters = meters;
    this.peer = peer;
    this.noStart =
        timers.after(limits.noMedia().toMillis(), this::noStart);
  }

  private void noStart() {
    meters.refused(Refusal.NO_START);
    peer.close(POLICY_VIOLATION, "no call has started");
  }

  @Override
  public void text(String json) {
    if (refused) {
      return;
    }
    Optional<TwilioMessage> message = TwilioJson.message(json);
    if (message.isEmpty()) {
      LOG.debug("a message that is not known is ignored ({} characters)", json.length());
      meters.messageIgnored();
    } else if (leg != null) {
      leg.take(message.get());
    } else if (message.get() instanceof TwilioMessage.Start start) {
      start(start);
    }
  }

  @Override
  public void binary(byte[] message) {
    LOG.debug("a binary message is ignored ({} bytes); Twilio sends text", message.length);
    meters.messageIgnored();
  }

  @Override
  public void closed(int code, String reason) {
    noStart.cancel();
    if (leg != null) {
      leg.gone(CallMeters.End.CALLER, "the socket closed (" + code + ")");
    }
  }

  private void start(TwilioMessage.Start start) {
    noStart.cancel();
    if (start.parameters().size() >= TwilioJson.MAX_PARAMETERS) {
      meters.startFull();
    }
    Optional<String> unfit = unfit(start);
    if (unfit.isPresent()) {
      refuse(Refusal.UNFIT_START, POLICY_VIOLATION, unfit.get());
      return;
    }
    Optional<WaitingCalls.Caller> caller =
        waiting.claim(start.callSid(), start.parameters().getOrDefault(VoiceWebhook.TOKEN, ""));
    if (caller.isEmpty()) {
      refuse(Refusal.UNKNOWN_CALL, POLICY_VIOLATION, "no such call waits here");
      return;
    }
    begin(start, caller.get());
  }

  private Optional<String> unfit(TwilioMessage.Start start) {
    if (!check.ownAccount(start.accountSid())) {
      return Optional.of("this is not the account that is set up here");
    }
    if (!start.format().equals(TwilioMessage.MediaFormat.MULAW_8K)) {
      return Optional.of("the sound must be audio/x-mulaw, 8000 Hz, 1 channel");
    }
    // Named inbound or inbound_track, as the keys' own track is.
    if (start.tracks().isEmpty() || !start.tracks().stream().allMatch(track -> track.startsWith("inbound"))) {
      return Optional.of("the stream must be a <Connect><Stream>: one made by <Start> cannot be spoken to");
    }
    return start.streamSid().isEmpty() ? Optional.of("the stream has no name") : Optional.empty();
  }

  private void begin(TwilioMessage.Start start, WaitingCalls.Caller caller) {
    CallLeg call = new CallLeg(start.callSid(), start.streamSid(), peer, timers, limits, meters);
    leg = call;
    try {
      call.begin(gateway.start(request(start.callSid(), caller), call));
    } catch (ConversationRefused e) {
      leg = null;
      refuse(Refusal.NO_CONVERSATION, INTERNAL_ERROR, "the conversation was refused: " + e.kind());
      call.gone(CallMeters.End.FAILED, "refused");
    }
  }

  private static ConversationRequest request(String callSid, WaitingCalls.Caller caller) {
    TwilioSettings.AnsweringBot bot = caller.bot();
    Map<String, String> attributes = new TreeMap<>();
    attributes.put("x-amz-lex:channels:platform", "Twilio");
    caller.from().ifPresent(number -> attributes.put("x-parley:from", number));
    caller.to().ifPresent(number -> attributes.put("x-parley:to", number));
    return new ConversationRequest(
        bot.bot(), bot.alias(), bot.localeId(), callSid, Optional.empty(), List.of(), attributes, Optional.empty());
  }

  private void refuse(Refusal kind, int code, String why) {
    refused = true;
    meters.refused(kind);
    LOG.warn("media socket refused: {}", why);
    peer.close(code, why);
  }
}
