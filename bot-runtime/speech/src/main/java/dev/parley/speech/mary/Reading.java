package dev.parley.speech.mary;

/** How a text is read out: written text in, words out. */
@FunctionalInterface
interface Reading {
  String read(String written);
}
