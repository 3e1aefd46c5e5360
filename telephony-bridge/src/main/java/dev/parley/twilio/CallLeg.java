package dev.parley.twilio;

import dev.parley.audio.AudioFormat;
import dev.parley.audio.AudioFrame;
import dev.parley.conversation.Channel;
import dev.parley.conversation.ChannelOutput;
import dev.parley.conversation.LiveConversation;
import dev.parley.conversation.SocketRoute;
import dev.parley.event.InputMode;
import dev.parley.twilio.CallMeters.End;
import java.util.List;
import java.util.Optional;
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

  /** Inputs that wait while the conversation has no room: 4 s of sound. */
  private static final int MAX_WAITING_INPUTS = 200;

  /** Later pieces to wait for before one counts as lost: 60 ms. */
  private static final int REORDER_PIECES = 3;

  /** The longest silence put in for lost sound: a longer one would only delay what the caller says now. */
  private static final int MAX_FILL_MS = 2_000;

  /** A key's tone is in the sound too on some lines, and lasts about this long. */
  private static final int KEY_MUTE_MS = 150;

  private final String callSid;
  private final SocketRoute.Peer peer;
  private final Timers timers;
  private final TwilioSettings.CallLimits limits;
  private final CallMeters meters;
  private final CallerInputs inputs;
  private final Outputs outputs = new Outputs();
  private final long startedMs;

  /** How much of the caller was heard: where the next piece stands. The socket's thread alone uses it. */
  private long heardMs;

  private final Object lock = new Object();
  private final BotVoice voice;
  private final InboundAudio inbound;
  private @Nullable LiveConversation conversation;
  private Timers.@Nullable Alarm tooLong;
  private long eventCount;
  private long lastMediaMs;
  private boolean watchingMarks;
  private boolean closing;
  private int closeCode = NORMAL;
  private boolean over;
  private End overBy = End.CALLER;
  private String overBecause = "";

  CallLeg(
      String callSid,
      String streamSid,
      SocketRoute.Peer peer,
      Timers timers,
      TwilioSettings.CallLimits limits,
      CallMeters meters) {
    this.callSid = callSid;
    this.peer = peer;
    this.timers = timers;
    this.limits = limits;
    this.meters = meters;
    this.inputs = new CallerInputs(MAX_WAITING_INPUTS, peer::reading, meters);
    this.inbound = new InboundAudio(REORDER_PIECES, MAX_FILL_MS, KEY_MUTE_MS, meters);
    this.voice =
        new BotVoice(
            command -> peer.send(TwilioJson.write(streamSid, command)), timers, limits.markEvery().toMillis(), meters);
    this.startedMs = timers.nowMs();
    this.lastMediaMs = startedMs;
  }

  /** The conversation has started, and takes inputs from now on; its first answers may have come already. */
  void begin(LiveConversation started) {
    LOG.info("call {} begins", callSid);
    meters.callBegan();
    synchronized (lock) {
      conversation = started;
      tooLong = timers.after(limits.longest().toMillis(), () -> gone(End.TOO_LONG, "the call lasted longer than max-call-duration"));
      timers.after(limits.noMedia().toMillis(), this::watchLine);
    }
    inputs.attach(started);
    settle();
  }

  // ---- from Twilio

  /** Takes a message; called by the socket's thread only. */
  void take(TwilioMessage message) {
    if (message instanceof TwilioMessage.Media media) {
      media(media);
    } else if (message instanceof TwilioMessage.Dtmf key) {
      key(key.digit());
    } else if (message instanceof TwilioMessage.Mark mark) {
      markReturned(mark.name());
    } else if (message instanceof TwilioMessage.Stop) {
      // Not always a hang-up: the call may have been sent elsewhere. For this conversation it is the same.
      gone(End.CALLER, "the stream stopped");
    } else {
      LOG.debug("call {}: a second {} is ignored", callSid, message.getClass().getSimpleName());
    }
  }

  private void media(TwilioMessage.Media media) {
    if (media.track().startsWith("outbound")) {
      return;
    }
    List<byte[]> pieces;
    synchronized (lock) {
      lastMediaMs = timers.nowMs();
      pieces = inbound.accept(media);
    }
    for (byte[] piece : pieces) {
      AudioFrame frame = TelephoneSound.frame(piece, heardMs);
      heardMs = frame.endMs();
      String id = eventId("audio");
      inputs.sound(to -> to.audio(id, frame));
    }
  }

  private void key(char digit) {
    synchronized (lock) {
      inbound.keyPressed();
    }
    String id = eventId("key");
    inputs.control(to -> to.key(id, digit));
  }

  private void markReturned(String name) {
    List<Long> heard;
    synchronized (lock) {
      heard = voice.markReturned(name);
    }
    // First that it was heard, then that the call is over: after that nothing is listened to.
    tellHeard(heard);
    synchronized (lock) {
      endIfAllIsHeard();
    }
    settle();
  }

  private void tellHeard(List<Long> prompts) {
    prompts.forEach(prompt -> inputs.control(to -> to.playbackCompleted(prompt)));
  }

  private String eventId(String kind) {
    synchronized (lock) {
      eventCount++;
      return kind + "-" + eventCount;
    }
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
  public boolean writable() {
    return peer.writable();
  }

  @Override
  public void inputWanted() {
    inputs.wanted();
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
      return false;
    }

    @Override
    public Boolean audio(ChannelOutput.Audio o) {
      voice.say(o.prompt(), TelephoneSound.mulaw(o.frame()));
      return false;
    }

    @Override
    public Boolean audioEnd(ChannelOutput.AudioEnd o) {
      voice.finish(o.prompt());
      watchMarks();
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
      watchMarks();
    }
    return true;
  }

  private void endIfAllIsHeard() {
    if (closing && voice.allIsHeard()) {
      end(overBy, overBecause);
    }
  }

  /** Rings when all should have been heard, and some more time has gone by. One such alarm is set at a time. */
  private void watchMarks() {
    if (watchingMarks) {
      return;
    }
    watchingMarks = true;
    long leftMs = Math.max(0, voice.playedByMs() - timers.nowMs());
    timers.after(leftMs + limits.markGrace().toMillis(), this::marksOverdue);
  }

  private void marksOverdue() {
    List<Long> heard;
    synchronized (lock) {
      watchingMarks = false;
      if (over || (voice.allMarksBack() && !closing)) {
        return;
      }
      if (timers.nowMs() < voice.playedByMs() + limits.markGrace().toMillis()) {
        watchMarks();
        return;
      }
      meters.marksOverdue();
      LOG.warn("call {}: marks did not come back in time; what was said counts as heard", callSid);
      heard = voice.abandonMarks();
    }
    tellHeard(heard);
    synchronized (lock) {
      if (closing) {
        end(overBy, overBecause);
      }
    }
    settle();
  }

  private void watchLine() {
    long leftMs;
    synchronized (lock) {
      if (over) {
        return;
      }
      leftMs = lastMediaMs + limits.noMedia().toMillis() - timers.nowMs();
      if (leftMs > 0) {
        timers.after(leftMs, this::watchLine);
      }
    }
    if (leftMs <= 0) {
      gone(End.NO_SOUND, "no sound came for longer than no-media-timeout");
    }
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
      peer.close(closeCode, because);
    }
  }

  /** Tells the conversation, once, that the call is over: not under the lock, as it may answer at once. */
  private void settle() {
    LiveConversation told;
    long lostPieces;
    synchronized (lock) {
      if (!over || conversation == null) {
        return;
      }
      told = conversation;
      conversation = null;
      if (tooLong != null) {
        tooLong.cancel();
      }
      lostPieces = inbound.lostPieces();
      meters.callEnded(overBy);
    }
    inputs.end();
    told.hangUp(overBecause);
    LOG.info(
        "call {} is over after {} s: {} (pieces of sound lost: {}, inputs dropped: {})",
        callSid,
        (timers.nowMs() - startedMs) / 1_000,
        overBecause,
        lostPieces,
        inputs.dropped());
  }
}
