package dev.parley.identity;

import java.util.List;
import java.util.Map;

/**
 * What an identity file says. Holds secrets, and shows none.
 *
 * @param metricsForAnyone whether metrics are open
 * @param accessKeys SigV4 keys by their ids
 * @param apiKeys principals by the SHA-256 of their keys, in hexadecimal
 * @param issuers of tokens, by their names
 * @param subjects principals by {@code ISSUER/SUBJECT}
 * @param certificates principals by the names of their clients' certificates, see {@link CertificateNames}
 * @param principals all of them, by name
 */
record Policy(
    boolean metricsForAnyone,
    Map<String, AccessKey> accessKeys,
    Map<String, Principal> apiKeys,
    Map<String, Issuer> issuers,
    Map<String, Principal> subjects,
    Map<String, Principal> certificates,
    List<Principal> principals) {

  Policy {
    accessKeys = Map.copyOf(accessKeys);
    apiKeys = Map.copyOf(apiKeys);
    issuers = Map.copyOf(issuers);
    subjects = Map.copyOf(subjects);
    certificates = Map.copyOf(certificates);
    principals = List.copyOf(principals);
  }

  /** A key that signs. */
  record AccessKey(String secret, Principal principal) {
    @Override
    public String toString() {
      return "AccessKey of " + principal.name();
    }
  }

  /**
   * Who makes tokens.
   *
   * @param issuer the claim {@code iss}
   * @param audience one that the claim {@code aud} must hold
   * @param keys the issuer's keys, ready to verify
   */
  record Issuer(String name, String issuer, String audience, TokenVerifier keys) {}

  @Override
  public String toString() {
    return "Policy of " + principals.size() + " principals";
  }
}
