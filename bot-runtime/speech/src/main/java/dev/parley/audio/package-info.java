/**
 * Sound as values: formats, samples, frames, and the arithmetic between them (mu-law, resampling, tones, WAV files). No thread,
 * clock or native code; nothing here knows what is said. Read {@link dev.parley.audio.Pcm} first, then
 * {@link dev.parley.audio.Resampler}.
 */
@NullMarked
package dev.parley.audio;

import org.jspecify.annotations.NullMarked;
