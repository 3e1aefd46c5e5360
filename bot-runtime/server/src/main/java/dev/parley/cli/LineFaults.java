package dev.parley.cli;

import dev.parley.audio.MuLaw;
import dev.parley.audio.Pcm;
import dev.parley.audio.Resampler;
import java.util.Arrays;
import java.util.Optional;
import java.util.Random;

/**
 * What a line does to speech before it is heard: noise, a narrow band and its codec, lost packets. Immutable.
 *
 * @param noise noise to mix in, again and again if it is shorter; of any rate
 * @param snrDb how much softer than the speech the noise is
 * @param muLaw whether it goes through 8 kHz mu-law
 * @param loss share of 20 ms packets that are lost, 0..1; silence takes their place
 * @param seed what decides which are
 */
record LineFaults(Optional<Pcm> noise, double snrDb, boolean muLaw, double loss, long seed) {

  private static final int TELEPHONE_HZ = 8_000;
  private static final int PACKET_MS = 20;

  /** The sound at the line's end. */
  Pcm apply(Pcm spoken, int index) {
    Pcm sound = noise.map(n -> noisy(spoken, Resampler.resample(n, spoken.rateHz()))).orElse(spoken);
    if (muLaw) {
      sound = Resampler.resample(sound, TELEPHONE_HZ);
      sound = Pcm.of(MuLaw.decode(MuLaw.encode(sound.samples())), TELEPHONE_HZ);
    }
    return loss > 0 ? lossy(sound, new Random(seed + index)) : sound;
  }

  private Pcm noisy(Pcm spoken, Pcm hum) {
    if (hum.length() == 0) {
      return spoken;
    }
    short[] under = new short[spoken.length()];
    for (int i = 0; i < under.length; i++) {
      under[i] = hum.at(i % hum.length());
    }
    Pcm softer = Pcm.of(under, spoken.rateHz());
    return spoken.mix(softer.gain(spoken.levelDbfs() - snrDb - softer.levelDbfs()));
  }

  private Pcm lossy(Pcm sound, Random random) {
    short[] samples = sound.samples();
    int packet = sound.rateHz() * PACKET_MS / 1_000;
    for (int from = 0; from < samples.length; from += packet) {
      if (random.nextDouble() < loss) {
        Arrays.fill(samples, from, Math.min(samples.length, from + packet), (short) 0);
      }
    }
    return Pcm.of(samples, sound.rateHz());
  }
}
