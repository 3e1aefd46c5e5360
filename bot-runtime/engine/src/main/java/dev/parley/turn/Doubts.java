package dev.parley.turn;

import dev.parley.event.Deadlines.Name;
import dev.parley.event.Deadlines;
import dev.parley.event.DialogEvent;
import dev.parley.event.DialogOutput;
import dev.parley.event.DialogOutput.LowerPlayback;
import dev.parley.event.DialogOutput.ResumePlayback;
import dev.parley.event.Expectation;
import dev.parley.event.InterruptionPolicy;
import dev.parley.turn.TurnState.Doubt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Somebody makes a sound while the bot speaks, and whether that is an interruption is not known yet. The prompt is lowered; it stops
 * when all that its policy asks for has come, and goes on when it was nothing. Pure.
 *
 * <pre>
 *  speech begins        lower                        (no more than that in a protected part)
 *  enough of it         stop: {@link TurnTaking} takes over
 *  pause, no words, two seconds without enough       resume; what is said may still become enough
 *  the prompt ends      resume, the caller has the floor
 * </pre>
 */
final class Doubts {

  /** So long is a prompt lowered at most: a television in the room must not silence the bot. */
  static final Duration LIMIT = Duration.ofSeconds(2);

  private Doubts() {}

  /** Speech began during a prompt that asks for more than that. */
  static TurnStep began(TurnState state, String eventId, Instant now) {
    Doubt doubt = state.doubt().orElseGet(() -> new Doubt(eventId));
    if (!state.interruptible() || doubt.lowered().isPresent()) {
      return TurnStep.of(state);
    }
    if (!state.interruptibleAt(now)) {
      return TurnStep.of(state.withDoubt(Optional.of(doubt)));
    }
    TurnState lowered =
        state.with(state.floor(), state.deadlines().with(Name.DOUBT_LIMIT, now.plus(LIMIT)))
            .withDoubt(Optional.of(doubt.lowered(Optional.of(now))));
    return new TurnStep(lowered, List.of(new LowerPlayback(state.prompt())), Optional.empty(), false);
  }

  /** The same with what is known of the speech by now. */
  static TurnState learnt(TurnState state, DialogEvent event) {
    return state.withDoubt(state.doubt().map(d -> {
      if (event instanceof DialogEvent.SpeechContinued on) {
        return d.lasting(on.lasted());
      } else if (event instanceof DialogEvent.Transcribed words && !words.text().isBlank()) {
        return d.saying(words.text());
      }
      return d;
    }));
  }

  /**
   * Whether the speech is an interruption by now.
   *
   * @param complete whether the speech is over: else "all" may become "all right"
   */
  static boolean enough(TurnState state, boolean complete, Expectation expected, Instant now) {
    InterruptionPolicy policy = state.policy();
    Doubt doubt = state.doubt().orElseThrow();
    boolean longEnough = !policy.asksForLength() || doubt.lasted().compareTo(policy.minSpeech()) >= 0;
    return longEnough && !doubt.missed() && state.interruptibleAt(now) && enoughWords(policy, doubt.words(), complete, expected);
  }

  static boolean enoughWords(InterruptionPolicy policy, String words, boolean complete, Expectation expected) {
    return policy.minWords() == 0 || Backchannels.counted(words, complete, expected.localeId(), policy.backchannel()) >= policy.minWords();
  }

  /** The prompt goes on from the cut; what is being said may still become enough. */
  static TurnStep paused(TurnState state, Instant now) {
    if (!state.interruptibleAt(now) && state.doubt().isPresent()) {
      return new TurnStep(resumed(state, now).withDoubt(state.doubt().map(d -> d.lowered(Optional.empty()).over())), resume(state), Optional.empty(), false);
    }
    return new TurnStep(resumed(state, now), resume(state), Optional.empty(), false);
  }

  /** It was nothing, or nothing is in doubt any more. */
  static TurnStep over(TurnState state, Instant now) {
    return new TurnStep(resumed(state, now).withDoubt(Optional.empty()), resume(state), Optional.empty(), false);
  }

  /** What must be done so that a prompt is no longer lowered. */
  static List<DialogOutput> resume(TurnState state) {
    return state.doubt().flatMap(Doubt::lowered).isPresent() ? List.of(new ResumePlayback(state.prompt())) : List.of();
  }

  private static TurnState resumed(TurnState state, Instant now) {
    if (state.doubt().flatMap(Doubt::lowered).isEmpty()) {
      return state;
    }
    Doubt doubt = state.doubt().get();
    Duration held = Duration.between(doubt.lowered().orElse(now), now);
    // A telephone has paused: its end is later by as much.
    Deadlines deadlines = state.deadlines().without(Name.DOUBT_LIMIT);
    Deadlines later = deadlines.at(Name.PLAYBACK_LIMIT).map(t -> deadlines.with(Name.PLAYBACK_LIMIT, t.plus(held))).orElse(deadlines);
    return state.with(state.floor(), later).withDoubt(Optional.of(doubt.lasting(Duration.ZERO).lowered(Optional.empty())));
  }
}
