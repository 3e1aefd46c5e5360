package dev.parley.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.cli.TaggedTexts.TaggedText;
import dev.parley.cli.TaggingTrial.Answer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Measures how well slots are found in sentences. */
@Command(
    name = "tagging",
    description = {
      "Trains on some sentences and measures on others how well the slots in them are found. The intent is given.",
      "A folder has three files with a line a sentence: seq.in its words, seq.out a tag a word (O, B-slot, I-slot), label its intent."
    },
    mixinStandardHelpOptions = true)
final class EvalTaggingCommand implements Callable<Integer> {

  private static final String OWN = "own";
  private static final double MILLIS = 1000.0;

  @Spec private CommandSpec spec;

  @Option(names = "--train", required = true, paramLabel = "DIR", description = "What to train on.")
  private Path train = Path.of("");

  @Option(names = "--test", required = true, paramLabel = "DIR", description = "What to measure on.")
  private Path test = Path.of("");

  @Option(
      names = "--catalogue",
      paramLabel = "DIR|own",
      description = "Whose values the slot types list: those of all sentences of a folder, or of the drawn ones alone. Default: the folder to train on.")
  private Optional<String> catalogue = Optional.empty();

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  @Mixin private DrawOptions drawing = new DrawOptions();

  @Override
  public Integer call() {
    drawing.check();
    TaggedTexts training = TaggedTexts.read(train);
    TaggedTexts asked = TaggedTexts.read(test);
    boolean own = catalogue.filter(OWN::equals).isPresent();
    List<TaggedText> listed = catalogue.filter(c -> !own).map(c -> TaggedTexts.read(Path.of(c)).texts()).orElse(training.texts());
    warnOfStrangers(training, asked);
    Outcome outcome = new Outcome();
    for (int draw = 0; draw < drawing.draws(); draw++) {
      int of = drawing.seed(draw);
      List<TaggedText> drawn = drawing.perIntent().map(n -> Draw.ofEach(training.texts(), TaggedText::intent, n, of)).orElse(training.texts());
      long began = System.nanoTime();
      TaggingTrial trial = new TaggingTrial(drawn, own ? drawn : listed, drawing.localeId());
      outcome.trainSeconds.add((System.nanoTime() - began) / 1e9);
      outcome.take(trial.answers(asked.texts()));
      outcome.samples = drawn.size();
    }
    print(outcome);
    return 0;
  }

  /** What was measured, over all draws. */
  private static final class Outcome {

    private final List<TaggingFigures> all = new ArrayList<>();
    private final Map<String, List<TaggingFigures>> byIntent = new LinkedHashMap<>();
    private final List<Long> micros = new ArrayList<>();
    private final List<Double> trainSeconds = new ArrayList<>();
    private int samples;

    void take(List<Answer> answers) {
      all.add(TaggingFigures.of(answers));
      Map<String, List<Answer>> parted = new LinkedHashMap<>();
      answers.forEach(a -> parted.computeIfAbsent(a.asked().intent(), i -> new ArrayList<>()).add(a));
      parted.forEach((intent, of) -> byIntent.computeIfAbsent(intent, i -> new ArrayList<>()).add(TaggingFigures.of(of)));
      answers.forEach(a -> micros.add(a.micros()));
    }

    double quantile(double share) {
      List<Long> sorted = micros.stream().sorted().toList();
      return sorted.get((int) Math.round(share * (sorted.size() - 1))) / MILLIS;
    }

    double trainSecondsMean() {
      return trainSeconds.stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
  }

  /** Slots of an intent that nothing was trained on can only be missed. */
  private void warnOfStrangers(TaggedTexts training, TaggedTexts asked) {
    Set<String> strangers = new TreeSet<>(asked.intents());
    strangers.removeAll(training.intents());
    if (!strangers.isEmpty()) {
      spec.commandLine().getErr().println(
          "warning: " + train + " has no sentence of " + String.join(", ", strangers) + ": the slots that " + test + " has of them count as missed");
      spec.commandLine().getErr().flush();
    }
  }

  private void print(Outcome outcome) {
    PrintWriter out = spec.commandLine().getOut();
    TaggingFigures mean = TaggingFigures.mean(outcome.all);
    if (json) {
      ObjectNode node = put(JsonNodeFactory.instance.objectNode(), mean, outcome.all);
      node.put("draws", drawing.draws()).put("samples", outcome.samples);
      node.put("p50Ms", outcome.quantile(0.50)).put("p99Ms", outcome.quantile(0.99)).put("trainMs", Math.round(outcome.trainSecondsMean() * MILLIS));
      ArrayNode intents = node.putArray("intents");
      outcome.byIntent.forEach((intent, of) -> put(intents.addObject().put("intent", intent), TaggingFigures.mean(of), of));
      out.println(node);
    } else {
      out.printf(
          Locale.ROOT, "%d intents, %d samples, %d draws, trained in %.1f s%n", outcome.byIntent.size(), outcome.samples, drawing.draws(), outcome.trainSecondsMean());
      out.printf(Locale.ROOT, "time  p50 %.2f ms, p99 %.2f ms%n", outcome.quantile(0.50), outcome.quantile(0.99));
      outcome.byIntent.forEach((intent, of) -> out.println(line(intent, of)));
      out.println(line("all", outcome.all));
    }
    out.flush();
  }

  private static double f1(List<TaggingFigures> draws) {
    return draws.stream().mapToDouble(TaggingFigures::f1).average().orElse(0);
  }

  private static String line(String name, List<TaggingFigures> draws) {
    TaggingFigures mean = TaggingFigures.mean(draws);
    return String.format(
        Locale.ROOT, "%-24s F1 %5.1f%%  precision %5.1f%%  recall %5.1f%%  all slots right %5.1f%%  of %d", name, 100 * f1(draws),
        100 * mean.precision(), 100 * mean.recall(), 100 * mean.whole(), mean.sentences() / draws.size());
  }

  private static ObjectNode put(ObjectNode node, TaggingFigures mean, List<TaggingFigures> draws) {
    return node.put("f1", round(f1(draws)))
        .put("precision", round(mean.precision()))
        .put("recall", round(mean.recall()))
        .put("allSlotsRight", round(mean.whole()))
        .put("sentences", mean.sentences() / draws.size());
  }

  private static double round(double share) {
    return Math.round(share * 10_000) / 10_000.0;
  }
}
