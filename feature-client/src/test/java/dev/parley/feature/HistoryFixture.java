package dev.parley.feature;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
import dev.parley.feature.parquet.ObjectFolder;
import dev.parley.feature.parquet.ParquetHistory;
import dev.parley.feature.parquet.ParquetStorage;
import dev.parley.feature.parquet.QueryLimits;
import dev.parley.feature.parquet.SettleLimits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Groups and stores of the tests of history. */
final class HistoryFixture {

  static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  private static final String GROUPS =
      """
      groups:
        account:
          key: account_id
          event_time: updated_at
          features:
            account_id: String
            updated_at: EventTime
            balance: Fractional
            visits: Integral
            name: String
        visit:
          key: caller
          event_time: at
          ttl: 1h
          features:
            caller: String
            at: EventTime
            intent: String
            steps: Integral
            seen: EventTime
            words: { type: String, collection: List }
            place: { type: Fractional, collection: Vector, dimension: 2 }
      """;

  private HistoryFixture() {}

  static List<FeatureGroup> groups() {
    Report report = new Report();
    List<FeatureGroup> groups = FeatureGroupReader.read(new SourceText("features.yaml", GROUPS), report);
    assertThat(report.diagnostics()).isEmpty();
    return groups;
  }

  static Optional<FeatureGroup> group(String name) {
    return groups().stream().filter(g -> g.name().equals(name)).findFirst();
  }

  static FeatureGroup account() {
    return group("account").orElseThrow();
  }

  /** Settles ten rows at a time, and makes two files one. */
  static ParquetStorage open(Path folder, ObjectFolder files) throws IOException {
    SettleLimits settle = new SettleLimits(10, 1 << 20, Duration.ofSeconds(60), 2, 1 << 20);
    return ParquetStorage.open(folder, files, new ParquetHistory.Settings(HistoryFixture::group, settle, new QueryLimits(128 << 20, 1)));
  }
}
