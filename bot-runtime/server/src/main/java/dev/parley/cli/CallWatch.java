package dev.parley.cli;

import dev.parley.conversation.ChannelOutput;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * The caller's end of one call, which plays what the bot says and watches that the bot keeps its word: it speaks no more after an
 * interruption or a hang-up, leaves nobody without a word, and says nothing after the end. Times are milliseconds of the call. One thread.
 */
final class CallWatch {

  /** Nobody is left without a word for longer: a bot that waits reminds sooner, and one that asks asks again. */
  static final int SILENT_LIMIT_MS = 45_000;

  /** What is on its way to the caller's ear: a prompt's end behind the sound that is before it. */
  private final Deque<Long> endsWaiting = new ArrayDeque<>();

  private final Set<Long> over = new HashSet<>();
  private final List<String> broken = new ArrayList<>();
  private final Set<String> told = new HashSet<>();
  private long ms;
  private long playedToMs;
  private long lastWordMs;
  private boolean gone;
  private boolean closed;
  private boolean ended;
  private int turns;
  private int interruptions;

  /** Time goes on until here. */
  void passed(long nowMs) {
    ms = nowMs;
    lastWordMs = Math.max(lastWordMs, Math.min(ms, playedToMs));
    if (!over() && ms - lastWordMs > SILENT_LIMIT_MS) {
      broken("the bot has said nothing for " + SILENT_LIMIT_MS / 1_000 + " s");
      lastWordMs = ms;
    }
  }

  /** The next prompt that the caller has heard to its end; empty: none more yet. */
  Optional<Long> heard() {
    return playedToMs <= ms ? Optional.ofNullable(endsWaiting.poll()) : Optional.empty();
  }

  /** The caller has hung up. */
  void gone() {
    gone = true;
  }

  /** The bot's side has sent this. */
  void sent(ChannelOutput output) {
    if (ended) {
      broken("something follows the end: " + output.getClass().getSimpleName());
    }
    if (output instanceof ChannelOutput.Audio audio) {
      if (gone || over.contains(audio.prompt())) {
        broken("prompt " + audio.prompt() + " speaks on after " + (gone ? "the caller hung up" : "it was over"));
      }
      playedToMs = Math.max(playedToMs, ms) + audio.frame().durationMs();
    } else if (output instanceof ChannelOutput.AudioEnd end) {
      if (over.add(end.prompt())) {
        endsWaiting.add(end.prompt());
      }
    } else if (output instanceof ChannelOutput.Interruption interruption) {
      interruptions++;
      over.add(interruption.prompt());
      playedToMs = Math.min(playedToMs, ms);
    } else if (output instanceof ChannelOutput.IntentResult) {
      turns++;
    } else if (output instanceof ChannelOutput.Closed) {
      closed = true;
    } else if (output instanceof ChannelOutput.Fault fault) {
      broken("it failed: " + fault.message());
      ended = true;
    } else if (output instanceof ChannelOutput.Ended) {
      ended = true;
    }
  }

  /** Whether the bot's side has ended the conversation. */
  boolean ended() {
    return ended;
  }

  /** Whether the bot has hung up: the dialog is over, and its last words were heard. */
  boolean over() {
    return ended || closed && endsWaiting.isEmpty() && playedToMs <= ms;
  }

  /** Utterances that were understood as something. */
  int turns() {
    return turns;
  }

  int interruptions() {
    return interruptions;
  }

  /** What should not have happened, each with its time. */
  List<String> broken() {
    return List.copyOf(broken);
  }

  /** Told once, however often it is the same. */
  void broken(String what) {
    if (told.add(what)) {
      broken.add("at " + ms + " ms: " + what);
    }
  }
}
