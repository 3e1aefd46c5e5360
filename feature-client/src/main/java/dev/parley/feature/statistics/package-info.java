/** What a group's records look like together. Read {@link dev.parley.feature.statistics.GroupStatistics} first. */
@NullMarked
package dev.parley.feature.statistics;

import org.jspecify.annotations.NullMarked;
