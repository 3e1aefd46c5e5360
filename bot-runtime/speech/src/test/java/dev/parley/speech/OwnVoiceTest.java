package dev.parley.speech;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.audio.MuLaw;
import dev.parley.audio.Pcm;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OwnVoiceTest {

  private static final int RATE = VoiceActivityDetector.SAMPLE_RATE_HZ;
  private static final int FRAME = VoiceActivityDetector.FRAME_SAMPLES;

  /** Takes everything that can be heard for speech. */
  private static final class LoudDetector implements VoiceActivityDetector {
    @Override
    public VadDecision push(short[] frame) {
      return Pcm.levelDbfs(frame) > -55 ? VadDecision.SPEECH : VadDecision.SILENCE;
    }

    @Override
    public void reset() {}

    @Override
    public void close() {}
  }

  private final OwnVoice own = new OwnVoice();
  private final VoiceActivityDetector detector = own.deafTo(new LoudDetector());

  /** Something like a voice: syllables of a wavering pitch with its overtones. */
  private static Pcm voice(long seed, double pitchHz, int ms) {
    Random random = new Random(seed);
    short[] samples = new short[RATE * ms / 1_000];
    double phase = 0;
    double pitch = pitchHz;
    double[] overtones = new double[8];
    for (int i = 0; i < samples.length; i++) {
      if (i % (RATE / 6) == 0) {
        pitch = pitchHz * (0.85 + 0.3 * random.nextDouble());
        Arrays.setAll(overtones, k -> random.nextDouble() / (k + 1));
      }
      phase += 2 * Math.PI * pitch * (1 + 0.02 * Math.sin(i / 300.0)) / RATE;
      double sum = 0;
      for (int k = 0; k < overtones.length; k++) {
        sum += overtones[k] * Math.sin((k + 1) * phase);
      }
      samples[i] = (short) (4_000 * sum * Math.abs(Math.sin(Math.PI * i / (RATE / 6.0))));
    }
    return Pcm.of(samples, RATE);
  }

  /** How many frames of what comes in are taken for speech while the bot says this. */
  private int speechFrames(Pcm said, Pcm comesIn) {
    int frames = 0;
    for (int from = 0; from + FRAME <= comesIn.length(); from += FRAME) {
      if (from + FRAME <= said.length()) {
        own.said(said.slice(from * 1_000L / RATE, (from + FRAME) * 1_000L / RATE));
      }
      short[] frame = Arrays.copyOfRange(comesIn.samples(), from, from + FRAME);
      frames += detector.push(frame) == VadDecision.SPEECH ? 1 : 0;
    }
    return frames;
  }

  private static Pcm echo(Pcm said, int delayMs, double db) {
    Pcm late = Pcm.concat(Pcm.silence(delayMs, RATE), said).gain(db);
    return Pcm.of(MuLaw.decode(MuLaw.encode(late.samples())), RATE);
  }

  @ParameterizedTest
  @CsvSource({"0, -12", "60, -6", "180, -12", "180, -24", "450, -12", "900, -18"})
  void itsEchoIsNoSpeech(int delayMs, double db) {
    Pcm said = voice(1, 190, 4_000);
    // The first frames of an echo are shorter than what they are compared by.
    assertThat(speechFrames(said, echo(said, delayMs, db))).isLessThanOrEqualTo(3);
  }

  /** A line's hybrid gives the voice back more than once within some milliseconds. */
  private static Pcm smeared(Pcm said, int delayMs, double db) {
    Pcm once = Pcm.concat(Pcm.silence(delayMs, RATE), said);
    short[] first = once.samples();
    short[] sum = new short[first.length];
    for (int i = 0; i < sum.length; i++) {
      double value = first[i];
      value -= i < 8 ? 0 : 0.5 * first[i - 8];
      value += i < 15 ? 0 : 0.4 * first[i - 15];
      sum[i] = (short) Math.round(value / 2);
    }
    return echo(Pcm.of(sum, RATE), 0, db + 6);
  }

  @ParameterizedTest
  @CsvSource({"60, -6", "180, -12", "450, -18"})
  void anEchoThatTheLineSmearsIsNoSpeechEither(int delayMs, double db) {
    Pcm said = voice(1, 190, 4_000);
    assertThat(speechFrames(said, smeared(said, delayMs, db))).isLessThanOrEqualTo(5);
  }

  /** The echo explains most of the 160 ms in which somebody begins to speak: their end tells. */
  @Test
  void whoBeginsOverTheEchoIsHeardWithinAFewFrames() {
    Pcm said = voice(1, 190, 3_000);
    Pcm before = echo(said, 180, -12).slice(0, 2_000);
    Pcm during = echo(said, 180, -12).slice(2_000, 2_120).mix(voice(7, 120, 1_120).slice(40, 160));
    assertThat(speechFrames(said, before)).isLessThanOrEqualTo(3);
    int frames = 0;
    for (int i = 0; i < 6; i++) {
      own.said(said.slice(2_000 + 20L * i, 2_020 + 20L * i));
      frames += detector.push(during.slice(20L * i, 20L * i + 20).samples()) == VadDecision.SPEECH ? 1 : 0;
    }
    assertThat(frames).isGreaterThanOrEqualTo(4);
  }

  @Test
  void aCallerOverTheEchoIsHeard() {
    Pcm said = voice(1, 190, 4_000);
    Pcm caller = voice(7, 120, 1_000).gain(-3);
    Pcm line = echo(said, 180, -12).mix(Pcm.concat(Pcm.silence(2_000, RATE), caller));
    assertThat(speechFrames(said, line)).isGreaterThan(35);
  }

  @Test
  void aCallerIsHeardWhereThereIsNoEchoAndAfterACut() {
    Pcm said = voice(1, 190, 3_000);
    assertThat(speechFrames(said, voice(7, 120, 1_000))).isGreaterThan(40);
    own.cut();
    assertThat(speechFrames(Pcm.empty(RATE), voice(8, 140, 1_000))).isGreaterThan(40);
  }

  @Test
  void whereTheBotHasSaidNothingNothingIsCompared() {
    assertThat(speechFrames(Pcm.empty(RATE), voice(1, 190, 1_000))).isGreaterThan(45);
  }
}
