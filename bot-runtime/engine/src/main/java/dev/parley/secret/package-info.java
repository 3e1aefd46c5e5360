/**
 * What is secret, and where its value is: the one rule by which the shell and the simulation keep secrets from the core. Pure.
 * Read {@link dev.parley.secret.Vault} first.
 */
@NullMarked
package dev.parley.secret;

import org.jspecify.annotations.NullMarked;
