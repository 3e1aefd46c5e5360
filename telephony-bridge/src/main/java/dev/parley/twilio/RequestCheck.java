package dev.parley.twilio;

import dev.parley.conversation.HttpRoute;
import java.net.URI;
import java.util.Optional;

/** Whether a request is Twilio's, and under which address Twilio made it. Thread-safe. */
final class RequestCheck {

  private final TwilioSettings settings;
  private final RequestSignature signature;

  RequestCheck(TwilioSettings settings) {
    this.settings = settings;
    this.signature = new RequestSignature(settings.authTokens());
  }

  /** Why this request is refused, in words for an operator and without any of its contents; empty = it is fine. */
  Optional<String> refusal(HttpRoute.Request request, boolean socket) {
    if (!settings.verifySignatures()) {
      return Optional.empty();
    }
    if (settings.authTokens().isEmpty()) {
      return Optional.of("no auth-token is set, so no request can be verified (on loopback: verify-signatures: false)");
    }
    if (request.header(RequestSignature.HEADER).isEmpty()) {
      return Optional.of("the request is not signed");
    }
    String base = socket ? RequestSignature.asSocket(publicBase(request)) : publicBase(request);
    // The address says nothing secret and is what mostly is wrong; the signature and the form stay out of it.
    return signature.accepts(base, request)
        ? Optional.empty()
        : Optional.of("the signature does not fit for " + base + path(request) + "; is public-url what Twilio calls?");
  }

  boolean ownAccount(String accountSid) {
    return settings.accountSid().map(own -> own.equals(accountSid)).orElse(true);
  }

  /** What is set, else what the request says. A wrong Host header gains nothing: the signature covers it. */
  String publicBase(HttpRoute.Request request) {
    return settings
        .publicUrl()
        .map(URI::toString)
        .orElseGet(() -> (request.secure() ? "https://" : "http://") + request.header("host").orElse("localhost"));
  }

  private static String path(HttpRoute.Request request) {
    return request.uri().replaceFirst("[?#].*$", "");
  }
}
