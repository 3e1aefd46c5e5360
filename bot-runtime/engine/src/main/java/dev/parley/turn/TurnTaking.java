package dev.parley.turn;

import dev.parley.definition.InputSettings;
import dev.parley.event.Deadlines;
import dev.parley.event.Deadlines.Name;
import dev.parley.event.DialogEvent;
import dev.parley.event.DialogOutput;
import dev.parley.event.DialogOutput.StopPlayback;
import dev.parley.event.Expectation;
import dev.parley.event.InputMode;
import dev.parley.event.InterruptionPolicy;
import dev.parley.event.InterruptionReason;
import dev.parley.event.SecretToken;
import dev.parley.turn.TurnState.Floor;
import dev.parley.turn.TurnState.Heard;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Moves the floor between bot and caller. Pure and thread-safe: holds nothing.
 *
 * <pre>
 *  floor    event                         becomes   and
 *  -------  ----------------------------  --------  ------------------------------------------------------
 *  NOBODY   prompt said                   BOT       no-input timer off
 *  BOT      prompt ended                  NOBODY    no-input timer on: measured from here, not from "said"
 *  BOT      text, key or speech           CALLER    prompt stopped, if it may be interrupted
 *  BOT      speech, of which more is      BOT       prompt lowered, then stopped or resumed: {@link Doubts}
 *           asked (InterruptionPolicy)
 *  NOBODY   speech begins, first key      CALLER    no-input timer off
 *  CALLER   words complete, keys complete NOBODY    heard
 *  CALLER   no words in the speech        NOBODY    no-input timer on
 *  any      hung up                       CLOSED    all timers off
 * </pre>
 *
 * <p>Speech and keys mixed: keys replace words. While an entry of keys is open, speech neither interrupts nor counts, and words
 * that were begun before it are dropped; nothing is merged. A prompt is interrupted once, by whichever came first.
 */
public final class TurnTaking {

  /** Added to a prompt's own length before its end is assumed: a client that never reports it must not hang the dialog. */
  static final Duration PLAYBACK_GRACE = Duration.ofSeconds(5);

  /** How long a prompt may take to begin. */
  static final Duration PLAYBACK_START_LIMIT = Duration.ofSeconds(60);

  /** Added to the longest utterance before its transcript is given up. */
  static final Duration SPEECH_GRACE = Duration.ofSeconds(10);

  /**
   * Takes the next event. Events of other concern change nothing.
   *
   * @param waitsFor what the dialog waits for; asked by those events alone that depend on it
   */
  public TurnStep step(TurnState state, DialogEvent event, Supplier<Expectation> waitsFor, Instant now) {
    if (event instanceof DialogEvent.Started started) {
      return TurnStep.of(TurnState.fresh().withCaller(started.caller()).withPrompt(state.prompt(), true, InterruptionPolicy.AT_ONCE));
    }
    if (state.floor() == Floor.CLOSED) {
      return TurnStep.of(state);
    }
    if (event instanceof DialogEvent.TextArrived text) {
      return utterance(state, new Heard(text.text(), InputMode.TEXT), InterruptionReason.TEXT_DETECTED, text.eventId(), now);
    } else if (event instanceof DialogEvent.KeyPressed key) {
      return key(state, key, waitsFor.get(), now);
    } else if (event instanceof DialogEvent.SpeechBegan began) {
      return speechBegan(state, began, waitsFor.get().input(), now);
    } else if (event instanceof DialogEvent.SpeechContinued) {
      return learnt(state, event, waitsFor, now);
    } else if (event instanceof DialogEvent.SpeechPaused) {
      return Doubts.paused(state, now);
    } else if (event instanceof DialogEvent.Transcribed words) {
      return words.complete() ? transcribed(state, words, waitsFor.get(), now) : learnt(state, event, waitsFor, now);
    } else if (event instanceof DialogEvent.RecognizerFailed) {
      return state.doubt().isPresent() ? Doubts.over(state, now) : state.floor() == Floor.CALLER ? TurnStep.of(listen(state, waitsFor.get(), now)) : TurnStep.of(state);
    } else if (event instanceof DialogEvent.PlaybackStarted started) {
      return TurnStep.of(playbackStarted(state, started, now));
    } else if (event instanceof DialogEvent.PlaybackEnded ended) {
      return ended.prompt() == state.prompt() ? playbackEnded(state, waitsFor.get(), now) : TurnStep.of(state);
    } else if (event instanceof DialogEvent.DeadlinePassed) {
      return due(state, waitsFor.get(), now);
    } else if (event instanceof DialogEvent.HungUp) {
      return TurnStep.of(TurnState.fresh().withCaller(state.caller()).withPrompt(state.prompt(), true, InterruptionPolicy.AT_ONCE).with(Floor.CLOSED, Deadlines.NONE));
    }
    return TurnStep.of(state);
  }

  private static TurnStep utterance(
      TurnState state, Heard heard, InterruptionReason reason, String eventId, Instant now) {
    switch (BargeInPolicy.verdict(state, heard.mode(), now)) {
      case INTERRUPT -> {
        TurnState quiet = state.with(Floor.NOBODY, Deadlines.NONE).withKeys("");
        return new TurnStep(
            quiet, List.of(new StopPlayback(state.prompt(), reason, eventId)), Optional.of(heard), false);
      }
      case KEEP -> {
        return TurnStep.of(queued(state, heard));
      }
      case DROP -> {
        return TurnStep.of(state);
      }
      default -> {
        TurnState quiet = state.with(Floor.NOBODY, Deadlines.NONE).withKeys("");
        return new TurnStep(quiet, List.of(), Optional.of(heard), false);
      }
    }
  }

  /** Keeps an utterance until the dialog can take it. */
  public static TurnState queued(TurnState state, Heard heard) {
    if (state.queue().size() >= TurnState.QUEUE_LIMIT) {
      return state;
    }
    List<Heard> queue = new ArrayList<>(state.queue());
    queue.add(heard);
    return state.withQueue(queue);
  }

  private static TurnStep key(TurnState state, DialogEvent.KeyPressed key, Expectation expected, Instant now) {
    InputSettings input = expected.input();
    if (!input.allowKeys()) {
      return TurnStep.of(state);
    }
    BargeInPolicy.Verdict verdict = BargeInPolicy.verdict(state, InputMode.DTMF, now);
    List<DialogOutput> outputs = new ArrayList<>();
    TurnState next = state;
    if (verdict == BargeInPolicy.Verdict.INTERRUPT) {
      outputs.add(new StopPlayback(state.prompt(), InterruptionReason.DTMF_START_DETECTED, key.eventId()));
      next = state.with(Floor.CALLER, Deadlines.NONE);
    }
    boolean ends = key.key().equals(String.valueOf(input.keys().endKey()));
    boolean deletes = key.key().equals(String.valueOf(input.keys().deletionKey()));
    String keys = deletes ? "" : ends ? next.keys() : next.keys() + key.key();
    // A key of a secret is a token of many characters.
    if (ends || deletes || SecretToken.length(keys) >= input.keys().maxLength()) {
      // An end key alone is no answer and no mistake: nobody has entered anything, so the bot listens on.
      if (keys.isEmpty() && ends) {
        TurnState listening = outputs.isEmpty() ? next : listen(next, expected, now);
        return new TurnStep(listening, outputs, Optional.empty(), false);
      }
      return entered(next, keys, outputs);
    }
    Floor floor = verdict == BargeInPolicy.Verdict.KEEP ? state.floor() : Floor.CALLER;
    Deadlines deadlines =
        (floor == Floor.BOT ? state.deadlines() : Deadlines.NONE).with(Name.KEYS_END, now.plus(input.keys().endTimeout()));
    return new TurnStep(next.with(floor, deadlines).withKeys(keys), outputs, Optional.empty(), false);
  }

  private static TurnStep entered(TurnState state, String keys, List<DialogOutput> outputs) {
    Heard heard = new Heard(keys, InputMode.DTMF);
    if (state.floor() == Floor.BOT) {
      TurnState kept = state.with(Floor.BOT, state.deadlines().without(Name.KEYS_END)).withKeys("");
      return TurnStep.of(queued(kept, heard));
    }
    return new TurnStep(state.with(Floor.NOBODY, Deadlines.NONE).withKeys(""), outputs, Optional.of(heard), false);
  }

  private static TurnStep speechBegan(
      TurnState state, DialogEvent.SpeechBegan began, InputSettings input, Instant now) {
    if (!input.allowAudio() || !state.keys().isEmpty()) {
      return TurnStep.of(state);
    }
    if (state.floor() == Floor.BOT && !state.policy().atOnce()) {
      return Doubts.began(state, began.eventId(), now);
    }
    BargeInPolicy.Verdict verdict = BargeInPolicy.verdict(state, InputMode.SPEECH, now);
    if (verdict == BargeInPolicy.Verdict.DROP || verdict == BargeInPolicy.Verdict.KEEP) {
      return TurnStep.of(state);
    }
    List<DialogOutput> outputs =
        verdict == BargeInPolicy.Verdict.INTERRUPT
            ? List.of(new StopPlayback(state.prompt(), InterruptionReason.VOICE_START_DETECTED, began.eventId()))
            : List.of();
    return new TurnStep(speaks(state, input, now), outputs, Optional.empty(), false);
  }

  /** More is known of what may be an interruption. */
  private static TurnStep learnt(TurnState state, DialogEvent event, Supplier<Expectation> waitsFor, Instant now) {
    if (state.doubt().isEmpty() || !state.keys().isEmpty()) {
      return TurnStep.of(state);
    }
    Expectation expected = waitsFor.get();
    TurnState known = Doubts.learnt(state, event);
    if (!expected.input().allowAudio() || !Doubts.enough(known, false, expected, now)) {
      return TurnStep.of(known);
    }
    String eventId = known.doubt().map(TurnState.Doubt::eventId).orElse("");
    return new TurnStep(
        speaks(known, expected.input(), now),
        List.of(new StopPlayback(state.prompt(), InterruptionReason.VOICE_START_DETECTED, eventId)),
        Optional.empty(),
        false);
  }

  /** The caller speaks, and has the floor. */
  private static TurnState speaks(TurnState state, InputSettings input, Instant now) {
    return state.with(Floor.CALLER, Deadlines.NONE.with(Name.SPEECH_LIMIT, now.plus(input.maxLength()).plus(SPEECH_GRACE)));
  }

  /** Words that are over while a prompt plays on: enough of them interrupt it at last, others are as if they had not been said. */
  private static boolean tooLittle(TurnState state, DialogEvent.Transcribed words, Expectation expected, Instant now) {
    if (state.floor() != Floor.BOT || state.policy().atOnce()) {
      return false;
    }
    return state.doubt().isPresent()
        ? !Doubts.enough(Doubts.learnt(state, words), true, expected, now)
        : !Doubts.enoughWords(state.policy(), words.text(), true, expected);
  }

  private static TurnStep transcribed(
      TurnState state, DialogEvent.Transcribed words, Expectation expected, Instant now) {
    if (!expected.input().allowAudio() || !state.keys().isEmpty()) {
      return Doubts.over(state, now);
    }
    if (state.floor() == Floor.BOT && (words.text().isBlank() || tooLittle(state, words, expected, now))) {
      return Doubts.over(state, now);
    }
    if (words.text().isBlank()) {
      return state.floor() == Floor.CALLER ? TurnStep.of(listen(state, expected, now)) : TurnStep.of(state);
    }
    return utterance(state, new Heard(words.text(), InputMode.SPEECH, words.confidence()), InterruptionReason.VOICE_START_DETECTED, state.doubt().map(TurnState.Doubt::eventId).orElse(""), now);
  }

  private static TurnState playbackStarted(TurnState state, DialogEvent.PlaybackStarted started, Instant now) {
    if (state.floor() != Floor.BOT || started.prompt() != state.prompt()) {
      return state;
    }
    Instant limit = now.plus(started.expected()).plus(PLAYBACK_GRACE);
    List<TurnState.Window> guarded =
        started.guarded().stream().map(g -> new TurnState.Window(now.plus(g.from()), now.plus(g.to()))).toList();
    return state.with(Floor.BOT, state.deadlines().with(Name.PLAYBACK_LIMIT, limit)).withGuarded(guarded);
  }

  private static TurnStep playbackEnded(TurnState state, Expectation expected, Instant now) {
    if (state.floor() != Floor.BOT) {
      return TurnStep.of(state);
    }
    if (state.doubt().isPresent()) {
      TurnStep over = Doubts.over(state, now);
      if (state.queue().isEmpty() && state.keys().isEmpty()) {
        // Whoever speaks on when the bot is silent has the floor.
        return new TurnStep(speaks(over.state(), expected.input(), now), over.outputs(), Optional.empty(), false);
      }
      TurnStep ended = playbackEnded(over.state(), expected, now);
      return new TurnStep(ended.state(), over.outputs(), ended.heard(), ended.silence());
    }
    if (!state.queue().isEmpty()) {
      Heard heard = state.queue().get(0);
      // Keys that are being pressed meanwhile are an entry of their own, which still ends by its time.
      Floor floor = state.keys().isEmpty() ? Floor.NOBODY : Floor.CALLER;
      TurnState rest = state.with(floor, entry(state)).withQueue(state.queue().subList(1, state.queue().size()));
      return new TurnStep(rest, List.of(), Optional.of(heard), false);
    }
    if (!state.keys().isEmpty()) {
      return TurnStep.of(state.with(Floor.CALLER, state.deadlines().without(Name.PLAYBACK_LIMIT)));
    }
    return TurnStep.of(listen(state, expected, now));
  }

  /** The bot listens; silence counts from now. */
  private static TurnState listen(TurnState state, Expectation expected, Instant now) {
    TurnState quiet = state.with(Floor.NOBODY, Deadlines.NONE);
    // A client that has not been told anything may take its time; on a phone somebody has rung.
    boolean untold = state.prompt() == 0 && !state.caller().greets();
    boolean nobodyToAsk = untold || expected.waiting() || expected.kind() == Expectation.Kind.NOTHING;
    if (!state.caller().waits() || nobodyToAsk) {
      return quiet;
    }
    boolean typing = state.caller().inputs().equals(List.of(InputMode.TEXT));
    Duration patience = typing ? expected.input().textStartTimeout() : expected.input().startTimeout();
    return quiet.with(Floor.NOBODY, Deadlines.NONE.with(Name.NO_INPUT, now.plus(patience)));
  }

  private static TurnStep due(TurnState state, Expectation expected, Instant now) {
    Deadlines deadlines = state.deadlines();
    if (deadlines.due(Name.KEYS_END, now)) {
      return entered(state, state.keys(), List.of());
    } else if (deadlines.due(Name.DOUBT_LIMIT, now)) {
      return Doubts.paused(state, now);
    } else if (deadlines.due(Name.PLAYBACK_LIMIT, now)) {
      return playbackEnded(state, expected, now);
    } else if (deadlines.due(Name.SPEECH_LIMIT, now)) {
      return TurnStep.of(listen(state, expected, now));
    } else if (deadlines.due(Name.NO_INPUT, now)) {
      return new TurnStep(state.with(state.floor(), deadlines.without(Name.NO_INPUT)), List.of(), Optional.empty(), true);
    }
    return TurnStep.of(state);
  }

  /** A prompt that comes between two keys, such as a reminder, does not keep the entry open for ever. */
  private static Deadlines entry(TurnState state) {
    Deadlines kept = state.deadlines().at(Name.KEYS_END).map(end -> Deadlines.NONE.with(Name.KEYS_END, end)).orElse(Deadlines.NONE);
    // So is it with a prompt that is lowered: the next one is not lowered for ever either.
    return state.deadlines().at(Name.DOUBT_LIMIT).filter(t -> state.doubt().isPresent()).map(t -> kept.with(Name.DOUBT_LIMIT, t)).orElse(kept);
  }

  /** The dialog has answered: a prompt takes the floor, or the bot listens on. */
  public TurnState answered(TurnState state, List<DialogOutput> outputs, Expectation expected, Instant now) {
    TurnState next = state;
    boolean listening = false;
    for (DialogOutput output : outputs) {
      if (output instanceof DialogOutput.Say say) {
        next = next.withPrompt(say.prompt(), say.interruptible(), say.policy());
        if (say.guarded().contains(0) || !say.policy().protectedFor().isZero()) {
          // Until its sound begins, its first message counts as being said.
          next = next.withGuarded(List.of(new TurnState.Window(now, now.plus(PLAYBACK_START_LIMIT))));
        }
        next =
            state.caller().playback()
                ? next.with(Floor.BOT, entry(next).with(Name.PLAYBACK_LIMIT, now.plus(PLAYBACK_START_LIMIT)))
                : listen(next, expected, now);
        listening = true;
      } else if (output instanceof DialogOutput.ListenFor && !listening && next.floor() == Floor.NOBODY) {
        next = listen(next, expected, now);
      }
    }
    return next;
  }
}
