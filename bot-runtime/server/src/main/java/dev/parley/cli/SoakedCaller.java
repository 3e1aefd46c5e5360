package dev.parley.cli;

import dev.parley.audio.DtmfTones;
import dev.parley.audio.Pcm;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/**
 * Somebody who does this and that at any time, whoever speaks: talks, presses keys, coughs, types, says nothing, hangs up. The seed decides
 * all of it. One thread.
 */
final class SoakedCaller {

  private static final int RATE_HZ = 8_000;
  private static final int LONGEST_MS = 180_000;
  private static final int TICK = RATE_HZ * SoakedCall.TICK_MS / 1_000;

  private final Random random;
  private final LineSounds sounds;
  private final List<Pcm> sentences;

  /** @param sentences what the caller may say, at 8 kHz */
  SoakedCaller(long seed, List<Pcm> sentences) {
    this.random = new Random(seed);
    this.sounds = new LineSounds(seed);
    this.sentences = sentences;
  }

  /** Goes through a whole call; whoever speaks longer than three minutes is tired of it. */
  void through(SoakedCall call) {
    while (!call.watch().over() && call.ms() < LONGEST_MS) {
      int what = random.nextInt(100);
      if (what < 40) {
        play(call, sentences.get(random.nextInt(sentences.size())));
      } else if (what < 55) {
        keys(call);
      } else if (what < 63) {
        play(call, sounds.coughs(between(500, 6_000)));
      } else if (what < 68) {
        play(call, sounds.keyboard(between(500, 6_000)));
      } else if (what < 96) {
        play(call, Pcm.silence(random.nextInt(8) == 0 ? between(8_000, 40_000) : between(40, 4_000), RATE_HZ));
      } else {
        break;
      }
    }
    call.hangUp();
  }

  private int between(int least, int most) {
    return least + random.nextInt(most - least + 1);
  }

  /** Keys as a telephone line has them: the event, and often the tone in the sound as well. */
  private void keys(SoakedCall call) {
    boolean tones = random.nextBoolean();
    for (int left = between(1, 8); left > 0 && !call.watch().over(); left--) {
      char key = "0123456789*#".charAt(random.nextInt(12));
      call.presses(key);
      int ms = between(60, 200);
      play(call, Pcm.concat(tones ? DtmfTones.key(key, RATE_HZ, ms) : Pcm.silence(ms, RATE_HZ), Pcm.silence(between(40, 700), RATE_HZ)));
    }
  }

  private void play(SoakedCall call, Pcm sound) {
    short[] line = sound.mix(sounds.line(sound.durationMs())).samples();
    for (int from = 0; from + TICK <= line.length && !call.watch().over(); from += TICK) {
      call.hears(Arrays.copyOfRange(line, from, from + TICK));
    }
  }
}
