package dev.parley.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplerTest {
  @Test
  void aToneAboveTheTelephoneBandVanishesInsteadOfFoldingBack() {
    Pcm tone = ToneGenerator.tones(48_000, 1_000, -10, 6_500);
    Pcm narrow = Resampler.resample(tone, 8_000);
    // Away from the tone's sudden begin and end, which sound at all frequencies.
    assertThat(narrow.slice(100, 900).levelDbfs()).isLessThan(-10 - 50);
  }

  @ParameterizedTest
  @CsvSource({"48000,8000", "8000,16000", "16000,8000", "44100,8000", "8000,48000", "22050,16000"})
  void aToneInTheBandKeepsItsLevelAndItsPlace(int fromHz, int toHz) {
    Pcm tone = ToneGenerator.tones(fromHz, 500, -10, 1_000);
    Pcm changed = Resampler.resample(tone, toHz);
    Pcm wanted = ToneGenerator.tones(toHz, 500, -10, 1_000);
    assertThat(changed.rateHz()).isEqualTo(toHz);
    assertThat(changed.length()).isEqualTo(wanted.length());
    assertThat(changed.slice(50, 450).levelDbfs()).isCloseTo(-10, within(0.1));
    int from = toHz / 20;
    for (int i = from; i < changed.length() - from; i++) {
      assertThat((int) changed.at(i)).as("sample %d", i).isCloseTo(wanted.at(i), within(40));
    }
  }

  @Test
  void upAndDownAgainIsTheSameSpeech() {
    Pcm noise = Resampler.resample(Resampler.resample(ToneGenerator.noise(8_000, 500, -20, 7), 16_000), 8_000);
    Pcm again = Resampler.resample(Resampler.resample(noise, 16_000), 8_000);
    double error = 0;
    for (int i = 100; i < noise.length() - 100; i++) {
      error += Math.pow(noise.at(i) - again.at(i), 2);
    }
    // Only the transition band just below 4 kHz, passed twice more, loses a little.
    assertThat(10 * Math.log10(error / noise.length() / Math.pow(32_768, 2))).isLessThan(-40);
  }

  @Property(tries = 200)
  void piecesGiveWhatTheWholeGives(@ForAll @IntRange(min = 0, max = 3_000) int length, @ForAll long seed, @ForAll @IntRange(min = 0, max = 3) int pair) {
    int[][] pairs = {{48_000, 8_000}, {8_000, 16_000}, {16_000, 8_000}, {44_100, 16_000}};
    int fromHz = pairs[pair][0];
    int toHz = pairs[pair][1];
    Random random = new Random(seed);
    short[] samples = new short[length];
    for (int i = 0; i < length; i++) {
      samples[i] = (short) random.nextInt();
    }
    Resampler stream = new Resampler(fromHz, toHz);
    for (int round = 0; round < 2; round++) {
      List<Short> out = new ArrayList<>();
      int at = 0;
      while (at < length) {
        int to = Math.min(length, at + random.nextInt(700));
        add(out, stream.push(Arrays.copyOfRange(samples, at, to)));
        at = to;
      }
      add(out, stream.flush());
      Pcm whole = Resampler.resample(Pcm.of(samples, fromHz), toHz);
      assertThat(out).hasSize((int) Math.ceil((double) length * toHz / fromHz));
      assertThat(out).hasSize(whole.length());
      for (int i = 0; i < out.size(); i++) {
        assertThat(out.get(i)).isEqualTo(whole.at(i));
      }
    }
  }

  @Property
  void anyUsualRatesGiveTheLengthInTime(@ForAll @IntRange(min = 8, max = 48) int fromKhz, @ForAll @IntRange(min = 8, max = 48) int toKhz,
      @ForAll @IntRange(min = 0, max = 500) int length) {
    Pcm changed = Resampler.resample(Pcm.of(new short[length], fromKhz * 1_000), toKhz * 1_000);
    assertThat(changed.length()).isEqualTo((int) Math.ceil((double) length * toKhz / fromKhz));
  }

  @Test
  void theSameRateChangesNothing() {
    Pcm noise = ToneGenerator.noise(8_000, 50, -20, 1);
    assertThat(Resampler.resample(noise, 8_000)).isEqualTo(noise);
    assertThat(new Resampler(8_000, 8_000).push(noise.samples())).isEqualTo(noise.samples());
  }

  @Test
  void ratesWithoutCommonDivisorAreRefusedBeforeTheyEatTheMemory() {
    assertThatThrownBy(() -> new Resampler(47_999, 48_000)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("too many taps");
  }

  private static void add(List<Short> all, short[] more) {
    for (short sample : more) {
      all.add(sample);
    }
  }
}
