/**
 * Encryption at rest, by Google's Tink. Read {@link dev.parley.feature.seal.FeatureKeys} first.
 */
@NullMarked
package dev.parley.feature.seal;

import org.jspecify.annotations.NullMarked;
