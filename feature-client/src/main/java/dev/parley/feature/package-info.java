/**
 * Facts about customers: groups of typed features with event times, the latest for a conversation (online) and all of them for a
 * point in time (history), in the manner of SageMaker Feature Store. Knows nothing of dialogs. Read {@link
 * dev.parley.feature.FeatureStore} first.
 */
@NullMarked
package dev.parley.feature;

import org.jspecify.annotations.NullMarked;
