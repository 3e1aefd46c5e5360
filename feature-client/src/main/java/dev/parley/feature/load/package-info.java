/**
 * Records from files and streams: CSV and JSON Lines, judged row by row, in batches, with bounded memory. Read {@link
 * dev.parley.feature.load.FeatureLoader} first.
 */
@NullMarked
package dev.parley.feature.load;

import org.jspecify.annotations.NullMarked;
