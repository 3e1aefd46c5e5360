/**
 * Sound to text and back: the interfaces that recognisers and synthesisers implement, how they are found, and when a caller speaks
 * (voice activity, segments). Engines block and use the processor; they are called from a pool of threads of one's own, never from
 * a network event loop. Read {@link dev.parley.speech.RecognizerEngine} first, then {@link dev.parley.speech.SpeechSegmenter}.
 */
@NullMarked
package dev.parley.speech;

import org.jspecify.annotations.NullMarked;
