package dev.parley.versions;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * An alias with its past.
 *
 * @param name what people call it
 * @param id what stands in clients' paths, ten letters and digits
 * @param changes what it has pointed to, oldest first; the last one holds
 */
public record PublishedAlias(String name, String id, List<Change> changes) {

  /** Older changes than these are forgotten. */
  static final int MAX_CHANGES = 200;

  public PublishedAlias {
    if (changes.isEmpty()) {
      throw new IllegalArgumentException("alias " + name + " points to nothing");
    }
    changes = List.copyOf(changes.subList(Math.max(0, changes.size() - MAX_CHANGES), changes.size()));
  }

  /**
   * That an alias was pointed to a version.
   *
   * @param rollback whether it went back to it
   */
  public record Change(Instant at, int version, boolean rollback) {}

  /** The version to which it points. */
  public int version() {
    return changes.get(changes.size() - 1).version();
  }

  /** Since when. */
  public Instant since() {
    return changes.get(changes.size() - 1).at();
  }

  /** The versions to which it can go back, the nearest last; what was rolled back is not among them. */
  public List<Integer> before() {
    List<Integer> way = new ArrayList<>();
    for (Change change : changes) {
      if (change.rollback() && !way.isEmpty()) {
        way.remove(way.size() - 1);
      }
      if (way.isEmpty() || way.get(way.size() - 1) != change.version()) {
        way.add(change.version());
      }
    }
    return List.copyOf(way.subList(0, way.size() - 1));
  }

  /** The alias when it points to another version. */
  PublishedAlias pointed(int version, Instant at) {
    return version == version() ? this : changed(new Change(at, version, false));
  }

  /** The alias when it has gone back; empty when it has never pointed to another version. */
  Optional<PublishedAlias> rolledBack(Instant at) {
    List<Integer> before = before();
    return before.isEmpty() ? Optional.empty() : Optional.of(changed(new Change(at, before.get(before.size() - 1), true)));
  }

  private PublishedAlias changed(Change change) {
    List<Change> all = new ArrayList<>(changes);
    all.add(change);
    return new PublishedAlias(name, id, all);
  }
}
