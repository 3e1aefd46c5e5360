package dev.parley.cli;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;

/** Draws samples to train on: a developer wants to know what a bot with few of them would do. */
final class Draw {

  private Draw() {}

  /** At random so many of each kind, or all where there are fewer; the same seed draws the same. */
  static <T> List<T> ofEach(List<T> all, Function<T, String> kind, int each, int seed) {
    List<T> order = new ArrayList<>(all);
    Collections.shuffle(order, new Random(seed));
    Map<String, Integer> taken = new LinkedHashMap<>();
    return order.stream().filter(t -> taken.merge(kind.apply(t), 1, Integer::sum) <= each).toList();
  }
}
