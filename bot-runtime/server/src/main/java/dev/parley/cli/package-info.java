/**
 * The command line, and the one place where everything is put together. Read {@link dev.parley.cli.Main} first, then {@link
 * dev.parley.cli.Application}.
 */
@NullMarked
package dev.parley.cli;

import org.jspecify.annotations.NullMarked;
