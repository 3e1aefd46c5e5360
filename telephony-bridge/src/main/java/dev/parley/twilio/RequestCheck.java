package dev.parley.twilio;

import dev.parley.conversation.HttpRoute;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Whether a request is Twilio's, and under which address Twilio made it. Thread-safe. */
final class RequestCheck {

  /**
   * Why a request is refused.
   *
   * @param told to whoever made it, without any of its contents
   * @param logged for the operator: what was signed too, with secrets masked
   */
  record Refused(String told, String logged) {}

  private static final Logger LOG = LoggerFactory.getLogger(RequestCheck.class);

  private final TwilioSettings settings;
  private final RequestSignature signature;
  private final PublicAddress address;

  RequestCheck(TwilioSettings settings) {
    this.settings = settings;
    this.signature = new RequestSignature(settings.authTokens());
    this.address = new PublicAddress(settings.publicUrl(), settings.trustedProxies());
  }

  /** Why this request is refused; empty = it is fine. */
  Optional<Refused> refusal(HttpRoute.Request request, boolean socket) {
    if (!settings.verifySignatures()) {
      return Optional.empty();
    }
    if (settings.authTokens().isEmpty()) {
      return refused("no auth-token is set, so no request can be verified (on loopback: verify-signatures: false)");
    }
    if (request.header(RequestSignature.HEADER).isEmpty()) {
      return refused("the request is not signed");
    }
    String base = socket ? RequestSignature.asSocket(publicBase(request)) : publicBase(request);
    if (signature.accepts(base, request)) {
      return Optional.empty();
    }
    // The address says nothing secret and is what mostly is wrong.
    String told = "the signature does not fit for " + base + path(request) + "; is public-url what Twilio calls?";
    return Optional.of(new Refused(told, told + " Signed was, if it is Twilio's: " + SignedText.masked(base, request)));
  }

  private static Optional<Refused> refused(String why) {
    return Optional.of(new Refused(why, why));
  }

  /**
   * What a web-hook answers a request that Twilio did not send, or that is of another account; empty = it is fine. Is logged and counted.
   *
   * @param what is asked, for the log
   */
  Optional<HttpRoute.Reply> turnedAway(HttpRoute.Request request, String what, CallMeters meters) {
    Optional<Refused> refusal = refusal(request, false);
    if (refusal.isPresent()) {
      LOG.warn("{} refused: {}", what, refusal.get().logged());
      meters.refused(CallMeters.Refusal.UNSIGNED);
      return Optional.of(HttpRoute.Reply.text(403, refusal.get().told()));
    }
    if (!ownAccount(FormBody.of(request).first("AccountSid").orElse(""))) {
      LOG.warn("{} refused: a call of another account", what);
      meters.refused(CallMeters.Refusal.OTHER_ACCOUNT);
      return Optional.of(HttpRoute.Reply.text(403, "this is not the account that is set up here"));
    }
    return Optional.empty();
  }

  boolean ownAccount(String accountSid) {
    return settings.accountSid().map(own -> own.equals(accountSid)).orElse(true);
  }

  /** By which Twilio calls us. */
  String publicBase(HttpRoute.Request request) {
    return address.of(request);
  }

  private static String path(HttpRoute.Request request) {
    return request.uri().replaceFirst("[?#].*$", "");
  }
}
