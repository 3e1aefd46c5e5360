package dev.parley.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import javax.sound.sampled.AudioInputStream;
import javax.sound.sampled.AudioSystem;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SoundsTest {
  @Property
  void samplesSurviveBytes(@ForAll short[] samples) {
    Pcm sound = Pcm.of(samples, 8_000);
    assertThat(Pcm.fromBytes(sound.toBytesLittleEndian(), 8_000)).isEqualTo(sound);
  }

  @Property
  void slicesJoinToTheWhole(@ForAll short[] samples, @ForAll byte cut) {
    Pcm sound = Pcm.of(samples, 8_000);
    assertThat(Pcm.concat(sound.slice(0, cut), sound.slice(cut, 1_000_000))).isEqualTo(sound);
  }

  @Test
  void whoeverChangesAnArrayDoesNotChangeTheSound() {
    short[] samples = {1, 2, 3};
    Pcm sound = Pcm.of(samples, 8_000);
    samples[0] = 9;
    sound.samples()[1] = 9;
    assertThat(sound).isEqualTo(Pcm.of(new short[] {1, 2, 3}, 8_000));
  }

  @Test
  void formatsKnowTheirSizes() {
    assertThat(AudioFormat.MULAW_8K.bytesOf(20)).isEqualTo(160);
    assertThat(AudioFormat.LPCM_8K.bytesOf(20)).isEqualTo(320);
    assertThat(AudioFormat.LPCM_16K.bytesPerMs()).isEqualTo(32.0);
    assertThat(AudioFormat.LPCM_16K.msOf(64_000)).isEqualTo(2_000);
    assertThat(new AudioFrame(AudioFormat.MULAW_8K, new byte[160], 40).endMs()).isEqualTo(60);
    assertThatThrownBy(() -> new AudioFrame(AudioFormat.LPCM_8K, new byte[3], 0)).hasMessageContaining("no whole number of samples");
  }

  @Test
  void joiningDifferentRatesIsRefused() {
    assertThatThrownBy(() -> Pcm.concat(Pcm.silence(10, 8_000), Pcm.silence(10, 16_000))).hasMessageContaining("resample first");
  }

  @Test
  void everyKeyIsRecognisedAndSpeechLikeSoundsAreNone() {
    for (char key : "0123456789*#ABCD".toCharArray()) {
      assertThat(DtmfTones.keyIn(DtmfTones.key(key, 8_000, 20).samples(), 8_000)).contains(key);
      assertThat(DtmfTones.keyIn(MuLaw.decode(MuLaw.encode(DtmfTones.key(key, 8_000, 40).gain(-10).samples())), 8_000)).contains(key);
    }
    assertThat(DtmfTones.keyIn(ToneGenerator.tones(8_000, 20, -16, 440).samples(), 8_000)).isEmpty();
    assertThat(DtmfTones.keyIn(ToneGenerator.tones(8_000, 20, -16, 697, 770).samples(), 8_000)).isEmpty();
    assertThat(DtmfTones.keyIn(ToneGenerator.noise(8_000, 20, -20, 3).samples(), 8_000)).isEmpty();
    assertThat(DtmfTones.keyIn(new short[160], 8_000)).isEmpty();
  }

  @Test
  void tonesAndNoiseHaveTheLevelsAskedFor() {
    assertThat(ToneGenerator.tones(8_000, 1_000, -20, 1_000).levelDbfs()).isCloseTo(-20, within(0.05));
    assertThat(ToneGenerator.noise(8_000, 1_000, -26, 5).levelDbfs()).isCloseTo(-26, within(0.3));
    assertThat(Pcm.silence(10, 8_000).levelDbfs()).isEqualTo(-96);
  }

  @Test
  void stereoFilesAreReadBackAndOtherProgramsReadThemToo(@TempDir Path folder) throws Exception {
    Pcm left = ToneGenerator.tones(8_000, 100, -20, 440);
    Pcm right = ToneGenerator.noise(8_000, 80, -20, 9);
    Path file = folder.resolve("call.wav");
    WavFile.write(file, left, right);
    List<Pcm> read = WavFile.read(file);
    assertThat(read).containsExactly(left, Pcm.concat(right, Pcm.silence(20, 8_000)));
    try (AudioInputStream stream = AudioSystem.getAudioInputStream(file.toFile())) {
      assertThat(stream.getFormat().getChannels()).isEqualTo(2);
      assertThat(stream.getFrameLength()).isEqualTo(left.length());
    }
  }

  @Test
  void damagedFilesAreRefusedWithAReason() throws Exception {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    WavFile.write(out, Pcm.silence(10, 8_000));
    byte[] whole = out.toByteArray();
    assertThat(WavFile.read(new ByteArrayInputStream(whole))).containsExactly(Pcm.silence(10, 8_000));
    assertThatThrownBy(() -> WavFile.read(new ByteArrayInputStream(new byte[100]))).isInstanceOf(IOException.class).hasMessageContaining("RIFF");
    assertThatThrownBy(() -> WavFile.read(new ByteArrayInputStream(Arrays.copyOf(whole, 30)))).isInstanceOf(IOException.class);
    byte[] other = whole.clone();
    other[20] = 85;
    assertThatThrownBy(() -> WavFile.read(new ByteArrayInputStream(other))).hasMessageContaining("encoding 85");
  }

  @Test
  void framesAreCutFromPiecesOfAnyLength() {
    FrameCutter cutter = new FrameCutter(4);
    assertThat(cutter.push(new short[] {1, 2, 3})).isEmpty();
    assertThat(cutter.push(new short[] {4, 5, 6, 7, 8, 9})).containsExactly(new short[] {1, 2, 3, 4}, new short[] {5, 6, 7, 8});
    assertThat(cutter.flush()).containsExactly(new short[] {9, 0, 0, 0});
    assertThat(cutter.flush()).isEmpty();
  }

  @Test
  void theRingRemembersTheLastPartOnly() {
    AudioRing ring = new AudioRing(1_000, 5);
    ring.push(new short[] {1, 2, 3});
    assertThat(ring.since(1).samples()).containsExactly(2, 3);
    ring.push(new short[] {4, 5, 6, 7});
    assertThat(ring.positionMs()).isEqualTo(7);
    assertThat(ring.since(0).samples()).containsExactly(3, 4, 5, 6, 7);
    assertThat(ring.since(6).samples()).containsExactly(7);
    assertThat(ring.since(99).samples()).isEmpty();
  }
}
