package dev.parley.nlu;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtException;
import dev.parley.definition.BotDefinition;
import dev.parley.definition.InputSettings;
import dev.parley.encoder.EncoderModel;
import dev.parley.encoder.OnnxEncoder;
import dev.parley.encoder.RawRun;
import dev.parley.encoder.RememberedSamples;
import dev.parley.event.Expectation;
import dev.parley.event.Interpreter;
import dev.parley.learning.LearntModels;
import dev.parley.nlu.BenchBots.Labelled;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What understanding costs: a text beside one raw run of the same encoder, training, memory, and a named peer (NLP.js) on the same
 * data in the same run. Each measurement has a process of its own, so that none warms another up. How it is run:
 * {@code bot-runtime/nlu/README.md}.
 */
public final class UnderstandingBench {

  private static final int ROUNDS = 3;
  private static final int WARM_UP = 300;
  private static final int TEXTS = 1000;
  private static final int INTENTS = 20;
  private static final int SAMPLES = 20;
  private static final int REMEMBERED = 20_000;
  private static final int REMEMBERED_BYTES = 1 << 25;

  private UnderstandingBench() {}

  /** Runs all with a folder that holds train_10, train and test; or, with more arguments, one measurement. */
  public static void main(String[] arguments) throws IOException, InterruptedException, OrtException {
    Path data = Path.of(arguments[0]);
    if (!Files.isDirectory(data.resolve("train_10"))) {
      System.err.println(data + " has no folder train_10: name a folder with train_10, train and test, each with seq.in and label");
      System.exit(2);
    }
    switch (arguments.length > 1 ? arguments[1] : "all") {
      case "texts" -> texts(data);
      case "training" -> training(data, Path.of(arguments[2]), Optional.empty());
      case "remembered" -> training(data, Path.of(arguments[2]), Optional.of(Path.of(arguments[3])));
      case "memory" -> memory(data);
      case "light" -> light(data);
      default -> all(data);
    }
  }

  private static void all(Path data) throws IOException, InterruptedException {
    System.out.println("\nUnderstanding, " + data + ", best of " + ROUNDS + " rounds where there are several");
    child(data, "texts");
    child(data, "light");
    Path vectors = Files.createTempFile("samples", ".vectors");
    Files.delete(vectors);
    Path models = vectors.resolveSibling(vectors.getFileName() + ".models");
    child(data, "training", vectors.toString());
    child(data, "training", vectors.toString());
    child(data, "remembered", vectors.toString(), models.toString());
    child(data, "remembered", vectors.toString(), models.toString());
    Files.deleteIfExists(vectors);
    Files.deleteIfExists(models);
    child(data, "memory");
    peer(data);
  }

  private static void child(Path data, String... arguments) throws IOException, InterruptedException {
    // With room to spare a Java heap grows before anything is thrown away: memory is that of a heap with little.
    String heap = arguments[0].equals("memory") ? "-Xmx256m" : "-Xmx1g";
    List<String> command = new ArrayList<>(List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), heap));
    if (Runtime.version().feature() >= 22) {
      command.add("--enable-native-access=ALL-UNNAMED");
    }
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), UnderstandingBench.class.getName(), data.toString()));
    command.addAll(Arrays.asList(arguments));
    run(command, Path.of("."));
  }

  private static void run(List<String> command, Path folder) throws IOException, InterruptedException {
    int status = new ProcessBuilder(command).directory(folder.toFile()).inheritIO().start().waitFor();
    if (status != 0) {
      throw new IllegalStateException(command.get(0) + " " + command.get(command.size() - 1) + " ended with " + status);
    }
  }

  /** One text in a conversation, beside a raw run of the encoder on it, each after the other so that both have the same noise. */
  private static void texts(Path data) throws IOException, OrtException {
    EncoderModel model = EncoderModel.bgeSmallEn();
    List<Labelled> test = BenchBots.read(data.resolve("test"));
    Interpreter interpreter = factory(model).train(BenchBots.plain(BenchBots.read(data.resolve("train_10"))), BenchBots.LOCALE);
    Expectation expectation = anything();
    double bestHalf = Double.MAX_VALUE;
    double bestMost = Double.MAX_VALUE;
    try (RawRun raw = new RawRun(model)) {
      for (int round = 0; round <= ROUNDS; round++) {
        int texts = round == 0 ? WARM_UP : TEXTS;
        long[] bare = new long[texts];
        long[] whole = new long[texts];
        for (int i = 0; i < texts; i++) {
          String text = test.get((i * 3 + round) % test.size()).text();
          Map<String, OnnxTensor> inputs = raw.inputs(text);
          long began = System.nanoTime();
          long numbers = raw.run(inputs);
          long between = System.nanoTime();
          int intents = interpreter.interpret(text, expectation).ranked().size();
          whole[i] = System.nanoTime() - between;
          bare[i] = between - began;
          if (numbers + intents == 0) {
            throw new AssertionError("nothing came out");
          }
          inputs.values().forEach(OnnxTensor::close);
        }
        if (round > 0) {
          bestHalf = Math.min(bestHalf, ms(whole, 0.5) / ms(bare, 0.5));
          bestMost = Math.min(bestMost, ms(whole, 0.99) / ms(bare, 0.99));
          print(
              "a text, 77 intents, round %d: raw run p50 %.2f ms p99 %.2f ms; understood p50 %.2f ms p99 %.2f ms", round, ms(bare, 0.5),
              ms(bare, 0.99), ms(whole, 0.5), ms(whole, 0.99));
        }
      }
    }
    print("a text beside a raw run: %.2f times at p50, %.2f times at p99", bestHalf, bestMost);
  }

  private static void light(Path data) throws IOException {
    List<Labelled> test = BenchBots.read(data.resolve("test"));
    Interpreter interpreter = new TrainedInterpreterFactory().train(BenchBots.plain(BenchBots.read(data.resolve("train_10"))), BenchBots.LOCALE);
    Expectation expectation = anything();
    double half = Double.MAX_VALUE;
    double most = Double.MAX_VALUE;
    for (int round = 0; round <= ROUNDS; round++) {
      long[] times = new long[TEXTS];
      for (int i = 0; i < TEXTS; i++) {
        long began = System.nanoTime();
        interpreter.interpret(test.get((i * 3 + round) % test.size()).text(), expectation);
        times[i] = System.nanoTime() - began;
      }
      if (round > 0) {
        half = Math.min(half, ms(times, 0.5));
        most = Math.min(most, ms(times, 0.99));
      }
    }
    print("a text, light option: p50 %.2f ms, p99 %.2f ms", half, most);
  }

  /** Training in a fresh process, with the vectors that an earlier one has left there, if it has, and what it has learnt. */
  private static void training(Path data, Path vectors, Optional<Path> models) throws IOException {
    List<Labelled> some = few(BenchBots.read(data.resolve("train")));
    BotDefinition plain = BenchBots.plain(some);
    BotDefinition slotted = BenchBots.withSlots();
    long began = System.nanoTime();
    RememberedSamples samples = new RememberedSamples(new OnnxEncoder(EncoderModel.bgeSmallEn(), 1), REMEMBERED);
    print("the encoder loads in %.2f s", seconds(began));
    boolean remembered = Files.exists(vectors);
    if (remembered) {
      samples.recall(Files.readAllBytes(vectors));
    }
    LearntModels learnt = models.isPresent() ? new LearntModels("bench", REMEMBERED_BYTES) : LearntModels.none();
    boolean known = models.filter(Files::exists).isPresent();
    if (known) {
      began = System.nanoTime();
      learnt.recall(Files.readAllBytes(models.get()));
      print("%d learnt models are read in %.3f s", learnt.size(), seconds(began));
    }
    TrainedInterpreterFactory factory = new TrainedInterpreterFactory(locale -> Optional.of(samples), learnt);
    String how = known ? "samples and models remembered, fresh process" : remembered ? "samples remembered, fresh process" : "cold";
    for (int round = 0; round < 2; round++) {
      String state = round == 0 ? how : models.isPresent() ? "samples and models remembered, again in the same process" : "samples remembered, again in the same process";
      began = System.nanoTime();
      factory.train(plain, BenchBots.LOCALE);
      print("training on %d intents with %d whole sentences, %s: %.2f s", INTENTS, some.size(), state, seconds(began));
      began = System.nanoTime();
      factory.train(slotted, BenchBots.LOCALE);
      print("training on %d intents with %d samples and six slots each, %s: %.2f s", INTENTS, INTENTS * SAMPLES, state, seconds(began));
    }
    Files.write(vectors, samples.toBytes());
    if (models.isPresent()) {
      Files.write(models.get(), learnt.toBytes());
    }
  }

  private static List<Labelled> few(List<Labelled> from) {
    Set<String> labels = new LinkedHashSet<>();
    from.forEach(l -> labels.add(l.label()));
    List<Labelled> some = new ArrayList<>();
    labels.stream().limit(INTENTS).forEach(l -> from.stream().filter(t -> t.label().equals(l)).limit(SAMPLES).forEach(some::add));
    return some;
  }

  private static void memory(Path data) throws IOException {
    List<Labelled> test = BenchBots.read(data.resolve("test"));
    BotDefinition plain = BenchBots.plain(few(BenchBots.read(data.resolve("train"))));
    long before = residentKilobytes();
    Interpreter interpreter = factory(EncoderModel.bgeSmallEn()).train(plain, BenchBots.LOCALE);
    Expectation expectation = anything();
    for (int i = 0; i < TEXTS; i++) {
      interpreter.interpret(test.get(i % test.size()).text(), expectation);
    }
    long after = residentKilobytes();
    print("memory, heap of 256 MB: %d MB resident before the encoder, %d MB with it after %d texts: %d MB more", before / 1024, after / 1024, TEXTS, (after - before) / 1024);
  }

  private static long residentKilobytes() throws IOException {
    System.gc();
    Path status = Path.of("/proc/self/status");
    if (!Files.exists(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(l -> l.startsWith("VmRSS:"))
        .mapToLong(l -> Long.parseLong(l.replaceAll("\\D", "")))
        .findFirst()
        .orElse(0);
  }

  /** NLP.js and we on the same texts; it needs Node, and its libraries are installed from their lock file. */
  private static void peer(Path data) throws IOException, InterruptedException {
    List<Labelled> train = BenchBots.read(data.resolve("train_10"));
    List<Labelled> test = BenchBots.read(data.resolve("test"));
    print("in %s, of %d texts:", data.getFileName(), test.size());
    for (boolean light : new boolean[] {false, true}) {
      TrainedInterpreterFactory factory = light ? new TrainedInterpreterFactory() : factory(EncoderModel.bgeSmallEn());
      Interpreter interpreter = factory.train(BenchBots.plain(train), BenchBots.LOCALE);
      List<String> labels = train.stream().map(Labelled::label).distinct().toList();
      long right = test.stream().filter(t -> best(interpreter, t.text()).equals("Intent" + BenchBots.letters(labels.indexOf(t.label())))).count();
      print("  Parley%s: %.1f %% right", light ? ", light option" : "", 100.0 * right / test.size());
    }
    Path folder = Files.createTempDirectory("peer");
    Path source = Path.of("src/bench/peer");
    for (String file : new String[] {"package.json", "package-lock.json", "peer.mjs"}) {
      Files.copy(source.resolve(file), folder.resolve(file));
    }
    write(folder.resolve("train.tsv"), train);
    write(folder.resolve("test.tsv"), test);
    try {
      run(List.of("npm", "ci", "--silent", "--no-audit", "--no-fund"), folder);
      System.out.print("  NLP.js: ");
      System.out.flush();
      run(List.of("node", "peer.mjs", "train.tsv", "test.tsv"), folder);
    } catch (IOException | IllegalStateException e) {
      print("  NLP.js was not measured: %s", e.getMessage());
    }
  }

  private static String best(Interpreter interpreter, String text) {
    return interpreter.interpret(text, anything()).ranked().stream()
        .filter(i -> i.confidence().isPresent())
        .findFirst()
        .map(i -> i.intent())
        .orElse("");
  }

  private static void write(Path file, List<Labelled> texts) throws IOException {
    Files.write(file, texts.stream().map(t -> t.text().replace('\t', ' ') + "\t" + t.label()).toList());
  }

  private static TrainedInterpreterFactory factory(EncoderModel model) {
    RememberedSamples samples = new RememberedSamples(new OnnxEncoder(model, 1), REMEMBERED);
    return new TrainedInterpreterFactory(locale -> Optional.of(samples));
  }

  private static Expectation anything() {
    return new Expectation(
        Expectation.Kind.INTENT, Optional.empty(), Optional.empty(), false, false, List.of(), InputSettings.LEX_DEFAULTS, Instant.EPOCH,
        ZoneOffset.UTC, BenchBots.LOCALE);
  }

  private static double ms(long[] nanos, double share) {
    long[] sorted = nanos.clone();
    Arrays.sort(sorted);
    return sorted[(int) Math.min(sorted.length - 1L, Math.round(share * (sorted.length - 1)))] / 1e6;
  }

  private static double seconds(long began) {
    return (System.nanoTime() - began) / 1e9;
  }

  private static void print(String format, Object... values) {
    System.out.println(String.format(Locale.ROOT, format, values));
  }
}
