package dev.parley.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.audio.FrameCutter;
import dev.parley.audio.Pcm;
import dev.parley.audio.ToneGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class VoicingTest {

  private static final int RATE = VoiceActivityDetector.SAMPLE_RATE_HZ;

  /** The share of its frames that are voiced. */
  private static double voiced(Pcm sound) {
    Voicing voicing = new Voicing();
    int frames = 0;
    int voiced = 0;
    for (short[] frame : new FrameCutter(VoiceActivityDetector.FRAME_SAMPLES).push(sound.samples())) {
      frames++;
      voiced += voicing.push(frame) ? 1 : 0;
    }
    return voiced / (double) frames;
  }

  /** What a telephone lets through of a voice: some harmonics, of which the lowest may be gone. */
  private static Pcm hum(double pitchHz) {
    return ToneGenerator.tones(RATE, 1_000, -20, 3 * pitchHz, 4 * pitchHz, 5 * pitchHz, 7 * pitchHz);
  }

  @ParameterizedTest
  @ValueSource(doubles = {70, 100, 140, 210, 300})
  void everyPitchOfAVoiceIsVoicedOverTheNoiseOfALineToo(double pitchHz) {
    assertThat(voiced(hum(pitchHz))).isGreaterThan(0.95);
    assertThat(voiced(hum(pitchHz).mix(ToneGenerator.noise(RATE, 1_000, -30, 5)))).isGreaterThan(0.9);
  }

  @Test
  void noiseAndSilenceAreNot() {
    assertThat(voiced(ToneGenerator.noise(RATE, 5_000, -20, 3))).isZero();
    assertThat(voiced(Pcm.silence(1_000, RATE))).isZero();
  }
}
