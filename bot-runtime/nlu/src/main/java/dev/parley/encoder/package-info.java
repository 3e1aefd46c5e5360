/**
 * Sentences to vectors: a small language model, run in this process by ONNX Runtime, says what a text means as a unit vector, so
 * that texts of like meaning lie near each other. Read {@link dev.parley.encoder.SentenceEncoder} first.
 */
@NullMarked
package dev.parley.encoder;

import org.jspecify.annotations.NullMarked;
