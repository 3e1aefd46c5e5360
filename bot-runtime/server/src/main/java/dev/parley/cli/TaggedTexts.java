package dev.parley.cli;

import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
import dev.parley.diagnostic.Span;
import dev.parley.diagnostic.TextReportPrinter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * Sentences with their slots, from a folder of three files with a line a sentence: {@code seq.in} has its words, {@code seq.out}
 * a tag for each word ({@code O}, {@code B-slot} for the first word of a value, {@code I-slot} for those after it), {@code
 * label} its intent. Immutable.
 *
 * @param folder where they stand
 * @param texts in the files' order; never empty
 */
record TaggedTexts(Path folder, List<TaggedText> texts) {

  private static final String CODE = "tagged-text";
  private static final String OUTSIDE = "O";

  TaggedTexts {
    texts = List.copyOf(texts);
  }

  /** A slot's words, from the first to before {@code to}. */
  record Place(String slot, int from, int to) {}

  /** One sentence. */
  record TaggedText(String intent, List<String> words, List<Place> places) {
    TaggedText {
      words = List.copyOf(words);
      places = List.copyOf(places);
    }
  }

  /**
   * Reads a folder.
   *
   * @throws Complaint with each line that is not as it must be, or when there is none
   */
  static TaggedTexts read(Path folder) {
    SourceText words = source(folder, "seq.in");
    SourceText tags = source(folder, "seq.out");
    SourceText labels = source(folder, "label");
    Report report = new Report();
    List.of(words, tags, labels).forEach(report::source);
    List<String> wordLines = lines(words);
    sameLength(words, wordLines, tags, lines(tags), report);
    List<String> labelLines = lines(labels);
    sameLength(words, wordLines, labels, labelLines, report);
    List<TaggedText> texts = new ArrayList<>();
    if (!report.hasErrors()) {
      for (int i = 0; i < wordLines.size(); i++) {
        String label = labelLines.get(i).strip();
        if (label.isEmpty()) {
          report.add(Diagnostic.error(CODE, Span.of(labels.name(), i + 1, 1, 1), "there is no intent on this line").help("write the intent of line " + (i + 1) + " of " + words.name()));
        }
        texts.add(new TaggedText(label, split(wordLines.get(i)), places(tags, i, wordLines.get(i), report)));
      }
    }
    if (report.hasErrors()) {
      throw new Complaint(TextReportPrinter.print(report));
    }
    if (texts.isEmpty()) {
      throw new Complaint(words.name() + " has no line");
    }
    return new TaggedTexts(folder, texts);
  }

  private static SourceText source(Path folder, String name) {
    Path file = folder.resolve(name);
    if (!Files.isRegularFile(file)) {
      throw new Complaint(
          "there is no file " + file + "; a folder of tagged sentences has seq.in (words), seq.out (a tag a word) and label (intents), a line a sentence each");
    }
    return BotFiles.source(file);
  }

  private static List<String> lines(SourceText source) {
    List<String> lines = new ArrayList<>(source.lines());
    while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
      lines.remove(lines.size() - 1);
    }
    return lines;
  }

  private static void sameLength(SourceText one, List<String> lines, SourceText other, List<String> otherLines, Report report) {
    if (lines.size() != otherLines.size()) {
      int first = Math.min(lines.size(), otherLines.size()) + 1;
      SourceText longer = lines.size() > otherLines.size() ? one : other;
      SourceText shorter = lines.size() > otherLines.size() ? other : one;
      report.add(
          Diagnostic.error(CODE, Span.of(longer.name(), first, 1, 1),
                  one.name() + " has " + lines.size() + " lines and " + other.name() + " " + otherLines.size() + ": nothing stands for this line in " + shorter.name())
              .help("give both files a line for each sentence"));
    }
  }

  private static List<String> split(String line) {
    return Arrays.stream(line.strip().split("\\s+")).filter(w -> !w.isEmpty()).toList();
  }

  private static List<Place> places(SourceText source, int line, String words, Report report) {
    List<String> tags = split(source.lines().get(line));
    Span place = Span.of(source.name(), line + 1, 1, Math.max(1, source.lines().get(line).length()));
    if (tags.size() != split(words).size()) {
      report.add(
          Diagnostic.error(CODE, place, "this line has " + tags.size() + " tags for " + split(words).size() + " words")
              .help("write one tag for each word of the same line of seq.in"));
      return List.of();
    }
    List<Place> places = new ArrayList<>();
    for (int i = 0; i < tags.size(); i++) {
      String tag = tags.get(i);
      boolean begins = tag.startsWith("B-");
      if (!tag.equals(OUTSIDE) && !begins && !tag.startsWith("I-") || tag.length() == 2) {
        report.add(
            Diagnostic.error(CODE, place, "`" + tag + "` is no tag")
                .help("write `O`, or `B-` or `I-` and the slot's name"));
      } else if (!tag.equals(OUTSIDE)) {
        take(tag.substring(2), begins, i, places);
      }
    }
    return places;
  }

  private static void take(String slot, boolean begins, int at, List<Place> places) {
    Place last = places.isEmpty() ? new Place("", 0, 0) : places.get(places.size() - 1);
    if (!begins && last.to == at && last.slot.equals(slot)) {
      places.set(places.size() - 1, new Place(slot, last.from, at + 1));
    } else {
      places.add(new Place(slot, at, at + 1));
    }
  }

  /** The intents, in the files' order. */
  Set<String> intents() {
    Set<String> intents = new LinkedHashSet<>();
    texts.forEach(t -> intents.add(t.intent));
    return intents;
  }
}
