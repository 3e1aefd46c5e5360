package dev.parley.cli;

import dev.parley.audio.AudioFormat;
import dev.parley.audio.AudioFrame;
import dev.parley.audio.MuLaw;
import dev.parley.audio.Pcm;
import dev.parley.conversation.Channel;
import dev.parley.conversation.ChannelOutput;
import dev.parley.conversation.ConversationRequest;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.LiveConversation;
import dev.parley.event.InputMode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A rehearsed call in which the bot speaks and the caller's line makes this or that sound. Tells when the bot fell back and when it
 * stopped, in time of the sound. One thread.
 */
final class InterruptedCall implements Channel {

  static final int RATE_HZ = 8_000;
  static final int TICK_MS = 20;
  private static final int TICK = RATE_HZ * TICK_MS / 1_000;
  private static final int LEAD_MS = 300;
  private static final int LONGEST_MS = 300_000;

  private final CallTime time;
  private final LineEcho echo;
  private final long beganMs;
  private final LiveConversation conversation;

  /** What the caller's telephone plays, by its time. */
  private final short[] played = new short[RATE_HZ / 1_000 * LONGEST_MS];

  private int playedTo;
  private int at;
  private int sentInTick;
  private boolean speaks;
  private boolean promptOver;
  private long loweredMs = -1;
  private long stoppedMs = -1;
  private int lowered;
  private boolean low;

  /**
   * @param echo how the bot's voice comes back
   */
  InterruptedCall(Conversations conversations, CallTime time, String bot, String session, LineEcho echo) {
    this.time = time;
    this.echo = echo;
    this.beganMs = time.ms();
    this.conversation =
        conversations.start(
            new ConversationRequest(bot, "TSTALIASID", "en_US", session, Optional.empty(), List.of(), Map.of(), Optional.empty()), this);
    time.work();
  }

  /** The caller's line makes this sound for the next 20 ms. */
  void hears(short[] caller) {
    short[] line = Arrays.copyOf(caller, TICK);
    for (int i = 0; i < TICK; i++) {
      double sound = line[i] + echo.at(at + i, played, playedTo);
      line[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(sound)));
    }
    at += TICK;
    sentInTick = 0;
    time.pass(TICK_MS);
    AudioFrame frame = new AudioFrame(AudioFormat.MULAW_8K, MuLaw.encode(line), ms() - TICK_MS);
    conversation.audio("audio", frame);
    time.work();
    boolean silent = speaks && !promptOver && stoppedMs < 0 && sentInTick == 0;
    if (silent && !low) {
      lowered++;
      // What was to be sent in these 20 ms was withheld: it was decided before them.
      loweredMs = loweredMs < 0 ? ms() - TICK_MS : loweredMs;
    }
    low = silent;
  }

  /** How long the call lasts. */
  long ms() {
    return time.ms() - beganMs;
  }

  /** Whether the bot is being heard. */
  boolean speaking() {
    return speaks && !promptOver && stoppedMs < 0;
  }

  /** Whether the prompt is over, or was stopped. */
  boolean over() {
    return promptOver || stoppedMs >= 0 || ms() > LONGEST_MS - 2_000;
  }

  /** When no more of the prompt was sent, stopped or not; -1 = never. */
  long loweredMs() {
    return loweredMs >= 0 && (stoppedMs < 0 || loweredMs < stoppedMs) ? loweredMs : stoppedMs;
  }

  /** When it was stopped; -1 = never. */
  long stoppedMs() {
    return stoppedMs;
  }

  /** How often it fell back. */
  int lowered() {
    return lowered;
  }

  /** Hangs up. */
  void end() {
    conversation.hangUp("the rehearsal is over");
    time.pass(100);
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities(
        "rehearsal", List.of(InputMode.SPEECH, InputMode.DTMF), Optional.of(AudioFormat.MULAW_8K), true, true, true, LEAD_MS);
  }

  @Override
  public boolean pausesInDoubt() {
    return true;
  }

  @Override
  public void send(ChannelOutput output) {
    if (output instanceof ChannelOutput.Audio audio && stoppedMs < 0) {
      speaks = true;
      sentInTick++;
      Pcm sound = audio.frame().toPcm();
      playedTo = Math.max(playedTo, at);
      for (int i = 0; i < sound.length() && playedTo < played.length; i++) {
        played[playedTo++] = sound.at(i);
      }
    } else if (output instanceof ChannelOutput.AudioEnd) {
      promptOver = true;
    } else if (output instanceof ChannelOutput.Interruption && stoppedMs < 0) {
      stoppedMs = ms();
      playedTo = Math.min(playedTo, at);
    } else if (output instanceof ChannelOutput.Fault fault) {
      throw new Complaint("the rehearsed call failed: " + fault.message());
    }
  }

  @Override
  public boolean writable() {
    return true;
  }

  @Override
  public void inputWanted() {}
}
