package dev.parley.feature;

import java.util.Map;
import java.time.Instant;

/**
 * One change of a record. Immutable.
 *
 * @param kind what is done
 * @param record what with: of a deletion only group, key and event time count
 * @param online whether the online store takes it
 * @param offline whether the history takes it
 */
public record FeatureWrite(Kind kind, FeatureRecord record, boolean online, boolean offline) {

  /** What a write does. All are ordered by event time, whatever the order of arrival; at the same event time by arrival. */
  public enum Kind {
    /** From its event time on, the record is this and nothing else; SageMaker's {@code PutRecord}. */
    PUT,
    /** From its event time on, these features are so; the others stay as they are. SageMaker has no such write. */
    MERGE,
    /** From its event time on there is no record; a later write brings it back. SageMaker's soft deletion. */
    DELETE,
    /**
     * As {@link #DELETE}, and the online store keeps no trace of it, so that a write with an earlier event time that arrives
     * later counts again. Refused when what is online is as new or newer. SageMaker's hard deletion.
     */
    HARD_DELETE
  }

  /** To both stores. */
  public static FeatureWrite put(FeatureRecord record) {
    return new FeatureWrite(Kind.PUT, record, true, true);
  }

  /** To both stores. */
  public static FeatureWrite merge(FeatureRecord record) {
    return new FeatureWrite(Kind.MERGE, record, true, true);
  }

  /** In both stores. */
  public static FeatureWrite delete(String group, String key, Instant eventTime, boolean hard) {
    return new FeatureWrite(hard ? Kind.HARD_DELETE : Kind.DELETE, new FeatureRecord(group, key, eventTime, Map.of()), true, true);
  }

  /** The same to these stores only. */
  public FeatureWrite to(boolean onlineToo, boolean offlineToo) {
    return new FeatureWrite(kind, record, onlineToo, offlineToo);
  }
}
