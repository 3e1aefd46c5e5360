package dev.parley.cli;

import dev.parley.audio.DtmfTones;
import dev.parley.audio.Pcm;
import dev.parley.audio.ToneGenerator;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Sounds of a caller's line that are no speech meant for the bot. Equal seeds give equal sounds. */
final class LineSounds {

  private static final int RATE_HZ = InterruptedCall.RATE_HZ;
  private static final double LINE_DBFS = -62;

  private final Random random;

  LineSounds(long seed) {
    this.random = new Random(seed);
  }

  private int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  /** The noise of the line itself. */
  Pcm line(long ms) {
    return ToneGenerator.noise(RATE_HZ, ms, LINE_DBFS, random.nextLong());
  }

  /** So much of a sound, each time after a pause of 2.5 to 5 s. */
  private Pcm now(long ms, java.util.function.Supplier<Pcm> sound, int leastPauseMs, int mostPauseMs) {
    List<Pcm> parts = new ArrayList<>();
    long length = 0;
    while (length < ms) {
      Pcm next = Pcm.concat(Pcm.silence(between(leastPauseMs, mostPauseMs), RATE_HZ), sound.get());
      parts.add(next);
      length += next.durationMs();
    }
    return Pcm.concat(parts).mix(line(length)).slice(0, ms);
  }

  /** A cough: one to three bursts of hoarse noise. */
  Pcm coughs(long ms) {
    return now(ms, () -> {
      List<Pcm> bursts = new ArrayList<>();
      for (int i = between(1, 3); i > 0; i--) {
        bursts.add(burst(between(120, 260), -14, 0.55, 15));
        bursts.add(Pcm.silence(between(90, 200), RATE_HZ));
      }
      return Pcm.concat(bursts);
    }, 2_500, 5_000);
  }

  /** Somebody types: strokes of a few milliseconds, each with its release. */
  Pcm keyboard(long ms) {
    return now(ms, () -> {
      List<Pcm> strokes = new ArrayList<>();
      for (int i = between(10, 30); i > 0; i--) {
        strokes.add(burst(between(6, 14), -20, 0.1, 1));
        strokes.add(Pcm.silence(between(40, 70), RATE_HZ));
        strokes.add(burst(between(3, 8), -26, 0.1, 1));
        strokes.add(Pcm.silence(between(50, 180), RATE_HZ));
      }
      return Pcm.concat(strokes);
    }, 800, 2_500);
  }

  /** Telephone keys, whose tones are in the sound too. */
  Pcm keys(long ms) {
    return now(ms, () -> DtmfTones.key("0123456789*#".charAt(random.nextInt(12)), RATE_HZ, between(60, 300)), 300, 1_500);
  }

  /** One of these, now and then. */
  Pcm among(List<Pcm> sounds, long ms) {
    return now(ms, () -> sounds.get(random.nextInt(sounds.size())), 2_500, 5_000);
  }

  /** Nothing but the line. */
  Pcm nothing(long ms) {
    return line(ms);
  }

  /** Noise that begins within so many milliseconds and dies away; the darker, the less of its high part is left. */
  private Pcm burst(int ms, double dbfs, double darkness, int attackMs) {
    short[] samples = ToneGenerator.noise(RATE_HZ, ms, dbfs, random.nextLong()).samples();
    double low = 0;
    int attack = Math.max(1, attackMs * RATE_HZ / 1_000);
    for (int i = 0; i < samples.length; i++) {
      low = darkness * low + (1 - darkness) * samples[i];
      double loud = Math.min(1, i / (double) attack) * Math.exp(-3.0 * i / samples.length);
      samples[i] = (short) (low * loud * 2);
    }
    return Pcm.of(samples, RATE_HZ);
  }
}
