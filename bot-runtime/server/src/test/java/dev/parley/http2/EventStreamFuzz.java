package dev.parley.http2;

import dev.parley.identity.ChunkChain;
import dev.parley.identity.Signer;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.zip.CRC32;

/**
 * A target of the fuzzer ({@code -Pfuzz}): frames of the event stream. The first byte says what is mended before they are decoded,
 * since no chance finds a checksum; the second how they are split; the others are the frames.
 */
public final class EventStreamFuzz {

  /** Checksums are made right. */
  private static final int CHECKSUMS = 1;

  /** The bytes are one frame, whose length is right, and that of its headers is not too long. */
  private static final int ONE_FRAME = 2;

  /** Chunks must be signed, which they are not. */
  private static final int SIGNED = 4;

  private static final int FROM = 2;
  private static final int OVERHEAD = 16;

  private EventStreamFuzz() {}

  /** Called by the fuzzer, by this name. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length < FROM) {
      return;
    }
    byte[] stream = input.clone();
    if ((input[0] & ONE_FRAME) != 0) {
      length(stream, FROM, stream.length);
    }
    if ((input[0] & (CHECKSUMS | ONE_FRAME)) != 0) {
      mend(stream, FROM, stream.length);
    }
    boolean signed = (input[0] & SIGNED) != 0;
    Fuzzed.check(
        () -> new EventStreamCodec(Fuzzed.LIMIT, signed ? Optional.of(chain()) : Optional.empty()), stream, FROM, input[1]);
  }

  private static ChunkChain chain() {
    return Signer.chain(Clock.fixed(Instant.EPOCH, ZoneOffset.UTC));
  }

  private static void length(byte[] bytes, int from, int to) {
    int total = to - from;
    if (total >= OVERHEAD) {
      ByteBuffer frame = ByteBuffer.wrap(bytes);
      frame.putInt(from, total);
      frame.putInt(from + 4, Math.floorMod(frame.getInt(from + 4), total - OVERHEAD + 1));
    }
  }

  /** Gives each frame the checksums that it should have, and the frame within it too. */
  private static void mend(byte[] bytes, int from, int to) {
    ByteBuffer frames = ByteBuffer.wrap(bytes);
    int at = from;
    while (to - at >= OVERHEAD) {
      frames.putInt(at + 8, crc(bytes, at, at + 8));
      int total = frames.getInt(at);
      int headers = frames.getInt(at + 4);
      if (total < OVERHEAD || total > to - at) {
        return;
      }
      if (headers >= 0 && headers <= total - OVERHEAD) {
        mend(bytes, at + 12 + headers, at + total - 4);
      }
      frames.putInt(at + total - 4, crc(bytes, at, at + total - 4));
      at += total;
    }
  }

  private static int crc(byte[] bytes, int from, int to) {
    CRC32 crc = new CRC32();
    crc.update(bytes, from, to - from);
    return (int) crc.getValue();
  }
}
