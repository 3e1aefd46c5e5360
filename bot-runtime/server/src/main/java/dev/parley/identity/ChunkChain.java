package dev.parley.identity;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Instant;
import java.util.HexFormat;

/**
 * The signatures of an event stream's chunks, each made over the one before it, the first over the request's own: a chunk that is
 * changed, left out, sent twice or out of order breaks the chain, and everything after it is refused. One thread at a time.
 */
public final class ChunkChain {

  private static final String ALGORITHM = "AWS4-HMAC-SHA256-PAYLOAD";

  private final byte[] signingKey;
  private final String scope;
  private final Clock clock;
  private String prior;
  private boolean broken;
  private boolean ended;

  ChunkChain(byte[] signingKey, String scope, String seed, Clock clock) {
    this.signingKey = signingKey.clone();
    this.scope = scope;
    this.prior = seed;
    this.clock = clock;
  }

  /**
   * Checks the next chunk.
   *
   * @param date the header {@code :date}
   * @param signature the header {@code :chunk-signature}
   * @param payload the inner event; empty = the end, after which nothing may follow
   * @throws IdentityRefused when it is not good; nothing else may be taken after it
   */
  public void verify(Instant date, byte[] signature, byte[] payload) {
    if (broken || ended) {
      throw refused(ended ? "a chunk came after the last one" : "a chunk before this one was not good");
    }
    try {
      SignatureV4.checkSkew(date, clock.instant());
    } catch (IdentityRefused e) {
      broken = true;
      throw e;
    }
    byte[] expected = expected(date, payload);
    if (!MessageDigest.isEqual(expected, signature)) {
      throw refused("a chunk's signature does not match: it was changed, left out, sent twice or out of order, or signed with another key");
    }
    prior = HexFormat.of().formatHex(expected);
    ended = payload.length == 0;
  }

  private byte[] expected(Instant date, byte[] payload) {
    // The header as it is encoded: its name's length, its name, its type (8 = timestamp), its value.
    byte[] header = ByteBuffer.allocate(1 + 5 + 1 + Long.BYTES).put((byte) 5).put(SignatureV4.bytes(":date")).put((byte) 8).putLong(date.toEpochMilli()).array();
    return SignatureV4.hmac(
        signingKey,
        String.join(
            "\n", ALGORITHM, SignatureV4.time(date), scope, prior, SignatureV4.sha256(header), SignatureV4.sha256(payload)));
  }

  private IdentityRefused refused(String message) {
    broken = true;
    return IdentityRefused.signature(message);
  }
}
