package dev.parley.identity;

/** A request's signature, key or token is not good: 403, by the name that AWS gives it. Its message holds no secret. */
public final class IdentityRefused extends RuntimeException {

  private static final long serialVersionUID = 1L;
  private final String exception;

  IdentityRefused(String exception, String message) {
    super(message);
    this.exception = exception;
  }

  static IdentityRefused missing() {
    return new IdentityRefused(
        "MissingAuthenticationTokenException", "this server wants to know who calls: sign the request (SigV4), send x-api-key or Authorization: Bearer, or show a certificate");
  }

  /** A key or token that nobody here has. */
  static IdentityRefused unknown(String what) {
    return new IdentityRefused("UnrecognizedClientException", what + " is not known here");
  }

  static IdentityRefused signature(String message) {
    return new IdentityRefused("InvalidSignatureException", message);
  }

  static IdentityRefused incomplete(String message) {
    return new IdentityRefused("IncompleteSignatureException", message);
  }

  /** AWS's name for it. */
  public String exception() {
    return exception;
  }

  /** What is wrong. */
  public String reason() {
    return String.valueOf(getMessage());
  }
}
