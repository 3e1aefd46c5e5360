package dev.parley.conformance;

import dev.parley.audio.Pcm;
import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;

/** What callers of the suite sound like. */
final class Sounds {

  private static final double USUAL_PEAK = 12_000;
  private static final int SYLLABLES_PER_SECOND = 4;
  private static final int FRAMES_PER_SECOND = 50;
  private static final int OPUS_BYTES = 128;

  private Sounds() {}

  /** Somebody says something, and is silent. */
  static Pcm speech(int rateHz) {
    return said(rateHz, USUAL_PEAK);
  }

  /** The same so loud that the suite's recogniser breaks. */
  static Pcm breaking(int rateHz) {
    return said(rateHz, Short.MAX_VALUE);
  }

  /** The same sound as packets of Opus of 128 bytes and 20 ms each, by a real encoder. */
  static byte[] opus(Pcm sound) {
    int frame = sound.rateHz() / FRAMES_PER_SECOND;
    int packets = sound.length() / frame;
    byte[] out = new byte[packets * OPUS_BYTES];
    try {
      OpusEncoder encoder = new OpusEncoder(sound.rateHz(), 1, OpusApplication.OPUS_APPLICATION_VOIP);
      encoder.setUseVBR(false);
      encoder.setBitrate(OPUS_BYTES * Byte.SIZE * FRAMES_PER_SECOND);
      short[] samples = sound.samples();
      for (int i = 0; i < packets; i++) {
        int length = encoder.encode(samples, i * frame, frame, out, i * OPUS_BYTES, OPUS_BYTES);
        if (length != OPUS_BYTES) {
          throw new AssertionError("a packet of " + length + " bytes");
        }
      }
    } catch (OpusException e) {
      throw new AssertionError(e);
    }
    return out;
  }

  private static Pcm said(int rateHz, double peak) {
    return Pcm.concat(Pcm.silence(200, rateHz), voice(800, rateHz, peak), Pcm.silence(1_200, rateHz));
  }

  /** A voice without words: pulses of a throat through two resonances that move, in syllables. */
  private static Pcm voice(int ms, int rateHz, double peak) {
    double[] wave = new double[ms * rateHz / 1_000];
    Resonance low = new Resonance(rateHz, 80);
    Resonance high = new Resonance(rateHz, 100);
    double phase = 0;
    double most = 0;
    for (int i = 0; i < wave.length; i++) {
      double t = (double) i / rateHz;
      phase += (120 + 20 * Math.sin(2 * Math.PI * 2 * t)) / rateHz;
      double pulse = phase >= 1 ? 1 : 0;
      phase -= pulse;
      double sway = Math.sin(2 * Math.PI * 3 * t);
      double loudness = 0.55 + 0.45 * Math.sin(2 * Math.PI * SYLLABLES_PER_SECOND * t - 1.5);
      wave[i] = loudness * high.of(low.of(pulse, 500 + 200 * sway), 1_500 + 400 * sway);
      most = Math.max(most, Math.abs(wave[i]));
    }
    short[] samples = new short[wave.length];
    for (int i = 0; i < wave.length; i++) {
      samples[i] = (short) (peak * wave[i] / most);
    }
    return Pcm.of(samples, rateHz);
  }

  /** A filter that rings at one frequency. */
  private static final class Resonance {
    private final int rateHz;
    private final double decay;
    private double last;
    private double beforeLast;

    Resonance(int rateHz, double bandwidthHz) {
      this.rateHz = rateHz;
      this.decay = Math.exp(-Math.PI * bandwidthHz / rateHz);
    }

    double of(double in, double hz) {
      double out = in + 2 * decay * Math.cos(2 * Math.PI * hz / rateHz) * last - decay * decay * beforeLast;
      beforeLast = last;
      last = out;
      return out;
    }
  }
}
