package dev.parley.nlu;

import java.util.List;
import java.util.Optional;

/**
 * A text as intents are told apart by it.
 *
 * @param words as said; a sample's have placeholders for its slots
 * @param filled the words with placeholders for values: a value alone says nothing of what is wanted
 * @param meaning its vector, which must not be changed; empty where no encoder is used
 */
record Utterance(List<String> words, List<String> filled, Optional<float[]> meaning) {

  Utterance {
    words = List.copyOf(words);
    filled = List.copyOf(filled);
  }

  /** A sample, whose words have their placeholders already. */
  static Utterance sample(List<String> words, Optional<float[]> meaning) {
    return new Utterance(words, words, meaning);
  }
}
