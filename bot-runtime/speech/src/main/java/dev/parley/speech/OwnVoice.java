package dev.parley.speech;

import dev.parley.audio.Pcm;
import dev.parley.audio.Resampler;
import org.jspecify.annotations.Nullable;

/**
 * Knows the bot's own voice when it comes back as an echo: from a telephone's loudspeaker into its microphone, or from the line. What was
 * sent is known, so it is looked for in what comes in.
 *
 * <p>How it works: what is sent is laid on the time line of what is heard. When a detector takes a frame for speech, the last 160 ms are
 * compared with what was sent up to a second before, at every delay; when one delay explains most of them, it is the bot that
 * speaks. A caller who speaks over an echo is not explained by it, and is heard. Nothing is compared while the bot has been silent.
 *
 * <p>{@link #said} and {@link #cut} may come from any thread, the detector from another one.
 */
public final class OwnVoice {

  private static final int RATE_HZ = VoiceActivityDetector.SAMPLE_RATE_HZ;
  private static final int WINDOW = RATE_HZ * 160 / 1_000;

  /** The loudspeaker may be a little ahead of what we think, and an echo a second late. */
  private static final int EARLIEST = -RATE_HZ / 10;
  private static final int LATEST = RATE_HZ;

  /** Of what is heard, so much must be explained: an echo of its own line has 0.9 and more, two voices rarely a third. */
  private static final double EXPLAINED = 0.7;

  /**
   * Somebody who begins to speak over an echo fills the window only after a while; of its end, so much must be explained by what explains the
   * whole. Less, since a short piece of an echo over a line that blurs it is less like the voice than a long one.
   */
  private static final int END = RATE_HZ * 60 / 1_000;
  private static final double END_EXPLAINED = 0.6;

  /** Once a delay was right, the next frames are first looked for there. */
  private static final int UNKNOWN = Integer.MIN_VALUE;

  private static final int RING = RATE_HZ * 4;

  /** What was sent, by the time at which it is heard; guarded by itself, as are the four below. */
  private final short[] sent = new short[RING];

  private long sentTo;
  private long heardTo;
  private boolean stopped;
  private @Nullable Resampler toEight;

  // The detector's thread only.
  private final short[] heard = new short[WINDOW];
  private int delay = UNKNOWN;

  /** The bot has sent this; it is heard after all that was sent before it. */
  public void said(Pcm sound) {
    synchronized (sent) {
      stopped = false;
      short[] samples = eightKilohertz(sound);
      long from = Math.max(sentTo, heardTo);
      for (long silent = Math.max(sentTo, from - RING); silent < from; silent++) {
        sent[(int) (silent % RING)] = 0;
      }
      for (short sample : samples) {
        sent[(int) (from % RING)] = sample;
        from++;
      }
      sentTo = from;
    }
  }

  private short[] eightKilohertz(Pcm sound) {
    if (sound.rateHz() == RATE_HZ) {
      return sound.samples();
    }
    if (toEight == null || toEight.fromHz() != sound.rateHz()) {
      toEight = new Resampler(sound.rateHz(), RATE_HZ);
    }
    return toEight.push(sound.samples());
  }

  /** What was sent and is not heard yet will not be. */
  public void cut() {
    synchronized (sent) {
      sentTo = Math.min(sentTo, heardTo);
      stopped = true;
    }
  }

  /** Whether the bot speaks, or has until a second ago, and was not cut. */
  public boolean speaking() {
    synchronized (sent) {
      return !stopped && sentTo > 0 && sentTo > heardTo - RATE_HZ;
    }
  }

  /** A detector that takes the bot's own voice for silence. */
  public VoiceActivityDetector deafTo(VoiceActivityDetector detector) {
    return new VoiceActivityDetector() {
      @Override
      public VadDecision push(short[] frame) {
        take(frame);
        VadDecision decision = detector.push(frame);
        return decision == VadDecision.SPEECH && own() ? VadDecision.SILENCE : decision;
      }

      @Override
      public void reset() {
        detector.reset();
      }

      @Override
      public void close() {
        detector.close();
      }
    };
  }

  private void take(short[] frame) {
    System.arraycopy(heard, frame.length, heard, 0, WINDOW - frame.length);
    System.arraycopy(frame, 0, heard, WINDOW - frame.length, frame.length);
    synchronized (sent) {
      heardTo += frame.length;
    }
  }

  /** Whether most of the last 160 ms is what the bot has said. */
  private boolean own() {
    short[] voice = voice();
    if (voice.length == 0) {
      return false;
    }
    if (delay != UNKNOWN) {
      EchoPath path = EchoPath.fit(heard, voice, LATEST - delay);
      if (path.explained(0) >= EXPLAINED) {
        return path.explained(WINDOW - END) >= END_EXPLAINED;
      }
    }
    int found = coarse(voice);
    EchoPath path = EchoPath.fit(heard, voice, LATEST - found);
    if (path.explained(0) >= EXPLAINED) {
      delay = found;
      return path.explained(WINDOW - END) >= END_EXPLAINED;
    }
    return false;
  }

  /** What was sent, from the longest delay to the shortest; empty when all of it is silence. */
  private short[] voice() {
    synchronized (sent) {
      long from = heardTo - WINDOW - LATEST;
      if (sentTo <= from) {
        return new short[0];
      }
      short[] voice = new short[WINDOW + LATEST - EARLIEST];
      boolean any = false;
      for (int i = 0; i < voice.length; i++) {
        long at = from + i;
        short sample = at >= 0 && at < sentTo && at >= sentTo - RING ? sent[(int) (at % RING)] : 0;
        voice[i] = sample;
        any |= sample > 50 || sample < -50;
      }
      return any ? voice : new short[0];
    }
  }

  /** The delay that explains most, at half the rate. */
  private int coarse(short[] voice) {
    float[] h = halved(heard);
    float[] v = halved(voice);
    double energy = 1;
    for (int i = 0; i < h.length; i++) {
      energy += v[i] * (double) v[i];
    }
    int best = 0;
    double most = -1;
    for (int from = 0; from + h.length < v.length; from++) {
      float cross = 0;
      for (int i = 0; i < h.length; i++) {
        cross += h[i] * v[from + i];
      }
      double score = (double) cross * cross / energy;
      if (score > most) {
        most = score;
        best = from;
      }
      energy = Math.max(1, energy + v[from + h.length] * (double) v[from + h.length] - v[from] * (double) v[from]);
    }
    return LATEST - 2 * best;
  }

  private static float[] halved(short[] samples) {
    float[] half = new float[samples.length / 2];
    for (int i = 0; i < half.length; i++) {
      half[i] = (samples[2 * i] + samples[2 * i + 1]) / 2f;
    }
    return half;
  }
}
