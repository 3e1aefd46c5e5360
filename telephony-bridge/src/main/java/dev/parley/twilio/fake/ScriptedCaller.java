package dev.parley.twilio.fake;

import dev.parley.audio.MuLaw;
import dev.parley.twilio.fake.CallStep.Moment;
import dev.parley.twilio.fake.HeardPrompts.Prompt;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The caller of a script, moment by moment. What it waits for are prompts that began after it last did something, each taken
 * once: so a reminder that came while the caller was silent still counts, and a prompt that the caller cut does not. Not
 * thread-safe.
 */
final class ScriptedCaller {

  /** How long a moment is, as Twilio's frames are. */
  static final int MOMENT_MS = 20;

  private static final int FRAME_BYTES = MOMENT_MS * 8;

  /** Quieter than this is the breath before the first word (-30 dBFS). */
  private static final int AUDIBLE = 1_000;

  /** What the caller does in one moment. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Doing(byte[] sound, List<Character> keys, boolean hangsUp) {}

  private final CallScript script;
  private final Map<String, byte[]> speech;
  private final HeardPrompts bot;
  private final Secrets secrets = new Secrets();
  private final List<CallTranscript.Line> log = new ArrayList<>();
  private final List<long[]> secretSpans = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();

  private int at;
  private boolean begun;
  private long stepFromMs;
  private int progress;
  private long actedAtMs;
  private long soundFromMs;
  private int nextPrompt;

  /**
   * A caller who has done nothing yet.
   *
   * @param speech of every text that is said, mu-law
   * @param bot as the caller hears it
   */
  ScriptedCaller(CallScript script, Map<String, byte[]> speech, HeardPrompts bot) {
    this.script = script;
    this.speech = speech;
    this.bot = bot;
  }

  List<CallTranscript.Line> log() {
    return log;
  }

  List<String> failures() {
    return failures;
  }

  Secrets secrets() {
    return secrets;
  }

  /** Where the caller spoke a secret, from and to, in ms. */
  List<long[]> secretSpans() {
    return secretSpans;
  }

  /** When the caller's last words or keys could be noticed. */
  long soundFromMs() {
    return soundFromMs;
  }

  /** What the caller does from this time on, for one moment. */
  Doing next(long nowMs) {
    List<Character> keys = new ArrayList<>();
    while (true) {
      if (at == script.steps().size()) {
        return waitForTheEnd(nowMs);
      }
      begin(nowMs);
      CallStep step = script.steps().get(at);
      if (step instanceof CallStep.HangUp) {
        note(nowMs, "hangs up");
        at++;
        return new Doing(silence(), keys, true);
      }
      if (step instanceof CallStep.Say say && progress < speechOf(say).length) {
        return new Doing(frame(speechOf(say)), keys, false);
      }
      if (step instanceof CallStep.Keys press) {
        press(press, nowMs).ifPresent(keys::add);
      }
      if (!isDone(step, nowMs)) {
        return lostPatience(step, nowMs) ? new Doing(silence(), keys, true) : new Doing(silence(), keys, false);
      }
      end(step, nowMs);
    }
  }

  private void begin(long nowMs) {
    if (begun) {
      return;
    }
    begun = true;
    progress = 0;
    stepFromMs = nowMs;
    CallStep step = script.steps().get(at);
    if (step instanceof CallStep.Say say) {
      act(nowMs, nowMs + firstSoundMs(speechOf(say)));
      note(nowMs, "says " + (say.secret() ? "(a secret)" : "\"" + say.text() + "\""));
      if (say.secret()) {
        secrets.told(say.text());
      }
    } else if (step instanceof CallStep.Keys press) {
      act(nowMs, nowMs);
      note(nowMs, "presses " + (press.secret() ? "(a secret of " + press.digits().length() + " keys)" : press.digits()));
      if (press.secret()) {
        secrets.told(press.digits());
      }
    }
  }

  private void act(long nowMs, long audibleFromMs) {
    actedAtMs = nowMs;
    soundFromMs = audibleFromMs;
  }

  private void end(CallStep step, long nowMs) {
    if (step instanceof CallStep.Say say && say.secret()) {
      secretSpans.add(new long[] {stepFromMs, nowMs});
    }
    at++;
    begun = false;
  }

  private boolean isDone(CallStep step, long nowMs) {
    if (step instanceof CallStep.Say) {
      return true;
    }
    if (step instanceof CallStep.Keys press) {
      return progress == press.digits().length() && nowMs - stepFromMs >= progress * press.gap().toMillis();
    }
    if (step instanceof CallStep.Silence silence) {
      return nowMs - stepFromMs >= silence.length().toMillis();
    }
    return hasHappened(step, nowMs);
  }

  /** Whether what a step waits for has happened; takes the prompt that it waited for. */
  private boolean hasHappened(CallStep step, long nowMs) {
    if (step instanceof CallStep.After after) {
      return answers().stream().anyMatch(prompt -> nowMs - prompt.startMs >= after.played().toMillis());
    }
    if (step instanceof CallStep.WaitFor wait) {
      return switch (wait.moment()) {
        case PROMPT_START -> !answers().isEmpty();
        case PROMPT_END -> take(answers().stream().filter(p -> p.ended() && !p.cut()).findFirst());
        case CALL_END -> false;
      };
    }
    if (step instanceof CallStep.Hear hear) {
      Optional<Prompt> heard = answers().stream().filter(prompt -> says(prompt, hear.words())).findFirst();
      heard.filter(prompt -> hear.secret()).ifPresent(Prompt::makeSecret);
      return take(heard);
    }
    throw new AssertionError(step);
  }

  private boolean says(Prompt prompt, String words) {
    return prompt.ended()
        && (bot.withEars() ? prompt.words().filter(said -> WordMatch.contains(said, words)).isPresent() : !prompt.cut());
  }

  /** Prompts that may be an answer to what the caller last did, and were not taken for one yet. */
  private List<Prompt> answers() {
    return bot.all().stream().skip(nextPrompt).filter(prompt -> prompt.startMs >= actedAtMs).toList();
  }

  private boolean take(Optional<Prompt> prompt) {
    prompt.ifPresent(taken -> nextPrompt = bot.all().indexOf(taken) + 1);
    return prompt.isPresent();
  }

  private boolean lostPatience(CallStep step, long nowMs) {
    if (!step.waits() || nowMs - stepFromMs < script.patience().toMillis()) {
      return false;
    }
    failures.add("step " + (at + 1) + ": " + step.described() + ", but that did not happen within " + seconds());
    note(nowMs, "loses patience and hangs up");
    return true;
  }

  private Doing waitForTheEnd(long nowMs) {
    if (!begun) {
      begun = true;
      stepFromMs = nowMs;
    }
    boolean tired = nowMs - stepFromMs >= script.patience().toMillis();
    if (tired) {
      failures.add("the bot did not end the call within " + seconds() + " after the last step");
      note(nowMs, "loses patience and hangs up");
    }
    return new Doing(silence(), List.of(), tired);
  }

  private String seconds() {
    return script.patience().toMillis() / 1_000.0 + " s";
  }

  /** The bot has ended the call: what the caller still waits for may have happened in its last words. */
  void callEnded(long nowMs) {
    while (at < script.steps().size() && isNotMissed(script.steps().get(at), nowMs)) {
      at++;
    }
    if (at < script.steps().size()) {
      failures.add("step " + (at + 1) + ": " + script.steps().get(at).described() + ", but the bot ended the call");
    }
  }

  private boolean isNotMissed(CallStep step, long nowMs) {
    boolean callEnd = step instanceof CallStep.WaitFor wait && wait.moment() == Moment.CALL_END;
    boolean idle = step instanceof CallStep.Silence || step instanceof CallStep.HangUp;
    return callEnd || idle || (step.waits() && hasHappened(step, nowMs));
  }

  private void note(long nowMs, String what) {
    log.add(new CallTranscript.Line(nowMs, "caller", what));
  }

  private byte[] speechOf(CallStep.Say say) {
    byte[] sound = speech.get(say.text());
    if (sound == null) {
      throw new AssertionError("a text was not spoken before the call");
    }
    return sound;
  }

  private byte[] frame(byte[] sound) {
    byte[] frame = silence();
    int length = Math.min(FRAME_BYTES, sound.length - progress);
    System.arraycopy(sound, progress, frame, 0, length);
    progress += length;
    return frame;
  }

  private Optional<Character> press(CallStep.Keys press, long nowMs) {
    if (progress < press.digits().length() && nowMs - stepFromMs >= progress * press.gap().toMillis()) {
      progress++;
      return Optional.of(press.digits().charAt(progress - 1));
    }
    return Optional.empty();
  }

  private static long firstSoundMs(byte[] mulaw) {
    short[] samples = MuLaw.decode(mulaw);
    for (int i = 0; i < samples.length; i++) {
      if (Math.abs((int) samples[i]) > AUDIBLE) {
        return i / 8;
      }
    }
    return 0;
  }

  private static byte[] silence() {
    byte[] silence = new byte[FRAME_BYTES];
    Arrays.fill(silence, (byte) 0xFF);
    return silence;
  }
}
