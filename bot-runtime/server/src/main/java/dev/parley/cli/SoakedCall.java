package dev.parley.cli;

import dev.parley.audio.AudioFormat;
import dev.parley.audio.AudioFrame;
import dev.parley.audio.MuLaw;
import dev.parley.conversation.Channel;
import dev.parley.conversation.ChannelOutput;
import dev.parley.conversation.ConversationRequest;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.LiveConversation;
import dev.parley.event.InputMode;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One call of {@code ./parley eval soak}, in steps of 20 ms of its own time. One thread. */
final class SoakedCall implements Channel {

  static final int TICK_MS = 20;

  private static final int LEAD_MS = 300;
  private static final int GOODBYE_MS = 2_000;

  private final CallTime time;
  private final long beganMs;
  private final CallWatch watch = new CallWatch();
  private final LiveConversation conversation;
  private int events;

  SoakedCall(Conversations conversations, CallTime time, String bot, String session) {
    this.time = time;
    this.beganMs = time.ms();
    this.conversation =
        conversations.start(
            new ConversationRequest(bot, "TSTALIASID", "en_US", session, Optional.empty(), List.of(), Map.of(), Optional.empty()), this);
    time.work();
  }

  /** 20 ms pass, in which the caller's line makes this sound. */
  void hears(short[] line) {
    long at = ms();
    time.pass(TICK_MS);
    require(conversation.audio("audio-" + ++events, new AudioFrame(AudioFormat.MULAW_8K, MuLaw.encode(line), at)), "sound");
    time.work();
    watch.passed(ms());
    for (Optional<Long> prompt = watch.heard(); prompt.isPresent(); prompt = watch.heard()) {
      conversation.playbackCompleted(prompt.get());
      time.work();
    }
  }

  /** The caller presses a key. */
  void presses(char key) {
    require(conversation.key("key-" + ++events, key), "a key");
    time.work();
  }

  private void require(LiveConversation.Offer offer, String what) {
    if (offer == LiveConversation.Offer.FULL) {
      watch.broken(what + " was not taken");
    }
  }

  /** The caller is gone; what was under way must come to its end, without a word. */
  void hangUp() {
    watch.gone();
    conversation.hangUp("the caller hung up");
    time.pass(GOODBYE_MS);
    if (!watch.ended() || !conversation.ended().toCompletableFuture().isDone()) {
      watch.broken("it is not over " + GOODBYE_MS / 1_000 + " s after the caller hung up");
    }
  }

  /** How long it has lasted. */
  long ms() {
    return time.ms() - beganMs;
  }

  /** What the caller has noticed. */
  CallWatch watch() {
    return watch;
  }

  @Override
  public Capabilities capabilities() {
    return new Capabilities("soak", List.of(InputMode.SPEECH, InputMode.DTMF), Optional.of(AudioFormat.MULAW_8K), true, true, true, LEAD_MS);
  }

  @Override
  public boolean pausesInDoubt() {
    return true;
  }

  @Override
  public void send(ChannelOutput output) {
    watch.sent(output);
  }

  @Override
  public boolean writable() {
    return true;
  }

  @Override
  public void inputWanted() {}
}
