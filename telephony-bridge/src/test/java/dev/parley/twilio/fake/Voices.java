package dev.parley.twilio.fake;

import dev.parley.audio.AudioFormat;
import dev.parley.audio.Pcm;
import dev.parley.speech.SpeechRequest;
import dev.parley.speech.SynthesizerCapabilities;
import dev.parley.speech.SynthesizerEngine;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Voices of tests: a bot whose words can be read from its sound, and a caller whom a voice detector takes for one. */
final class Voices {

  private Voices() {}

  /** Speaks so that {@link SpokenWords#hear} reads it back. */
  static SynthesizerEngine bot() {
    return new SynthesizerEngine() {
      @Override
      public String name() {
        return "spelling";
      }

      @Override
      public SynthesizerCapabilities capabilities() {
        return new SynthesizerCapabilities(Set.of(Locale.US), List.of(), true, true, 10_000);
      }

      @Override
      public Pcm synthesize(SpeechRequest request) {
        return Pcm.fromBytes(SpokenWords.speak(request.text()), AudioFormat.MULAW_8K);
      }

      @Override
      public void close() {}
    };
  }

  /** Speaks like a person, 60 ms a letter; nobody reads it back. */
  static SynthesizerEngine person() {
    SynthesizerEngine spelling = bot();
    return new SynthesizerEngine() {
      @Override
      public String name() {
        return "person";
      }

      @Override
      public SynthesizerCapabilities capabilities() {
        return spelling.capabilities();
      }

      @Override
      public Pcm synthesize(SpeechRequest request) {
        return Pcm.fromBytes(caller(request.text().length() * SpokenWords.LETTER_MS), AudioFormat.MULAW_8K);
      }

      @Override
      public void close() {}
    };
  }

  /** So much of a voice: harmonics of a low tone that moves a little, loudest where vowels are, four syllables a second. */
  static byte[] caller(int ms) {
    short[] samples = new short[ms * 8];
    double phase = 0;
    for (int i = 0; i < samples.length; i++) {
      double t = i / 8_000.0;
      double pitch = 125 + 12 * Math.sin(2 * Math.PI * 2.3 * t);
      phase += 2 * Math.PI * pitch / 8_000;
      double sum = 0;
      for (int h = 1; h * pitch < 3_600; h++) {
        double hz = h * pitch;
        double weight = near(hz, 650, 150) + 0.6 * near(hz, 1_250, 200) + 0.25 * near(hz, 2_500, 300) + 0.15;
        sum += weight * Math.sin(h * phase) / Math.sqrt(h);
      }
      double syllable = 0.55 + 0.45 * Math.sin(2 * Math.PI * 4 * t);
      samples[i] = (short) Math.max(-32_000, Math.min(32_000, 3_500 * sum * syllable));
    }
    return Pcm.of(samples, 8_000).toBytes(AudioFormat.MULAW_8K);
  }

  private static double near(double hz, double centre, double width) {
    return Math.exp(-Math.pow((hz - centre) / width, 2));
  }
}
