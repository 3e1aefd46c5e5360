package dev.parley.feature;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Customers' facts for conversations: look-ups with a time budget, and writes. Thread-safe. {@link #get} never blocks and never
 * fails: a store that is late or broken is an {@link FeatureLookup.Unavailable}.
 */
public final class FeatureStore implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FeatureStore.class);

  private volatile Map<String, FeatureGroup> groups;
  private final OnlineStore online;
  private final HistoryStore history;
  private final Clock clock;
  private final Executor executor;
  private final ScheduledExecutorService timers;
  private final MeterRegistry meters;
  private final Object writing = new Object();

  /**
   * @param groups what is kept
   * @param clock tells what has expired
   * @param executor runs look-ups; bounded
   * @param timers ends look-ups that are late
   */
  public FeatureStore(
      Collection<FeatureGroup> groups,
      OnlineStore online,
      HistoryStore history,
      Clock clock,
      Executor executor,
      ScheduledExecutorService timers,
      MeterRegistry meters) {
    Map<String, FeatureGroup> named = new LinkedHashMap<>();
    groups.forEach(g -> named.put(g.name(), g));
    this.groups = Map.copyOf(named);
    this.online = online;
    this.history = history;
    this.clock = clock;
    this.executor = executor;
    this.timers = timers;
    this.meters = meters;
  }

  /** The groups, by name. */
  public Map<String, FeatureGroup> groups() {
    return groups;
  }

  /**
   * Takes groups while it runs. Of one that is here already it takes the features that are new, so that versions of a bot can be
   * served side by side.
   *
   * @return the names of those that have another key or event time, or another type of a feature, than what is here: they stay as they were
   */
  public synchronized List<String> define(Collection<FeatureGroup> more) {
    Map<String, FeatureGroup> next = new LinkedHashMap<>(groups);
    List<String> unfit = new ArrayList<>();
    for (FeatureGroup group : more) {
      FeatureGroup here = next.get(group.name());
      if (here == null) {
        next.put(group.name(), group);
      } else if (here.fits(group)) {
        next.put(group.name(), here.with(group.features()));
      } else {
        unfit.add(group.name());
      }
    }
    groups = Map.copyOf(next);
    return List.copyOf(unfit);
  }

  /** Looks a record up; completes within the time. */
  public CompletionStage<FeatureLookup> get(String group, String key, Duration within) {
    CompletableFuture<FeatureLookup> answer = new CompletableFuture<>();
    FeatureGroup definition = groups.get(group);
    if (definition == null) {
      answer.complete(new FeatureLookup.Unavailable("there is no feature group '" + group + "'"));
      return counted(answer);
    }
    try {
      var late =
          timers.schedule(() -> answer.complete(new FeatureLookup.Unavailable("late")), within.toMillis(), TimeUnit.MILLISECONDS);
      answer.whenComplete((found, failed) -> late.cancel(false));
      executor.execute(() -> answer.complete(look(definition, key)));
    } catch (RejectedExecutionException e) {
      answer.complete(new FeatureLookup.Unavailable("busy, or going down"));
    }
    return counted(answer);
  }

  private FeatureLookup look(FeatureGroup group, String key) {
    try {
      Optional<FeatureRecord> found = online.latest(group.name(), key);
      if (found.isEmpty()) {
        return new FeatureLookup.Absent();
      }
      Instant eventTime = found.get().eventTime();
      boolean expired = group.ttl().filter(ttl -> !clock.instant().isBefore(eventTime.plus(ttl))).isPresent();
      return expired ? new FeatureLookup.Expired(eventTime) : new FeatureLookup.Found(found.get());
    } catch (RuntimeException e) {
      LOG.error("the feature store cannot be read", e);
      return new FeatureLookup.Unavailable("broken");
    }
  }

  private CompletionStage<FeatureLookup> counted(CompletableFuture<FeatureLookup> answer) {
    return answer.thenApply(a -> {
      meters.counter("parley.features.lookups", "outcome", a.getClass().getSimpleName()).increment();
      return a;
    });
  }

  /**
   * Keeps a record. Blocks; what must survive a crash needs {@link #flush} too.
   *
   * @throws IllegalArgumentException when the group, a feature or a value's type is none of the definition's; nothing is kept
   */
  public void put(FeatureRecord record) {
    FeatureGroup group = groups.get(record.group());
    if (group == null) {
      throw new IllegalArgumentException("there is no feature group '" + record.group() + "'");
    }
    record.values().forEach((name, value) -> {
      FeatureType type = group.features().get(name);
      if (type == null) {
        throw new IllegalArgumentException("feature group '" + group.name() + "' has no feature '" + name + "'");
      } else if (!type.accepts(value)) {
        throw new IllegalArgumentException("feature '" + group.name() + "." + name + "' must be " + type.expected());
      }
    });
    // Both stores must take two writers in the same order, or they would merge differently.
    synchronized (writing) {
      history.append(record);
      online.put(record);
    }
  }

  /** Whether there is no record of this group at all. Blocks. */
  public boolean isEmpty(String group) {
    return online.isEmpty(group);
  }

  /** What was true at this instant. Blocks. */
  public Optional<FeatureRecord> asOf(String group, String key, Instant instant) {
    return history.asOf(group, key, instant);
  }

  /** All records of a key in a span of time, oldest first. Blocks. */
  public List<FeatureRecord> history(String group, String key, Instant from, Instant to) {
    return history.history(group, key, from, to);
  }

  /** Waits until what was put is on disk. */
  public void flush() {
    online.flush();
  }

  @Override
  public void close() {
    online.close();
  }
}
