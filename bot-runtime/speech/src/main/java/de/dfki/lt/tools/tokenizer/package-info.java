/**
 * Stands in for the tokeniser library that MaryTTS calls, {@code de.dfki.lt.jtok:jtok-core}, which is on no public repository. Mary
 * names these classes in its code, so they must have these names; they are written anew, and hold only what Mary's {@code
 * marytts.modules.JTokeniser} calls. Nobody else is to use them. (The other way, a Mary module of our own, would need another
 * copy of the language's configuration, which names its modules and lies inside Mary's jar.) Read {@link
 * de.dfki.lt.tools.tokenizer.JTok} first.
 */
@NullMarked
package de.dfki.lt.tools.tokenizer;

import org.jspecify.annotations.NullMarked;
