package dev.parley.cli;

import dev.parley.conversation.CustomerFacts;
import dev.parley.feature.FeatureChange;
import dev.parley.feature.FeatureDefinition;
import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureStore;
import dev.parley.feature.FeatureValue;
import dev.parley.feature.RecordKey;
import io.micrometer.core.instrument.MeterRegistry;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.Phaser;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What bots write of customers, on its way to the feature store. Thread-safe; never blocks. A value that does not fit is left out, and
 * the others are kept; nothing of a value is logged.
 */
final class BotWrites implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(BotWrites.class);

  private static final long CLOSE_LIMIT_SECONDS = 5;

  private final FeatureStore store;
  private final Executor executor;
  private final MeterRegistry meters;

  /** One party for us, and one for each write that is not done. */
  private final Phaser writing = new Phaser(1);

  /**
   * @param executor does the writing; bounded
   */
  BotWrites(FeatureStore store, Executor executor, MeterRegistry meters) {
    this.store = store;
    this.executor = executor;
    this.meters = meters;
  }

  void write(CustomerFacts.Edit edit) {
    FeatureGroup group = store.groups().get(edit.group());
    if (group == null) {
      LOG.warn("a bot writes to feature group {}, which is not here", edit.group());
      count("no_group");
      return;
    }
    FeatureChange change = change(group, edit);
    if (change.values().isEmpty() && change.counts().isEmpty()) {
      return;
    }
    writing.register();
    try {
      executor.execute(() -> keep(change));
    } catch (RejectedExecutionException e) {
      writing.arriveAndDeregister();
      LOG.warn("what a bot writes to feature group {} is lost: the store is busy, or going down", group.name(), e);
      count("lost");
    }
  }

  private void keep(FeatureChange change) {
    try {
      store.change(change);
      count("kept");
    } catch (RuntimeException e) {
      LOG.error("what a bot writes to feature group {} cannot be kept", change.key().group(), e);
      count("lost");
    } finally {
      writing.arriveAndDeregister();
    }
  }

  /** Waits for what is under way, within limits; nothing may be written afterwards. */
  @Override
  public void close() {
    try {
      writing.awaitAdvanceInterruptibly(writing.arrive(), CLOSE_LIMIT_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      LOG.error("what bots wrote last may be lost: the feature store is too slow", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private FeatureChange change(FeatureGroup group, CustomerFacts.Edit edit) {
    Map<String, FeatureValue> values = new LinkedHashMap<>();
    edit.values().forEach((feature, text) -> {
      FeatureDefinition definition = group.features().get(feature);
      FeatureValue value = FeatureValue.of(text);
      if (definition == null || !definition.accepts(value)) {
        LOG.warn("a bot writes a value to feature {}.{} that is not {}", group.name(), feature, definition == null ? "defined" : definition.expected());
        count("unfit");
      } else if (edit.secret().contains(feature) && !definition.sensitive()) {
        LOG.warn("a bot writes a secret to feature {}.{}, which is not sensitive; it is left out", group.name(), feature);
        count("unfit");
      } else {
        values.put(feature, value);
      }
    });
    List<FeatureChange.Count> counts = new ArrayList<>();
    edit.counts().forEach(c -> {
      FeatureDefinition definition = group.features().get(c.feature());
      if (definition == null || !definition.accepts(FeatureValue.of(BigDecimal.ONE.add(c.add()).toPlainString()))) {
        LOG.warn("a bot counts by feature {}.{}, which is not a number that can", group.name(), c.feature());
        count("unfit");
      } else {
        counts.add(new FeatureChange.Count(c.feature(), c.add(), c.since()));
      }
    });
    return new FeatureChange(new RecordKey(group.name(), edit.key()), edit.at(), values, counts);
  }

  private void count(String outcome) {
    meters.counter("parley.features.bot-writes", "outcome", outcome).increment();
  }
}
