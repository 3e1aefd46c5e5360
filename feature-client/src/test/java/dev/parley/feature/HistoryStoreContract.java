package dev.parley.feature;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link HistoryStore} must do, against a search that nobody can get wrong; a store's test extends this. */
public abstract class HistoryStoreContract {

  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final List<String> KEYS = List.of("a", "ab", "b");

  /** Does this with an empty store, and closes it. */
  protected abstract void with(Use use) throws Exception;

  /** Something done with a store. */
  public interface Use {
    /** Does it. */
    void use(HistoryStore store);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void pointInTimeAndSpansAreThoseOfANaiveSearch(long seed) throws Exception {
    with(store -> {
      Random random = new Random(seed);
      Map<String, TreeMap<Instant, Map<String, String>>> naive = new HashMap<>();
      for (int i = 0; i < 60; i++) {
        String key = KEYS.get(random.nextInt(KEYS.size()));
        Instant time = NOON.plusSeconds(random.nextInt(30));
        Map<String, String> values = Map.of(random.nextBoolean() ? "balance" : "visits", Integer.toString(i));
        naive.computeIfAbsent(key, k -> new TreeMap<>()).computeIfAbsent(time, t -> new HashMap<>()).putAll(values);
        store.append(new FeatureRecord("account", key, time, values));
      }
      for (String key : KEYS) {
        TreeMap<Instant, Map<String, String>> all = naive.getOrDefault(key, new TreeMap<>());
        for (int second = -1; second <= 31; second++) {
          Instant at = NOON.plusSeconds(second);
          Optional<FeatureRecord> known =
              Optional.ofNullable(all.floorEntry(at)).map(e -> new FeatureRecord("account", key, e.getKey(), e.getValue()));
          assertThat(store.asOf("account", key, at)).as("seed %s, %s at %s", seed, key, at).isEqualTo(known);
        }
        Instant from = NOON.plusSeconds(random.nextInt(20));
        Instant to = from.plusSeconds(random.nextInt(15));
        List<FeatureRecord> span = new ArrayList<>();
        all.subMap(from, to).forEach((time, values) -> span.add(new FeatureRecord("account", key, time, values)));
        span.sort(Comparator.comparing(FeatureRecord::eventTime));
        assertThat(store.history("account", key, from, to)).as("seed %s, %s", seed, key).isEqualTo(span);
      }
    });
  }
}
