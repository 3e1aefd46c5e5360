package dev.parley.simulation;

import dev.parley.event.DialogEvent;
import dev.parley.event.InterruptionPolicy;
import dev.parley.event.SecretToken;
import java.time.Duration;

/**
 * A caller who does what a script says: turns actions into the events that ears, keypad and keyboard would make of them, each at
 * its time. One thread, the simulation's.
 *
 * <pre>
 *   says "book a car"     SpeechBegan ······ Transcribed(partial) ······ Transcribed(complete)
 *                         │◄──────── the words, 14 characters a second ────────►│◄ silence ►│
 * </pre>
 */
public final class ScriptedCaller {

  /** Between two keys, unless the script says otherwise. */
  public static final Duration BETWEEN_KEYS = Duration.ofMillis(250);

  /** After so long without a sound the ears tell of a pause. */
  private static final Duration PAUSE = Duration.ofMillis(300);

  private final Simulation simulation;
  private int actions;

  /** A caller of this conversation. */
  public ScriptedCaller(Simulation simulation) {
    this.simulation = simulation;
  }

  /** Begins with this now; what follows from it happens in the simulation's time. */
  public void does(CallerAction action) {
    String id = "caller-" + ++actions;
    if (action instanceof CallerAction.Says says) {
      speaks(id, SecretToken.clean(says.words()), says.length());
    } else if (action instanceof CallerAction.Mumbles mumbles) {
      speaks(id, "", mumbles.during());
    } else if (action instanceof CallerAction.Unheard unheard) {
      simulation.offer(new DialogEvent.SpeechBegan(id));
      simulation.offerAfter(unheard.during(), new DialogEvent.RecognizerFailed("the recogniser failed"));
    } else if (action instanceof CallerAction.Types types) {
      simulation.offer(new DialogEvent.TextArrived(id, SecretToken.clean(types.text())));
    } else if (action instanceof CallerAction.Presses presses) {
      Duration at = Duration.ZERO;
      for (int i = 0; i < presses.keys().length(); i++) {
        simulation.offerAfter(at, new DialogEvent.KeyPressed(id + "-" + i, String.valueOf(presses.keys().charAt(i))));
        at = at.plus(presses.between());
      }
    } else if (action instanceof CallerAction.Several several) {
      Duration at = Duration.ZERO;
      for (CallerAction.Timed timed : several.actions()) {
        at = at.plus(timed.pause());
        simulation.later(at, () -> does(timed.action()));
        at = at.plus(timed.action().length());
      }
    } else if (action instanceof CallerAction.HangsUp) {
      simulation.offer(new DialogEvent.HungUp("the caller hung up"));
    } else {
      throw new AssertionError(action);
    }
  }

  private void speaks(String id, String words, Duration length) {
    simulation.offer(new DialogEvent.SpeechBegan(id));
    Duration end = length.plus(simulation.expectation().input().endSilence());
    InterruptionPolicy policy = simulation.state().turn().policy();
    if (policy.atOnce()) {
      int half = words.indexOf(' ', words.length() / 2);
      if (half > 0) {
        simulation.offerAfter(length.dividedBy(2), new DialogEvent.Transcribed(words.substring(0, half), 1, false));
      }
    } else {
      inDetail(words, length, end, policy);
    }
    simulation.offerAfter(end, new DialogEvent.Transcribed(words, words.isEmpty() ? 0 : 1, true));
  }

  /** Where the bot asks for more than a sound the ears tell more: each word, and how long it lasts. */
  private void inDetail(String words, Duration length, Duration end, InterruptionPolicy policy) {
    for (int at = words.indexOf(' '); at > 0; at = words.indexOf(' ', at + 1)) {
      simulation.offerAfter(length.multipliedBy(at).dividedBy(words.length()), new DialogEvent.Transcribed(words.substring(0, at), 1, false));
    }
    if (!words.isEmpty()) {
      simulation.offerAfter(length, new DialogEvent.Transcribed(words, 1, false));
    }
    if (policy.asksForLength() && policy.minSpeech().compareTo(length) <= 0) {
      simulation.offerAfter(policy.minSpeech(), new DialogEvent.SpeechContinued(policy.minSpeech()));
    }
    if (length.plus(PAUSE).compareTo(end) < 0) {
      simulation.offerAfter(length.plus(PAUSE), new DialogEvent.SpeechPaused());
    }
  }
}
