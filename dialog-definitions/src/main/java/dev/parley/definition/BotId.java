package dev.parley.definition;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.regex.Pattern;

/**
 * Lex's bot ids: exactly ten alphanumerics ({@code ^[0-9a-zA-Z]{10}$}). A bot that states none gets a stable one made
 * from its name, so that clients keep working when the bot is moved or restarted.
 */
public final class BotId {

  /** What Lex accepts as a bot id. */
  public static final Pattern PATTERN = Pattern.compile("[0-9a-zA-Z]{10}");

  private static final String ALPHABET = "ABCDEFGHJKLMNPQRSTUVWXYZ23456789";
  private static final int LENGTH = 10;

  private BotId() {}

  /** The id of a bot with this name: the first 50 bits of SHA-256 of the name, five bits a letter. */
  public static String of(String name) {
    byte[] digest = sha256(name.getBytes(StandardCharsets.UTF_8));
    StringBuilder id = new StringBuilder(LENGTH);
    int bits = 0;
    int held = 0;
    int next = 0;
    while (id.length() < LENGTH) {
      if (held < 5) {
        bits = (bits << 8) | (digest[next++] & 0xff);
        held += 8;
      }
      held -= 5;
      id.append(ALPHABET.charAt((bits >> held) & 31));
      bits &= (1 << held) - 1;
    }
    return id.toString();
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
