package dev.parley.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.audio.Pcm;
import dev.parley.cli.BargeInTrial.Disturbance;
import dev.parley.cli.BargeInTrial.Reaction;
import dev.parley.speech.EngineSettings;
import dev.parley.speech.RecognizerEngine;
import dev.parley.speech.SpeechEngines;
import dev.parley.speech.SynthesizerEngine;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Measures how soon a caller who interrupts is heard, and what interrupts that should not. */
@Command(
    name = "bargein",
    description = {
      "Measures interruptions in rehearsed calls, in milliseconds of their sound: how soon the bot falls back and stops when a caller speaks,",
      "and how often it stops for its own echo, for keys, coughs, a keyboard, and words like \"okay\"."
    },
    mixinStandardHelpOptions = true)
final class EvalBargeInCommand implements Callable<Integer> {

  /** What a bot may ask of a caller's sound. */
  private static final Map<String, String> POLICIES = new LinkedHashMap<>();

  static {
    POLICIES.put("any sound", "");
    POLICIES.put("300 ms", "barge_in: { min_speech: 300ms }");
    POLICIES.put("one word", "barge_in: { min_words: 1 }");
  }

  @Spec private CommandSpec spec;

  @Option(names = "--minutes", paramLabel = "N", description = "How long the bot speaks over each kind of noise. Default 2.")
  private double minutes = 2;

  @Option(names = "--callers", paramLabel = "N", description = "How many callers interrupt. Default 40.")
  private int callers = 40;

  @Option(names = "--seed", paramLabel = "N", description = "Decides the noises. Default 1.")
  private long seed = 1;

  @Option(names = "--policies", split = ",", paramLabel = "NAME", description = "Only these: any sound, 300 ms, one word.")
  private List<String> policies = List.of();

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  /** The figures of one policy. */
  private record Row(String policy, List<Reaction> quiet, List<Reaction> overEcho, Map<String, Disturbance> noises) {}

  @Override
  public Integer call() {
    if (minutes < 0 || callers < 0) {
      throw new ParameterException(spec.commandLine(), "--minutes and --callers: write a number of 0 or more");
    }
    List<Row> rows = new ArrayList<>();
    try (RecognizerEngine ears = SpeechEngines.recognizer("vosk", new EngineSettings(Map.of("plain", "yes")));
        SynthesizerEngine voice = SpeechEngines.synthesizer("mary", EngineSettings.NONE)) {
      POLICIES.forEach((name, yaml) -> {
        if (policies.isEmpty() || policies.contains(name)) {
          rows.add(row(name, new BargeInTrial(ears, voice, yaml)));
        }
      });
    }
    print(rows);
    return 0;
  }

  private Row row(String name, BargeInTrial trial) {
    LineSounds sounds = new LineSounds(seed);
    List<Pcm> words = new ArrayList<>();
    for (int i = 0; i < callers; i++) {
      words.add(trial.spoken(BargeInTrial.WORDS.get(i % BargeInTrial.WORDS.size()), i % 2 == 0 ? -20 : -27));
    }
    List<Reaction> quiet = trial.interruptAll(words, sounds, BargeInTrial.NO_ECHO);
    List<Reaction> overEcho = trial.interruptAll(words, sounds, BargeInTrial.ECHO_DB);
    List<Pcm> backchannel = BargeInTrial.BACKCHANNEL.stream().map(w -> trial.spoken(w, -22)).toList();
    long ms = (long) (minutes * 60_000);
    Map<String, Disturbance> noises = new LinkedHashMap<>();
    noises.put("echo", trial.disturb(sounds::nothing, ms, BargeInTrial.ECHO_DB));
    noises.put("keys", trial.disturb(sounds::keys, ms, BargeInTrial.NO_ECHO));
    noises.put("keyboard", trial.disturb(sounds::keyboard, ms, BargeInTrial.NO_ECHO));
    noises.put("cough", trial.disturb(sounds::coughs, ms, BargeInTrial.NO_ECHO));
    noises.put("backchannel", trial.disturb(length -> sounds.among(backchannel, length), ms, BargeInTrial.NO_ECHO));
    return new Row(name, quiet, overEcho, noises);
  }

  /** The value that so many of a hundred do not exceed; whoever was never heard counts as an hour. */
  private static long percentile(List<Reaction> reactions, Function<Reaction, Optional<Long>> what, int percent) {
    List<Long> sorted = reactions.stream().map(r -> what.apply(r).orElse(3_600_000L)).sorted().toList();
    return sorted.isEmpty() ? 0 : sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * percent / 100.0) - 1));
  }

  private void print(List<Row> rows) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      rows.forEach(row -> put(node.putObject(row.policy), row));
      out.println(node);
    } else {
      for (Row row : rows) {
        out.printf(Locale.ROOT, "%s%n", row.policy);
        reactions(out, "callers", row.quiet);
        reactions(out, "callers, over the echo", row.overEcho);
        row.noises.forEach((kind, d) -> out.printf(
            Locale.ROOT, "  %-24s false stops in ten minutes %6.1f (%d in %.1f)   lowered %d times%n", kind, d.stopsInTenMinutes(), d.stops(),
            d.ms() / 60_000.0, d.lowered()));
      }
    }
    out.flush();
  }

  private static void reactions(PrintWriter out, String who, List<Reaction> reactions) {
    long never = reactions.stream().filter(r -> r.stoppedAfterMs().isEmpty()).count();
    out.printf(
        Locale.ROOT, "  %-24s lowered after %d ms (p95 %d)   stopped after %d ms (p95 %d)   not heard %d of %d%n", who,
        percentile(reactions, Reaction::loweredAfterMs, 50), percentile(reactions, Reaction::loweredAfterMs, 95),
        percentile(reactions, Reaction::stoppedAfterMs, 50), percentile(reactions, Reaction::stoppedAfterMs, 95), never, reactions.size());
  }

  private static void put(ObjectNode node, Row row) {
    put(node.putObject("callers"), row.quiet);
    put(node.putObject("callersOverEcho"), row.overEcho);
    row.noises.forEach((kind, d) -> node.putObject(kind)
        .put("ms", d.ms()).put("stops", d.stops()).put("stopsInTenMinutes", Math.round(d.stopsInTenMinutes() * 100) / 100.0).put("lowered", d.lowered()));
  }

  private static void put(ObjectNode node, List<Reaction> reactions) {
    node.put("callers", reactions.size());
    node.put("notHeard", reactions.stream().filter(r -> r.stoppedAfterMs().isEmpty()).count());
    node.put("loweredP50", percentile(reactions, Reaction::loweredAfterMs, 50)).put("loweredP95", percentile(reactions, Reaction::loweredAfterMs, 95));
    node.put("stoppedP50", percentile(reactions, Reaction::stoppedAfterMs, 50)).put("stoppedP95", percentile(reactions, Reaction::stoppedAfterMs, 95));
  }
}
