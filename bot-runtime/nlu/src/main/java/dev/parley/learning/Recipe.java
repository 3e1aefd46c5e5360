package dev.parley.learning;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collection;

/**
 * All that a model is a function of, in a fixed order, as a digest: two models of one recipe are the same. Each part is told from
 * the next one by its length. Not thread-safe.
 */
public final class Recipe {

  private final MessageDigest digest;

  /** A recipe of nothing yet, for models of a kind. */
  public Recipe(String kind) {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
    add(kind);
  }

  /** Adds a text. */
  public Recipe add(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    add(bytes.length);
    digest.update(bytes);
    return this;
  }

  /** Adds a number. */
  public Recipe add(long number) {
    digest.update(ByteBuffer.allocate(Long.BYTES).putLong(0, number));
    return this;
  }

  /** Adds texts, in their order. */
  public Recipe add(Collection<String> texts) {
    add(texts.size());
    texts.forEach(this::add);
    return this;
  }

  /** The first half of the SHA-256 of all that was added. */
  record Key(long high, long low) {}

  /** What was added; after this nothing may be added. */
  Key key() {
    ByteBuffer hash = ByteBuffer.wrap(digest.digest());
    return new Key(hash.getLong(), hash.getLong());
  }
}
