package dev.parley.cli;

import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
import dev.parley.diagnostic.Span;
import dev.parley.diagnostic.TextReportPrinter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;

/**
 * Texts with what they mean, in one of the forms that public sets come in ({@link LabelledForms}), or as a text, a tab and a label
 * a line, in UTF-8, where lines without anything on them count for nothing. Immutable.
 *
 * @param file where they stand
 * @param texts in the file's order; never empty
 */
record LabelledTexts(Path file, List<LabelledText> texts) {

  /** The label of what none of a bot's intents is. */
  static final String OUT_OF_SCOPE = "oos";

  LabelledTexts {
    texts = List.copyOf(texts);
  }

  /** One text; its label names an intent, or is {@link #OUT_OF_SCOPE}. */
  record LabelledText(String text, String label) {

    boolean outOfScope() {
      return label.equals(OUT_OF_SCOPE);
    }
  }

  /**
   * Reads a file or a folder.
   *
   * @throws Complaint with each line that is not as it must be, or when there is none
   */
  static LabelledTexts read(Path file) {
    List<LabelledText> texts = LabelledForms.read(file).orElseGet(() -> lines(file));
    if (texts.isEmpty()) {
      throw new Complaint(file + " has no text with a label");
    }
    return new LabelledTexts(file, texts);
  }

  private static List<LabelledText> lines(Path file) {
    SourceText source = BotFiles.source(file);
    Report report = new Report();
    report.source(source);
    List<LabelledText> texts = new ArrayList<>();
    List<String> lines = source.lines();
    for (int i = 0; i < lines.size(); i++) {
      String line = i == 0 && lines.get(i).startsWith("\uFEFF") ? lines.get(i).substring(1) : lines.get(i);
      if (!line.isBlank()) {
        take(line, Span.of(file.toString(), i + 1, 1, line.length()), report, texts);
      }
    }
    if (report.hasErrors()) {
      throw new Complaint(TextReportPrinter.print(report));
    }
    return texts;
  }

  private static void take(String line, Span place, Report report, List<LabelledText> texts) {
    String[] fields = line.split("\t", -1);
    String text = fields[0].strip();
    String label = fields.length < 2 ? "" : fields[1].strip();
    if (fields.length == 2 && !text.isEmpty() && !label.isEmpty()) {
      texts.add(new LabelledText(text, label));
      return;
    }
    String wrong =
        fields.length < 2
            ? "this line has no tab"
            : fields.length > 2
                ? "this line has " + (fields.length - 1) + " tabs"
                : text.isEmpty() ? "there is no text before the tab" : "there is no label behind the tab";
    report.add(
        Diagnostic.error("labelled-text", place, wrong)
            .help("write a text, one tab and its label a line; `" + OUT_OF_SCOPE + "` labels what is out of scope"));
  }

  /** So many texts of each intent, and all that are out of scope; the same seed draws the same. */
  LabelledTexts draw(int each, int seed) {
    return new LabelledTexts(file, Draw.ofEach(texts, LabelledText::label, each, seed));
  }

  /** The same, where all but these intents are out of scope. */
  LabelledTexts about(Set<String> intents) {
    return new LabelledTexts(
        file, texts.stream().map(t -> intents.contains(t.label()) ? t : new LabelledText(t.text(), OUT_OF_SCOPE)).toList());
  }

  /** So many intents, drawn at random; the same seed draws the same. */
  Set<String> someIntents(int many, int seed) {
    List<String> order = new ArrayList<>(intents());
    Collections.shuffle(order, new Random(seed));
    return Set.copyOf(order.subList(0, Math.min(many, order.size())));
  }

  /** The labels of what is in scope, in the file's order. */
  Set<String> intents() {
    Set<String> labels = new LinkedHashSet<>();
    texts.stream().filter(t -> !t.outOfScope()).forEach(t -> labels.add(t.label()));
    return labels;
  }
}
