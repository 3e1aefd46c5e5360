package dev.parley.feature.statistics;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Statistics as JSON: {@code {"group", "count", "newest": {"eventTime", "ageSeconds"}, "median", "oldest", "compared", "features":
 * [{"feature", "nullRate", "distinct", "drift", "min", "median", "max", "top": [{"value", "count"}]}]}}. Stateless.
 */
public final class StatisticsJson {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  private StatisticsJson() {}

  /**
   * The statistics.
   *
   * @param now tells how old records are
   * @param sensitive whether values of sensitive features are shown; those that are not have {@code "masked": true}
   */
  public static ObjectNode of(GroupStatistics statistics, Instant now, boolean sensitive) {
    ObjectNode all = MAPPER.createObjectNode().put("group", statistics.group().name()).put("count", statistics.count());
    statistics.times().ifPresent(times -> {
      age(all, "newest", times.newest(), now);
      age(all, "median", times.median(), now);
      age(all, "oldest", times.oldest(), now);
    });
    all.put("compared", statistics.compared());
    ArrayNode features = all.putArray("features");
    statistics.features().forEach((feature, sketch) -> {
      ObjectNode one = features.addObject().put("feature", feature).put("nullRate", statistics.nullRate(feature)).put("distinct", sketch.distinct());
      OptionalDouble drift = statistics.drift(feature);
      drift.ifPresent(d -> one.put("drift", d));
      if (!sensitive && Optional.ofNullable(statistics.group().features().get(feature)).filter(d -> d.sensitive()).isPresent()) {
        one.put("masked", true);
        return;
      }
      sketch.range().ifPresent(r -> one.put("min", r.min()).put("median", r.median()).put("max", r.max()));
      if (!sketch.top().isEmpty()) {
        ArrayNode top = one.putArray("top");
        sketch.top().forEach(t -> top.addObject().put("value", t.value()).put("count", t.count()));
      }
    });
    return all;
  }

  private static void age(ObjectNode all, String what, Instant time, Instant now) {
    all.putObject(what).put("eventTime", time.toString()).put("ageSeconds", Duration.between(time, now).toSeconds());
  }
}
