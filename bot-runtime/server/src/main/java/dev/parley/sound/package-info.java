/**
 * What bots say, as clients want it written: PCM, MP3, Opus in Ogg. Read {@link dev.parley.sound.SoundFormat} first.
 */
@NullMarked
package dev.parley.sound;

import org.jspecify.annotations.NullMarked;
