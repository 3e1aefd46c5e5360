package dev.parley.tagging;

/**
 * A slot's place in a sentence.
 *
 * @param slot its name
 * @param from index of its first word
 * @param to index after its last word
 * @param margin how much better the sentence reads with it than without, from 0; a training example is meant to have 1
 */
public record TaggedSpan(String slot, int from, int to, double margin) {}
