/**
 * Who may do what: signatures, keys and tokens, and the file that says so. Read {@link dev.parley.identity.Identity} first.
 */
@NullMarked
package dev.parley.identity;

import org.jspecify.annotations.NullMarked;
