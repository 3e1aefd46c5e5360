package dev.parley.feature.remote;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
import dev.parley.diagnostic.TextReportPrinter;
import dev.parley.feature.EventTimes;
import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureGroupReader;
import dev.parley.feature.FeatureGroupWriter;
import dev.parley.feature.FeatureRecord;
import dev.parley.feature.FeatureValue;
import dev.parley.feature.FeatureWrite;
import dev.parley.feature.GroupStore;
import dev.parley.feature.HistoryRow;
import dev.parley.feature.HistoryStore;
import dev.parley.feature.OnlineStore;
import dev.parley.feature.RecordKey;
import dev.parley.feature.RecordStorage;
import dev.parley.feature.WriteOutcome;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;

/**
 * Another Parley's features as a store: the latest records as SageMaker's operations have them, its history and groups by
 * {@code /features/}. Batches of writes go as one request each. Thread-safe; blocks, within the time-out.
 */
public final class RemoteFeatures implements RecordStorage {

  private static final ObjectMapper MAPPER = new ObjectMapper();
  private static final String JSON = "application/json";

  /** Rows of history in one answer. */
  private static final int PAGE = 1_000;

  private final RemoteCalls calls;
  private final RemoteOnlineStore online;
  private final History history = new History();
  private final Map<String, FeatureGroup> groups;

  /** How a client says who it is. */
  public record Login(Optional<String> key, Optional<AwsCredentialsProvider> credentials) {

    /** Not at all: for a server that lets everybody in. */
    public static final Login NONE = new Login(Optional.empty(), Optional.empty());

    /** By an API key. */
    public static Login apiKey(String key) {
      return new Login(Optional.of(key), Optional.empty());
    }

    /** By signatures. */
    public static Login signed(AwsCredentialsProvider credentials) {
      return new Login(Optional.empty(), Optional.of(credentials));
    }

    /** Without the key. */
    @Override
    public String toString() {
      return "Login[" + (key.isPresent() ? "by key" : credentials.isPresent() ? "signed" : "none") + "]";
    }
  }

  private RemoteFeatures(URI server, Login login, Duration timeout) {
    this.calls = new RemoteCalls(server, login, timeout);
    this.groups = Collections.synchronizedMap(new LinkedHashMap<>());
    this.online =
        login.credentials().isPresent()
            ? RemoteOnlineStore.parley(server, login.credentials().get(), this::group, timeout)
            : RemoteOnlineStore.parley(server, login.key().orElse(""), this::group, timeout);
  }

  /**
   * Asks a server for its groups.
   *
   * @param server such as {@code https://features.example.com:8443}
   * @throws java.io.UncheckedIOException when it does not answer, or refuses
   */
  public static RemoteFeatures open(URI server, Login login, Duration timeout) {
    RemoteFeatures features = new RemoteFeatures(server, login, timeout);
    for (JsonNode group : features.calls.json("GET", "/features/", "", JSON).path("groups")) {
      features.take(group);
    }
    return features;
  }

  /** Defines a group there, or adds to it; throws {@link java.io.UncheckedIOException} when it contradicts what is there. */
  public void define(FeatureGroup group) {
    take(calls.json("PUT", "/features/" + RemoteCalls.encoded(group.name()), FeatureGroupWriter.json(group).toString(), JSON));
  }

  /** What a group's records look like together, as {@link dev.parley.feature.statistics.StatisticsJson} says it; sensitive values are masked. */
  public JsonNode statistics(String group) {
    return calls.json("GET", "/features/" + RemoteCalls.encoded(group(group).name()) + "/stats", "", JSON);
  }

  private void take(JsonNode definition) {
    String name = definition.path("name").asText();
    ObjectNode keys = definition.deepCopy();
    keys.remove(List.of("name", "versions"));
    Report report = new Report();
    FeatureGroup group =
        FeatureGroupReader.read(name, new SourceText("the server's group " + name, keys.toString()), report)
            .orElseThrow(() -> RemoteCalls.failed(
                "the server's feature group `" + name + "` cannot be read: " + TextReportPrinter.print(report).strip()));
    groups.put(name, group);
  }

  private FeatureGroup group(String name) {
    FeatureGroup group = groups.get(name);
    if (group == null) {
      throw new IllegalArgumentException(
          "the server has no feature group '" + name + "'" + DidYouMean.help(name, groups.keySet()).map(h -> "; " + h).orElse(""));
    }
    return group;
  }

  @Override
  public OnlineStore online() {
    return online;
  }

  @Override
  public HistoryStore history() {
    return history;
  }

  /** The groups as they were when this was opened; what is put is not sent, {@link #define} does that. */
  @Override
  public GroupStore groups() {
    GroupStore copy = GroupStore.inMemory();
    groups.forEach((name, group) -> {
      var version = MAPPER.createArrayNode();
      for (JsonNode v : calls.json("GET", "/features/" + RemoteCalls.encoded(name), "", JSON).path("versions")) {
        version.addObject().put("version", v.path("version").asInt()).put("definedAt", v.path("definedAt").asText()).set("group", FeatureGroupWriter.json(group));
      }
      copy.put(name, version.toString());
    });
    return copy;
  }

  @Override
  public List<WriteOutcome> write(List<FeatureWrite> writes, Instant ingested) {
    boolean together = writes.size() > 1 || writes.stream().anyMatch(w -> !w.online());
    FeatureWrite first = writes.isEmpty() ? FeatureWrite.delete("", "", Instant.EPOCH, false) : writes.get(0);
    boolean alike =
        writes.stream().allMatch(w -> w.kind() == first.kind() && w.record().group().equals(first.record().group()) && w.record().expiresAt().isEmpty());
    boolean records = first.kind() == FeatureWrite.Kind.PUT || first.kind() == FeatureWrite.Kind.MERGE;
    return together && alike && records ? batch(writes, group(first.record().group()), first.kind()) : online.write(writes);
  }

  private List<WriteOutcome> batch(List<FeatureWrite> writes, FeatureGroup group, FeatureWrite.Kind kind) {
    StringBuilder body = new StringBuilder();
    for (FeatureWrite write : writes) {
      body.append(object(group, write.record())).append('\n');
    }
    String path = "/features/" + RemoteCalls.encoded(group.name()) + "/records" + (kind == FeatureWrite.Kind.MERGE ? "?merge=true" : "");
    JsonNode answer = calls.json("POST", path, body.toString(), "application/x-ndjson");
    if (!answer.path("rejected").isEmpty()) {
      throw RemoteCalls.failed("the server refuses " + answer.path("rejected").size() + " records: " + answer.path("rejected").get(0).path("problems"));
    }
    List<WriteOutcome> outcomes = new ArrayList<>(Collections.nCopies(writes.size(), WriteOutcome.APPLIED));
    answer.path("older").forEach(line -> outcomes.set(line.asInt() - 1, WriteOutcome.OLDER));
    return outcomes;
  }

  private static ObjectNode object(FeatureGroup group, FeatureRecord record) {
    ObjectNode object = MAPPER.createObjectNode().put(group.key(), record.key());
    object.put(group.eventTime(), EventTimes.format(group.eventTimeType(), record.eventTime()));
    record.values().forEach((name, value) -> {
      if (value instanceof FeatureValue.Many many) {
        var members = object.putArray(name);
        many.texts().forEach(members::add);
      } else {
        object.put(name, ((FeatureValue.Single) value).text());
      }
    });
    return object;
  }

  @Override
  public void close() {
    online.close();
  }

  /** What was written, as the server tells it. */
  private final class History implements HistoryStore {

    /** The server's own online store writes its history. */
    @Override
    public void append(List<FeatureWrite> writes, Instant ingested) {
      RemoteFeatures.this.write(writes, ingested);
    }

    private String path(RecordKey key) {
      return "/features/" + RemoteCalls.encoded(group(key.group()).name()) + "/records/" + RemoteCalls.encoded(key.key());
    }

    /** Page by page. */
    @Override
    public List<HistoryRow> rows(RecordKey key, Instant from, Instant to, int limit) {
      List<HistoryRow> rows = new ArrayList<>();
      String next = path(key) + "/history?limit=" + Math.max(1, Math.min(limit, PAGE)) + "&" + time("from", from) + time("to", to);
      while (!next.isEmpty() && rows.size() < limit) {
        JsonNode answer = calls.json("GET", next, "", JSON);
        for (JsonNode row : answer.path("rows")) {
          rows.add(
              new HistoryRow(
                  FeatureWrite.Kind.valueOf(row.path("kind").asText()), record(key, row), Instant.parse(row.path("ingested").asText()), rows.size()));
        }
        next = answer.path("next").asText();
      }
      return rows.size() <= limit ? rows : new ArrayList<>(rows.subList(0, limit));
    }

    @Override
    public Optional<FeatureRecord> asOf(RecordKey key, Instant instant, Instant known) {
      JsonNode answer = calls.json("GET", path(key) + "?" + time("asOf", instant) + time("known", known), "", JSON);
      return answer.has("Record") ? Optional.of(record(key, answer)) : Optional.empty();
    }

    private String time(String name, Instant time) {
      return time.equals(Instant.MIN) || time.equals(Instant.MAX) ? "" : name + "=" + RemoteCalls.encoded(time.toString()) + "&";
    }

    private FeatureRecord record(RecordKey key, JsonNode answer) {
      FeatureGroup group = group(key.group());
      Map<String, FeatureValue> values = new HashMap<>();
      Instant eventTime = Instant.EPOCH;
      for (JsonNode feature : answer.path("Record")) {
        String name = feature.path("FeatureName").asText();
        if (name.equals(group.eventTime())) {
          eventTime = EventTimes.parse(group.eventTimeType(), feature.path("ValueAsString").asText()).orElseThrow();
        } else if (!name.equals(group.key())) {
          values.put(name, value(feature));
        }
      }
      Optional<Instant> expires = Optional.ofNullable(answer.path("ExpiresAt").textValue()).map(t -> OffsetDateTime.parse(t).toInstant());
      return new FeatureRecord(key.group(), key.key(), eventTime, values, expires);
    }

    private FeatureValue value(JsonNode feature) {
      if (!feature.has("ValueAsStringList")) {
        return FeatureValue.of(feature.path("ValueAsString").asText());
      }
      List<String> members = new ArrayList<>();
      feature.path("ValueAsStringList").forEach(m -> members.add(m.asText()));
      return FeatureValue.of(members);
    }

    @Override
    public void forget(RecordKey key) {
      calls.json("DELETE", path(key), "", JSON);
    }

    @Override
    public void flush() {
      // As durable as it is kept there.
    }

    @Override
    public void close() {
      RemoteFeatures.this.close();
    }
  }
}
