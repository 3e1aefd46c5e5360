package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.audio.Pcm;
import dev.parley.speech.SpeechSegmenter;
import dev.parley.speech.SegmentEvent;
import dev.parley.speech.SegmenterSettings;
import dev.parley.speech.VoiceActivityDetector;
import dev.parley.speech.VoiceActivityDetectors;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Arrays;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class EvalBargeInCommandTest {

  private static final int MS = 60_000;

  private final StringWriter output = new StringWriter();

  private int run(String... arguments) {
    CommandLine line = Main.commandLine().setOut(new PrintWriter(output)).setErr(new PrintWriter(output));
    return line.execute(arguments);
  }

  @Test
  void itTellsWhatItMeasuresAndWhatItTakes() {
    assertThat(run("eval", "bargein", "--help")).isZero();
    assertThat(output.toString()).contains("milliseconds of their sound", "--policies", "--json");
    assertThat(run("eval", "bargein", "--minutes", "-1")).isEqualTo(2);
  }

  private static void same(BiFunction<LineSounds, Long, Pcm> sound) {
    Pcm one = sound.apply(new LineSounds(1), 5_000L);
    assertThat(one).isEqualTo(sound.apply(new LineSounds(1), 5_000L)).isNotEqualTo(sound.apply(new LineSounds(2), 5_000L));
    assertThat(one.durationMs()).isEqualTo(5_000);
  }

  @Test
  void equalSeedsMakeEqualNoises() {
    same(LineSounds::coughs);
    same(LineSounds::keyboard);
    same(LineSounds::keys);
    same(LineSounds::nothing);
  }

  private static int beginnings(Pcm sound) {
    int beginnings = 0;
    try (VoiceActivityDetector detector = VoiceActivityDetectors.standard()) {
      SpeechSegmenter segmenter = new SpeechSegmenter(detector, SegmenterSettings.STANDARD);
      short[] samples = sound.samples();
      for (int from = 0; from + VoiceActivityDetector.FRAME_SAMPLES <= samples.length; from += VoiceActivityDetector.FRAME_SAMPLES) {
        var event = segmenter.push(Arrays.copyOfRange(samples, from, from + VoiceActivityDetector.FRAME_SAMPLES));
        beginnings += event.filter(SegmentEvent.SpeechStarted.class::isInstance).isPresent() ? 1 : 0;
      }
    }
    return beginnings;
  }

  /** Neither needs words to be known for what it is: no prompt is even lowered. */
  @Test
  void keysAndAKeyboardAreNoSpeech() {
    assertThat(beginnings(new LineSounds(1).keys(MS))).isZero();
    assertThat(beginnings(new LineSounds(1).keyboard(MS))).isZero();
  }
}
