package dev.parley.feature;

import io.micrometer.core.instrument.MeterRegistry;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Customers' facts for conversations and for data people: look-ups with a time budget, writes, and what was true when. Holds
 * records to their groups' definitions. Thread-safe. {@link #get} never blocks and never fails: a store that is late or broken is
 * an {@link FeatureLookup.Unavailable}; everything else blocks, and throws what the stores throw.
 */
public final class FeatureStore implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(FeatureStore.class);

  /** So many records may be changed at the same time. */
  private static final int CHANGERS = 64;

  private final FeatureGroups groups;
  private final RecordStorage storage;
  private final Clock clock;
  private final Executor executor;
  private final ScheduledExecutorService timers;
  private final MeterRegistry meters;

  /** Whoever changes a record holds one of these. */
  private final Object[] changing = Stream.generate(Object::new).limit(CHANGERS).toArray();

  /**
   * @param groups what is kept, beside what the storage knows already
   * @param storage where; closed with this
   * @param clock tells what has expired, and when writes were taken
   * @param executor runs look-ups; bounded
   * @param timers ends look-ups that are late
   * @throws IllegalArgumentException when a group contradicts what the storage keeps; the message says why
   */
  public FeatureStore(
      Collection<FeatureGroup> groups,
      RecordStorage storage,
      Clock clock,
      Executor executor,
      ScheduledExecutorService timers,
      MeterRegistry meters) {
    this.storage = storage;
    this.clock = clock;
    this.executor = executor;
    this.timers = timers;
    this.meters = meters;
    this.groups = new FeatureGroups(storage.groups());
    Map<String, List<String>> unfit = define(groups);
    if (!unfit.isEmpty()) {
      throw new IllegalArgumentException(contradiction(unfit));
    }
  }

  /** The reasons of {@link #define} in words. */
  public static String contradiction(Map<String, List<String>> unfit) {
    List<String> reasons = new ArrayList<>();
    unfit.forEach((group, why) -> reasons.add("feature group `" + group + "`: " + String.join(", ", why)));
    return "this contradicts what the feature store keeps: " + String.join("; ", reasons) + "; give what has changed another name";
  }

  /** The groups, by name. */
  public Map<String, FeatureGroup> groups() {
    return groups.all();
  }

  /** The versions of a group, oldest first; empty when there is no such group. */
  public List<FeatureGroups.Version> versions(String group) {
    return groups.versions(group);
  }

  /** The group of this name; throws {@link IllegalArgumentException} when there is none. */
  public FeatureGroup group(String name) {
    return groups.require(name);
  }

  /** Takes groups while it runs; see {@link FeatureGroups#define}. */
  public Map<String, List<String>> define(Collection<FeatureGroup> more) {
    return groups.define(more, clock.instant());
  }

  /** Looks a record up; completes within the time. */
  public CompletionStage<FeatureLookup> get(String group, String key, Duration within) {
    return get(List.of(new RecordKey(group, key)), within).thenApply(answers -> answers.get(0));
  }

  /** Looks records up together, of groups that may differ, in the order asked for; completes within the time. */
  public CompletionStage<List<FeatureLookup>> get(List<RecordKey> keys, Duration within) {
    CompletableFuture<List<FeatureLookup>> answer = new CompletableFuture<>();
    try {
      var late = timers.schedule(() -> answer.complete(none(keys, "late")), within.toMillis(), TimeUnit.MILLISECONDS);
      answer.whenComplete((found, failed) -> late.cancel(false));
      executor.execute(() -> answer.complete(look(keys)));
    } catch (RejectedExecutionException e) {
      answer.complete(none(keys, "busy, or going down"));
    }
    return answer.thenApply(answers -> {
      answers.forEach(a -> meters.counter("parley.features.lookups", "outcome", a.getClass().getSimpleName()).increment());
      return answers;
    });
  }

  private static List<FeatureLookup> none(List<RecordKey> keys, String reason) {
    return Collections.nCopies(keys.size(), new FeatureLookup.Unavailable(reason));
  }

  private List<FeatureLookup> look(List<RecordKey> keys) {
    List<FeatureLookup> answers = new ArrayList<>(keys.size());
    List<RecordKey> here = new ArrayList<>(keys);
    Set<String> known = Set.copyOf(groups.all().keySet());
    here.removeIf(k -> !known.contains(k.group()));
    try {
      Iterator<FeatureLookup> found = (here.isEmpty() ? List.<FeatureLookup>of() : read(here)).iterator();
      for (RecordKey key : keys) {
        answers.add(known.contains(key.group()) ? found.next() : new FeatureLookup.Unavailable("there is no feature group '" + key.group() + "'"));
      }
      return answers;
    } catch (RuntimeException e) {
      LOG.error("the feature store cannot be read", e);
      return none(keys, "broken");
    }
  }

  /** Looks records up, in the order asked for; of groups that may differ. */
  public List<FeatureLookup> read(List<RecordKey> keys) {
    List<FeatureGroup> asked = keys.stream().map(k -> group(k.group())).toList();
    List<Optional<FeatureRecord>> found = storage.online().latest(keys);
    Instant now = clock.instant();
    List<FeatureLookup> answers = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      answers.add(judged(asked.get(i), found.get(i), now));
    }
    return answers;
  }

  private static FeatureLookup judged(FeatureGroup group, Optional<FeatureRecord> found, Instant now) {
    if (found.isEmpty()) {
      return new FeatureLookup.Absent();
    }
    FeatureRecord record = found.get();
    Optional<Instant> expiry = group.expiry(record);
    return expiry.filter(e -> !now.isBefore(e)).isPresent() ? new FeatureLookup.Expired(record.eventTime()) : new FeatureLookup.Found(record);
  }

  /**
   * Keeps records, in this order: all, or none when one is wrong. When it returns they survive the end of the process; what must
   * survive the machine's needs {@link #flush} too.
   *
   * @throws IllegalArgumentException when there is no such group
   * @throws InvalidRecordException when a record is none of its group's
   */
  public List<WriteOutcome> write(List<FeatureWrite> writes) {
    List<FeatureWrite> kept = new ArrayList<>(writes.size());
    for (FeatureWrite write : writes) {
      FeatureGroup group = group(write.record().group());
      RecordCheck.check(group, write);
      kept.add(write.to(write.online() && group.targets().online(), write.offline() && group.targets().offline()));
    }
    List<WriteOutcome> outcomes = storage.write(kept, clock.instant());
    outcomes.forEach(o -> meters.counter("parley.features.writes", "outcome", o.name()).increment());
    return outcomes;
  }

  /** Keeps a record as {@link FeatureWrite.Kind#PUT} says; see {@link #write}. */
  public WriteOutcome put(FeatureRecord record) {
    return write(List.of(FeatureWrite.put(record))).get(0);
  }

  /**
   * Makes a change of a record: what is set as merges are, and what counts on top of what is there now, not of what a conversation has
   * read some time ago. Changes of one record come one after the other, so that none of this process loses a count; those of several
   * processes that share an online store may, when they come within the same milliseconds. A write that fails is tried once more: it
   * says what the features become, and so is the same when it is done twice.
   *
   * @throws IllegalArgumentException when there is no such group
   * @throws InvalidRecordException when a value is none of the group's
   */
  public List<WriteOutcome> change(FeatureChange change) {
    FeatureGroup group = group(change.key().group());
    synchronized (changing[Math.floorMod(change.key().hashCode(), changing.length)]) {
      Optional<RecordState> state = change.counts().isEmpty() ? Optional.empty() : storage.online().state(change.key());
      Instant now = clock.instant();
      Optional<RecordState> valid =
          state.filter(s -> s.record(group.name(), change.key().key()).flatMap(group::expiry).filter(e -> !now.isBefore(e)).isEmpty());
      List<FeatureWrite> writes = FeatureChanges.writes(change, valid);
      try {
        return write(writes);
      } catch (UncheckedIOException | IllegalStateException e) {
        LOG.warn("a change of a record of feature group {} is tried again", group.name(), e);
        return write(writes);
      }
    }
  }

  /** Whether there is no record of this group at all. */
  public boolean isEmpty(String group) {
    return storage.online().isEmpty(group);
  }

  /** What was true at an instant, as far as it was known at another; see {@link HistoryStore#asOf(RecordKey, Instant, Instant)}. */
  public Optional<FeatureRecord> asOf(RecordKey key, Instant instant, Instant known) {
    return storage.history().asOf(key, instant, known);
  }

  /** All writes to a key with event times in a span, by event time, then by arrival. */
  public List<HistoryRow> history(RecordKey key, Instant from, Instant to) {
    return storage.history().rows(key, from, to);
  }

  /** The first of {@link #history(RecordKey, Instant, Instant)}; no more than these are read. */
  public List<HistoryRow> history(RecordKey key, Instant from, Instant to, int limit) {
    return storage.history().rows(key, from, to, limit);
  }

  /** Shows every record of a group that is online and not expired, until one is answered {@code false}. */
  public void scan(String group, Predicate<FeatureRecord> visitor) {
    FeatureGroup definition = group(group);
    Instant now = clock.instant();
    storage.online().scan(group, r -> !(judged(definition, Optional.of(r), now) instanceof FeatureLookup.Found) || visitor.test(r));
  }

  /** Removes every trace of a key from both stores, on disk too. */
  public void forget(RecordKey key) {
    storage.online().forget(key);
    storage.history().forget(key);
  }

  /** Waits until what was written survives the end of the machine. */
  public void flush() {
    storage.online().flush();
    storage.history().flush();
  }

  @Override
  public void close() {
    storage.close();
  }
}
