package dev.parley.sagemaker;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.conversation.HttpRoute.Request;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.feature.EventTimes;
import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureLookup;
import dev.parley.feature.FeatureRecord;
import dev.parley.feature.FeatureStore;
import dev.parley.feature.FeatureValue;
import dev.parley.feature.FeatureWrite;
import dev.parley.feature.InvalidRecordException;
import dev.parley.feature.RecordCheck;
import dev.parley.feature.RecordKey;
import dev.parley.feature.WriteOutcome;
import dev.parley.feature.remote.RemoteOnlineStore;
import dev.parley.sagemaker.FeatureAccess.Rights;
import dev.parley.sagemaker.FeatureRefused.Reason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * SageMaker Feature Store Runtime's four operations (API version 2020-07-01). Thread-safe; blocks on the store. What is wrong with a
 * request is a {@link FeatureRefused}.
 */
final class RecordOperations {

  static final String GROUPS = "/FeatureGroup/";
  static final String BATCH = "/BatchGetRecord";

  /** SageMaker's limits of one batch. */
  private static final int MAX_IDENTIFIERS = 100;

  private static final String ONLINE = "OnlineStore";
  private static final String OFFLINE = "OfflineStore";
  private static final String EXPIRATION = "ExpirationTimeResponse";

  /** An answer: its body, and headers of our own. */
  record Answer(Optional<ObjectNode> body, Map<String, String> headers) {

    static final Answer DONE = new Answer(Optional.empty(), Map.of());

    static Answer of(ObjectNode body) {
      return new Answer(Optional.of(body), Map.of());
    }
  }

  private final FeatureStore store;

  RecordOperations(FeatureStore store) {
    this.store = store;
  }

  /** Answers with what became of it, for those who know us; SageMaker says nothing. */
  Answer putRecord(Request request, Rights rights) {
    FeaturePath path = FeaturePath.read(request, GROUPS);
    FeatureGroup group = group(path);
    rights.write(group.name());
    JsonNode body = RecordJson.body(request.body());
    Targets targets = targets(RecordJson.texts(body, "TargetStores", "the request"), group);
    FeatureWrite.Kind kind =
        switch (request.header(RemoteOnlineStore.WRITE_HEADER).orElse("")) {
          case "" -> FeatureWrite.Kind.PUT;
          case "merge" -> FeatureWrite.Kind.MERGE;
          default -> throw FeatureRefused.invalid(RemoteOnlineStore.WRITE_HEADER + " of PutRecord must be merge");
        };
    FeatureRecord record = record(group, body);
    rights.onRecord("PutRecord", group.name(), List.of(record.key()));
    return write(new FeatureWrite(kind, record, targets.online(), targets.offline()));
  }

  /** A record of all the features in a body; every mistake is told at once. */
  static FeatureRecord record(FeatureGroup group, JsonNode body) {
    Map<String, FeatureValue> features = RecordJson.features(body);
    try {
      return RecordCheck.record(group, features, RecordJson.ttl(body));
    } catch (InvalidRecordException e) {
      throw FeatureRefused.invalid(String.valueOf(e.getMessage()));
    }
  }

  /** Takes one write; a refused one is told. */
  Answer write(FeatureWrite write) {
    try {
      WriteOutcome outcome = store.write(List.of(write)).get(0);
      if (outcome == WriteOutcome.REFUSED) {
        throw FeatureRefused.invalid("a hard deletion needs an EventTime after that of the record that is there");
      }
      return new Answer(Optional.empty(), Map.of(RemoteOnlineStore.OUTCOME_HEADER, outcome.name()));
    } catch (InvalidRecordException e) {
      throw FeatureRefused.invalid(String.valueOf(e.getMessage()));
    }
  }

  Answer getRecord(Request request, Rights rights) {
    FeaturePath path = FeaturePath.read(request, GROUPS);
    FeatureGroup group = group(path);
    rights.read(group.name());
    onlineOf(group);
    List<String> wanted = path.all("FeatureName");
    known(group, wanted);
    boolean expiry = expiry(path.one(EXPIRATION));
    String key = path.required("RecordIdentifierValueAsString");
    rights.onRecord("GetRecord", group.name(), List.of(key));
    FeatureLookup found = store.read(List.of(new RecordKey(group.name(), key))).get(0);
    ObjectNode answer = RecordJson.MAPPER.createObjectNode();
    if (found instanceof FeatureLookup.Found f) {
      answer.set("Record", RecordJson.record(group, f.record(), wanted));
      if (expiry) {
        RecordJson.expiry(answer, group.expiry(f.record()));
      }
    }
    return Answer.of(answer);
  }

  Answer deleteRecord(Request request, Rights rights) {
    FeaturePath path = FeaturePath.read(request, GROUPS);
    FeatureGroup group = group(path);
    rights.write(group.name());
    String key = path.required("RecordIdentifierValueAsString");
    if (request.header(RemoteOnlineStore.WRITE_HEADER).isPresent()) {
      return forget(request, group, key, rights);
    }
    String time = path.required("EventTime");
    Instant eventTime =
        EventTimes.parse(group.eventTimeType(), time)
            .orElseThrow(() -> FeatureRefused.invalid("EventTime is no value of feature `" + group.eventTime() + "`, which has type " + group.eventTimeType().typeName()));
    boolean hard =
        switch (path.one("DeletionMode").orElse("SoftDelete")) {
          case "SoftDelete" -> false;
          case "HardDelete" -> true;
          default -> throw FeatureRefused.invalid("DeletionMode must be SoftDelete or HardDelete");
        };
    Targets targets = targets(path.all("TargetStores"), group);
    rights.onRecord("DeleteRecord", group.name(), List.of(key));
    return write(FeatureWrite.delete(group.name(), key, eventTime, hard).to(targets.online(), targets.offline()));
  }

  private Answer forget(Request request, FeatureGroup group, String key, Rights rights) {
    if (!request.header(RemoteOnlineStore.WRITE_HEADER).filter("forget"::equals).isPresent()) {
      throw FeatureRefused.invalid(RemoteOnlineStore.WRITE_HEADER + " of DeleteRecord must be forget");
    }
    rights.administer();
    rights.onRecord("Forget", group.name(), List.of(key));
    store.forget(new RecordKey(group.name(), key));
    return Answer.DONE;
  }

  /** Wrong or forbidden groups are errors of their own records; the others are answered. */
  Answer batchGetRecord(Request request, Rights rights) {
    JsonNode body = RecordJson.body(request.body());
    JsonNode identifiers = body.path("Identifiers");
    if (!identifiers.isArray() || identifiers.isEmpty() || identifiers.size() > MAX_IDENTIFIERS) {
      throw FeatureRefused.invalid("Identifiers must be a list of 1 to " + MAX_IDENTIFIERS);
    }
    boolean expiry = expiry(Optional.ofNullable(body.path(EXPIRATION).textValue()));
    ObjectNode answer = RecordJson.MAPPER.createObjectNode();
    ArrayNode errors = RecordJson.MAPPER.createArrayNode();
    List<Asked> asked = new ArrayList<>();
    for (JsonNode identifier : identifiers) {
      asked(identifier, rights, asked, errors);
    }
    List<FeatureLookup> found = store.read(asked.stream().map(Asked::key).toList());
    ArrayNode records = answer.putArray("Records");
    for (int i = 0; i < asked.size(); i++) {
      if (found.get(i) instanceof FeatureLookup.Found f) {
        Asked a = asked.get(i);
        ObjectNode record = records.addObject().put("FeatureGroupName", a.name()).put("RecordIdentifierValueAsString", a.key().key());
        record.set("Record", RecordJson.record(a.group(), f.record(), a.wanted()));
        if (expiry) {
          RecordJson.expiry(record, a.group().expiry(f.record()));
        }
      }
    }
    answer.set("Errors", errors);
    answer.putArray("UnprocessedIdentifiers");
    return Answer.of(answer);
  }

  private record Asked(String name, FeatureGroup group, RecordKey key, List<String> wanted) {}

  private void asked(JsonNode identifier, Rights rights, List<Asked> asked, ArrayNode errors) {
    String name = RecordJson.text(identifier, "FeatureGroupName");
    List<String> keys = RecordJson.texts(identifier, "RecordIdentifiersValueAsString", "Identifiers");
    List<String> wanted = RecordJson.texts(identifier, "FeatureNames", "Identifiers");
    if (keys.isEmpty() || keys.size() > MAX_IDENTIFIERS || keys.contains("")) {
      throw FeatureRefused.invalid("RecordIdentifiersValueAsString must be a list of 1 to " + MAX_IDENTIFIERS + " strings that are not empty");
    }
    try {
      FeatureGroup group = group(name);
      rights.read(group.name());
      onlineOf(group);
      known(group, wanted);
      rights.onRecord("BatchGetRecord", group.name(), keys);
      keys.forEach(key -> asked.add(new Asked(name, group, new RecordKey(group.name(), key), wanted)));
    } catch (FeatureRefused e) {
      keys.forEach(key ->
          errors.addObject()
              .put("FeatureGroupName", name)
              .put("RecordIdentifierValueAsString", key)
              .put("ErrorCode", e.reason().code())
              .put("ErrorMessage", String.valueOf(e.getMessage())));
    }
  }

  private record Targets(boolean online, boolean offline) {}

  private static Targets targets(List<String> names, FeatureGroup group) {
    for (String name : names) {
      if (!name.equals(ONLINE) && !name.equals(OFFLINE)) {
        throw FeatureRefused.invalid("TargetStores must be of " + ONLINE + " and " + OFFLINE + ", not `" + name + "`");
      }
    }
    boolean online = names.contains(ONLINE);
    boolean offline = names.contains(OFFLINE);
    if (online && !group.targets().online() || offline && !group.targets().offline()) {
      throw FeatureRefused.invalid("feature group `" + group.name() + "` is not kept in the " + (group.targets().online() ? OFFLINE : ONLINE));
    }
    return names.isEmpty() ? new Targets(group.targets().online(), group.targets().offline()) : new Targets(online, offline);
  }

  private FeatureGroup group(FeaturePath path) {
    // An ARN's own slash may come encoded or plain.
    return group(String.join("/", path.segments()));
  }

  /** The group of this name or ARN. */
  FeatureGroup group(String nameOrArn) {
    String name = FeaturePath.group(nameOrArn);
    FeatureGroup group = store.groups().get(name);
    if (group == null) {
      throw new FeatureRefused(Reason.RESOURCE_NOT_FOUND, "there is no feature group `" + name + "`");
    }
    return group;
  }

  private static void onlineOf(FeatureGroup group) {
    if (!group.targets().online()) {
      throw FeatureRefused.invalid("feature group `" + group.name() + "` is not kept in the " + ONLINE);
    }
  }

  private static void known(FeatureGroup group, List<String> wanted) {
    for (String name : wanted) {
      if (!group.features().containsKey(name)) {
        throw FeatureRefused.invalid(
            "feature group `" + group.name() + "` has no feature `" + name + "`" + DidYouMean.help(name, group.features().keySet()).map(h -> "; " + h).orElse(""));
      }
    }
  }

  private static boolean expiry(Optional<String> asked) {
    return switch (asked.orElse("Disabled")) {
      case "Enabled" -> true;
      case "Disabled" -> false;
      default -> throw FeatureRefused.invalid(EXPIRATION + " must be Enabled or Disabled");
    };
  }
}
