package dev.parley.conversation;

import dev.parley.event.DialogEvent;
import dev.parley.event.InterruptionPolicy;
import dev.parley.speech.SpeechSegmenter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Tells how speech goes on, where a prompt is interrupted by more than that it began: pauses, new beginnings, enough of it. One thread. */
final class SpeechWatch {

  /** Speech that does not go on for so long has paused: a prompt that was lowered by it goes on. */
  private static final int PAUSE_MS = 300;

  /** So much speech may hold a word, so much surely does, and of so much it is plain whether "right" was the beginning of a longer one. */
  private static final List<Integer> LOOKS_MS = List.of(420, 540, 660, 740, 820, 900);

  /** A word that was shorter is over when nothing has followed for so long. */
  private static final int WORD_END_MS = 160;

  private int looks;
  private int lookedAtMs;
  private boolean paused;
  private boolean longEnough;
  private int voicedBeforeMs;

  /** A turn begins. */
  void began() {
    looks = 0;
    lookedAtMs = 0;
    paused = false;
    longEnough = false;
    voicedBeforeMs = 0;
  }

  /** Whether there has been enough speech to look for its first words. */
  boolean timeToLook(SpeechSegmenter segments) {
    int voicedMs = segments.voicedMs();
    boolean enough = looks < LOOKS_MS.size() && voicedMs >= LOOKS_MS.get(looks);
    boolean over = looks < LOOKS_MS.size() && wordOver(segments) && voicedMs > lookedAtMs;
    if (!enough && !over) {
      return false;
    }
    looks += enough ? 1 : 0;
    lookedAtMs = voicedMs;
    return true;
  }

  /** Whether nothing has followed the last word for a while. */
  boolean wordOver(SpeechSegmenter segments) {
    return segments.silentMs() >= WORD_END_MS;
  }

  /** What the last frame of a turn has brought. */
  List<DialogEvent> look(SpeechSegmenter segments, InterruptionPolicy policy, String eventId) {
    List<DialogEvent> events = new ArrayList<>();
    if (policy.atOnce() || !segments.speaking()) {
      return events;
    }
    if (!paused && segments.silentMs() >= PAUSE_MS) {
      paused = true;
      events.add(new DialogEvent.SpeechPaused());
    } else if (paused && segments.silentMs() == 0) {
      paused = false;
      longEnough = false;
      voicedBeforeMs = segments.voicedMs();
      events.add(new DialogEvent.SpeechBegan(eventId));
    }
    int voicedMs = segments.voicedMs() - voicedBeforeMs;
    if (policy.asksForLength() && !longEnough && voicedMs >= policy.minSpeech().toMillis()) {
      longEnough = true;
      events.add(new DialogEvent.SpeechContinued(Duration.ofMillis(voicedMs)));
    }
    return events;
  }
}
