/**
 * Records from topics of Kafka: read, judged, kept, and only then counted as read. Read {@link
 * dev.parley.feature.kafka.TopicIngestion} first.
 */
@NullMarked
package dev.parley.feature.kafka;

import org.jspecify.annotations.NullMarked;
