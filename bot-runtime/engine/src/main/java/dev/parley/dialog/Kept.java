package dev.parley.dialog;

import java.util.AbstractMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * An immutable map that keeps the order in which its entries were put, which {@link Map#copyOf} does not; copying one costs
 * nothing, so that states share what a step leaves as it was.
 */
final class Kept<K, V> extends AbstractMap<K, V> {

  private final Map<K, V> entries;

  private Kept(Map<K, V> entries) {
    this.entries = entries;
  }

  static <K, V> Map<K, V> copyOf(Map<K, V> map) {
    if (map instanceof Kept) {
      return map;
    }
    return map.isEmpty() ? Map.of() : new Kept<>(new LinkedHashMap<>(map));
  }

  /** The map with one value more, or another one in the old one's place. */
  static <K, V> Map<K, V> with(Map<K, V> map, K key, V value) {
    Map<K, V> changed = new LinkedHashMap<>(map);
    changed.put(key, value);
    return new Kept<>(changed);
  }

  /** The map without this key. */
  static <K, V> Map<K, V> without(Map<K, V> map, K key) {
    Map<K, V> changed = new LinkedHashMap<>(map);
    changed.remove(key);
    return copyOf(changed);
  }

  @Override
  public @Nullable V get(Object key) {
    return entries.get(key);
  }

  @Override
  public boolean containsKey(Object key) {
    return entries.containsKey(key);
  }

  @Override
  public Set<K> keySet() {
    return java.util.Collections.unmodifiableSet(entries.keySet());
  }

  @Override
  public int size() {
    return entries.size();
  }

  @Override
  public Set<Entry<K, V>> entrySet() {
    return java.util.Collections.unmodifiableMap(entries).entrySet();
  }
}
