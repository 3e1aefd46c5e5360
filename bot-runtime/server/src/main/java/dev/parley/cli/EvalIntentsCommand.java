package dev.parley.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.cli.IntentTrial.Answer;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how well intents are told apart. */
@Command(
    name = "intents",
    description = {
      "Trains on some texts and measures on others how well their intents are told apart, and what is none kept out.",
      "A file has a text, a tab and a label a line; the label 'oos' is of what is out of scope. Public sets are read as they come:",
      "a folder with seq.in and label, a .csv whose first line names its two columns, FILE.json#PART with lists of [text, label]."
    },
    mixinStandardHelpOptions = true)
final class EvalIntentsCommand implements Callable<Integer> {

  private static final int SHOWN_CONFUSIONS = 10;

  @Spec private CommandSpec spec;

  @Option(names = "--train", required = true, paramLabel = "FILE", description = "What to train on; lines labelled oos are left out.")
  private Path train = Path.of("");

  @Option(names = "--test", required = true, paramLabel = "FILE", description = "What to measure on.")
  private Path test = Path.of("");

  @Option(
      names = "--validate",
      paramLabel = "FILE",
      description = "Choose the threshold on these: the best of 0.75 x in-scope accuracy + 0.25 x out-of-scope recall.")
  private Optional<Path> validate = Optional.empty();

  @Option(
      names = "--keep",
      paramLabel = "0..1",
      description = "Of the texts to choose the threshold on, take the highest at which this share of those in scope is still right.")
  private Optional<Double> keep = Optional.empty();

  @Option(names = "--threshold", paramLabel = "0..1", description = "An intent this confident is taken. Default 0.4, as a bot's.")
  private Optional<Double> threshold = Optional.empty();

  @Option(
      names = "--intents",
      paramLabel = "N",
      description = "A small bot: so many intents, drawn at random; what is said of the others is out of scope. Default: all.")
  private Optional<Integer> intents = Optional.empty();

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  @Mixin private UnderstandingOptions understanding = new UnderstandingOptions();

  @Mixin private DrawOptions drawing = new DrawOptions();

  @Override
  public Integer call() {
    if (threshold.isPresent() && (validate.isPresent() || threshold.get() < 0 || threshold.get() > 1)) {
      throw new ParameterException(spec.commandLine(), "--threshold: write a number from 0 to 1, and without --validate");
    }
    if (keep.isPresent() && (validate.isEmpty() || keep.get() < 0 || keep.get() > 1)) {
      throw new ParameterException(spec.commandLine(), "--keep: write a number from 0 to 1, and with --validate");
    }
    if (intents.filter(n -> n < 1).isPresent()) {
      throw new ParameterException(spec.commandLine(), "--intents: write a number from 1");
    }
    drawing.check();
    LabelledTexts training = LabelledTexts.read(train);
    LabelledTexts asked = LabelledTexts.read(test);
    Optional<LabelledTexts> tuned = validate.map(LabelledTexts::read);
    if (training.intents().isEmpty()) {
      throw new Complaint(train + " has nothing but what is out of scope; train on at least one intent");
    }
    warnOfStrangers(training, asked);
    List<Answer> answers = new ArrayList<>();
    List<IntentFigures> figures = new ArrayList<>();
    List<Double> trainMs = new ArrayList<>();
    LabelledTexts drawn = training;
    for (int draw = 0; draw < drawing.draws(); draw++) {
      int of = drawing.seed(draw);
      Set<String> about = intents.map(n -> training.someIntents(n, of)).orElseGet(training::intents);
      LabelledTexts wanted = intents.isPresent() ? training.about(about) : training;
      drawn = drawing.perIntent().map(n -> wanted.draw(n, of)).orElse(wanted);
      long began = System.nanoTime();
      IntentTrial trial = new IntentTrial(drawn, drawing.localeId(), understanding.factory());
      trainMs.add((System.nanoTime() - began) / 1e6);
      double taken = tuned.map(t -> IntentFigures.bestThreshold(trial.answers(only(t, about)), keep)).or(() -> threshold).orElse(STANDARD_THRESHOLD);
      List<Answer> these = trial.answers(only(asked, about));
      figures.add(IntentFigures.of(these, taken));
      answers.addAll(these);
    }
    print(drawn, answers, IntentFigures.mean(figures, answers), trainMs.stream().mapToDouble(m -> m).average().orElse(0));
    return 0;
  }

  private LabelledTexts only(LabelledTexts texts, Set<String> about) {
    return intents.isPresent() ? texts.about(about) : texts;
  }

  /** The threshold of a bot that sets none. */
  private static final double STANDARD_THRESHOLD = 0.4;

  /** A label that nothing was trained on can only be missed. */
  private void warnOfStrangers(LabelledTexts training, LabelledTexts asked) {
    Set<String> strangers = new TreeSet<>(asked.intents());
    strangers.removeAll(training.intents());
    if (!strangers.isEmpty()) {
      spec.commandLine().getErr().println(
          "warning: " + train + " has no text of " + String.join(", ", strangers) + ": what " + test
              + " has of them counts as wrong; label it oos if it is out of scope");
      spec.commandLine().getErr().flush();
    }
  }

  private void print(LabelledTexts drawn, List<Answer> answers, IntentFigures figures, double trainMs) {
    PrintWriter out = spec.commandLine().getOut();
    long outside = answers.stream().filter(a -> a.asked().outOfScope()).count() / drawing.draws();
    long inside = answers.size() / drawing.draws() - outside;
    long samples = drawn.texts().stream().filter(t -> !t.outOfScope()).count();
    if (json) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      put(node, "accuracy", figures.accuracy());
      put(node, "inScopeAccuracy", figures.inScopeAccuracy());
      put(node, "outOfScopeRecall", figures.outOfScopeRecall());
      node.put("threshold", figures.threshold()).put("p50Ms", figures.p50Ms()).put("p99Ms", figures.p99Ms());
      node.put("intents", drawn.intents().size()).put("samples", samples);
      node.put("draws", drawing.draws()).put("inScope", inside).put("outOfScope", outside).put("trainMs", Math.round(trainMs));
      out.println(node);
    } else {
      out.printf(Locale.ROOT, "%d intents, %d samples, %d draws, trained in %.1f s%n", drawn.intents().size(), samples, drawing.draws(), trainMs / 1000);
      out.println("accuracy            " + percent(figures.accuracy()) + "  of " + inside + " in scope, best guess");
      out.println("in-scope accuracy   " + percent(figures.inScopeAccuracy()) + "  at the threshold " + figures.threshold());
      out.println("out-of-scope recall " + percent(figures.outOfScopeRecall()) + "  of " + outside + " kept out there");
      out.printf(Locale.ROOT, "time                p50 %.1f ms, p99 %.1f ms%n", figures.p50Ms(), figures.p99Ms());
      confusions(answers).forEach(out::println);
    }
    out.flush();
  }

  /** The pairs of intents that are mixed up most. */
  private static List<String> confusions(List<Answer> answers) {
    Map<String, Integer> pairs = new LinkedHashMap<>();
    answers.stream()
        .filter(a -> !a.asked().outOfScope() && !a.right())
        .forEach(a -> pairs.merge(a.asked().label() + " taken for " + a.intent().orElse("none"), 1, Integer::sum));
    return pairs.entrySet().stream()
        .sorted(Map.Entry.<String, Integer>comparingByValue(Comparator.reverseOrder()).thenComparing(Map.Entry.comparingByKey()))
        .limit(SHOWN_CONFUSIONS)
        .map(e -> String.format(Locale.ROOT, "%4d x %s", e.getValue(), e.getKey()))
        .toList();
  }

  private static String percent(OptionalDouble share) {
    return share.isEmpty() ? "     -" : String.format(Locale.ROOT, "%5.1f%%", 100 * share.getAsDouble());
  }

  private static void put(ObjectNode node, String field, OptionalDouble share) {
    if (share.isEmpty()) {
      node.putNull(field);
    } else {
      node.put(field, Math.round(share.getAsDouble() * 10_000) / 10_000.0);
    }
  }
}
