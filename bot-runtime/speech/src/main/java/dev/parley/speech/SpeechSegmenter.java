package dev.parley.speech;

import dev.parley.audio.AudioRing;
import dev.parley.audio.Pcm;
import dev.parley.speech.SegmentEvent.Cause;
import dev.parley.speech.SegmentEvent.SpeechEnded;
import dev.parley.speech.SegmentEvent.SpeechStarted;
import java.util.Optional;

/**
 * Finds where turns begin and end in a stream of frames ("endpointing"). It has no clock: time is counted in samples, so a recording
 * gives the same events at any speed. Not thread-safe.
 *
 * <p>How it works: a beginning needs N speech frames among the last N+2, so that a click is none and a stumble does no harm. During a
 * turn, a frame keeps it alive when at least two of the last three are speech; the turn ends when none did so for the end silence.
 *
 * <pre>
 *   frames   . . . S . S S S S S S . S S S . . . . . . . . .
 *                  ^positionMs   ^ SpeechStarted noticed   ^ SpeechEnded noticed
 *            |&lt;pre&gt;|                     ^ its positionMs  |
 * </pre>
 */
public final class SpeechSegmenter {
  private static final int FRAME_MS = VoiceActivityDetector.FRAME_MS;
  /** Frames that may be missing among those that make a beginning. */
  private static final int SLACK = 2;
  /** The last decisions, youngest in the lowest bit: more than enough for 2 s, the longest that a beginning can need, and its slack. */
  private static final int HISTORY = 128;
  /** Kept beyond the pre-roll: the longest time that noticing takes, and a second for whoever fetches the sound a little later. */
  private static final int KEPT_MS = (HISTORY + 2) * FRAME_MS + 2_000 + 1_000;

  private final VoiceActivityDetector detector;
  private final AudioRing recent = new AudioRing(VoiceActivityDetector.SAMPLE_RATE_HZ, KEPT_MS);
  private final boolean[] speech = new boolean[HISTORY];
  private SegmenterSettings settings;
  private long frames;
  /** First frame that may belong to the next turn. */
  private long earliest;
  private boolean speaking;
  private long startedMs;
  private long lastSpeechMs;
  private int voicedFrames;
  private final Voicing voicing = new Voicing();
  private final boolean[] voiced = new boolean[HISTORY];
  private int voiceAskedFor;

  /**
   * @param detector judges the frames; belongs to this segmenter from now on, except for closing it
   * @param settings first settings
   */
  public SpeechSegmenter(VoiceActivityDetector detector, SegmenterSettings settings) {
    this.detector = detector;
    this.settings = settings;
  }

  /** Other settings from the next frame on; a turn that has begun goes on. */
  public void use(SegmenterSettings other) {
    settings = other;
  }

  /** A turn begins only with so much of a voice, where a cough must not begin one; 0 = with any speech. */
  public void askForVoice(int ms) {
    voiceAskedFor = ms / FRAME_MS;
  }

  /**
   * Takes the next frame.
   *
   * @param frame 20 ms at 8 kHz, exactly
   * @return what became certain with it
   */
  public Optional<SegmentEvent> push(short[] frame) {
    boolean isSpeech = detector.push(frame) == VadDecision.SPEECH;
    recent.push(frame);
    speech[(int) (frames % HISTORY)] = isSpeech;
    voiced[(int) (frames % HISTORY)] = voicing.push(frame) && isSpeech;
    frames++;
    return speaking ? ended() : started(isSpeech);
  }

  private Optional<SegmentEvent> started(boolean isSpeech) {
    int needed = Math.max(1, settings.minSpeechMs() / FRAME_MS);
    long from = Math.max(earliest, frames - needed - SLACK);
    if (!isSpeech || count(speech, from) < needed || count(voiced, from) < voiceAskedFor) {
      return Optional.empty();
    }
    long first = from;
    while (!speech[(int) (first % HISTORY)]) {
      first++;
    }
    speaking = true;
    startedMs = first * FRAME_MS;
    lastSpeechMs = positionMs();
    voicedFrames = count(speech, first);
    return Optional.of(new SpeechStarted(startedMs, Math.max(0, startedMs - settings.preRollMs()), positionMs()));
  }

  private Optional<SegmentEvent> ended() {
    voicedFrames += speech[(int) ((frames - 1) % HISTORY)] ? 1 : 0;
    if (speech[(int) ((frames - 1) % HISTORY)] && count(speech, frames - 3) >= 2) {
      lastSpeechMs = positionMs();
    }
    boolean silent = positionMs() - lastSpeechMs >= settings.endSilenceMs();
    boolean tooLong = positionMs() - startedMs >= settings.maxLengthMs();
    if (!silent && !tooLong) {
      return Optional.empty();
    }
    speaking = false;
    // What was judged before belongs to the turn that is over.
    earliest = frames;
    return Optional.of(new SpeechEnded(lastSpeechMs, positionMs(), silent ? Cause.END_SILENCE : Cause.MAX_LENGTH));
  }

  private int count(boolean[] of, long from) {
    int count = 0;
    for (long frame = Math.max(0, from); frame < frames; frame++) {
      count += of[(int) (frame % HISTORY)] ? 1 : 0;
    }
    return count;
  }

  /** Whether a turn has begun and is not over. */
  public boolean speaking() {
    return speaking;
  }

  /** How much speech the turn has had so far, without its pauses. */
  public int voicedMs() {
    return voicedFrames * FRAME_MS;
  }

  /** How long the turn that has begun has been silent by now; 0 while somebody speaks. */
  public long silentMs() {
    return positionMs() - lastSpeechMs;
  }

  /** How long the stream is so far. */
  public long positionMs() {
    return frames * FRAME_MS;
  }

  /** Sound of 8 kHz from a position until now, for instance from {@link SpeechStarted#audioFromMs}; what is older than some seconds is forgotten. */
  public Pcm since(long fromMs) {
    return recent.since(fromMs);
  }

  /** Ends a turn that has begun, without an event: for when somebody else decided so (a key, a time-out). The noise floor stays known. */
  public void endTurn() {
    speaking = false;
    earliest = frames;
  }

  /** Forgets the stream; the position starts at 0 again. */
  public void reset() {
    detector.reset();
    recent.reset();
    frames = 0;
    earliest = 0;
    speaking = false;
  }
}
