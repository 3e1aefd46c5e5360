package dev.parley.twilio;

import dev.parley.audio.AudioFormat;
import dev.parley.conversation.Channel;
import dev.parley.conversation.ChannelOutput;
import dev.parley.conversation.LiveConversation;
import dev.parley.conversation.SocketRoute;
import dev.parley.event.InputMode;
import dev.parley.twilio.CallMeters.End;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One call: Twilio's messages on one side, a conversation on the other.
 *
 * <p>How it works. The caller's sound and keys go to the conversation in order. What the bot says goes to Twilio in whole
 * frames, with marks among them; Twilio buffers, so only marks that come back tell what was heard. When the last mark of a
 * prompt comes back, the conversation is told that the prompt was heard; its timers start there.
 *
 * <pre>
 *  the conversation says        while sound is out at Twilio     while none is
 *  Interruption                 clear, at once                   nothing
 *  Closed, Fault, Ended         wait for the marks, then close   close
 * </pre>
 *
 * <p>Closing the socket makes Twilio go on to the {@code <Hangup/>} of our TwiML. A call also ends when {@code stop} comes,
 * when the socket closes, when no sound has come for a while, or when it has lasted too long; whichever is first counts. A
 * mark that is long overdue counts as come back, so that a lost one cannot hold a call for ever.
 *
 * <p>Thread-safe: the socket's thread, the conversation's and the timer's all come here. A lock guards the state, and the
 * conversation is never called under it.
 */
final class CallLeg implements Channel {

  private static final Logger LOG = LoggerFactory.getLogger(CallLeg.class);

  /** RFC 6455: all is done. */
  private static final int NORMAL = 1000;

  /** RFC 6455: our own trouble. */
  private static final int INTERNAL_ERROR = 1011;

  private final String callSid;
  private final String streamSid;
  private final SocketRoute.Peer peer;
  private final Timers timers;
  private final TwilioSettings.CallLimits limits;
  private final CallMeters meters;
  private final Consumer<End> ended;
  private final CallerSide caller;
  private final Outputs outputs = new Outputs();
  private final LineWatch line;
  private final CompletableFuture<Void> conversationOver = new CompletableFuture<>();
  private final long startedMs;

  private final Object lock = new Object();
  private final BotVoice voice;
  private final SilenceWatch silence;
  private final MarkWatch marks;
  private @Nullable LiveConversation conversation;
  private boolean closing;
  private int closeCode = NORMAL;
  private boolean over;
  private End overBy = End.CALLER;
  private String overBecause = "";

  /**
   * A call that has no conversation yet; what the caller does meanwhile waits for it.
   *
   * @param streamSid names its stream in all we send
   * @param ended told how it ended, before Twilio can know
   */
  CallLeg(
      String callSid,
      String streamSid,
      SocketRoute.Peer peer,
      Timers timers,
      TwilioSettings.CallLimits limits,
      CallMeters meters,
      Consumer<End> ended) {
    this.callSid = callSid;
    this.streamSid = streamSid;
    this.peer = peer;
    this.timers = timers;
    this.limits = limits;
    this.meters = meters;
    this.ended = ended;
    this.caller = new CallerSide(peer, meters);
    this.line = new LineWatch(timers, limits, this::gone);
    this.voice =
        new BotVoice(
            command -> peer.send(TwilioJson.write(streamSid, command)), timers, limits.markEvery().toMillis(), meters);
    this.silence = new SilenceWatch(callSid, timers, limits.silentPrompt().toMillis(), lock, voice, meters);
    this.marks =
        new MarkWatch(
            callSid,
            timers,
            limits.markGrace().toMillis(),
            lock,
            voice,
            meters,
            () -> !over && (closing || !voice.allMarksBack()),
            this::overdue);
    this.startedMs = timers.nowMs();
  }

  /** The conversation has started, and takes inputs from now on; its first answers may have come already. */
  void begin(LiveConversation started) {
    LOG.info("call {} begins", callSid);
    meters.callBegan();
    synchronized (lock) {
      conversation = started;
    }
    line.begin();
    started.ended().thenRun(() -> conversationOver.complete(null));
    caller.attach(started);
    settle();
  }

  /** There will be no conversation. */
  void refused() {
    conversationOver.complete(null);
    gone(End.FAILED, "refused");
  }

  /** Completes when its conversation is over, or will not be; its socket may be gone long before. */
  CompletionStage<Void> conversationOver() {
    return conversationOver.minimalCompletionStage();
  }

  boolean isOver() {
    synchronized (lock) {
      return over;
    }
  }

  /** Whether this is the stream's name. */
  boolean isStream(String sid) {
    return streamSid.equals(sid);
  }

  // ---- from Twilio

  /** Takes a message; called by the socket's thread only. */
  void take(TwilioMessage message) {
    if (message instanceof TwilioMessage.Media media) {
      if (!media.track().startsWith("outbound")) {
        line.soundCame();
        // Whoever says hello before the bot has spoken answers nothing that was asked.
        caller.sound(media, firstWordsAreComing());
      }
    } else if (message instanceof TwilioMessage.Dtmf key) {
      caller.key(key.digit());
    } else if (message instanceof TwilioMessage.Mark mark) {
      markReturned(mark.name());
    } else if (message instanceof TwilioMessage.Stop) {
      // Not always a hang-up: the call may have been sent elsewhere. For this conversation it is the same.
      gone(End.CALLER, "the stream stopped");
    } else {
      LOG.debug("call {}: a second {} is ignored", callSid, message.getClass().getSimpleName());
    }
  }

  private boolean firstWordsAreComing() {
    synchronized (lock) {
      return voice.aboutToSpeakFirst();
    }
  }

  private void markReturned(String name) {
    List<Long> heard;
    synchronized (lock) {
      heard = voice.markReturned(name);
    }
    // First that it was heard, then that the call is over: after that nothing is listened to.
    caller.heard(heard);
    synchronized (lock) {
      endIfAllIsHeard();
    }
    settle();
  }

  // ---- from the conversation

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        "twilio",
        List.of(InputMode.SPEECH, InputMode.DTMF),
        Optional.of(AudioFormat.MULAW_8K),
        true,
        true,
        true,
        Math.toIntExact(limits.audioLead().toMillis()));
  }

  /** What Twilio has plays on for a moment; nothing is cleared, so that the prompt can go on without a seam. */
  @Override
  public boolean pausesInDoubt() {
    return true;
  }

  @Override
  public int audioLeadMs(boolean interruptible) {
    return Math.toIntExact((interruptible ? limits.interruptibleLead() : limits.audioLead()).toMillis());
  }

  @Override
  public void paused(boolean withheld) {
    synchronized (lock) {
      voice.pause(withheld);
      silence.spoken();
    }
  }

  @Override
  public OptionalLong heardMs(long prompt) {
    synchronized (lock) {
      return voice.heardMs(prompt);
    }
  }

  @Override
  public boolean writable() {
    return peer.writable();
  }

  @Override
  public void inputWanted() {
    caller.wanted();
  }

  @Override
  public void send(ChannelOutput output) {
    synchronized (lock) {
      if (!over && output.match(outputs)) {
        endIfAllIsHeard();
      }
    }
    settle();
  }

  /** What each output does, under the lock; says whether the call may be over by it. */
  private final class Outputs implements ChannelOutput.Cases<Boolean> {
    @Override
    public Boolean interruption(ChannelOutput.Interruption o) {
      voice.interrupt(o.prompt());
      return true;
    }

    @Override
    public Boolean transcript(ChannelOutput.Transcript o) {
      return false;
    }

    @Override
    public Boolean intentResult(ChannelOutput.IntentResult o) {
      return false;
    }

    @Override
    public Boolean text(ChannelOutput.Text o) {
      voice.announce(o.prompt());
      silence.spoken();
      return false;
    }

    @Override
    public Boolean audio(ChannelOutput.Audio o) {
      voice.say(o.prompt(), TelephoneSound.mulaw(o.frame()));
      silence.spoken();
      return false;
    }

    @Override
    public Boolean audioEnd(ChannelOutput.AudioEnd o) {
      voice.finish(o.prompt());
      marks.expect();
      return true;
    }

    @Override
    public Boolean closed(ChannelOutput.Closed o) {
      return closeWith(End.BOT, NORMAL, "the bot closed the dialog");
    }

    @Override
    public Boolean fault(ChannelOutput.Fault o) {
      LOG.warn("call {}: the conversation failed: {}", callSid, o.kind());
      voice.finishAll();
      return closeWith(End.FAILED, INTERNAL_ERROR, "the conversation failed");
    }

    @Override
    public Boolean ended(ChannelOutput.Ended o) {
      voice.finishAll();
      return closeWith(End.BOT, NORMAL, "the conversation ended");
    }
  }

  // ---- the end

  private boolean closeWith(End end, int code, String because) {
    if (!closing) {
      closing = true;
      closeCode = code;
      overBy = end;
      overBecause = because;
      marks.expect();
    }
    return true;
  }

  private void endIfAllIsHeard() {
    if (closing && voice.allIsHeard()) {
      end(overBy, overBecause);
    }
  }

  /** Marks are long overdue: these prompts count as heard. */
  private void overdue(List<Long> heard) {
    caller.heard(heard);
    synchronized (lock) {
      if (closing) {
        end(overBy, overBecause);
      }
    }
    settle();
  }

  /** The call is over, whether or not all was heard; may be said more than once. */
  void gone(End by, String because) {
    synchronized (lock) {
      end(by, because);
    }
    settle();
  }

  private void end(End by, String because) {
    if (!over) {
      over = true;
      overBy = by;
      overBecause = because;
      silence.stop();
      ended.accept(by);
      peer.close(closeCode, because);
    }
  }

  /** Tells the conversation, once, that the call is over: not under the lock, as it may answer at once. */
  private void settle() {
    LiveConversation told;
    synchronized (lock) {
      if (!over || conversation == null) {
        return;
      }
      told = conversation;
      conversation = null;
      meters.callEnded(overBy);
    }
    line.stop();
    caller.end();
    told.hangUp(overBecause);
    LOG.info(
        "call {} is over after {} s: {} (pieces of sound lost: {}, inputs dropped: {})",
        callSid,
        (timers.nowMs() - startedMs) / 1_000,
        overBecause,
        caller.lostPieces(),
        caller.dropped());
  }
}
