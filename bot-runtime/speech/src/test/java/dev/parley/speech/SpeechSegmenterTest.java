package dev.parley.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parley.audio.AudioFormat;
import dev.parley.audio.DtmfTones;
import dev.parley.audio.FrameCutter;
import dev.parley.audio.Pcm;
import dev.parley.audio.ToneGenerator;
import dev.parley.speech.SegmentEvent.Cause;
import dev.parley.speech.SegmentEvent.SpeechEnded;
import dev.parley.speech.SegmentEvent.SpeechStarted;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpeechSegmenterTest {
  private static final int RATE = VoiceActivityDetector.SAMPLE_RATE_HZ;

  private final VoiceActivityDetector detector = VoiceActivityDetectors.standard();
  private final SpeechSegmenter segmenter = new SpeechSegmenter(detector, SegmenterSettings.STANDARD);

  @AfterEach
  void free() {
    detector.close();
  }

  @Test
  void silenceIsNobody() {
    assertThat(hear(Pcm.silence(5_000, RATE))).isEmpty();
  }

  @Test
  void noiseOfTheLineIsNobodyHoweverLoud() {
    assertThat(hear(ToneGenerator.noise(RATE, 5_000, -40, 1))).isEmpty();
    segmenter.reset();
    assertThat(hear(ToneGenerator.noise(RATE, 5_000, -26, 2))).isEmpty();
  }

  @Test
  void clicksAreNobody() {
    assertThat(hear(ToneGenerator.clicks(RATE, 5_000, 130))).isEmpty();
  }

  /** A puff of noise is somebody, unless a voice is asked for; a voice is somebody all the same. */
  @Test
  void whereAVoiceIsAskedForNoiseIsNobody() {
    Pcm puff = ToneGenerator.noise(RATE, 300, -20, 4);
    Pcm line = Pcm.concat(Pcm.silence(1_000, RATE), puff, Pcm.silence(2_000, RATE));
    assertThat(hear(line)).hasSize(2);
    segmenter.reset();
    segmenter.askForVoice(60);
    assertThat(hear(line)).isEmpty();
    segmenter.reset();
    assertThat(hear(Pcm.concat(Pcm.silence(1_000, RATE), spoken("Stop it."), Pcm.silence(2_000, RATE)))).hasSize(2);
  }

  @Test
  void pressedKeysAreNobody() {
    assertThat(hear(Pcm.concat(Pcm.silence(500, RATE), DtmfTones.keys("4111*1234#5678", RATE, 90, 60), Pcm.silence(500, RATE)))).isEmpty();
    segmenter.reset();
    assertThat(hear(Pcm.concat(Pcm.silence(500, RATE), DtmfTones.keys("90", RATE, 500, 200), Pcm.silence(500, RATE)))).isEmpty();
  }

  @Test
  void aSentenceBeginsSoonAndEndsAfterTheSilence() {
    Pcm sentence = spoken("I would like to pay my bill.");
    List<SegmentEvent> events = hear(Pcm.concat(Pcm.silence(1_000, RATE), sentence, Pcm.silence(2_000, RATE)));
    assertThat(events).hasSize(2);
    SpeechStarted started = (SpeechStarted) events.get(0);
    SpeechEnded ended = (SpeechEnded) events.get(1);
    // Where Mary's own leading silence ends; soft beginnings are found a little late, hence the pre-roll.
    assertThat(started.positionMs()).isCloseTo(1_000 + onsetMs(sentence), within(120L));
    assertThat(started.noticedMs() - started.positionMs()).isLessThanOrEqualTo(180);
    assertThat(started.audioFromMs()).isEqualTo(started.positionMs() - 300);
    assertThat(ended.cause()).isEqualTo(Cause.END_SILENCE);
    assertThat(ended.noticedMs() - ended.positionMs()).isEqualTo(640);
    assertThat(ended.positionMs()).isBetween(2_000L, 1_000 + sentence.durationMs());
  }

  @Test
  void speechStandsOutOfANoisyLine() {
    Pcm quietThenSpoken = Pcm.concat(Pcm.silence(1_500, RATE), spoken("I would like to pay my bill."), Pcm.silence(1_500, RATE));
    List<SegmentEvent> events = hear(quietThenSpoken.mix(ToneGenerator.noise(RATE, quietThenSpoken.durationMs(), -45, 3)));
    assertThat(events).hasSize(2);
    assertThat(events.get(0).noticedMs()).isBetween(1_500L, 2_200L);
  }

  @Test
  void aPauseWithinASentenceDoesNotEndIt() {
    Pcm two = Pcm.concat(Pcm.silence(500, RATE), spoken("my number is").slice(0, 1_000), Pcm.silence(300, RATE), spoken("forty two"), Pcm.silence(2_000, RATE));
    assertThat(hear(two)).hasSize(2);
    segmenter.reset();
    segmenter.use(SegmenterSettings.STANDARD.withEndSilenceMs(200));
    assertThat(hear(two).size()).isGreaterThan(2);
  }

  @Test
  void whoNeverStopsIsCutAtTheLongestTurn() {
    segmenter.use(SegmenterSettings.STANDARD.withMaxLengthMs(2_000));
    Pcm sentence = spoken("I would like to pay my bill with my credit card today and then I want to hear my balance please");
    List<SegmentEvent> events = hear(Pcm.concat(Pcm.silence(500, RATE), sentence));
    SpeechStarted started = (SpeechStarted) events.get(0);
    SpeechEnded ended = (SpeechEnded) events.get(1);
    assertThat(ended.cause()).isEqualTo(Cause.MAX_LENGTH);
    assertThat(ended.noticedMs() - started.positionMs()).isEqualTo(2_000);
    assertThat(events.get(2)).isInstanceOf(SpeechStarted.class);
  }

  @Test
  void theSoundBeforeTheBeginningCanStillBeHeard() {
    Pcm all = Pcm.concat(Pcm.silence(1_000, RATE), spoken("seven"), Pcm.silence(1_000, RATE));
    for (short[] frame : new FrameCutter(VoiceActivityDetector.FRAME_SAMPLES).push(all.samples())) {
      segmenter.push(frame).ifPresent(event -> {
        if (event instanceof SpeechStarted started) {
          assertThat(segmenter.since(started.audioFromMs())).isEqualTo(all.slice(started.audioFromMs(), started.noticedMs()));
        }
      });
    }
  }

  @Test
  void equalSoundGivesEqualEventsAfterAReset() {
    Pcm all = Pcm.concat(Pcm.silence(700, RATE), spoken("pay my bill"), Pcm.silence(1_000, RATE));
    List<SegmentEvent> first = hear(all);
    segmenter.reset();
    assertThat(first).hasSize(2);
    assertThat(hear(all)).isEqualTo(first);
  }

  @Test
  void withoutNativeCodeLoudnessAloneFindsSpeechToo() {
    SpeechSegmenter plain = new SpeechSegmenter(VoiceActivityDetectors.byLoudness(-55, 9), SegmenterSettings.STANDARD);
    Pcm all = Pcm.concat(Pcm.silence(1_000, RATE), spoken("I would like to pay my bill."), Pcm.silence(1_000, RATE));
    assertThat(hear(plain, all)).hasSize(2);
  }

  private List<SegmentEvent> hear(Pcm sound) {
    return hear(segmenter, sound);
  }

  private static List<SegmentEvent> hear(SpeechSegmenter segmenter, Pcm sound) {
    List<SegmentEvent> events = new ArrayList<>();
    for (short[] frame : new FrameCutter(VoiceActivityDetector.FRAME_SAMPLES).push(sound.samples())) {
      segmenter.push(frame).ifPresent(events::add);
    }
    return events;
  }

  private static long onsetMs(Pcm sound) {
    long at = 0;
    while (sound.slice(at, at + 20).levelDbfs() < -45) {
      at += 20;
    }
    return at;
  }

  private static Pcm spoken(String text) {
    Pcm clean = TelephoneLine.MARY.synthesize(SpeechRequest.plain(text, Locale.US, RATE));
    return Pcm.fromBytes(clean.toBytes(AudioFormat.MULAW_8K), AudioFormat.MULAW_8K);
  }
}
