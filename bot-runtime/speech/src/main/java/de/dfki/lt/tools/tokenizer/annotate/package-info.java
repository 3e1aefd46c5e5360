/** A text with notes on its parts, as MaryTTS expects it of its tokeniser; see {@code de.dfki.lt.tools.tokenizer}. */
@NullMarked
package de.dfki.lt.tools.tokenizer.annotate;

import org.jspecify.annotations.NullMarked;
