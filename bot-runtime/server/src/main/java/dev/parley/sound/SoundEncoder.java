package dev.parley.sound;

/** Writes one response's sound. One thread at a time. */
public interface SoundEncoder {

  /**
   * Takes the next piece.
   *
   * @param pcm 16 bit, little-endian, mono, of the format's rate; whole samples
   * @return what can be sent by now; may be nothing
   */
  byte[] encode(byte[] pcm);

  /** Ends the sound, and gives what is left of it. Nothing may follow. */
  byte[] end();
}
