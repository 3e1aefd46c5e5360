package dev.parley.twilio;

import dev.parley.conversation.ChannelProvider;
import dev.parley.conversation.ConversationGateway;
import dev.parley.conversation.ConversationRefused;
import dev.parley.conversation.HttpRoute;
import dev.parley.conversation.SocketRoute;
import io.micrometer.core.instrument.MeterRegistry;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Brings Twilio calls to a server: a web-hook for each bot, and one media socket. See {@link TwilioSettings}. */
public final class TwilioChannelProvider implements ChannelProvider {

  private static final Logger LOG = LoggerFactory.getLogger(TwilioChannelProvider.class);

  /** 128 bits, which nobody guesses. */
  private static final int TOKEN_BYTES = 16;

  private final Timers timers;
  private final Supplier<String> tokens;

  /** For the service loader: real time, random tokens. */
  public TwilioChannelProvider() {
    this(new ScheduledTimers("twilio-calls"), randomTokens());
  }

  /**
   * For a server that brings its own time, and for tests.
   *
   * @param timers of all calls
   * @param tokens gives each call a token that nobody can guess
   */
  public TwilioChannelProvider(Timers timers, Supplier<String> tokens) {
    this.timers = timers;
    this.tokens = tokens;
  }

  @Override
  public String name() {
    return "twilio";
  }

  /** Without any settings there is no telephone, and there are no routes. */
  @Override
  public Routes open(ConversationGateway gateway, Map<String, String> settings, MeterRegistry registry) {
    if (settings.isEmpty()) {
      return Routes.NONE;
    }
    return open(gateway, TwilioSettings.of(settings), registry);
  }

  /**
   * Makes the routes for settings that have been read already.
   *
   * @param registry holds what calls count, all of it named {@code parley.twilio.}
   */
  public Routes open(ConversationGateway gateway, TwilioSettings settings, MeterRegistry registry) {
    warn(settings);
    CallMeters meters = new CallMeters(registry);
    RequestCheck check = new RequestCheck(settings);
    TwilioSettings.CallLimits limits = settings.limits();
    CallRegister register = new CallRegister();
    WaitingCalls waiting = new WaitingCalls(limits.maxWaiting(), limits.waitingFor().toMillis(), timers, tokens, meters);
    meters.watch(waiting);
    List<HttpRoute> webhooks = new ArrayList<>();
    for (TwilioSettings.AnsweringBot bot : settings.bots()) {
      VoiceWebhook webhook = new VoiceWebhook(settings, bot, check, waiting, register, meters);
      // A number can be set up to call by either.
      webhooks.add(new HttpRoute("POST", bot.voicePath(), webhook));
      webhooks.add(new HttpRoute("GET", bot.voicePath(), webhook));
    }
    StatusWebhook status = new StatusWebhook(check, register, meters);
    webhooks.add(new HttpRoute("POST", settings.statusPath(), status));
    webhooks.add(new HttpRoute("GET", settings.statusPath(), status));
    SocketRoute.Acceptor media =
        (handshake, peer) -> {
          Optional<RequestCheck.Refused> refusal = check.refusal(handshake, true);
          if (refusal.isPresent()) {
            LOG.warn("media socket refused: {}", refusal.get().logged());
            meters.refused(CallMeters.Refusal.UNSIGNED);
            throw new ConversationRefused(ConversationRefused.Kind.ACCESS_DENIED, refusal.get().told());
          }
          return new MediaSocket(gateway, settings, check, waiting, register, timers, meters, peer);
        };
    return new Routes(webhooks, List.of(new SocketRoute(settings.mediaPath(), media)));
  }

  private static void warn(TwilioSettings settings) {
    if (!settings.verifySignatures()) {
      LOG.warn("twilio: signatures are not verified; anyone who reaches the web-hook can call. For loopback only");
    } else if (settings.authTokens().isEmpty()) {
      LOG.warn("twilio: no auth-token is set, so every call is refused (on loopback: verify-signatures: false)");
    }
  }

  private static Supplier<String> randomTokens() {
    SecureRandom random = new SecureRandom();
    return () -> {
      byte[] token = new byte[TOKEN_BYTES];
      random.nextBytes(token);
      return Base64.getUrlEncoder().withoutPadding().encodeToString(token);
    };
  }
}
