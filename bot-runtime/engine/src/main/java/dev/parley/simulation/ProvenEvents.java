package dev.parley.simulation;

import dev.parley.engine.StateJson;
import dev.parley.event.DialogEvent;
import java.util.HashSet;
import java.util.Set;

/**
 * Events of which it is known that they are the same after their way through JSON: what JSON makes of an event depends on nothing
 * else, so that an equal one need not go there again. Most conversations have most of their events in common. One thread.
 */
final class ProvenEvents {

  /** So many are remembered at most; more are tried each time. */
  private static final int MOST = 20_000;

  private final Set<DialogEvent> proven = new HashSet<>();

  /** Whether the event is the same after its way through JSON. */
  boolean holds(DialogEvent event) {
    if (proven.contains(event)) {
      return true;
    }
    boolean same = StateJson.readEvent(StateJson.write(event)).equals(event);
    if (same && proven.size() < MOST) {
      proven.add(event);
    }
    return same;
  }
}
