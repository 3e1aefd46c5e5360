package dev.parley.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.audio.Pcm;
import dev.parley.cli.BargeInTrial.Caller;
import dev.parley.cli.BargeInTrial.Disturbance;
import dev.parley.cli.BargeInTrial.Reaction;
import dev.parley.cli.SpokenCorpus.Recording;
import dev.parley.conversation.PromptCache;
import dev.parley.speech.EngineSettings;
import dev.parley.speech.RecognizerEngine;
import dev.parley.speech.SpeechEngines;
import dev.parley.speech.SynthesizerEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.Supplier;
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

  /** Whoever was never heard counts as an hour. */
  private static final long NEVER_MS = 3_600_000;

  /** Speakers, and folders that tell of none, that constants of the ears were chosen on. */
  private static final Set<String> CHOSEN_ON = Set.of("george", "nicolas", "librivox", "kal", "us");

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
  private Optional<Long> givenSeed = Optional.empty();

  @Option(names = "--policies", split = ",", paramLabel = "NAME", description = "Only these: any sound, 300 ms, one word.")
  private List<String> policies = List.of();

  @Option(
      names = "--voices",
      split = ",",
      paramLabel = "D",
      description = "People interrupt too: folders of recordings, as of 'eval speech'. Each gives as many callers as --callers.")
  private List<Path> voices = List.of();

  @Option(
      names = "--listeners",
      split = ",",
      paramLabel = "D",
      description = "People say nothing but \"okay\" and the like: folders of recordings, as of 'eval speech'.")
  private List<Path> listeners = List.of();

  @Option(
      names = "--coughs",
      split = ",",
      paramLabel = "D",
      description = "People cough: folders of recordings, as of 'eval speech'; what their transcripts say does not matter.")
  private List<Path> coughs = List.of();

  @Option(
      names = "--held-out",
      description = {
        "Leave out every voice that a constant of the ears was chosen on: Mary's, and the speakers (or, where a folder tells of none, the folders)",
        "george, nicolas, librivox, kal, us. --seed is 2 then, if not given."
      })
  private boolean heldOut;

  @Option(names = "--splice", paramLabel = "N", description = "Where a folder has single digits, a caller says so many of them. Default 1.")
  private int splice = 1;

  @Option(names = "--each", description = "Also print each caller.")
  private boolean each;

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  /** What is tried with one policy: people who interrupt, or a sound that should not. */
  private record Trial(String policy, String kind, boolean overEcho, Function<LineSounds, Outcome> outcome) {

    String name() {
      return overEcho ? kind + ", over the echo" : kind;
    }
  }

  /** What came of it: one of both. */
  private record Outcome(List<Reaction> reactions, Optional<Disturbance> disturbance) {}

  @Override
  public Integer call() {
    if (minutes < 0 || callers < 0 || splice < 1) {
      throw new ParameterException(spec.commandLine(), "--minutes and --callers: write a number of 0 or more; --splice: of 1 or more");
    }
    List<Trial> trials = new ArrayList<>();
    List<Outcome> outcomes;
    try (RecognizerEngine ears = SpeechEngines.recognizer("vosk", EngineSettings.NONE);
        SynthesizerEngine voice = SpeechEngines.synthesizer("mary", EngineSettings.NONE)) {
      PromptCache prompts = new PromptCache(voice, 50_000_000, new SimpleMeterRegistry());
      Interrupters interrupters = new Interrupters(voice);
      Map<String, List<Caller>> groups = callers(interrupters);
      Map<String, List<Pcm>> listening = new LinkedHashMap<>();
      if (!heldOut) {
        listening.put("backchannel", interrupters.listening());
        listening.put("backchannel, quick", interrupters.listeningQuickly());
      }
      listeners.forEach(d -> listening.put("backchannel, " + d.getFileName(), Interrupters.heardAsListeners(people(d))));
      coughs.forEach(d -> listening.put("cough, " + d.getFileName(), Interrupters.heardAsListeners(people(d))));
      POLICIES.forEach((name, yaml) -> {
        if (policies.isEmpty() || policies.contains(name)) {
          trials.addAll(trials(name, () -> new BargeInTrial(ears, prompts, yaml), groups, listening));
        }
      });
      // Each has its own call, clock and noises.
      outcomes = trials.parallelStream().map(t -> t.outcome.apply(new LineSounds(seed()))).toList();
    }
    print(trials, outcomes);
    return 0;
  }

  private Map<String, List<Caller>> callers(Interrupters interrupters) {
    Map<String, List<Caller>> groups = new LinkedHashMap<>();
    if (!heldOut) {
      groups.put("callers", interrupters.synthetic(callers));
    }
    for (Path folder : voices) {
      List<Recording> corpus = people(folder);
      boolean digits = corpus.stream().allMatch(r -> r.words().size() == 1 && SpokenCorpus.digits(r.words()).length() == 1);
      List<Recording> said = digits ? SplicedDigits.of(corpus, splice, false, seed(), callers) : corpus;
      groups.put(String.valueOf(folder.getFileName()), Interrupters.recorded(said, callers));
    }
    return groups;
  }

  /** Whose recordings are in a folder and may be used. */
  private List<Recording> people(Path folder) {
    String name = String.valueOf(folder.getFileName());
    List<Recording> all = SpokenCorpus.read(folder, Set.of());
    List<Recording> wanted = heldOut ? all.stream().filter(r -> !CHOSEN_ON.contains(r.speaker().isEmpty() ? name : r.speaker())).toList() : all;
    if (wanted.isEmpty()) {
      throw new Complaint(folder + " has only voices that constants were chosen on: leave it out, or --held-out");
    }
    return wanted;
  }

  private long seed() {
    return givenSeed.orElse(heldOut ? 2L : 1L);
  }

  private List<Trial> trials(String policy, Supplier<BargeInTrial> calls, Map<String, List<Caller>> groups, Map<String, List<Pcm>> listening) {
    List<Trial> trials = new ArrayList<>();
    groups.forEach((who, people) -> {
      for (boolean echo : List.of(false, true)) {
        LineEcho line = echo ? LineEcho.PLAIN : LineEcho.NONE;
        trials.add(new Trial(policy, who, echo, sounds -> new Outcome(calls.get().interruptAll(people, sounds, line), Optional.empty())));
      }
    });
    long ms = (long) (minutes * 60_000);
    Map<String, BiFunction<LineSounds, Long, Pcm>> noises = new LinkedHashMap<>();
    noises.put("echo", LineSounds::nothing);
    noises.put("smeared echo", LineSounds::nothing);
    noises.put("keys", LineSounds::keys);
    noises.put("keyboard", LineSounds::keyboard);
    noises.put("cough", LineSounds::coughs);
    listening.forEach((kind, words) -> noises.put(kind, (sounds, length) -> sounds.among(words, length)));
    noises.forEach((kind, sound) -> {
      LineEcho line = kind.equals("echo") ? LineEcho.PLAIN : kind.equals("smeared echo") ? LineEcho.SMEARED : LineEcho.NONE;
      trials.add(new Trial(
          policy, kind, false,
          sounds -> new Outcome(List.of(), Optional.of(calls.get().disturb(length -> sound.apply(sounds, length), ms, line)))));
    });
    return trials;
  }

  /** The value that so many of a hundred do not exceed. */
  private static long percentile(List<Reaction> reactions, Function<Reaction, Optional<Long>> what, int percent) {
    List<Long> sorted = reactions.stream().map(r -> what.apply(r).orElse(NEVER_MS)).sorted().toList();
    return sorted.isEmpty() ? 0 : sorted.get(Math.max(0, (int) Math.ceil(sorted.size() * percent / 100.0) - 1));
  }

  private void print(List<Trial> trials, List<Outcome> outcomes) {
    PrintWriter out = spec.commandLine().getOut();
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    String policy = "";
    for (int i = 0; i < trials.size(); i++) {
      Trial trial = trials.get(i);
      Outcome outcome = outcomes.get(i);
      if (json) {
        put(node.withObject("/" + trial.policy).putObject(trial.name()), outcome);
        continue;
      }
      if (!trial.policy.equals(policy)) {
        policy = trial.policy;
        out.printf(Locale.ROOT, "%s%n", policy);
      }
      outcome.disturbance.ifPresentOrElse(d -> print(out, trial.name(), d), () -> print(out, trial.name(), outcome.reactions));
    }
    if (json) {
      out.println(node);
    }
    out.flush();
  }

  private static void print(PrintWriter out, String kind, Disturbance d) {
    out.printf(
        Locale.ROOT, "  %-28s false stops in ten minutes %6.1f (%d in %.1f)   lowered %d times%n", kind, d.stopsInTenMinutes(), d.stops(),
        d.ms() / 60_000.0, d.lowered());
  }

  private void print(PrintWriter out, String who, List<Reaction> reactions) {
    out.printf(
        Locale.ROOT, "  %-28s lowered after %d ms (p95 %s)   stopped after %s ms (p95 %s)   not heard %d of %d%n", who,
        percentile(reactions, Reaction::loweredAfterMs, 50), told(percentile(reactions, Reaction::loweredAfterMs, 95)),
        told(percentile(reactions, Reaction::stoppedAfterMs, 50)), told(percentile(reactions, Reaction::stoppedAfterMs, 95)), never(reactions),
        reactions.size());
    if (each) {
      reactions.forEach(r -> out.printf(
          Locale.ROOT, "    %-40s lowered %s, stopped %s%n", r.who(), r.loweredAfterMs().map(String::valueOf).orElse("never"),
          r.stoppedAfterMs().map(String::valueOf).orElse("never")));
    }
  }

  private static String told(long ms) {
    return ms >= NEVER_MS ? "never" : String.valueOf(ms);
  }

  private static long never(List<Reaction> reactions) {
    return reactions.stream().filter(r -> r.stoppedAfterMs().isEmpty()).count();
  }

  private static void put(ObjectNode node, Outcome outcome) {
    outcome.disturbance.ifPresentOrElse(
        d -> node.put("ms", d.ms()).put("stops", d.stops()).put("stopsInTenMinutes", Math.round(d.stopsInTenMinutes() * 100) / 100.0)
            .put("lowered", d.lowered()),
        () -> put(node, outcome.reactions));
  }

  private static void put(ObjectNode node, List<Reaction> reactions) {
    node.put("callers", reactions.size()).put("notHeard", never(reactions));
    node.put("loweredP50", percentile(reactions, Reaction::loweredAfterMs, 50)).put("loweredP95", percentile(reactions, Reaction::loweredAfterMs, 95));
    node.put("stoppedP50", percentile(reactions, Reaction::stoppedAfterMs, 50)).put("stoppedP95", percentile(reactions, Reaction::stoppedAfterMs, 95));
  }
}
