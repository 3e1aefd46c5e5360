package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
import dev.parley.event.FeatureSnapshot;
import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureGroupReader;
import dev.parley.feature.FeatureRecord;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a bot learns of a record. */
class CustomerRecordsTest {

  private static final String GROUPS =
      """
      groups:
        order:
          key: order_id
          event_time: updated_at
          features: { order_id: String, status: String, updated_at: EventTime }
      """;

  @Test
  void aBotReadsTheKeyAndTheTimeOfARecordAsItsOtherFeatures() {
    FeatureGroup orders = FeatureGroupReader.read(new SourceText("features.yaml", GROUPS), new Report()).get(0);
    Instant time = Instant.parse("2026-11-25T07:40:00Z");
    FeatureSnapshot snapshot = CustomerRecords.snapshot(orders, FeatureRecord.of("order", "7301519", time, Map.of("status", "packing")));
    assertThat(snapshot.values())
        .containsOnly(Map.entry("order_id", "7301519"), Map.entry("status", "packing"), Map.entry("updated_at", "2026-11-25T07:40:00Z"));
  }
}
