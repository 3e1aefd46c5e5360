package dev.parley.sound;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.audio.AudioFormat;
import dev.parley.audio.Pcm;
import dev.parley.audio.ToneGenerator;
import io.github.jaredmdobson.concentus.OpusDecoder;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import org.gagravarr.ogg.OggFile;
import org.gagravarr.opus.OpusAudioData;
import org.gagravarr.opus.OpusFile;
import org.junit.jupiter.api.Test;

/** What comes out of an encoder is what went in, whatever pieces it went in by. */
class SoundFormatTest {

  private static final int RATE = 16_000;
  private static final Pcm TONE = ToneGenerator.tones(RATE, 1_010, -12, 440);

  private static byte[] encoded(SoundFormat.Coding coding) {
    SoundEncoder encoder = new SoundFormat("any", AudioFormat.LPCM_16K, coding).encoder();
    byte[] pcm = TONE.toBytesLittleEndian();
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int from = 0; from < pcm.length; from += 640) {
      out.writeBytes(encoder.encode(Arrays.copyOfRange(pcm, from, Math.min(pcm.length, from + 640))));
    }
    out.writeBytes(encoder.end());
    return out.toByteArray();
  }

  @Test
  void pcmStaysAsItIs() {
    assertThat(encoded(SoundFormat.Coding.PCM)).isEqualTo(TONE.toBytesLittleEndian());
  }

  @Test
  void opusInOggIsTheToneAgainAndJustAsLong() throws Exception {
    OpusFile file = new OpusFile(new OggFile(new ByteArrayInputStream(encoded(SoundFormat.Coding.OGG_OPUS))));
    assertThat(file.getInfo().getNumChannels()).isEqualTo(1);
    assertThat(file.getInfo().getRate()).isEqualTo(RATE);
    OpusDecoder decoder = new OpusDecoder(RATE, 1);
    short[] heard = new short[RATE * 2];
    int length = 0;
    long granule = 0;
    for (OpusAudioData packet = file.getNextAudioPacket(); packet != null; packet = file.getNextAudioPacket()) {
      length += decoder.decode(packet.getData(), 0, packet.getData().length, heard, length, RATE / 50, false);
      granule = packet.getGranulePosition();
    }
    assertThat(granule - file.getInfo().getPreSkip()).isEqualTo(TONE.length() * 3L);
    assertThat(crossings(Arrays.copyOfRange(heard, RATE / 4, RATE * 3 / 4))).isBetween(435, 445);
  }

  @Test
  void mp3IsARowOfWholeFramesAsLongAsTheTone() {
    byte[] mp3 = encoded(SoundFormat.Coding.MP3);
    // 48 kbit/s of 576 samples at 16 kHz: 216 bytes a frame.
    int frames = mp3.length / 216;
    assertThat(mp3.length % 216).isZero();
    for (int i = 0; i < frames; i++) {
      assertThat(mp3[i * 216] & 0xFF).isEqualTo(0xFF);
      assertThat(mp3[i * 216 + 1] & 0xFE).as("MPEG-2, layer III").isEqualTo(0xF2);
    }
    assertThat(frames * 576 / 16).isBetween(1_010, 1_200);
  }

  private static int crossings(short[] samples) {
    int crossings = 0;
    for (int i = 1; i < samples.length; i++) {
      crossings += samples[i - 1] < 0 != samples[i] < 0 ? 1 : 0;
    }
    return crossings;
  }
}
