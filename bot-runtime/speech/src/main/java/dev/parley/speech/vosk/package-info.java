/**
 * Speech recognition by Vosk, in process. The small English model comes as a Maven dependency and is unpacked once; an operator may
 * give another model's folder. Read {@link dev.parley.speech.vosk.VoskEngine} first.
 */
@NullMarked
package dev.parley.speech.vosk;

import org.jspecify.annotations.NullMarked;
