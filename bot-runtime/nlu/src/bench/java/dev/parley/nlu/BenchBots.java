package dev.parley.nlu;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.definition.BotDefinition;
import dev.parley.diagnostic.SourceText;
import dev.parley.diagnostic.TextReportPrinter;
import dev.parley.yaml.BotReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The bots that understanding is measured with. */
final class BenchBots {

  static final String LOCALE = "en_US";

  private static final int SAMPLES = 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private BenchBots() {}

  /** A text and its intent. */
  record Labelled(String text, String label) {}

  /** Reads a folder with {@code seq.in} and {@code label}. */
  static List<Labelled> read(Path folder) throws IOException {
    List<String> texts = Files.readAllLines(folder.resolve("seq.in"));
    List<String> labels = Files.readAllLines(folder.resolve("label"));
    List<Labelled> read = new ArrayList<>();
    for (int i = 0; i < texts.size(); i++) {
      read.add(new Labelled(texts.get(i).strip(), labels.get(i).strip()));
    }
    return read;
  }

  /** A bot of whole sentences, without slots. */
  static BotDefinition plain(List<Labelled> samples) {
    Map<String, List<String>> byIntent = new LinkedHashMap<>();
    samples.forEach(s -> byIntent.computeIfAbsent(s.label(), l -> new ArrayList<>()).add(s.text().replaceAll("[{}]", " ")));
    ObjectNode bot = bot();
    ObjectNode intents = bot.putObject("intents");
    int name = 0;
    for (List<String> texts : byIntent.values()) {
      ArrayNode list = intents.putObject("Intent" + letters(name++)).putArray("utterances");
      texts.forEach(list::add);
    }
    return loaded(bot);
  }

  /** A bot as developers write them: 20 intents with 20 samples and six slots each, two of one type, one of any words. */
  static BotDefinition withSlots() {
    String[] verbs = {"move", "book", "order", "cancel", "change"};
    String[] things = {"a transfer", "a table", "a car", "a delivery"};
    String[] openings = {"", "please ", "i want to ", "can you ", "i would like to "};
    String[] endings = {"from {From} to {To}", "for {Amount} on {Day}", "at {Hour} from {From}", "to {To} with the note {Note}"};
    ObjectNode bot = bot();
    ArrayNode places = bot.putObject("slot_types").putObject("Place").putArray("values");
    for (String place : new String[] {"savings", "checking", "the office", "the airport", "the harbour", "main street", "the old town"}) {
      places.add(place);
    }
    ObjectNode intents = bot.putObject("intents");
    int number = 0;
    for (String verb : verbs) {
      for (String thing : things) {
        ObjectNode intent = intents.putObject("Intent" + letters(number++));
        ArrayNode samples = intent.putArray("utterances");
        for (int i = 0; i < SAMPLES; i++) {
          samples.add(openings[i % openings.length] + verb + " " + thing + " " + endings[i / openings.length]);
        }
        ObjectNode slots = intent.putObject("slots");
        slot(slots, "From", "Place");
        slot(slots, "To", "Place");
        slot(slots, "Amount", "Number");
        slot(slots, "Day", "Date");
        slot(slots, "Hour", "Time");
        slot(slots, "Note", "FreeFormInput");
      }
    }
    return loaded(bot);
  }

  private static void slot(ObjectNode slots, String name, String type) {
    slots.putObject(name).put("type", type).put("ask", "Which " + name + "?");
  }

  private static ObjectNode bot() {
    return JSON.createObjectNode().put("bot", "BenchBot").put("locale", LOCALE);
  }

  /** A name has no figures: 3 is `D`, 30 `BE`. */
  static String letters(int number) {
    int letters = 'Z' - 'A' + 1;
    return (number < letters ? "" : letters(number / letters)) + (char) ('A' + number % letters);
  }

  private static BotDefinition loaded(ObjectNode bot) {
    try {
      // JSON is YAML.
      var loaded = BotReader.read(new SourceText("bench", JSON.writeValueAsString(bot)));
      return loaded.value().orElseThrow(() -> new IllegalStateException(TextReportPrinter.print(loaded.report())));
    } catch (JsonProcessingException e) {
      throw new AssertionError(e);
    }
  }
}
