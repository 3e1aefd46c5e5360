package dev.parley.feature;

import dev.parley.feature.RecordState.Timed;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What writes a change comes to, beside what is there. Pure. */
final class FeatureChanges {

  private FeatureChanges() {}

  /**
   * Merges: one of what is set, at the change's own time, so that what is newer stays; and of what counts, at the latest time of what
   * was counted so far where that is later, so that no count is lost on a write that came before its turn.
   *
   * @param state what is there; expired, it is as if it were not
   */
  static List<FeatureWrite> writes(FeatureChange change, Optional<RecordState> state) {
    Map<Instant, Map<String, FeatureValue>> byTime = new HashMap<>();
    if (!change.values().isEmpty()) {
      byTime.computeIfAbsent(change.at(), t -> new HashMap<>()).putAll(change.values());
    }
    for (FeatureChange.Count count : change.counts()) {
      Optional<Timed<FeatureValue>> here = state.map(s -> s.values().get(count.feature()));
      Instant newest = state.map(RecordState::base).filter(change.at()::isBefore).orElse(change.at());
      Instant at = here.map(Timed::time).filter(newest::isBefore).orElse(newest);
      BigDecimal before = here.filter(h -> count.since().filter(h.time()::isBefore).isEmpty()).map(FeatureChanges::number).orElse(BigDecimal.ZERO);
      byTime.computeIfAbsent(at, t -> new HashMap<>()).put(count.feature(), FeatureValue.of(text(before.add(count.add()))));
    }
    List<FeatureWrite> writes = new ArrayList<>();
    byTime.forEach((at, values) -> writes.add(FeatureWrite.merge(new FeatureRecord(change.key().group(), change.key().key(), at, values))));
    return writes;
  }

  private static BigDecimal number(Timed<FeatureValue> value) {
    try {
      return new BigDecimal(value.value().words().strip());
    } catch (NumberFormatException e) {
      // The group's definition says what it is, and its check will say so of what comes of this.
      return BigDecimal.ZERO;
    }
  }

  private static String text(BigDecimal number) {
    return (number.signum() == 0 ? BigDecimal.ZERO : number.scale() > 0 ? number.stripTrailingZeros() : number).toPlainString();
  }
}
