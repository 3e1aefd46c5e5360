package dev.parley.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.csv.CsvMapper;
import com.fasterxml.jackson.dataformat.csv.CsvParser;
import dev.parley.cli.LabelledTexts.LabelledText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The forms in which public sets of labelled texts come: a folder with {@code seq.in} and {@code label}; a {@code .csv} whose
 * first line names its two columns; and {@code FILE.json#PART}, where the part is a list of {@code [text, label]}, joined by those
 * of {@code oos_PART} if the file has it.
 */
final class LabelledForms {

  private static final String TEXTS = "seq.in";
  private static final String LABELS = "label";

  private LabelledForms() {}

  /** What is in one of these forms; nothing when the place must be lines with tabs. */
  static Optional<List<LabelledText>> read(Path place) {
    String name = place.toString();
    int hash = name.lastIndexOf('#');
    if (hash > 0 && name.substring(0, hash).toLowerCase(Locale.ROOT).endsWith(".json")) {
      return Optional.of(json(Path.of(name.substring(0, hash)), name.substring(hash + 1)));
    }
    if (name.toLowerCase(Locale.ROOT).endsWith(".json")) {
      throw new Complaint(place + ": write which of its parts, as in " + place.getFileName() + "#train");
    }
    if (name.toLowerCase(Locale.ROOT).endsWith(".csv")) {
      return Optional.of(csv(place));
    }
    return Files.isDirectory(place) ? Optional.of(folder(place)) : Optional.empty();
  }

  private static List<LabelledText> folder(Path folder) {
    if (!Files.isRegularFile(folder.resolve(TEXTS)) || !Files.isRegularFile(folder.resolve(LABELS))) {
      throw new Complaint(folder + " is a folder without the files " + TEXTS + " and " + LABELS + ", a text and its label a line");
    }
    List<String> texts = BotFiles.source(folder.resolve(TEXTS)).lines();
    List<String> labels = BotFiles.source(folder.resolve(LABELS)).lines();
    int last = Math.max(last(texts), last(labels));
    List<LabelledText> read = new ArrayList<>();
    for (int i = 0; i < last; i++) {
      String text = i < texts.size() ? texts.get(i) : "";
      String label = i < labels.size() ? labels.get(i) : "";
      read.add(labelled(text, label, folder + ", line " + (i + 1) + " of " + TEXTS + " and " + LABELS));
    }
    return read;
  }

  /** How many lines there are, but for empty ones at the end. */
  private static int last(List<String> lines) {
    int last = lines.size();
    while (last > 0 && lines.get(last - 1).isBlank()) {
      last--;
    }
    return last;
  }

  private static List<LabelledText> csv(Path file) {
    String all = BotFiles.source(file).text();
    CsvMapper mapper = CsvMapper.builder().enable(CsvParser.Feature.WRAP_AS_ARRAY).enable(CsvParser.Feature.SKIP_EMPTY_LINES).build();
    List<LabelledText> read = new ArrayList<>();
    try (MappingIterator<String[]> rows = mapper.readerFor(String[].class).readValues(all)) {
      boolean names = true;
      while (rows.hasNextValue()) {
        String place = file + ", the row that ends on line " + rows.getCurrentLocation().getLineNr();
        String[] row = rows.nextValue();
        if (row.length != 2) {
          throw new Complaint(place + ": it has " + row.length + " columns; write a text and its label, in quotes where they hold commas");
        }
        if (!names) {
          read.add(labelled(row[0], row[1], place));
        }
        names = false;
      }
    } catch (IOException e) {
      throw new Complaint(file + " is no CSV file: " + e.getMessage(), e);
    }
    return read;
  }

  private static List<LabelledText> json(Path file, String part) {
    JsonNode root;
    try {
      root = new ObjectMapper().readTree(BotFiles.source(file).text());
    } catch (JsonProcessingException e) {
      throw new Complaint(file + ":" + e.getLocation().getLineNr() + " is no JSON: " + e.getOriginalMessage(), e);
    }
    if (!root.path(part).isArray()) {
      List<String> parts = new ArrayList<>();
      root.fieldNames().forEachRemaining(parts::add);
      throw new Complaint(file + " has no list " + part + (parts.isEmpty() ? "" : "; it has " + String.join(", ", parts)));
    }
    List<LabelledText> read = new ArrayList<>();
    for (String list : List.of(part, LabelledTexts.OUT_OF_SCOPE + "_" + part)) {
      int at = 0;
      for (JsonNode pair : root.path(list)) {
        String place = file + ", " + list + "[" + at++ + "]";
        if (pair.size() != 2 || !pair.path(0).isTextual() || !pair.path(1).isTextual()) {
          throw new Complaint(place + ": write [\"text\", \"label\"]");
        }
        read.add(labelled(pair.get(0).textValue(), pair.get(1).textValue(), place));
      }
    }
    return read;
  }

  private static LabelledText labelled(String text, String label, String place) {
    if (text.isBlank() || label.isBlank()) {
      throw new Complaint(place + ": there is no " + (text.isBlank() ? "text" : "label"));
    }
    return new LabelledText(text.strip(), label.strip());
  }
}
