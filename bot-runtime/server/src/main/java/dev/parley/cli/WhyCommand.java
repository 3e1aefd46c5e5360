package dev.parley.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.feature.FeatureRecord;
import dev.parley.feature.parquet.ParquetStorage;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells which features shaped what a bot said, from the journal of a conversation. */
@Command(
    name = "why",
    description = "Tells which customer facts shaped what a bot said, and how old they were: from the journal of a conversation.",
    mixinStandardHelpOptions = true)
final class WhyCommand implements Callable<Integer> {

  private static final String JOURNAL = ".journal.jsonl";
  private static final ObjectMapper JSON = new ObjectMapper();

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "JOURNAL", description = "A .journal.jsonl file, or with --journals a conversation's session id.")
  private String journal;

  @Parameters(index = "1", arity = "0..1", paramLabel = "TURN", description = "Which of the bot's turns, from 1. Default: all.")
  private @Nullable Integer turn;

  @Option(names = "--journals", paramLabel = "FOLDER", description = "Where journals are kept (the setting journal.folder).")
  private @Nullable Path journals;

  @Option(names = "--store", paramLabel = "DATA-FOLDER", description = "Shows beside it what the store says today. No server may be using it.")
  private @Nullable Path data;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Map<String, String> keys = new HashMap<>();
    int shown = 0;
    try (Stored stored = new Stored(data == null ? Optional.empty() : Optional.of(FeatureStorages.embedded(data)))) {
      for (Path file : files()) {
        for (String line : Files.readAllLines(file)) {
          JsonNode node = parsed(file, line);
          JsonNode event = node.path("event");
          if (event.has("snapshot")) {
            keys.put(event.path("group").asText(), event.path("key").asText());
          }
          JsonNode shaped = node.path("shaped");
          if (!shaped.isMissingNode() && (turn == null || shaped.path("turn").asInt() == turn)) {
            print(out, Instant.parse(node.path("at").asText()), shaped, keys, stored);
            shown++;
          }
        }
      }
    }
    if (shown == 0) {
      out.println("no customer fact shaped " + (turn == null ? "what the bot said" : "turn " + turn));
    }
    out.flush();
    return 0;
  }

  /** Of a conversation by requests each has a journal of its own. */
  private List<Path> files() throws IOException {
    Path named = Path.of(journal);
    if (Files.isRegularFile(named)) {
      return List.of(named);
    }
    if (journals == null) {
      throw new Complaint("there is no file " + journal + "; to name a conversation, say with --journals where its journal is kept");
    }
    try (Stream<Path> files = Files.list(journals)) {
      List<Path> found = files.filter(f -> f.getFileName().toString().endsWith("-" + journal + JOURNAL)).sorted().toList();
      if (found.isEmpty()) {
        throw new Complaint("there is no journal of conversation " + journal + " in " + journals);
      }
      return found;
    }
  }

  private static JsonNode parsed(Path file, String line) {
    try {
      return JSON.readTree(line);
    } catch (JsonProcessingException e) {
      throw new Complaint(file + " is no journal: a line of it is not JSON", e);
    }
  }

  private static void print(PrintWriter out, Instant at, JsonNode shaped, Map<String, String> keys, Stored stored) {
    out.println("turn " + shaped.path("turn").asInt() + "  " + at);
    for (JsonNode said : shaped.path("said")) {
      out.println("  said: " + said.path("words").asText());
      said.path("facts").forEach(f -> out.println("    " + fact(f, at, keys, stored)));
    }
    for (JsonNode decided : shaped.path("decided")) {
      out.println("  " + (decided.path("taken").asBoolean() ? "took: " : "passed by: ") + decided.path("branch").asText() + "  (" + decided.path("place").asText() + ")");
      decided.path("facts").forEach(f -> out.println("    " + fact(f, at, keys, stored)));
    }
  }

  private static String fact(JsonNode fact, Instant at, Map<String, String> keys, Stored stored) {
    String group = fact.path("group").asText();
    String feature = fact.path("feature").asText();
    String value = fact.has("value") ? fact.path("value").asText() : "absent";
    String age =
        fact.has("eventTime") ? ", as of " + fact.path("eventTime").asText() + ", " + age(Duration.between(Instant.parse(fact.path("eventTime").asText()), at)) + " old" : "";
    String status = fact.path("status").asText("").equals("UNAVAILABLE") ? ", the store could not be read" : "";
    boolean masked = fact.path("sensitive").asBoolean() || value.equals("***");
    return group + "." + feature + " = " + value + age + status + (masked ? "" : stored.today(group, keys.get(group), feature, value));
  }

  /** In its two largest units. */
  static String age(Duration age) {
    long seconds = Math.max(0, age.toSeconds());
    if (seconds < 60) {
      return seconds + " s";
    } else if (seconds < 3_600) {
      return seconds / 60 + " min " + seconds % 60 + " s";
    } else if (seconds < 86_400) {
      return seconds / 3_600 + " h " + seconds % 3_600 / 60 + " min";
    }
    return seconds / 86_400 + " d " + seconds % 86_400 / 3_600 + " h";
  }

  /** The store as it is today, where one is asked. */
  private record Stored(Optional<ParquetStorage> storage) implements AutoCloseable {

    String today(String group, @Nullable String key, String feature, String then) {
      if (storage.isEmpty() || key == null) {
        return "";
      }
      Optional<FeatureRecord> record = storage.get().online().latest(group, key);
      String now = record.map(r -> r.words().get(feature)).orElse("absent");
      return now.equals(then) ? "; the same today" : "; today " + now + record.map(r -> ", as of " + r.eventTime()).orElse("");
    }

    @Override
    public void close() {
      storage.ifPresent(ParquetStorage::close);
    }
  }
}
