package dev.parley.feature.statistics;

import dev.parley.feature.FeatureDefinition;
import dev.parley.feature.FeatureType;
import dev.parley.feature.FeatureValue;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.apache.datasketches.frequencies.ErrorType;
import org.apache.datasketches.frequencies.ItemsSketch;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.kll.KllDoublesSketch;
import org.apache.datasketches.quantilescommon.QuantileSearchCriteria;

/**
 * A feature's values in a few kilobytes, however many there are: exact counts, minimum and maximum, approximate distinct values,
 * median and frequent values (Apache DataSketches). Members of collections count one by one. Not thread-safe.
 */
public final class FeatureSketch {

  /** Precision of the distinct count, as a power of two: about 1.6 %. */
  private static final int HLL_K = 12;

  /** Values among which the frequent ones are found; a power of two. */
  private static final int FREQUENT = 1_024;

  private static final int TOP = 5;

  /** Longer values are cut for the frequent ones, so that memory is bounded. */
  private static final int MAX_VALUE = 80;

  private final boolean number;
  private final KllDoublesSketch quantiles = KllDoublesSketch.newHeapInstance();
  private final ItemsSketch<String> frequent = new ItemsSketch<>(FREQUENT);
  private final HllSketch distinct = new HllSketch(HLL_K);
  private long present;

  /** Of a feature like this. */
  public FeatureSketch(FeatureDefinition definition) {
    number = definition.type() == FeatureType.INTEGRAL || definition.type() == FeatureType.FRACTIONAL;
  }

  /** A value and how often it is there, about. */
  public record Top(String value, long count) {}

  /** Minimum, median and maximum. */
  public record Range(double min, double median, double max) {}

  /** Takes a record's value. */
  void add(FeatureValue value) {
    present++;
    List<String> texts = value instanceof FeatureValue.Many many ? many.texts() : List.of(((FeatureValue.Single) value).text());
    for (String text : texts) {
      distinct.update(text);
      if (number) {
        quantiles.update(Double.parseDouble(text));
      } else {
        frequent.update(text.length() > MAX_VALUE ? text.substring(0, MAX_VALUE) + "…" : text);
      }
    }
  }

  /** How many records have a value. */
  public long present() {
    return present;
  }

  /** How many values there are, about. */
  public long distinct() {
    return Math.round(distinct.getEstimate());
  }

  /** Of numbers; empty where there are none. */
  public Optional<Range> range() {
    return quantiles.isEmpty()
        ? Optional.empty()
        : Optional.of(
            new Range(quantiles.getMinItem(), quantiles.getQuantile(0.5, QuantileSearchCriteria.INCLUSIVE), quantiles.getMaxItem()));
  }

  /** The most frequent values of what is no number, the most frequent first. */
  public List<Top> top() {
    List<Top> all = new ArrayList<>(frequent());
    return all.subList(0, Math.min(TOP, all.size()));
  }

  private List<Top> frequent() {
    List<Top> all = new ArrayList<>();
    for (var row : frequent.getFrequentItems(ErrorType.NO_FALSE_NEGATIVES)) {
      all.add(new Top(row.getItem(), row.getEstimate()));
    }
    return all;
  }

  /**
   * How far two distributions are apart, from 0 (the same) to 1: of numbers the greatest distance of their cumulative
   * distributions (Kolmogorov and Smirnov's), of others half the sum of the differences of the frequent values' shares. Empty where one has no
   * values.
   */
  public OptionalDouble distance(FeatureSketch other) {
    if (number) {
      return quantiles.isEmpty() || other.quantiles.isEmpty()
          ? OptionalDouble.empty()
          : OptionalDouble.of(Math.max(oneSided(quantiles, other.quantiles), oneSided(other.quantiles, quantiles)));
    }
    long here = frequent.getStreamLength();
    long there = other.frequent.getStreamLength();
    if (here == 0 || there == 0) {
      return OptionalDouble.empty();
    }
    Map<String, Double> shares = new HashMap<>();
    frequent().forEach(t -> shares.merge(t.value(), (double) t.count() / here, Double::sum));
    other.frequent().forEach(t -> shares.merge(t.value(), -(double) t.count() / there, Double::sum));
    return OptionalDouble.of(Math.min(1, shares.values().stream().mapToDouble(Math::abs).sum() / 2));
  }

  private static double oneSided(KllDoublesSketch points, KllDoublesSketch other) {
    double greatest = 0;
    for (double point : points.getSortedView().getQuantiles()) {
      greatest = Math.max(greatest, Math.abs(points.getRank(point) - other.getRank(point)));
    }
    return greatest;
  }
}
