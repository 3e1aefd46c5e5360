package dev.parley.twilio;

import dev.parley.audio.MuLaw;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.TreeMap;

/**
 * Makes the caller's sound gapless and ordered. Pieces are ordered by their chunk number; one that is missing is waited for
 * while a few later ones come, then its time is filled with silence, as long as the time stamps say. After a key the line is
 * muted for a moment, since the key's tone can be in the sound too and would be taken for speech. Not thread-safe.
 */
final class InboundAudio {

  static final int BYTES_PER_MS = 8;
  static final int FRAME_BYTES = 20 * BYTES_PER_MS;
  static final byte MULAW_SILENCE = (byte) 0xFF;

  /** Twilio sends silence too, so a hole in the time stamps this long is lost sound even when no chunk is missing. */
  private static final long HOLE_MS = 200;

  /** A chunk number this far back is a new count, not a late piece. */
  private static final long RECOUNT = 1_000;

  private final int reorderPieces;
  private final int maxFillMs;
  private final int keyMuteMs;
  private final CallMeters meters;
  private final TreeMap<Long, TwilioMessage.Media> early = new TreeMap<>();
  private long nextChunk = -1;
  private long heardToMs = -1;
  private int muteBytes;
  private long lostPieces;

  /**
   * Starts a stream.
   *
   * @param reorderPieces how many later pieces may come before a missing one counts as lost
   * @param maxFillMs the longest silence that is filled in for one hole
   * @param keyMuteMs how long the line is muted after a key
   * @param meters told of what is lost
   */
  InboundAudio(int reorderPieces, int maxFillMs, int keyMuteMs, CallMeters meters) {
    this.reorderPieces = reorderPieces;
    this.maxFillMs = maxFillMs;
    this.keyMuteMs = keyMuteMs;
    this.meters = meters;
  }

  /** How many pieces never came. */
  long lostPieces() {
    return lostPieces;
  }

  void keyPressed() {
    muteBytes = keyMuteMs * BYTES_PER_MS;
  }

  /** Takes a piece; gives what can be heard now, in order, mu-law. */
  List<byte[]> accept(TwilioMessage.Media media) {
    List<byte[]> ready = new ArrayList<>();
    if (media.chunk().isEmpty()) {
      deliver(media, 0, ready);
      return ready;
    }
    long chunk = media.chunk().getAsLong();
    if (nextChunk < 0 || chunk < nextChunk - RECOUNT) {
      early.clear();
      nextChunk = chunk;
    }
    if (chunk >= nextChunk) {
      early.putIfAbsent(chunk, media);
    }
    deliverRun(0, ready);
    if (early.size() > reorderPieces) {
      long missing = early.firstKey() - nextChunk;
      lostPieces += missing;
      meters.piecesLost(missing);
      nextChunk = early.firstKey();
      deliverRun(missing, ready);
    }
    return ready;
  }

  private void deliverRun(long missingBefore, List<byte[]> ready) {
    long missing = missingBefore;
    while (!early.isEmpty() && early.firstKey() == nextChunk) {
      deliver(early.pollFirstEntry().getValue(), missing, ready);
      missing = 0;
      nextChunk++;
    }
  }

  private void deliver(TwilioMessage.Media media, long missing, List<byte[]> ready) {
    long startMs = media.timestampMs().orElse(heardToMs < 0 ? 0 : heardToMs + missing * 20);
    long holeMs = heardToMs < 0 ? 0 : startMs - heardToMs;
    if (holeMs > 0 && (missing > 0 || holeMs >= HOLE_MS)) {
      fill((int) Math.min(holeMs, maxFillMs), ready);
      meters.holeFilled(holeMs > maxFillMs);
    }
    byte[] audio = media.audio();
    if (audio.length > 0) {
      ready.add(muted(audio));
    }
    heardToMs = startMs + audio.length / BYTES_PER_MS;
  }

  private static void fill(int ms, List<byte[]> ready) {
    for (int left = ms * BYTES_PER_MS; left > 0; left -= FRAME_BYTES) {
      ready.add(MuLaw.silence(Math.min(left, FRAME_BYTES)));
    }
  }

  private byte[] muted(byte[] audio) {
    if (muteBytes == 0) {
      return audio;
    }
    byte[] muted = audio.clone();
    int silent = Math.min(muteBytes, muted.length);
    Arrays.fill(muted, 0, silent, MULAW_SILENCE);
    muteBytes -= silent;
    return muted;
  }
}
