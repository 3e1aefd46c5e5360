/**
 * The store that needs no server: one folder, kept by RocksDB. Read {@link dev.parley.feature.embedded.EmbeddedStorage} first.
 */
@NullMarked
package dev.parley.feature.embedded;

import org.jspecify.annotations.NullMarked;
