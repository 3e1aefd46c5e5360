/**
 * The store that needs no server: one file, kept by H2's MVStore.
 */
@NullMarked
package dev.parley.feature.embedded;

import org.jspecify.annotations.NullMarked;
