package dev.parley.feature.redis;

import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureRecord;
import dev.parley.feature.FeatureWrite;
import dev.parley.feature.OnlineStore;
import dev.parley.feature.RecordCodec;
import dev.parley.feature.RecordKey;
import dev.parley.feature.RecordState;
import dev.parley.feature.WriteOutcome;
import io.lettuce.core.ClientOptions;
import io.lettuce.core.KeyScanCursor;
import io.lettuce.core.KeyValue;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScanArgs;
import io.lettuce.core.ScanCursor;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.StaticCredentialsProvider;
import io.lettuce.core.TimeoutOptions;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.sync.RedisCommands;
import io.lettuce.core.codec.ByteArrayCodec;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The latest records on a server that speaks Redis's protocol (Valkey, Redis 6 and later), shared by several nodes. Thread-safe. What a
 * write has returned from is as durable as that server keeps it; {@link #flush} adds nothing. A record that has expired is freed by
 * the server, and then something older counts again. While the server cannot be reached, reads
 * and writes fail at once or within the time-out, and come back by themselves.
 *
 * <p>How it works: a record's {@linkplain RecordState state} is one value under {@code PREFIXgroup:key}. A writer reads it, applies its
 * writes, and puts the new one in its place by a script that does nothing when another writer was there meanwhile; then it begins anew.
 */
public final class RedisOnlineStore implements OnlineStore {

  private static final int MAX_QUEUED = 10_000;
  private static final int SCAN_COUNT = 500;

  /** Writers of one key at once: each round lets one of them through. */
  private static final int MAX_ROUNDS = 1_000;

  /** Puts a value in the place of the one that was read, until a time; empty = there was none, or none is to be. */
  private static final byte[] SWAP =
      bytes(
          "local now = redis.call('GET', KEYS[1]) or '' "
              + "if now ~= ARGV[1] then return 0 end "
              + "if ARGV[2] == '' then redis.call('DEL', KEYS[1]) else redis.call('SET', KEYS[1], ARGV[2]) end "
              + "if ARGV[2] ~= '' and ARGV[3] ~= '' then redis.call('PEXPIREAT', KEYS[1], ARGV[3]) end "
              + "return 1");

  private static final byte[] NONE = {};
  private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

  private final String address;
  private final String prefix;
  private final Function<String, Optional<FeatureGroup>> groups;
  private final RedisClient client;
  private final StatefulRedisConnection<byte[], byte[]> connection;

  private RedisOnlineStore(
      String address,
      String prefix,
      Function<String, Optional<FeatureGroup>> groups,
      RedisClient client,
      StatefulRedisConnection<byte[], byte[]> connection) {
    this.address = address;
    this.prefix = prefix;
    this.groups = groups;
    this.client = client;
    this.connection = connection;
  }

  /**
   * Connects.
   *
   * @param uri {@code redis://host:port/db}, {@code rediss://} for TLS, {@code redis-sentinel://}; may hold a user and password
   * @param password where the address holds none
   * @param prefix what every key begins with, such as {@code parley:features:}
   * @param timeout of every command, and of connecting
   * @param groups the groups by name: a record whose time to live has passed is freed by the server
   * @throws IOException when the server cannot be reached, or does not let us in
   */
  public static RedisOnlineStore open(
      String uri, Optional<String> password, String prefix, Duration timeout, Function<String, Optional<FeatureGroup>> groups) throws IOException {
    RedisURI parsed;
    try {
      parsed = RedisURI.create(uri);
    } catch (IllegalArgumentException e) {
      throw new IOException("the address of the feature store's Redis server is none: write redis://host:6379", e);
    }
    parsed.setTimeout(timeout);
    password.ifPresent(secret -> parsed.setCredentialsProvider(new StaticCredentialsProvider(null, secret.toCharArray())));
    // Lettuce masks the password in it.
    String address = parsed.toString();
    RedisClient client = RedisClient.create(parsed);
    client.setOptions(
        ClientOptions.builder()
            .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
            .requestQueueSize(MAX_QUEUED)
            .socketOptions(SocketOptions.builder().connectTimeout(timeout).build())
            .timeoutOptions(TimeoutOptions.enabled(timeout))
            .build());
    try {
      return new RedisOnlineStore(address, prefix, groups, client, client.connect(ByteArrayCodec.INSTANCE));
    } catch (RedisException e) {
      client.shutdown();
      throw new IOException("the feature store's Redis server " + address + " cannot be reached: is it there, and is its password right?", e);
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private byte[] at(RecordKey key) {
    return bytes(prefix + key.group() + ":" + key.key());
  }

  private interface Work<T> {
    T with(RedisCommands<byte[], byte[]> commands);
  }

  private <T> T ask(Work<T> work) {
    try {
      return work.with(connection.sync());
    } catch (RedisException e) {
      throw new UncheckedIOException("the feature store's Redis server " + address + " does not answer", new IOException(e));
    }
  }

  private List<byte @Nullable []> values(List<byte[]> keys) {
    if (keys.isEmpty()) {
      return List.of();
    }
    List<KeyValue<byte[], byte[]>> found = ask(c -> c.mget(keys.toArray(byte[][]::new)));
    List<byte @Nullable []> values = new ArrayList<>(found.size());
    found.forEach(f -> values.add(f.getValueOrElse(null)));
    return values;
  }

  @Override
  public List<Optional<FeatureRecord>> latest(List<RecordKey> keys) {
    List<byte @Nullable []> values = values(keys.stream().map(this::at).toList());
    List<Optional<FeatureRecord>> records = new ArrayList<>(keys.size());
    for (int i = 0; i < keys.size(); i++) {
      byte[] value = values.get(i);
      RecordKey key = keys.get(i);
      records.add(value == null ? Optional.empty() : RecordCodec.state(value).record(key.group(), key.key()));
    }
    return records;
  }

  @Override
  public Optional<RecordState> state(RecordKey key) {
    return Optional.ofNullable(values(List.of(at(key))).get(0)).map(RecordCodec::state);
  }

  @Override
  public List<WriteOutcome> write(List<FeatureWrite> writes) {
    Map<RecordKey, List<Integer>> places = new LinkedHashMap<>();
    for (int i = 0; i < writes.size(); i++) {
      FeatureWrite write = writes.get(i);
      if (write.online()) {
        places.computeIfAbsent(new RecordKey(write.record().group(), write.record().key()), k -> new ArrayList<>()).add(i);
      }
    }
    WriteOutcome[] outcomes = new WriteOutcome[writes.size()];
    Arrays.fill(outcomes, WriteOutcome.NOT_ASKED);
    List<RecordKey> left = new ArrayList<>(places.keySet());
    for (int round = 0; !left.isEmpty(); round++) {
      if (round == MAX_ROUNDS) {
        throw new IllegalStateException("a record is written by so many at once that none comes through");
      }
      left = swapped(left, places, writes, outcomes);
    }
    return List.of(outcomes);
  }

  /** One round; the keys at which another writer was in between. */
  private List<RecordKey> swapped(
      List<RecordKey> keys, Map<RecordKey, List<Integer>> places, List<FeatureWrite> writes, WriteOutcome[] outcomes) {
    List<byte @Nullable []> before = values(keys.stream().map(this::at).toList());
    List<RecordKey> again = new ArrayList<>();
    for (int i = 0; i < keys.size(); i++) {
      byte[] old = before.get(i);
      RecordState state = old == null ? null : RecordCodec.state(old);
      for (int place : places.getOrDefault(keys.get(i), List.of())) {
        FeatureWrite write = writes.get(place);
        outcomes[place] = RecordState.outcome(state, write);
        if (outcomes[place] == WriteOutcome.APPLIED) {
          state = write.kind() == FeatureWrite.Kind.HARD_DELETE ? null : (state == null ? RecordState.NONE : state).apply(write);
        }
      }
      byte[] next = state == null ? NONE : RecordCodec.state(state);
      byte[] key = at(keys.get(i));
      byte[] then = old == null ? NONE : old;
      byte[] end = expiry(keys.get(i), state);
      Long done = Arrays.equals(then, next) ? Long.valueOf(1) : ask(c -> c.eval(SWAP, ScriptOutputType.INTEGER, new byte[][] {key}, then, next, end));
      if (done == null || done == 0) {
        again.add(keys.get(i));
      }
    }
    return again;
  }

  /** When Redis may free the record, in milliseconds: it does not count any more then; empty = never. */
  private byte[] expiry(RecordKey key, @Nullable RecordState state) {
    Optional<FeatureRecord> record = Optional.ofNullable(state).flatMap(s -> s.record(key.group(), key.key()));
    Optional<Instant> end = record.flatMap(r -> groups.apply(key.group()).map(g -> g.expiry(r)).orElse(r.expiresAt()));
    return end.map(e -> bytes(Long.toString((e.isAfter(LATEST) ? LATEST : e).toEpochMilli()))).orElse(NONE);
  }

  @Override
  public void scan(String group, Predicate<FeatureRecord> visitor) {
    String start = prefix + group + ":";
    ScanArgs matching = ScanArgs.Builder.matches(bytes(escaped(start) + "*")).limit(SCAN_COUNT);
    // A scan may show a key twice while the server's table grows.
    Set<String> seen = new HashSet<>();
    ScanCursor cursor = ScanCursor.INITIAL;
    while (!cursor.isFinished()) {
      ScanCursor from = cursor;
      KeyScanCursor<byte[]> found = ask(c -> c.scan(from, matching));
      List<byte[]> keys = found.getKeys().stream().filter(k -> seen.add(new String(k, StandardCharsets.UTF_8))).toList();
      List<byte @Nullable []> values = values(keys);
      for (int i = 0; i < keys.size(); i++) {
        byte[] value = values.get(i);
        String key = new String(keys.get(i), StandardCharsets.UTF_8).substring(start.length());
        if (value != null && !RecordCodec.state(value).record(group, key).map(visitor::test).orElse(true)) {
          return;
        }
      }
      cursor = found;
    }
  }

  /** What means itself in a pattern of keys. */
  private static String escaped(String text) {
    return text.replaceAll("([\\\\*?\\[\\]])", "\\\\$1");
  }

  @Override
  public void forget(RecordKey key) {
    ask(c -> c.del(at(key)));
  }

  @Override
  public void flush() {
    // As durable as the server keeps it: appendfsync is its own setting.
  }

  @Override
  public void close() {
    connection.close();
    client.shutdown();
  }
}
