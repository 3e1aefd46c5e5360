package dev.parley.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.audio.Pcm;
import dev.parley.audio.WavFile;
import dev.parley.cli.SpeechTrial.Result;
import dev.parley.cli.SpokenCorpus.Recording;
import dev.parley.speech.EngineSettings;
import dev.parley.speech.RecognizerEngine;
import dev.parley.speech.SpeechEngines;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how well callers are heard. */
@Command(
    name = "speech",
    description = {
      "Measures how many words and digits of recordings are heard right.",
      "The folder has .wav files and transcripts.tsv (name, tab, words, and if you like a tab and who speaks), or a .txt file beside each,",
      "or a transcription file of CMU Sphinx."
    },
    mixinStandardHelpOptions = true)
final class EvalSpeechCommand implements Callable<Integer> {

  private static final Pattern SPLICE = Pattern.compile("digits:([1-9][0-9]?)");

  @Spec private CommandSpec spec;

  @Option(names = "--dir", required = true, paramLabel = "D", description = "The folder.")
  private Path dir = Path.of("");

  @Option(names = "--speakers", split = ",", paramLabel = "NAME", description = "Only these speakers' recordings.")
  private List<String> speakers = List.of();

  @Option(
      names = "--expect",
      paramLabel = "TYPE",
      description = "Listen as while a slot of this type is asked, such as PaymentCard; 'digits' is short for Digits.")
  private Optional<String> expect = Optional.empty();

  @Option(names = "--length", paramLabel = "N", description = "The slot's value has so many characters.")
  private Optional<Integer> length = Optional.empty();

  @Option(names = "--luhn", description = "The slot's digits satisfy the Luhn check.")
  private boolean luhn;

  @Option(names = "--closed", description = "Without open ears, which in a call hear what was not expected: ten times as quick.")
  private boolean closed;

  @Option(names = "--plain", description = "Also print what the recogniser hears without Parley's help, in the same run.")
  private boolean plain;

  @Option(names = "--codec", paramLabel = "C", description = "Send it over a telephone line first: mulaw (8 kHz).")
  private Optional<String> codec = Optional.empty();

  @Option(names = "--noise", paramLabel = "F", description = "A .wav file of noise to mix in.")
  private Optional<Path> noise = Optional.empty();

  @Option(names = "--snr", paramLabel = "DB", description = "How much softer the noise is than the speech. Default 15.")
  private double snr = 15;

  @Option(names = "--loss", paramLabel = "0..1", description = "Share of packets of 20 ms that are lost.")
  private double loss;

  @Option(
      names = "--splice",
      paramLabel = "digits:N",
      description = "Make numbers of N digits out of recordings of single ones, each by one speaker; with --luhn the last is a check digit.")
  private Optional<String> splice = Optional.empty();

  @Option(names = "--count", paramLabel = "N", description = "How many numbers to splice. Default 200.")
  private int count = 200;

  @Option(names = "--seed", paramLabel = "N", description = "What decides which digits are spliced and which packets lost. Default 1.")
  private long seed = 1;

  @Option(names = "--locale", paramLabel = "ID", description = "The recordings' language, such as en_US (default).")
  private String localeId = "en_US";

  @Option(names = "--model", paramLabel = "DIR", description = "The folder of another Vosk model; its language is --locale's.")
  private Optional<Path> model = Optional.empty();

  @Option(names = "--errors", description = "Print what was heard wrong.")
  private boolean errors;

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  /** One way to listen, and what came of it. */
  private record Row(String name, List<Result> results) {

    WordErrors sum(Function<Result, WordErrors> errors) {
      return results.stream().map(errors).reduce(WordErrors.NONE, WordErrors::plus);
    }
  }

  @Override
  public Integer call() {
    requireSense();
    List<Recording> recordings = SpokenCorpus.read(dir, new HashSet<>(speakers));
    OptionalInt expectedLength = length.isPresent() ? OptionalInt.of(length.get()) : OptionalInt.empty();
    if (splice.isPresent()) {
      Matcher digits = SPLICE.matcher(splice.get());
      if (!digits.matches()) {
        throw wrong("--splice: write digits:16, or another number from 1 to 99");
      }
      int many = Integer.parseInt(digits.group(1));
      recordings = SplicedDigits.of(recordings, many, luhn, seed, count);
    }
    LineFaults line = new LineFaults(noise.map(this::noise), snr, codec.isPresent(), loss, seed);
    List<Recording> spoken = recordings;
    List<Pcm> sounds = IntStream.range(0, spoken.size()).mapToObj(i -> line.apply(spoken.get(i).sound(), i)).toList();
    List<Pcm> originals = spoken.stream().map(Recording::sound).toList();
    Optional<String> type = expect.map(t -> t.equals("digits") ? "Digits" : t);

    List<Row> rows = new ArrayList<>();
    try (RecognizerEngine engine = engine(false)) {
      rows.add(new Row("parley", new SpeechTrial(engine, localeId, type, expectedLength, luhn, !closed).results(spoken, sounds)));
    }
    if (plain) {
      try (RecognizerEngine engine = engine(true)) {
        if (!closed) {
          SpeechTrial open = new SpeechTrial(engine, localeId, Optional.empty(), OptionalInt.empty(), false, false);
          rows.add(new Row("plain, original", open.results(spoken, originals)));
          rows.add(new Row("plain", open.results(spoken, sounds)));
        }
        if (type.isPresent()) {
          // Of one hypothesis there is nothing to choose.
          SpeechTrial grammar = new SpeechTrial(engine, localeId, type, OptionalInt.empty(), false, false);
          rows.add(new Row("plain grammar", grammar.results(spoken, sounds)));
        }
      }
    }
    print(rows);
    return 0;
  }

  private void requireSense() {
    if (codec.filter(c -> !c.equals("mulaw")).isPresent()) {
      throw wrong("--codec: only mulaw is known");
    }
    if (!(loss >= 0 && loss <= 1)) {
      throw wrong("--loss: write a number from 0 to 1");
    }
    if (count < 1 || length.filter(l -> l < 1).isPresent()) {
      throw wrong("--count and --length: write a number of 1 or more");
    }
    if (expect.isEmpty() && closed) {
      throw wrong("--closed: write --expect with what is expected too");
    }
    if (expect.isEmpty() && (length.isPresent() || luhn && splice.isEmpty())) {
      throw wrong("--length and --luhn are of a slot: write --expect with its type too");
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }

  private RecognizerEngine engine(boolean withoutHelp) {
    String answer = withoutHelp ? "yes" : "no";
    Map<String, String> settings =
        model.map(m -> Map.of("plain", answer, "model", m.toString(), "locale", localeId)).orElse(Map.of("plain", answer));
    return SpeechEngines.recognizer("vosk", new EngineSettings(settings));
  }

  private Pcm noise(Path file) {
    try {
      return WavFile.read(file).get(0);
    } catch (IOException e) {
      throw new Complaint("--noise: " + e.getMessage(), e);
    }
  }

  private void print(List<Row> rows) {
    PrintWriter out = spec.commandLine().getOut();
    boolean digits = rows.get(0).sum(Result::digits).said() > 0;
    if (json) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      rows.forEach(row -> put(node.putObject(row.name), row, digits));
      out.println(node);
    } else {
      if (errors) {
        rows.get(0).results.stream()
            .filter(r -> r.words().wrong() > 0)
            .forEach(r -> out.println(r.said().name() + ": \"" + String.join(" ", r.heard()) + "\", not \"" + String.join(" ", r.said().words()) + "\""));
      }
      for (Row row : rows) {
        WordErrors words = row.sum(Result::words);
        out.printf(Locale.ROOT, "%-16s word errors %5.1f%% (%d of %d)", row.name, 100 * words.rate(), words.wrong(), words.said());
        if (digits) {
          WordErrors wrong = row.sum(Result::digits);
          out.printf(
              Locale.ROOT, "   digit errors %5.1f%% (%d of %d)   whole numbers right %5.1f%% (%d of %d)", 100 * wrong.rate(), wrong.wrong(),
              wrong.said(), 100 * wrong.wholeRate(), wrong.whole(), wrong.texts());
        }
        out.println();
      }
    }
    out.flush();
  }

  private static void put(ObjectNode node, Row row, boolean digits) {
    WordErrors words = row.sum(Result::words);
    node.put("recordings", words.texts()).put("words", words.said()).put("wordErrors", words.wrong()).put("wordErrorRate", rounded(words.rate()));
    if (digits) {
      WordErrors wrong = row.sum(Result::digits);
      node.put("digits", wrong.said()).put("digitErrors", wrong.wrong()).put("digitErrorRate", rounded(wrong.rate()));
      node.put("wholeNumbers", wrong.whole()).put("wholeNumberRate", rounded(wrong.wholeRate()));
    }
  }

  private static double rounded(double share) {
    return Math.round(share * 10_000) / 10_000.0;
  }
}
