package dev.parley.cli;

import dev.parley.audio.Pcm;
import dev.parley.audio.WavFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A folder of recordings and what is said in them. Either {@code transcripts.tsv} (the recording's name, a tab, the words, and if one likes
 * another tab and who speaks), or a text file beside each recording ({@code one.wav}, {@code one.txt}), or CMU Sphinx's {@code transcription}
 * ({@code <s> words </s> (name)}). Words may have capitals, commas and digits. Reads files.
 */
final class SpokenCorpus {

  private static final String TABLE = "transcripts.tsv";
  private static final String WAV = ".wav";
  private static final Pattern SPHINX = Pattern.compile("(?:<s>)?(.*?)(?:</s>)?\\s*\\(([^()]+)\\)\\s*");
  private static final List<String> DIGITS = List.of("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine");

  private SpokenCorpus() {}

  /**
   * One recording.
   *
   * @param words what is said, in lower case, digits written out
   * @param speaker who speaks; empty when the corpus does not tell
   */
  record Recording(String name, List<String> words, String speaker, Pcm sound) {}

  /**
   * Reads a folder.
   *
   * @param speakers whose recordings are wanted; empty: everybody's
   * @throws Complaint when something is not as it must be
   */
  static List<Recording> read(Path folder, Set<String> speakers) {
    List<Recording> recordings = new ArrayList<>();
    for (Line line : lines(folder)) {
      if (speakers.isEmpty() || speakers.contains(line.speaker)) {
        recordings.add(new Recording(line.name, words(line.text), line.speaker, sound(folder, line)));
      }
    }
    if (recordings.isEmpty()) {
      throw new Complaint("there is no recording" + (speakers.isEmpty() ? "" : " of " + String.join(", ", speakers)) + " in " + folder);
    }
    return recordings;
  }

  private record Line(String name, String text, String speaker, String place) {}

  private static List<Line> lines(Path folder) {
    if (Files.isRegularFile(folder.resolve(TABLE))) {
      return table(folder.resolve(TABLE));
    }
    Optional<Path> sphinx = files(folder).stream().filter(f -> f.toString().endsWith("transcription")).findFirst();
    if (sphinx.isPresent()) {
      return sphinx(sphinx.get());
    }
    List<Line> lines = new ArrayList<>();
    for (Path file : files(folder)) {
      Path text = file.resolveSibling(bare(file) + ".txt");
      if (file.toString().endsWith(WAV) && Files.isRegularFile(text)) {
        lines.add(new Line(bare(file), text(text), "", text.toString()));
      }
    }
    if (lines.isEmpty()) {
      throw new Complaint(folder + " has no transcripts: write " + TABLE + " with a recording's name, a tab and its words a line, or a .txt file "
          + "beside each " + WAV);
    }
    return lines;
  }

  private static List<Line> table(Path file) {
    List<Line> lines = new ArrayList<>();
    List<String> rows = text(file).lines().toList();
    for (int i = 0; i < rows.size(); i++) {
      if (!rows.get(i).isBlank()) {
        String[] fields = rows.get(i).split("\t", -1);
        String place = file + ":" + (i + 1);
        if (fields.length < 2 || fields.length > 3) {
          throw new Complaint(place + ": write the recording's name, a tab, its words, and if you like a tab and who speaks");
        }
        lines.add(new Line(fields[0].strip(), fields[1], fields.length == 3 ? fields[2].strip() : "", place));
      }
    }
    return lines;
  }

  private static List<Line> sphinx(Path file) {
    List<Line> lines = new ArrayList<>();
    List<String> rows = text(file).lines().toList();
    for (int i = 0; i < rows.size(); i++) {
      if (!rows.get(i).isBlank()) {
        Matcher row = SPHINX.matcher(rows.get(i));
        if (!row.matches()) {
          throw new Complaint(file + ":" + (i + 1) + ": write <s> the words </s> (the recording's name)");
        }
        lines.add(new Line(row.group(2), row.group(1), "", file + ":" + (i + 1)));
      }
    }
    return lines;
  }

  private static Pcm sound(Path folder, Line line) {
    Path file = folder.resolve(line.name.endsWith(WAV) ? line.name : line.name + WAV);
    try {
      return WavFile.read(file).get(0);
    } catch (IOException e) {
      throw new Complaint(line.place + ": the recording " + line.name + " cannot be read: " + e.getMessage(), e);
    }
  }

  /** The words of a text as recognisers write them. */
  static List<String> words(String text) {
    List<String> words = new ArrayList<>();
    for (String word : text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}']+", " ").strip().split(" +")) {
      if (word.matches("[0-9]+")) {
        word.chars().forEach(digit -> words.add(DIGITS.get(digit - '0')));
      } else if (!word.isEmpty()) {
        words.add(word);
      }
    }
    return words;
  }

  /** The digits among words; "oh" is zero. */
  static String digits(List<String> words) {
    StringBuilder digits = new StringBuilder();
    for (String word : words) {
      int digit = word.equals("oh") ? 0 : DIGITS.indexOf(word);
      digits.append(digit < 0 ? "" : String.valueOf(digit));
    }
    return digits.toString();
  }

  private static String bare(Path file) {
    String name = String.valueOf(file.getFileName());
    return name.contains(".") ? name.substring(0, name.lastIndexOf('.')) : name;
  }

  private static List<Path> files(Path folder) {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    } catch (IOException e) {
      throw new Complaint("the folder " + folder + " cannot be read: " + e.getMessage(), e);
    }
  }

  private static String text(Path file) {
    try {
      return Files.readString(file, StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new Complaint(file + " cannot be read: " + e.getMessage(), e);
    }
  }
}
