package dev.parley.identity;

import java.security.SecureRandom;
import java.util.Base64;

/** API keys: 256 random bits, so that a plain SHA-256 of one gives nothing away. Thread-safe. */
public final class ApiKeys {

  private static final int BYTES = 32;

  private ApiKeys() {}

  /** A new key. */
  public static String random() {
    byte[] bytes = new byte[BYTES];
    new SecureRandom().nextBytes(bytes);
    return "pk_" + Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
  }

  /** What stands for it in an identity file. */
  public static String hash(String key) {
    return SignatureV4.sha256(SignatureV4.bytes(key));
  }
}
