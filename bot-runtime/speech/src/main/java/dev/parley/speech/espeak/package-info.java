/** eSpeak NG as an outside program: small voices for over a hundred languages, for bots whose language no other engine speaks. */
@NullMarked
package dev.parley.speech.espeak;

import org.jspecify.annotations.NullMarked;
