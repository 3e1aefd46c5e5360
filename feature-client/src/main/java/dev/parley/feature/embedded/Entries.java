package dev.parley.feature.embedded;

import dev.parley.feature.FeatureRecord;
import dev.parley.feature.FeatureWrite;
import dev.parley.feature.HistoryRow;
import dev.parley.feature.RecordCodec;
import dev.parley.feature.RecordKey;
import dev.parley.feature.RecordState;
import java.nio.charset.StandardCharsets;
import java.time.Instant;

/** Records and rows as the engine's keys and values, sealed or not. Thread-safe. */
final class Entries {

  private final Sealing sealing;

  Entries(Sealing sealing) {
    this.sealing = sealing;
  }

  /** Where a record's state is, and what the keys of its rows begin with. */
  byte[] at(RecordKey record) {
    byte[] group = record.group().getBytes(StandardCharsets.UTF_8);
    return EngineKeys.record(group, sealing.name(record.key().getBytes(StandardCharsets.UTF_8), group));
  }

  /** Where a row is; the least such place that is not before this time, with sequence 0. */
  byte[] at(RecordKey record, Instant time, long sequence) {
    return EngineKeys.row(at(record), time, sequence);
  }

  /** Whose place this is. */
  RecordKey record(byte[] at) {
    byte[] group = EngineKeys.groupOf(at);
    return new RecordKey(
        new String(group, StandardCharsets.UTF_8), new String(sealing.nameBack(EngineKeys.nameOf(at), group), StandardCharsets.UTF_8));
  }

  byte[] state(RecordState state, byte[] at) {
    return sealing.value(RecordCodec.state(state), at);
  }

  RecordState state(byte[] value, byte[] at) {
    return RecordCodec.state(sealing.valueBack(value, at));
  }

  byte[] row(FeatureWrite.Kind kind, FeatureRecord record, Instant ingested, byte[] at) {
    return sealing.value(RecordCodec.row(kind, record, ingested), at);
  }

  HistoryRow row(byte[] at, byte[] value) {
    return row(record(at), at, value);
  }

  HistoryRow row(RecordKey record, byte[] at, byte[] value) {
    return RecordCodec.row(record, EngineKeys.time(at), EngineKeys.sequence(at), sealing.valueBack(value, at));
  }
}
