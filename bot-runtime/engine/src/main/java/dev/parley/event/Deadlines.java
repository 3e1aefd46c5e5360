package dev.parley.event;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Instant;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/** When what is due: an immutable map, part of the state. Cancelling is removing; nothing can leak. */
public final class Deadlines {

  /** No deadline. */
  public static final Deadlines NONE = new Deadlines(new EnumMap<>(Name.class));

  private final EnumMap<Name, Instant> times;

  private Deadlines(EnumMap<Name, Instant> times) {
    this.times = times;
  }

  /** Deadlines from their JSON form. */
  @JsonCreator
  public static Deadlines of(Map<Name, Instant> times) {
    if (times.isEmpty()) {
      return NONE;
    }
    EnumMap<Name, Instant> copy = new EnumMap<>(Name.class);
    copy.putAll(times);
    return new Deadlines(copy);
  }

  /** Their JSON form. */
  @JsonValue
  public Map<Name, Instant> times() {
    return Collections.unmodifiableMap(times);
  }

  /** The same with this one set. */
  public Deadlines with(Name name, Instant time) {
    EnumMap<Name, Instant> copy = times.clone();
    copy.put(name, time);
    return new Deadlines(copy);
  }

  /** The same without this one. */
  public Deadlines without(Name name) {
    if (!times.containsKey(name)) {
      return this;
    }
    if (times.size() == 1) {
      return NONE;
    }
    EnumMap<Name, Instant> copy = times.clone();
    copy.remove(name);
    return new Deadlines(copy);
  }

  /** Whether this one is set and its time has come. */
  public boolean due(Name name, Instant now) {
    Instant time = times.get(name);
    return time != null && !now.isBefore(time);
  }

  /** When this one is due. */
  public Optional<Instant> at(Name name) {
    return Optional.ofNullable(times.get(name));
  }

  /** The nearest. */
  public Optional<Instant> nearest() {
    return times.isEmpty() ? Optional.empty() : Optional.of(Collections.min(times.values()));
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Deadlines that && times.equals(that.times);
  }

  @Override
  public int hashCode() {
    return times.hashCode();
  }

  @Override
  public String toString() {
    return times.toString();
  }

  /** What can be due. */
  public enum Name {
    /** The caller has not said anything since the prompt ended. */
    NO_INPUT,
    /** No further key came. */
    KEYS_END,
    /** The end of a prompt was not reported. */
    PLAYBACK_LIMIT,
    /** A prompt has been lowered long enough for what was no interruption so far. */
    DOUBT_LIMIT,
    /** Speech that began brought no transcript. */
    SPEECH_LIMIT,
    /** Time to remind a caller who asked for time. */
    REMINDER,
    /** The caller has had all the time the bot gives. */
    WAIT_LIMIT,
    /** An interpretation is overdue. */
    INTERPRET_LIMIT,
    /** A look-up is overdue. */
    FEATURES_LIMIT,
    /** The caller has waited for a hook long enough to be told. */
    HOOK_FILLER,
    /** Time to say how the work goes. */
    FULFILLMENT_UPDATE,
    /** A hook is overdue. */
    HOOK_LIMIT,
    /** Nothing happened for as long as a session lives. */
    SESSION_TIMEOUT
  }
}
