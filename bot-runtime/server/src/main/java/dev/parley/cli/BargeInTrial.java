package dev.parley.cli;

import dev.parley.audio.Pcm;
import dev.parley.conversation.Bots;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.PromptCache;
import dev.parley.definition.BotDefinition;
import dev.parley.diagnostic.SourceText;
import dev.parley.simulation.ExactInterpreter;
import dev.parley.speech.RecognizerEngine;
import dev.parley.yaml.BotReader;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * Rehearses calls to a bot that speaks, and to whom this or that happens: callers who interrupt, and sounds that should not. The
 * whole way from the line to the channel is ours, in time of the sound. One thread.
 */
final class BargeInTrial {

  private static final String BOT = "Interrupted";
  private static final String PROMPT =
      "Thank you for calling. Your call may be recorded for training. Our opening hours have changed since last month. On weekdays we are here from"
          + " eight in the morning until six in the evening. On Saturday we close at noon. You can also reach us by letter or on our website. For"
          + " your last bill, have the number of your account ready. It stands at the top of every letter that we send. How can I help you today?";

  private static final int LISTEN_MS = 3_000;

  /** What begins a word: so much softer than all of it at most, for so long. */
  private static final double ONSET_DB = 16;
  private static final int ONSET_STEP_MS = 10;
  private static final int ONSET_MS = 60;

  private final CallTime time = new CallTime();
  private final Conversations conversations;
  private int calls;

  /**
   * @param prompts what the bot says; may be shared
   * @param policy the bot's {@code barge_in}, as a line of YAML; may be empty
   */
  BargeInTrial(RecognizerEngine ears, PromptCache prompts, String policy) {
    Bots bots = new Bots(ExactInterpreter::train);
    bots.load(bot(policy));
    this.conversations = time.conversations(bots, ears, prompts);
  }

  private static BotDefinition bot(String policy) {
    String yaml =
        "bot: " + BOT + "\n" + policy + "\ngreeting: \"" + PROMPT + "\"\nintents:\n  Pay: { utterances: [pay my bill], close: Fine. }\n"
            + "  FallbackIntent: { close: Pardon? }\n";
    return BotReader.read(new SourceText("trial.yaml", yaml)).value().orElseThrow(() -> new IllegalArgumentException(policy));
  }

  private InterruptedCall call(LineEcho echo) {
    return new InterruptedCall(conversations, time, BOT, "trial-" + ++calls, echo);
  }

  /**
   * How long it took from a caller's first sound until the bot fell back and until it stopped, in milliseconds of the sound; empty = never.
   */
  record Reaction(String who, Optional<Long> loweredAfterMs, Optional<Long> stoppedAfterMs) {}

  /** Somebody who interrupts, as loud as people on a telephone are. */
  record Caller(String name, Pcm words) {}

  /** A caller interrupts so long after the bot began. */
  Reaction interrupt(Caller caller, int afterMs, LineSounds sounds, LineEcho echo) {
    InterruptedCall call = call(echo);
    while (!call.speaking() && call.ms() < LISTEN_MS) {
      call.hears(sounds.line(InterruptedCall.TICK_MS).samples());
    }
    long onsetMs = call.ms() + afterMs + onsetMs(caller.words);
    Pcm line = Pcm.concat(Pcm.silence(afterMs, InterruptedCall.RATE_HZ), caller.words, Pcm.silence(LISTEN_MS, InterruptedCall.RATE_HZ));
    play(call, line.mix(sounds.line(line.durationMs())));
    Reaction reaction = new Reaction(caller.name, after(onsetMs, call.loweredMs()), after(onsetMs, call.stoppedMs()));
    call.end();
    return reaction;
  }

  private static Optional<Long> after(long onsetMs, long atMs) {
    return atMs < 0 ? Optional.empty() : Optional.of(atMs - onsetMs);
  }

  /** When the words can be heard first: from then on the sound is mostly no softer than this, as neither a breath nor a click is. */
  private static long onsetMs(Pcm words) {
    double least = words.levelDbfs() - ONSET_DB;
    long loud = 0;
    for (long ms = 0; ms < words.durationMs(); ms += ONSET_STEP_MS) {
      loud = words.slice(ms, ms + ONSET_STEP_MS).levelDbfs() >= least ? loud + ONSET_STEP_MS : 0;
      if (loud >= ONSET_MS) {
        return ms + ONSET_STEP_MS - loud;
      }
    }
    return 0;
  }

  private static void play(InterruptedCall call, Pcm line) {
    short[] samples = line.samples();
    int tick = InterruptedCall.RATE_HZ * InterruptedCall.TICK_MS / 1_000;
    for (int from = 0; from + tick <= samples.length && !call.over(); from += tick) {
      call.hears(Arrays.copyOfRange(samples, from, from + tick));
    }
  }

  /**
   * What a sound did that should do nothing.
   *
   * @param ms so long did the bot speak
   */
  record Disturbance(long ms, int stops, int lowered) {
    double stopsInTenMinutes() {
      return ms == 0 ? 0 : stops * 600_000.0 / ms;
    }
  }

  /** The bot speaks so long, and the line makes this sound. */
  Disturbance disturb(LongFunction<Pcm> sound, long ms, LineEcho echo) {
    long spoken = 0;
    int stops = 0;
    int lowered = 0;
    while (spoken < ms) {
      InterruptedCall call = call(echo);
      play(call, sound.apply(Math.min(60_000, ms - spoken + 2_000)));
      spoken += call.ms();
      stops += call.stoppedMs() >= 0 ? 1 : 0;
      lowered += call.lowered();
      call.end();
    }
    return new Disturbance(spoken, stops, lowered);
  }

  /** The moments at which callers interrupt: never in the same place of the prompt twice running. */
  List<Reaction> interruptAll(List<Caller> callers, LineSounds sounds, LineEcho echo) {
    List<Reaction> reactions = new ArrayList<>();
    for (int i = 0; i < callers.size(); i++) {
      reactions.add(interrupt(callers.get(i), 1_100 + 470 * (i % 9), sounds, echo));
    }
    return reactions;
  }
}
