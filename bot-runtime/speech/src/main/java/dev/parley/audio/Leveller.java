package dev.parley.audio;

import java.util.Arrays;
import java.util.List;

/**
 * Brings a stream of speech to one loudness, whoever speaks and however far from the microphone. One instance serves one utterance
 * after the other: {@link #push} what comes, {@link #flush} at the end. Not thread-safe.
 *
 * <p>How it works: sound leaves {@value #AHEAD_MS} ms after it came, so that a word's loudest part is known when its beginning leaves; it
 * is amplified by what the loudest 20 ms so far lack to {@value #TARGET_DBFS} dBFS. So loudness changes within an utterance only where
 * somebody becomes louder, and noise before the first word is not blown up once the word is in sight.
 */
public final class Leveller {
  /** What is known of the sound to come. */
  public static final int AHEAD_MS = 300;

  private static final int FRAME_MS = 20;
  private static final double TARGET_DBFS = -20;
  private static final double MOST_DB = 30;
  /** Softer than this nobody has spoken yet. */
  private static final double SPOKEN_DBFS = -55;
  /** So much softer than the loudest is silence, at the end. */
  private static final double SILENT_DB = 30;

  private final int frameSamples;
  private final FrameCutter cutter;
  /** What waits to leave, oldest first, as a ring of frames. */
  private final short[][] waiting = new short[AHEAD_MS / FRAME_MS][];

  private int frames;
  private double loudestDbfs = Double.NEGATIVE_INFINITY;
  private double gain = 1;

  /** @param rateHz rate of what is pushed */
  public Leveller(int rateHz) {
    this.frameSamples = rateHz * FRAME_MS / 1_000;
    this.cutter = new FrameCutter(frameSamples);
  }

  /** Takes more of the utterance, and gives what leaves. */
  public short[] push(short[] samples) {
    return passed(cutter.push(samples));
  }

  private short[] passed(List<short[]> came) {
    short[] out = new short[came.size() * frameSamples];
    int at = 0;
    for (short[] frame : came) {
      loudestDbfs = Math.max(loudestDbfs, Pcm.levelDbfs(frame));
      int place = frames % waiting.length;
      if (frames >= waiting.length) {
        at = amplified(waiting[place], out, at);
      }
      waiting[place] = frame;
      frames++;
    }
    return Arrays.copyOf(out, at);
  }

  /**
   * Gives what is left, up to a whole frame, but for the silence at its end, and begins a new utterance. Whoever waited for the end
   * of a turn has heard that silence, and need not wait until it is listened to again.
   */
  public short[] flush() {
    short[] begin = passed(cutter.flush());
    int held = Math.min(frames, waiting.length);
    int end = frames;
    while (end > frames - held && Pcm.levelDbfs(waiting[(end - 1) % waiting.length]) < loudestDbfs - SILENT_DB) {
      end--;
    }
    short[] out = Arrays.copyOf(begin, begin.length + (end - frames + held) * frameSamples);
    int at = begin.length;
    for (int i = frames - held; i < end; i++) {
      at = amplified(waiting[i % waiting.length], out, at);
    }
    reset();
    return out;
  }

  /** Forgets the utterance so far. */
  public void reset() {
    cutter.flush();
    frames = 0;
    loudestDbfs = Double.NEGATIVE_INFINITY;
    gain = 1;
  }

  /** Amplifies a frame into {@code out}, and gives the place behind it. */
  private int amplified(short[] frame, short[] out, int at) {
    double wanted = loudestDbfs < SPOKEN_DBFS ? 1 : Math.pow(10, Math.min(MOST_DB, TARGET_DBFS - loudestDbfs) / 20);
    // Gliding over the frame: a step in loudness is a click.
    double step = (wanted - gain) / frame.length;
    for (int i = 0; i < frame.length; i++) {
      gain += step;
      out[at + i] = Pcm.clip(frame[i] * gain);
    }
    gain = wanted;
    return at + frame.length;
  }
}
