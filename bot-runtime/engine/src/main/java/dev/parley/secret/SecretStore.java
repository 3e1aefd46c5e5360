package dev.parley.secret;

import dev.parley.event.SecretToken;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** The secrets of a session, each under its number: takes them in, and knows them again in other texts. One thread at a time. */
final class SecretStore {

  /** Shorter secrets are not looked for in other texts: two digits stand in any time of day. */
  private static final int FOUND_FROM_LENGTH = 8;

  private static final int MAX_LABEL_LENGTH = 100;
  private static final Pattern LABEL_FORBIDDEN = Pattern.compile("[^0-9a-zA-Z_-]");

  private final LinkedHashMap<Long, String> secrets = new LinkedHashMap<>();
  private long next = 1;

  /** A store with what was kept of it; nothing for a new session. */
  SecretStore(Map<Long, String> kept) {
    new TreeMap<>(kept).forEach((number, value) -> {
      secrets.put(number, value);
      next = Math.max(next, number + 1);
    });
  }

  Map<Long, String> contents() {
    return Map.copyOf(secrets);
  }

  /** The secret with this number, if it is still held. */
  Optional<String> value(long number) {
    return Optional.ofNullable(secrets.get(number));
  }

  /** Takes a secret in; the same one again gives the same token, but for single keys: equal ones must not be told. */
  SecretToken seal(String label, String value) {
    for (Map.Entry<Long, String> entry : secrets.entrySet()) {
      if (value.length() > 1 && entry.getValue().equals(value)) {
        return new SecretToken(safe(label), entry.getKey(), List.of());
      }
    }
    if (secrets.size() >= Vault.MAX_SECRETS) {
      secrets.remove(secrets.keySet().iterator().next());
    }
    long number = next++;
    secrets.put(number, value);
    return new SecretToken(safe(label), number, List.of());
  }

  /** A label that can stand in a token. */
  private static String safe(String label) {
    String clean = LABEL_FORBIDDEN.matcher(label).replaceAll("-");
    return clean.isEmpty() ? Vault.NO_LABEL : clean.substring(0, Math.min(MAX_LABEL_LENGTH, clean.length()));
  }

  /** The text with a token for each secret in it that is known: what a hook was told, it may tell back. */
  String known(String text) {
    String rest = SecretToken.clean(text);
    List<Map.Entry<Long, String>> found =
        secrets.entrySet().stream().filter(e -> e.getValue().length() >= FOUND_FROM_LENGTH && rest.contains(e.getValue())).toList();
    if (found.isEmpty()) {
      return rest;
    }
    StringBuilder safe = new StringBuilder();
    int at = 0;
    while (at < rest.length()) {
      Map.Entry<Long, String> longest = null;
      for (Map.Entry<Long, String> secret : found) {
        boolean longer = longest == null || secret.getValue().length() > longest.getValue().length();
        longest = longer && rest.startsWith(secret.getValue(), at) ? secret : longest;
      }
      safe.append(longest == null ? rest.substring(at, at + 1) : new SecretToken(Vault.NO_LABEL, longest.getKey(), List.of()).text());
      at += longest == null ? 1 : longest.getValue().length();
    }
    return safe.toString();
  }
}
