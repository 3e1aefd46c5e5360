/**
 * Mistakes that people can mend: where, what was expected, what to do. All mistakes of a text are collected in a {@link
 * dev.parley.diagnostic.Report}; nothing here throws on them. Read {@link dev.parley.diagnostic.Diagnostic} first.
 */
@NullMarked
package dev.parley.diagnostic;

import org.jspecify.annotations.NullMarked;
