package dev.parley.twilio;

import dev.parley.conversation.ConversationGateway;
import dev.parley.conversation.ConversationRefused;
import dev.parley.conversation.ConversationRequest;
import dev.parley.conversation.LiveConversation;
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

  /** RFC 6455: all is done. */
  private static final int NORMAL = 1000;

  /** RFC 6455: closed in good order, without a code. */
  private static final int NO_CODE = 1005;

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
  private final CallRegister register;
  private final TwilioSettings.SessionOf session;
  private final Timers.Alarm noStart;
  private Timers.Alarm nextPing;
  private @Nullable CallLeg leg;

  /** Set by other threads too: the conversation may begin, and be refused, when the one before it is over. */
  private volatile boolean refused;

  private volatile boolean gone;

  MediaSocket(
      ConversationGateway gateway,
      TwilioSettings settings,
      RequestCheck check,
      WaitingCalls waiting,
      CallRegister register,
      Timers timers,
      CallMeters meters,
      SocketRoute.Peer peer) {
    this.gateway = gateway;
    this.limits = settings.limits();
    this.session = settings.session();
    this.register = register;
    this.check = check;
    this.waiting = waiting;
    this.timers = timers;
    this.meters = meters;
    this.peer = peer;
    this.noStart = timers.after(limits.noMedia().toMillis(), this::noStart);
    this.nextPing = timers.after(limits.pingEvery().toMillis(), this::ping);
  }

  /** Proxies close a socket that is quiet, and the bot's side of it is quiet while the caller speaks. */
  private synchronized void ping() {
    if (!gone && !refused) {
      peer.ping();
      meters.pinged();
      nextPing = timers.after(limits.pingEvery().toMillis(), this::ping);
    }
  }

  private synchronized void stopPinging() {
    nextPing.cancel();
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
    gone = true;
    noStart.cancel();
    stopPinging();
    if (leg != null) {
      // Twilio says stop before it closes; a socket that closes without a word has broken, unless it closes in good order.
      boolean orderly = code == NORMAL || code == NO_CODE;
      leg.gone(orderly ? CallMeters.End.CALLER : CallMeters.End.LINE_LOST, "the socket closed (" + code + ")");
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
        waiting.claim(start.callSid(), start.parameters().getOrDefault(VoiceTwiml.TOKEN, ""));
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
    CallLeg call =
        new CallLeg(start.callSid(), start.streamSid(), peer, timers, limits, meters, how -> ended(start.callSid(), how));
    leg = call;
    // At once, unless an earlier stream of the call has still its conversation.
    register.begins(start.callSid(), call).thenRun(() -> converse(start.callSid(), call, caller));
  }

  private void ended(String callSid, CallMeters.End how) {
    if (how == CallMeters.End.BOT || how == CallMeters.End.FAILED || how == CallMeters.End.TOO_LONG) {
      register.finished(callSid);
    }
  }

  private void converse(String callSid, CallLeg call, WaitingCalls.Caller caller) {
    if (call.isOver()) {
      call.refused();
      return;
    }
    try {
      call.begin(start(callSid, call, caller));
    } catch (ConversationRefused e) {
      refuse(Refusal.NO_CONVERSATION, INTERNAL_ERROR, "the conversation was refused: " + e.kind());
      call.refused();
    }
  }

  /** A caller who is on another line already gets a session for this call. */
  private LiveConversation start(String callSid, CallLeg call, WaitingCalls.Caller caller) {
    Optional<String> own = caller.sessionId().filter(id -> session == TwilioSettings.SessionOf.CALLER);
    if (own.isPresent()) {
      try {
        return gateway.start(request(own.get(), caller), call);
      } catch (ConversationRefused e) {
        if (e.kind() != ConversationRefused.Kind.CONFLICT) {
          throw e;
        }
      }
    }
    return gateway.start(request(callSid, caller), call);
  }

  private static ConversationRequest request(String sessionId, WaitingCalls.Caller caller) {
    TwilioSettings.AnsweringBot bot = caller.bot();
    Map<String, String> attributes = new TreeMap<>();
    attributes.put("x-amz-lex:channels:platform", "Twilio");
    caller.from().ifPresent(number -> attributes.put("x-parley:from", number));
    caller.to().ifPresent(number -> attributes.put("x-parley:to", number));
    return new ConversationRequest(
        bot.bot(), bot.alias(), bot.localeId(), sessionId, Optional.empty(), List.of(), attributes, Optional.empty());
  }

  private void refuse(Refusal kind, int code, String why) {
    refused = true;
    stopPinging();
    meters.refused(kind);
    LOG.warn("media socket refused: {}", why);
    peer.close(code, why);
  }
}
