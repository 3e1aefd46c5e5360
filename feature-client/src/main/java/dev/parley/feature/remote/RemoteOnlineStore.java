package dev.parley.feature.remote;

import dev.parley.feature.EventTimes;
import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureRecord;
import dev.parley.feature.FeatureValue;
import dev.parley.feature.FeatureWrite;
import dev.parley.feature.OnlineStore;
import dev.parley.feature.RecordKey;
import dev.parley.feature.WriteOutcome;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.core.client.config.ClientOverrideConfiguration;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.SdkHttpResponse;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.SageMakerFeatureStoreRuntimeClient;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.SageMakerFeatureStoreRuntimeClientBuilder;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.model.BatchGetRecordIdentifier;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.model.BatchGetRecordResponse;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.model.BatchGetRecordResultDetail;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.model.DeletionMode;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.model.ExpirationTimeResponse;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.model.TargetStore;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.model.TtlDurationUnit;
import software.amazon.awssdk.services.sagemakerfeaturestoreruntime.model.ValidationErrorException;

/**
 * The latest records as another Parley or Amazon SageMaker has them, by the AWS SDK's client of SageMaker Feature Store Runtime.
 * Thread-safe; blocks, within the time-out. What SageMaker cannot do ({@link FeatureWrite.Kind#MERGE}, forgetting) is refused for it,
 * and nobody's records can be listed ({@link #scan}).
 */
public final class RemoteOnlineStore implements OnlineStore {

  /** What a request wants of a Parley beyond SageMaker's operation: {@code merge} or {@code forget}. */
  public static final String WRITE_HEADER = "x-parley-write";

  /** A Parley's word on what became of a write. */
  public static final String OUTCOME_HEADER = "x-parley-outcome";

  /** SageMaker's limit of one batch. */
  private static final int BATCH = 100;

  private final SageMakerFeatureStoreRuntimeClient client;
  private final Function<String, FeatureGroup> groups;
  private final boolean parley;

  private RemoteOnlineStore(SageMakerFeatureStoreRuntimeClient client, Function<String, FeatureGroup> groups, boolean parley) {
    this.client = client;
    this.groups = groups;
    this.parley = parley;
  }

  /**
   * Another Parley.
   *
   * @param endpoint such as {@code https://features.example.com:8443}
   * @param credentials sign the requests
   * @param groups the groups' definitions, as they are there
   * @param timeout of each call, with its retries
   */
  public static RemoteOnlineStore parley(
      URI endpoint, AwsCredentialsProvider credentials, Function<String, FeatureGroup> groups, Duration timeout) {
    return new RemoteOnlineStore(builder(timeout, Map.of()).endpointOverride(endpoint).credentialsProvider(credentials).region(Region.AWS_GLOBAL).build(), groups, true);
  }

  /** Another Parley, which an API key opens; see {@link #parley(URI, AwsCredentialsProvider, Function, Duration)}. */
  public static RemoteOnlineStore parley(URI endpoint, String apiKey, Function<String, FeatureGroup> groups, Duration timeout) {
    SageMakerFeatureStoreRuntimeClientBuilder builder = builder(timeout, Map.of("x-api-key", apiKey));
    return new RemoteOnlineStore(
        builder.endpointOverride(endpoint).credentialsProvider(AnonymousCredentialsProvider.create()).region(Region.AWS_GLOBAL).build(), groups, true);
  }

  /** Amazon SageMaker in a region. */
  public static RemoteOnlineStore sageMaker(
      String region, AwsCredentialsProvider credentials, Function<String, FeatureGroup> groups, Duration timeout) {
    return new RemoteOnlineStore(builder(timeout, Map.of()).credentialsProvider(credentials).region(Region.of(region)).build(), groups, false);
  }

  private static SageMakerFeatureStoreRuntimeClientBuilder builder(Duration timeout, Map<String, String> headers) {
    ClientOverrideConfiguration.Builder overrides = ClientOverrideConfiguration.builder().apiCallTimeout(timeout);
    headers.forEach(overrides::putHeader);
    return SageMakerFeatureStoreRuntimeClient.builder()
        .overrideConfiguration(overrides.build())
        .httpClient(UrlConnectionHttpClient.builder().connectionTimeout(timeout).socketTimeout(timeout).build());
  }

  private interface Call<T> {
    T with(SageMakerFeatureStoreRuntimeClient client);
  }

  private <T> T ask(Call<T> call) {
    try {
      return call.with(client);
    } catch (SdkException e) {
      throw new UncheckedIOException("the remote feature store does not answer as it should", new IOException(e));
    }
  }

  @Override
  public List<Optional<FeatureRecord>> latest(List<RecordKey> keys) {
    Map<RecordKey, FeatureRecord> found = new HashMap<>();
    for (int from = 0; from < keys.size(); from += BATCH) {
      Map<String, List<String>> asked = new LinkedHashMap<>();
      keys.subList(from, Math.min(keys.size(), from + BATCH)).forEach(k -> asked.computeIfAbsent(k.group(), g -> new ArrayList<>()).add(k.key()));
      List<BatchGetRecordIdentifier> identifiers = new ArrayList<>();
      asked.forEach((group, ids) ->
          identifiers.add(BatchGetRecordIdentifier.builder().featureGroupName(group).recordIdentifiersValueAsString(ids.stream().distinct().toList()).build()));
      read(identifiers, found);
    }
    return keys.stream().map(k -> Optional.ofNullable(found.get(k))).toList();
  }

  private void read(List<BatchGetRecordIdentifier> identifiers, Map<RecordKey, FeatureRecord> found) {
    List<BatchGetRecordIdentifier> left = identifiers;
    while (!left.isEmpty()) {
      List<BatchGetRecordIdentifier> asked = left;
      BatchGetRecordResponse answer = ask(c -> c.batchGetRecord(r -> r.identifiers(asked).expirationTimeResponse(ExpirationTimeResponse.ENABLED)));
      if (answer.hasErrors() && !answer.errors().isEmpty()) {
        var error = answer.errors().get(0);
        throw new UncheckedIOException(new IOException(
            "the remote feature store refuses a record of group '" + error.featureGroupName() + "': " + error.errorCode() + ", " + error.errorMessage()));
      }
      answer.records().forEach(r -> found.put(new RecordKey(r.featureGroupName(), r.recordIdentifierValueAsString()), record(r)));
      if (answer.unprocessedIdentifiers().size() >= left.size() && answer.records().isEmpty()) {
        throw new UncheckedIOException(new IOException("the remote feature store is too busy to read anything"));
      }
      left = answer.unprocessedIdentifiers();
    }
  }

  private FeatureRecord record(BatchGetRecordResultDetail detail) {
    FeatureGroup group = groups.apply(detail.featureGroupName());
    Map<String, FeatureValue> values = new HashMap<>();
    Instant eventTime = Instant.EPOCH;
    for (var feature : detail.record()) {
      String name = feature.featureName();
      if (name.equals(group.eventTime())) {
        eventTime =
            EventTimes.parse(group.eventTimeType(), feature.valueAsString())
                .orElseThrow(() -> new UncheckedIOException(new IOException("the remote feature store has no event time in a record of group '" + group.name() + "'")));
      } else if (!name.equals(group.key())) {
        values.put(name, feature.valueAsString() != null ? FeatureValue.of(feature.valueAsString()) : FeatureValue.of(feature.valueAsStringList()));
      }
    }
    String expires = detail.expiresAt();
    return new FeatureRecord(
        group.name(),
        detail.recordIdentifierValueAsString(),
        eventTime,
        values,
        expires == null ? Optional.empty() : Optional.of(OffsetDateTime.parse(expires).toInstant()));
  }

  @Override
  public List<WriteOutcome> write(List<FeatureWrite> writes) {
    return writes.stream().map(w -> w.online() ? write(w) : WriteOutcome.NOT_ASKED).toList();
  }

  private WriteOutcome write(FeatureWrite write) {
    return switch (write.kind()) {
      case PUT -> put(write, Map.of());
      case MERGE -> put(write, Map.of(WRITE_HEADER, own("merge")));
      case DELETE -> delete(write, DeletionMode.SOFT_DELETE);
      case HARD_DELETE -> delete(write, DeletionMode.HARD_DELETE);
    };
  }

  private String own(String what) {
    if (!parley) {
      throw new UnsupportedOperationException("SageMaker cannot " + what + ": put whole records there");
    }
    return what;
  }

  private WriteOutcome put(FeatureWrite write, Map<String, String> headers) {
    FeatureRecord record = write.record();
    FeatureGroup group = groups.apply(record.group());
    List<software.amazon.awssdk.services.sagemakerfeaturestoreruntime.model.FeatureValue> values = new ArrayList<>();
    values.add(value(group.key(), FeatureValue.of(record.key())));
    values.add(value(group.eventTime(), FeatureValue.of(EventTimes.format(group.eventTimeType(), record.eventTime()))));
    record.values().forEach((name, value) -> values.add(value(name, value)));
    return outcome(ask(c -> c.putRecord(r -> {
      r.featureGroupName(group.name()).record(values).targetStores(targets(write)).overrideConfiguration(o -> headers.forEach(o::putHeader));
      record.expiresAt().ifPresent(end -> r.ttlDuration(ttl -> ttl.unit(TtlDurationUnit.SECONDS).value(seconds(record.eventTime(), end))));
    })).sdkHttpResponse());
  }

  /** Whole seconds, at least one: a record that is expired before it begins cannot be said. */
  private static int seconds(Instant from, Instant to) {
    return (int) Math.max(1, Math.min(Integer.MAX_VALUE, Duration.between(from, to).toSeconds()));
  }

  private static List<TargetStore> targets(FeatureWrite write) {
    List<TargetStore> targets = new ArrayList<>(List.of(TargetStore.ONLINE_STORE));
    if (write.offline()) {
      targets.add(TargetStore.OFFLINE_STORE);
    }
    return targets;
  }

  private static software.amazon.awssdk.services.sagemakerfeaturestoreruntime.model.FeatureValue value(String name, FeatureValue value) {
    var builder = software.amazon.awssdk.services.sagemakerfeaturestoreruntime.model.FeatureValue.builder().featureName(name);
    return value instanceof FeatureValue.Many many
        ? builder.valueAsStringList(many.texts()).build()
        : builder.valueAsString(((FeatureValue.Single) value).text()).build();
  }

  private WriteOutcome delete(FeatureWrite write, DeletionMode mode) {
    FeatureRecord record = write.record();
    FeatureGroup group = groups.apply(record.group());
    try {
      return outcome(client.deleteRecord(r -> r
          .featureGroupName(group.name())
          .recordIdentifierValueAsString(record.key())
          .eventTime(EventTimes.format(group.eventTimeType(), record.eventTime()))
          .targetStores(targets(write))
          .deletionMode(mode)).sdkHttpResponse());
    } catch (ValidationErrorException e) {
      // What else could be wrong with it has been checked before; SageMaker has no other word for this.
      if (mode == DeletionMode.HARD_DELETE) {
        return WriteOutcome.REFUSED;
      }
      throw new UncheckedIOException("the remote feature store refuses a deletion", new IOException(e));
    } catch (SdkException e) {
      throw new UncheckedIOException("the remote feature store does not answer as it should", new IOException(e));
    }
  }

  /** SageMaker does not say whether what is there is newer. */
  private static WriteOutcome outcome(@Nullable SdkHttpResponse response) {
    return Optional.ofNullable(response).flatMap(r -> r.firstMatchingHeader(OUTCOME_HEADER)).map(WriteOutcome::valueOf).orElse(WriteOutcome.APPLIED);
  }

  @Override
  public void scan(String group, Predicate<FeatureRecord> visitor) {
    throw new UnsupportedOperationException("a remote feature store does not list its records; ask its history");
  }

  /** Whether there is one cannot be asked; it counts as filled, so that nobody's first records are put over what is there. */
  @Override
  public boolean isEmpty(String group) {
    return false;
  }

  @Override
  public void forget(RecordKey key) {
    FeatureGroup group = groups.apply(key.group());
    String header = own("forget");
    var unused =
        ask(c -> c.deleteRecord(r -> r
            .featureGroupName(group.name())
            .recordIdentifierValueAsString(key.key())
            .eventTime(EventTimes.format(group.eventTimeType(), Instant.EPOCH))
            .overrideConfiguration(o -> o.putHeader(WRITE_HEADER, header))));
  }

  @Override
  public void flush() {
    // As durable as it is kept there.
  }

  @Override
  public void close() {
    client.close();
  }
}
