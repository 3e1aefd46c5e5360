package dev.parley.sagemaker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.conversation.HttpRoute.Request;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
import dev.parley.diagnostic.TextReportPrinter;
import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureGroupReader;
import dev.parley.feature.FeatureGroupWriter;
import dev.parley.feature.FeatureRecord;
import dev.parley.feature.FeatureStore;
import dev.parley.feature.FeatureWrite;
import dev.parley.feature.HistoryRow;
import dev.parley.feature.RecordKey;
import dev.parley.feature.statistics.GroupStatistics;
import dev.parley.feature.statistics.StatisticsJson;
import dev.parley.sagemaker.FeatureAccess.Rights;
import dev.parley.sagemaker.FeatureRefused.Reason;
import dev.parley.sagemaker.RecordOperations.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What SageMaker's runtime has no word for, under {@code /features/}: which groups there are, merges, what was true when, and
 * forgetting. Thread-safe; blocks on the store.
 *
 * <pre>
 * GET    /features/                              the groups
 * GET    /features/GROUP                         one of them, with its versions
 * GET    /features/GROUP/stats                   freshness, nulls, distribution and drift; sensitive values are left out
 * PUT    /features/GROUP                         defines it, or adds to it: its keys as in features.yaml, as YAML or JSON
 * POST   /features/GROUP/merge                   {"Record": […]}: these features are so, the others stay
 * POST   /features/GROUP/records                 a record a line, as JSON objects from feature to value; ?merge=true: as merges
 * GET    /features/GROUP/records/KEY?asOf=TIME   what was true then; &amp;known=TIME: as far as it was known then
 * GET    /features/GROUP/records/KEY/history     all writes; ?from=TIME&amp;to=TIME by event time, &amp;limit=N a page
 * DELETE /features/GROUP/records/KEY             forgets the record, in both stores
 * </pre>
 */
final class GroupOperations {

  static final String PREFIX = "/features/";
  private static final int MAX_ROWS = 10_000;

  /** So many rows of one instant can be paged through. */
  private static final int MAX_SKIP = 100_000;

  private static final String RECORDS = "records";
  private static final String HISTORY = "history";

  /** Of so many records the history is read too: each is a search, and somebody waits. */
  private static final int COMPARED = 200;

  private final ReentrantLock counting = new ReentrantLock();
  private final Clock clock = Clock.systemUTC();
  private final FeatureStore store;
  private final RecordOperations records;

  GroupOperations(FeatureStore store, RecordOperations records) {
    this.store = store;
    this.records = records;
  }

  Answer get(Request request, Rights rights) {
    FeaturePath path = FeaturePath.read(request, PREFIX);
    List<String> at = path.segments();
    if (at.equals(List.of(""))) {
      return Answer.of(list(rights));
    }
    FeatureGroup group = records.group(at.get(0));
    rights.read(group.name());
    if (at.size() == 1) {
      return Answer.of(versions(describe(group), group.name()));
    } else if (at.equals(List.of(group.name(), "stats"))) {
      return Answer.of(statistics(group.name()));
    } else if (at.size() == 3 && at.get(1).equals(RECORDS)) {
      rights.onRecord("GetRecordAsOf", group.name(), List.of(at.get(2)));
      return Answer.of(record(group, at.get(2), path));
    } else if (at.size() == 4 && at.get(1).equals(RECORDS) && at.get(3).equals(HISTORY)) {
      rights.onRecord("GetHistory", group.name(), List.of(at.get(2)));
      return Answer.of(history(group, at.get(2), path));
    }
    throw nothing();
  }

  Answer post(Request request, Rights rights) {
    FeaturePath path = FeaturePath.read(request, PREFIX);
    List<String> at = path.segments();
    boolean many = at.size() == 2 && at.get(1).equals(RECORDS);
    if (!many && !(at.size() == 2 && at.get(1).equals("merge"))) {
      throw nothing();
    }
    FeatureGroup group = records.group(at.get(0));
    rights.write(group.name());
    if (many) {
      boolean merge =
          switch (path.one("merge").orElse("false")) {
            case "true" -> true;
            case "false" -> false;
            default -> throw FeatureRefused.invalid("merge must be true or false");
          };
      return Answer.of(new RecordLines(store, group, merge ? FeatureWrite.Kind.MERGE : FeatureWrite.Kind.PUT, rights).take(request.body()));
    }
    FeatureRecord record = RecordOperations.record(group, RecordJson.body(request.body()));
    rights.onRecord("Merge", group.name(), List.of(record.key()));
    return records.write(FeatureWrite.merge(record));
  }

  Answer delete(Request request, Rights rights) {
    List<String> at = FeaturePath.read(request, PREFIX).segments();
    if (at.size() != 3 || !at.get(1).equals(RECORDS)) {
      throw nothing();
    }
    rights.administer();
    RecordKey key = new RecordKey(records.group(at.get(0)).name(), at.get(2));
    rights.onRecord("Forget", key.group(), List.of(key.key()));
    store.forget(key);
    return Answer.DONE;
  }

  /** It goes through all records of the group: one at a time does, so that look-ups have a thread. */
  private ObjectNode statistics(String group) {
    if (!counting.tryLock()) {
      throw new FeatureRefused(Reason.SERVICE_UNAVAILABLE, "statistics of a group are being made for somebody else; ask again in a moment");
    }
    try {
      return StatisticsJson.of(GroupStatistics.of(store, group, COMPARED), clock.instant(), false);
    } catch (UnsupportedOperationException e) {
      throw FeatureRefused.invalid("the latest records are at another server (features.online), which does not list them; ask that one");
    } finally {
      counting.unlock();
    }
  }

  private static FeatureRefused nothing() {
    return new FeatureRefused(
        Reason.RESOURCE_NOT_FOUND, "there is nothing here; /features/GROUP, its /merge, /records/KEY and /records/KEY/history are there");
  }

  private ObjectNode list(Rights rights) {
    ObjectNode answer = RecordJson.MAPPER.createObjectNode();
    ArrayNode groups = answer.putArray("groups");
    store.groups().values().stream()
        .filter(g -> rights.mayRead(g.name()))
        .sorted(Comparator.comparing(FeatureGroup::name))
        .forEach(g -> groups.add(describe(g)));
    return answer;
  }

  private static ObjectNode describe(FeatureGroup group) {
    ObjectNode answer = RecordJson.MAPPER.createObjectNode().put("name", group.name());
    answer.setAll(FeatureGroupWriter.json(group));
    return answer;
  }

  private ObjectNode versions(ObjectNode answer, String group) {
    ArrayNode versions = answer.putArray("versions");
    store.versions(group).forEach(v -> versions.addObject().put("version", v.number()).put("definedAt", v.definedAt().toString()));
    return answer;
  }

  Answer put(Request request, Rights rights) {
    List<String> at = FeaturePath.read(request, PREFIX).segments();
    if (at.size() != 1) {
      throw nothing();
    }
    rights.administer();
    Report report = new Report();
    SourceText body = new SourceText("the request", new String(request.body(), StandardCharsets.UTF_8));
    FeatureGroup group =
        FeatureGroupReader.read(at.get(0), body, report)
            .orElseThrow(() -> FeatureRefused.invalid(TextReportPrinter.print(report).strip()));
    Map<String, List<String>> unfit = store.define(List.of(group));
    if (!unfit.isEmpty()) {
      throw FeatureRefused.invalid(FeatureStore.contradiction(unfit));
    }
    return Answer.of(versions(describe(store.group(at.get(0))), at.get(0)));
  }

  private ObjectNode record(FeatureGroup group, String key, FeaturePath path) {
    Instant asOf = time(path, "asOf").orElse(Instant.MAX);
    Instant known = time(path, "known").orElse(Instant.MAX);
    ObjectNode answer = RecordJson.MAPPER.createObjectNode();
    Optional<FeatureRecord> found = store.asOf(new RecordKey(group.name(), key), asOf, known);
    found.ifPresent(record -> {
      answer.set("Record", RecordJson.record(group, record, path.all("FeatureName")));
      RecordJson.expiry(answer, group.expiry(record));
    });
    return answer;
  }

  /** A page; {@code next} is the path of the one after it. */
  private ObjectNode history(FeatureGroup group, String key, FeaturePath path) {
    int limit = count(path, "limit", 1, MAX_ROWS).orElse(MAX_ROWS);
    int skip = count(path, "skip", 0, MAX_SKIP).orElse(0);
    Instant from = time(path, "from").orElse(Instant.MIN);
    List<HistoryRow> rows = store.history(new RecordKey(group.name(), key), from, time(path, "to").orElse(Instant.MAX), skip + limit + 1);
    ObjectNode answer = RecordJson.MAPPER.createObjectNode();
    ArrayNode list = answer.putArray("rows");
    List<HistoryRow> page = rows.subList(Math.min(skip, rows.size()), Math.min(skip + limit, rows.size()));
    for (HistoryRow row : page) {
      ObjectNode one = list.addObject().put("kind", row.kind().name()).put("ingested", row.ingested().toString());
      one.set("Record", RecordJson.record(group, row.record(), List.of()));
      RecordJson.expiry(one, row.record().expiresAt());
    }
    boolean more = rows.size() > skip + limit;
    answer.put("more", more);
    if (more) {
      answer.put("next", next(group.name(), key, path, limit, rows.subList(0, skip + limit)));
    }
    return answer;
  }

  /** The rows behind these: from the last one's event time on, but those of that time that were shown. */
  private static String next(String group, String key, FeaturePath path, int limit, List<HistoryRow> shown) {
    Instant last = shown.get(shown.size() - 1).record().eventTime();
    long skip = shown.stream().filter(r -> r.record().eventTime().equals(last)).count();
    String to = path.one("to").map(t -> "&to=" + encoded(t)).orElse("");
    return PREFIX + encoded(group) + "/" + RECORDS + "/" + encoded(key) + "/" + HISTORY + "?from=" + encoded(last.toString()) + "&skip=" + skip + "&limit=" + limit + to;
  }

  private static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  private static Optional<Integer> count(FeaturePath path, String name, int min, int max) {
    return path.one(name).map(text -> {
      try {
        int count = Integer.parseInt(text);
        if (count >= min && count <= max) {
          return count;
        }
      } catch (NumberFormatException e) {
        throw FeatureRefused.invalid(name + " must be a whole number from " + min + " to " + max);
      }
      throw FeatureRefused.invalid(name + " must be a whole number from " + min + " to " + max);
    });
  }

  private static Optional<Instant> time(FeaturePath path, String name) {
    return path.one(name).map(text -> {
      try {
        return OffsetDateTime.parse(text).toInstant();
      } catch (DateTimeException e) {
        throw FeatureRefused.invalid(name + " must be a time with its zone, such as 2026-11-25T09:30:00Z");
      }
    });
  }
}
