package dev.parley.twilio.fake;

import dev.parley.audio.MuLaw;
import dev.parley.twilio.TwilioCommand;
import dev.parley.twilio.TwilioJson;
import dev.parley.twilio.TwilioMessage;
import dev.parley.twilio.fake.CallResult.EndedBy;
import dev.parley.twilio.fake.HeardPrompts.Prompt;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;

/**
 * Twilio's side of one media stream, with a scripted caller at its far end. It moves in steps of 20 ms and asks nobody for the
 * time, so a call can run in real time, faster, or in a test's virtual time, and is the same each time.
 *
 * <p>Each step plays 20 ms of what the bot has sent, sends marks back that were reached, lets the caller act, and sends the
 * caller's 20 ms. Thread-safe.
 */
public final class FakeCall {

  /** Ten minutes of speech ahead; a bot that sends more has run away. */
  private static final int MAX_BUFFER_BYTES = 10 * 60 * 8_000;

  private static final int FRAME_BYTES = ScriptedCaller.MOMENT_MS * 8;

  /** To the bot's media socket. */
  public interface Line {
    /** Sends a text message. */
    void send(String json);

    /** Closes the socket. */
    void close();
  }

  private final CallScript script;
  private final long longestMs;
  private final boolean silenceSecrets;
  private final Line line;
  private final PlayoutBuffer buffer = new PlayoutBuffer(MAX_BUFFER_BYTES);
  private final HeardPrompts prompts;
  private final ScriptedCaller caller;
  private final CallRecording recording = new CallRecording();
  private final List<CallTranscript.Line> log = new ArrayList<>();
  private final List<String> failures = new ArrayList<>();
  private final List<Duration> clearDelays = new ArrayList<>();
  private final CompletableFuture<Void> over = new CompletableFuture<>();
  private EndedBy endedBy = EndedBy.TROUBLE;
  private String streamSid = "";
  private long sequence;
  private long chunk;
  private long nowMs;

  /**
   * A call that is about to be put through.
   *
   * @param script what the caller does
   * @param speech of every text in it, mu-law
   * @param ears write down what the bot says, if there are any
   * @param line to the bot
   * @param longest the call is given up after this
   * @param silenceSecrets whether secrets are silent in the recording
   */
  public FakeCall(
      CallScript script,
      Map<String, byte[]> speech,
      Optional<BotEars> ears,
      Line line,
      Duration longest,
      boolean silenceSecrets) {
    this.script = script;
    this.longestMs = longest.toMillis();
    this.silenceSecrets = silenceSecrets;
    this.line = line;
    this.prompts = new HeardPrompts(script.quiet().toMillis(), ears);
    this.caller = new ScriptedCaller(script, speech, prompts);
  }

  /** The socket is open: says which call this is. */
  public synchronized void begin(TwilioMessage.Start start) {
    streamSid = start.streamSid();
    note("line", "the stream begins");
    line.send(TwilioJson.write("", 0, new TwilioMessage.Connected("Call", "1.0.0")));
    send(start);
  }

  /** Goes on by 20 ms. */
  public synchronized void step() {
    if (over.isDone()) {
      return;
    }
    long fromMs = nowMs;
    PlayoutBuffer.Played played = buffer.play(FRAME_BYTES);
    prompts.hear(fromMs, fromMs + ScriptedCaller.MOMENT_MS, played.sound());
    sendBack(played.marks());
    ScriptedCaller.Doing doing = caller.next(fromMs);
    doing.keys().forEach(key -> send(new TwilioMessage.Dtmf(key)));
    send(new TwilioMessage.Media("inbound", OptionalLong.of(++chunk), OptionalLong.of(fromMs), doing.sound()));
    recording.add(doing.sound(), padded(played.sound()));
    nowMs += ScriptedCaller.MOMENT_MS;
    if (doing.hangsUp()) {
      hangUp();
    } else if (nowMs >= longestMs) {
      failures.add("the call was still going on after " + longestMs / 1_000 + " s");
      hangUp();
    }
  }

  /** The bot sent a text message. */
  public synchronized void message(String json) {
    Optional<TwilioCommand> command = TwilioJson.command(json);
    if (command.isEmpty()) {
      // Twilio warns of it once (31950) and goes on.
      fail("the bot sent a message that Twilio does not know");
    } else if (command.get() instanceof TwilioCommand.Play play) {
      if (play.audio().length % FRAME_BYTES != 0) {
        fail("the bot sent sound that is no whole number of 20 ms frames, which clicks");
      }
      if (!buffer.add(play.audio())) {
        fail("the bot sent ten minutes of sound ahead");
      }
    } else if (command.get() instanceof TwilioCommand.SetMark mark) {
      sendBack(buffer.mark(mark.name()));
    } else if (command.get() instanceof TwilioCommand.Clear) {
      clear();
    }
  }

  private void clear() {
    if (!buffer.hasSound()) {
      note("line", "clear, with nothing to clear");
    } else {
      long delayMs = Math.max(0, nowMs - caller.soundFromMs());
      clearDelays.add(Duration.ofMillis(delayMs));
      note("line", "clear, " + delayMs + " ms after the caller's first sound");
      prompts.cut();
    }
    sendBack(buffer.clear());
  }

  /** The bot closed the socket, after which Twilio hangs up. */
  public synchronized void closed(int code, String reason) {
    if (over.isDone()) {
      return;
    }
    note("bot", "ends the call");
    if (code != 1000) {
      failures.add("the bot closed the line with " + code + (reason.isEmpty() ? "" : ": " + reason));
    }
    end(EndedBy.BOT);
  }

  /** The line broke. */
  public synchronized void broken(String why) {
    if (!over.isDone()) {
      failures.add(why);
      end(EndedBy.TROUBLE);
    }
  }

  private void hangUp() {
    send(new TwilioMessage.Stop());
    end(EndedBy.CALLER);
    line.close();
  }

  private void end(EndedBy by) {
    endedBy = by;
    prompts.finish();
    note("line", "the call is over");
    over.complete(null);
  }

  /** Whether nothing more will happen. */
  public boolean isOver() {
    return over.isDone();
  }

  /** How the call went, once it is over and all that the bot said is written down. Never fails. */
  public CompletableFuture<CallResult> result() {
    return over.thenCompose(ended -> prompts.allWords()).thenApply(known -> settle());
  }

  private synchronized CallResult settle() {
    if (endedBy == EndedBy.BOT) {
      caller.callEnded(nowMs);
    }
    List<String> allFailures = new ArrayList<>(failures);
    allFailures.addAll(caller.failures());
    allFailures.addAll(unmet(script.expected()));
    List<CallTranscript.Line> lines = new ArrayList<>(log);
    lines.addAll(caller.log());
    for (Prompt prompt : prompts.all()) {
      boolean secret = prompt.secret() || prompt.words().filter(caller.secrets()::revealedBy).isPresent();
      lines.add(new CallTranscript.Line(prompt.startMs, "bot", told(prompt, secret)));
      if (secret && silenceSecrets) {
        recording.silenceBot(prompt.startMs, prompt.endMs());
      }
    }
    if (silenceSecrets) {
      caller.secretSpans().forEach(span -> recording.silenceCaller(span[0], span[1]));
    }
    return new CallResult(
        endedBy,
        Duration.ofMillis(nowMs),
        prompts.all().size(),
        clearDelays,
        allFailures,
        new CallTranscript(lines),
        recording);
  }

  private static String told(Prompt prompt, boolean secret) {
    String words = prompt.words().filter(said -> !said.isBlank()).map(said -> "\"" + said + "\"").orElse("(speaks)");
    return String.format(
        Locale.ROOT,
        "%s (%.1f s%s)",
        secret ? Secrets.withoutDigits(words) : words,
        (prompt.endMs() - prompt.startMs) / 1_000.0,
        prompt.cut() ? ", cut" : "");
  }

  private List<String> unmet(CallScript.Expected expected) {
    List<String> unmet = new ArrayList<>();
    if (prompts.withEars()) {
      expected.said().stream()
          .filter(words -> prompts.all().stream().noneMatch(p -> WordMatch.contains(p.words().orElse(""), words)))
          .forEach(words -> unmet.add("the bot never said \"" + words + "\""));
    }
    expected.endedBy()
        .filter(by -> by != endedBy)
        .ifPresent(by -> unmet.add("the call was to be ended by the " + name(by) + ", not by the " + name(endedBy)));
    expected.bargeIns()
        .filter(count -> count != clearDelays.size())
        .ifPresent(count -> unmet.add(count + " prompts were to be cut, not " + clearDelays.size()));
    expected.within()
        .filter(within -> within.toMillis() < nowMs)
        .ifPresent(within -> unmet.add("the call was to last at most " + within.toSeconds() + " s, not " + nowMs / 1_000));
    return unmet;
  }

  private static String name(EndedBy by) {
    return by.name().toLowerCase(Locale.ROOT);
  }

  private void fail(String what) {
    if (!failures.contains(what)) {
      failures.add(what);
      note("line", what);
    }
  }

  private void sendBack(List<String> marks) {
    marks.forEach(mark -> send(new TwilioMessage.Mark(mark)));
  }

  private void send(TwilioMessage message) {
    line.send(TwilioJson.write(streamSid, ++sequence, message));
  }

  private void note(String who, String what) {
    log.add(new CallTranscript.Line(nowMs, who, what));
  }

  private static byte[] padded(byte[] sound) {
    byte[] padded = MuLaw.silence(FRAME_BYTES);
    System.arraycopy(sound, 0, padded, 0, sound.length);
    return padded;
  }
}
