/**
 * Lex V2 bots in and out: {@link dev.parley.lex.LexImport} reads an export, {@link dev.parley.lex.LexExporter} writes one, and a
 * {@link dev.parley.lex.LexReport} tells what one side has and the other has not. Like its module it opens no file.
 */
@NullMarked
package dev.parley.lex;

import org.jspecify.annotations.NullMarked;
