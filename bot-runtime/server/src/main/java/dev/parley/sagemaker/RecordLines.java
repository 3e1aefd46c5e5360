package dev.parley.sagemaker;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.feature.FeatureGroup;
import dev.parley.feature.FeatureStore;
import dev.parley.feature.FeatureWrite;
import dev.parley.feature.InvalidRecordException.Problem;
import dev.parley.feature.WriteOutcome;
import dev.parley.feature.load.JsonRowReader;
import dev.parley.sagemaker.FeatureAccess.Rights;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Many records in one request, a JSON object a line: good ones are kept, the others are told with their line. Answers {@code
 * {"accepted": 3, "older": [2], "rejected": [{"line": 4, "problems": [{"feature": …, "reason": …}]}]}}; {@code older} are the lines of
 * records that are in the history only. Not thread-safe.
 */
final class RecordLines {

  private static final int BATCH = 500;

  private final FeatureStore store;
  private final FeatureGroup group;
  private final FeatureWrite.Kind kind;
  private final Rights rights;
  private final JsonRowReader reader;
  private final List<FeatureWrite> batch = new ArrayList<>();
  private final List<Integer> lines = new ArrayList<>();
  private final ObjectNode answer = RecordJson.MAPPER.createObjectNode();
  private final ArrayNode older = RecordJson.MAPPER.createArrayNode();
  private final ArrayNode rejected = RecordJson.MAPPER.createArrayNode();
  private int accepted;

  RecordLines(FeatureStore store, FeatureGroup group, FeatureWrite.Kind kind, Rights rights) {
    this.store = store;
    this.group = group;
    this.rights = rights;
    this.kind = kind;
    this.reader = new JsonRowReader(group);
  }

  ObjectNode take(byte[] body) {
    int line = 0;
    for (String text : new String(body, StandardCharsets.UTF_8).split("\n", -1)) {
      line++;
      if (!text.isBlank()) {
        take(text, line);
      }
    }
    keep();
    answer.put("accepted", accepted);
    answer.set("older", older);
    answer.set("rejected", rejected);
    return answer;
  }

  private void take(String text, int line) {
    List<Problem> problems = new ArrayList<>();
    Optional<FeatureWrite> write = reader.write(text, kind, problems);
    if (write.isPresent()) {
      batch.add(write.get());
      lines.add(line);
    } else {
      ArrayNode list = rejected.addObject().put("line", line).putArray("problems");
      problems.forEach(p -> list.addObject().put("feature", p.feature()).put("reason", p.reason()));
    }
    if (batch.size() == BATCH) {
      keep();
    }
  }

  private void keep() {
    if (batch.isEmpty()) {
      return;
    }
    rights.onRecord(kind == FeatureWrite.Kind.MERGE ? "Merge" : "PutRecord", group.name(), batch.stream().map(w -> w.record().key()).toList());
    List<WriteOutcome> outcomes = store.write(batch);
    for (int i = 0; i < outcomes.size(); i++) {
      if (outcomes.get(i) == WriteOutcome.OLDER) {
        older.add(lines.get(i));
      }
    }
    accepted += outcomes.size();
    batch.clear();
    lines.clear();
  }
}
