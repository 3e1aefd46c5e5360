package dev.parley.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;

/** Whatever arrives in whatever order leaves the same, and what a naive search says. */
class RecordStateTest {

  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");

  private static List<FeatureWrite> writes(Random random) {
    List<FeatureWrite> writes = new ArrayList<>();
    int count = random.nextInt(12);
    for (int i = 0; i < count; i++) {
      writes.add(NaiveHistory.random(random, "account", "a", NOON, i));
    }
    return writes;
  }

  @Property(tries = 1_000)
  void itIsWhatANaiveFoldSays(@ForAll long seed) {
    List<FeatureWrite> writes = writes(new Random(seed));
    NaiveHistory naive = new NaiveHistory();
    writes.forEach(w -> naive.add(w, NOON));
    assertThat(RecordState.of(writes).record("account", "a")).isEqualTo(naive.asOf(Instant.MAX, Instant.MAX));
  }

  @Property(tries = 1_000)
  void withDifferentEventTimesTheOrderOfArrivalDoesNotMatter(@ForAll long seed) {
    Random random = new Random(seed);
    List<FeatureWrite> writes = new ArrayList<>(writes(random));
    List<Instant> seen = new ArrayList<>();
    writes.removeIf(w -> seen.contains(w.record().eventTime()) || !seen.add(w.record().eventTime()));
    RecordState inOrder = RecordState.of(writes);
    Collections.shuffle(writes, random);
    assertThat(RecordState.of(writes)).isEqualTo(inOrder);
  }
}
