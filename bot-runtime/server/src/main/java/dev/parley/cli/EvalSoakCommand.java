package dev.parley.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.audio.Pcm;
import dev.parley.cli.SoakTrial.Outcome;
import dev.parley.conversation.PromptCache;
import dev.parley.speech.EngineSettings;
import dev.parley.speech.RecognizerEngine;
import dev.parley.speech.SpeechEngines;
import dev.parley.speech.SpeechRequest;
import dev.parley.speech.SynthesizerEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Holds many calls in which anything happens at any time, and looks whether the bot keeps its word and the process its size. */
@Command(
    name = "soak",
    description = {
      "Holds calls in which callers talk, press keys, cough, type, say nothing and hang up at random times, with real ears and a real voice.",
      "Fails when the bot speaks on after an interruption or a hang-up, when it leaves somebody without a word, when a call does not end,",
      "or when the process grows outside of the Java heap."
    },
    mixinStandardHelpOptions = true)
final class EvalSoakCommand implements Callable<Integer> {

  private static final int MEASURES = 5;
  private static final long MB = 1_000_000;
  private static final int RATE_HZ = 8_000;
  private static final int TOLD = 20;

  @Spec private CommandSpec spec;

  @Option(names = "--minutes", paramLabel = "N", description = "How long all calls together last, in minutes of their sound. Default 10.")
  private double minutes = 10;

  @Option(names = "--at-once", paramLabel = "N", description = "Calls at the same time. Default: one for each processor.")
  private int atOnce = Runtime.getRuntime().availableProcessors();

  @Option(names = "--seed", paramLabel = "N", description = "Decides what happens: the first call's number, as it is told of a call that fails. Default 1.")
  private long seed = 1;

  @Option(names = "--most-growth", paramLabel = "MB", description = "How much the process may grow outside of the heap once it is warm. Default 50.")
  private int mostGrowthMb = 50;

  @Option(names = "--json", description = "Print the figures as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    if (!(minutes > 0) || atOnce < 1 || mostGrowthMb < 0) {
      throw new ParameterException(
          spec.commandLine(), "--minutes: write a number above 0; --at-once: of 1 or more; --most-growth: of 0 or more megabytes");
    }
    Outcome all = Outcome.NONE;
    List<Long> outside = new ArrayList<>();
    try (RecognizerEngine ears = SpeechEngines.recognizer("vosk", EngineSettings.NONE);
        SynthesizerEngine voice = SpeechEngines.synthesizer("mary", EngineSettings.NONE)) {
      ears.warmUp();
      PromptCache prompts = new PromptCache(voice, 50_000_000, new SimpleMeterRegistry());
      List<Pcm> sentences =
          SoakTrial.SENTENCES.stream().map(s -> voice.synthesize(SpeechRequest.plain(s, Locale.US, RATE_HZ))).toList();
      List<SoakTrial> lines = IntStream.range(0, atOnce).mapToObj(i -> new SoakTrial(ears, prompts)).toList();
      AtomicLong next = new AtomicLong(seed);
      AtomicLong passedMs = new AtomicLong();
      for (int part = 1; part <= MEASURES; part++) {
        long untilMs = (long) (minutes * 60_000 * part / MEASURES);
        all = all.and(lines.parallelStream().map(line -> calls(line, sentences, next, passedMs, untilMs)).reduce(Outcome.NONE, Outcome::and));
        ProcessMemory.now().ifPresent(m -> outside.add(m.outsideHeapBytes()));
      }
    }
    Optional<Long> growth = outside.isEmpty() ? Optional.empty() : Optional.of(outside.get(outside.size() - 1) - outside.get(0));
    print(all, outside, growth);
    return all.broken().isEmpty() && growth.filter(g -> g > mostGrowthMb * MB).isEmpty() ? 0 : 1;
  }

  private static Outcome calls(SoakTrial line, List<Pcm> sentences, AtomicLong next, AtomicLong passedMs, long untilMs) {
    Outcome outcome = Outcome.NONE;
    while (passedMs.get() < untilMs) {
      Outcome one = line.call(next.getAndIncrement(), sentences);
      passedMs.addAndGet(one.ms());
      outcome = outcome.and(one);
    }
    return outcome;
  }

  private void print(Outcome all, List<Long> outside, Optional<Long> growth) {
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      ObjectNode node = JsonNodeFactory.instance.objectNode();
      node.put("calls", all.calls()).put("ms", all.ms()).put("turns", all.turns()).put("interruptions", all.interruptions());
      all.broken().forEach(node.putArray("broken")::add);
      outside.forEach(node.putArray("outsideHeapBytes")::add);
      out.println(node);
    } else {
      out.printf(
          Locale.ROOT, "%d calls, %.1f minutes: %d turns, %d interruptions, %d things that should not have happened%n", all.calls(),
          all.ms() / 60_000.0, all.turns(), all.interruptions(), all.broken().size());
      all.broken().stream().limit(TOLD).forEach(b -> out.println("  " + b));
      growth.ifPresent(g -> out.printf(
          Locale.ROOT, "memory outside of the heap, after each fifth: %s MB; growth %d MB%n",
          outside.stream().map(b -> b / MB).toList(), g / MB));
    }
    out.flush();
  }
}
