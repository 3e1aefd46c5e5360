package dev.parley.speech;

import dev.parley.audio.Pcm;
import java.util.List;
import java.util.Optional;

/**
 * Hears one caller: takes sound as it comes, tells what it seems to be, and in the end what it was. Serves one utterance after the
 * other. Not thread-safe: one thread at a time, and never a network event loop, since {@link #accept} computes.
 */
public interface Recognizer extends AutoCloseable {
  /**
   * Takes more of the utterance. Pieces of 20 to 200 ms are best.
   *
   * @param samples mono samples at the request's rate; not kept
   * @throws IllegalStateException when closed
   */
  void accept(short[] samples);

  /** Takes more of the utterance. The rate must be that of the request. */
  default void accept(Pcm sound) {
    accept(sound.samples());
  }

  /** What was said so far, if anything was understood; may still change. */
  Optional<String> partial();

  /** Ends the utterance and tells what was said; what comes next is a new utterance. */
  Transcript finish();

  /**
   * Ends the utterance, as {@link #finish} does, and tells what may have been said: the best first, then what else it may have been, for
   * who knows better which answers there can be. Never empty.
   */
  default List<Transcript> finishWithAlternatives() {
    return List.of(finish());
  }

  /** Forgets the utterance so far; what comes next is a new one. */
  void reset();

  /** Frees memory, outside the Java heap too. Closing again does nothing. */
  @Override
  void close();
}
