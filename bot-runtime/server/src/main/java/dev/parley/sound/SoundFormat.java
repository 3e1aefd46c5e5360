package dev.parley.sound;

import dev.parley.audio.AudioFormat;

/**
 * A format in which a client wants to be spoken to.
 *
 * @param contentType as the client wrote it, or what stands for it
 * @param pcm what is put in
 * @param coding what comes out
 */
public record SoundFormat(String contentType, AudioFormat pcm, Coding coding) {

  /** How sound is written. */
  public enum Coding {
    /** As it is put in. */
    PCM,
    /** MPEG-2 layer III, 48 kbit/s. */
    MP3,
    /** Opus in Ogg pages (RFC 7845), about 24 kbit/s. */
    OGG_OPUS
  }

  /** A new encoder: one for each response, since each response is a whole file. */
  public SoundEncoder encoder() {
    return switch (coding) {
      case PCM -> new PlainEncoder();
      case MP3 -> new Mp3Encoder(pcm.sampleRateHz());
      case OGG_OPUS -> new OggOpusEncoder(pcm.sampleRateHz());
    };
  }

  private static final class PlainEncoder implements SoundEncoder {
    @Override
    public byte[] encode(byte[] sound) {
      return sound;
    }

    @Override
    public byte[] end() {
      return new byte[0];
    }
  }
}
