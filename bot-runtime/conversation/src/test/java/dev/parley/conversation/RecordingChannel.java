package dev.parley.conversation;

import dev.parley.audio.AudioFormat;
import dev.parley.conversation.LiveConversation.Offer;
import dev.parley.event.InputMode;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A channel in memory, and the caller at its other end: keeps what it is sent, and what the caller does waits here while the
 * conversation has no room. One thread, but for what is sent.
 */
public class RecordingChannel implements Channel {

  private final Capabilities capabilities;
  private final List<ChannelOutput> sent = Collections.synchronizedList(new ArrayList<>());
  private final Deque<Function<LiveConversation, Offer>> waiting = new ArrayDeque<>();
  private @Nullable LiveConversation conversation;
  private volatile boolean writable = true;
  private volatile int wanted;
  private int heard;
  private int inputs;

  /** A channel with these capabilities. */
  public RecordingChannel(Capabilities capabilities) {
    this.capabilities = capabilities;
  }

  /** A caller who types and reads. */
  public static RecordingChannel chat() {
    return new RecordingChannel(
        new Capabilities("chat", List.of(InputMode.TEXT), Optional.empty(), false, true, false, 0));
  }

  /** A caller on a telephone who reports what was heard. */
  public static RecordingChannel phone(AudioFormat format, int leadMs) {
    return new RecordingChannel(
        new Capabilities("phone", List.of(InputMode.SPEECH, InputMode.DTMF), Optional.of(format), true, true, true, leadMs));
  }

  /** The same where a prompt pauses while it is in doubt whether the caller interrupts it. */
  static RecordingChannel pausingPhone(AudioFormat format, int leadMs) {
    return new RecordingChannel(phone(format, leadMs).capabilities()) {
      @Override
      public boolean pausesInDoubt() {
        return true;
      }
    };
  }

  @Override
  public Capabilities capabilities() {
    return capabilities;
  }

  @Override
  public void send(ChannelOutput output) {
    sent.add(output);
  }

  @Override
  public boolean writable() {
    return writable;
  }

  @Override
  public void inputWanted() {
    wanted++;
    offer();
  }

  /** The conversation that the caller is in. */
  public void attach(LiveConversation begun) {
    conversation = begun;
  }

  private void input(Function<LiveConversation, Offer> input) {
    waiting.add(input);
    offer();
  }

  private void offer() {
    LiveConversation to = conversation;
    while (to != null && !waiting.isEmpty() && waiting.element().apply(to) != Offer.FULL) {
      waiting.remove();
    }
  }

  /** The caller presses a key. */
  public void press(char key) {
    String id = "key-" + ++inputs;
    input(to -> to.key(id, key));
  }

  /** The caller types. */
  public void type(String text) {
    String id = "text-" + ++inputs;
    input(to -> to.text(id, text));
  }

  /** The caller hears all that was sent, and the ends of prompts are reported. */
  public void hearAll() {
    List<ChannelOutput> all = sent();
    for (; heard < all.size(); heard++) {
      if (capabilities.playback() && all.get(heard) instanceof ChannelOutput.AudioEnd end) {
        input(to -> to.playbackCompleted(end.prompt()));
      }
    }
  }

  /** The caller hangs up. */
  public void leave() {
    LiveConversation left = conversation;
    conversation = null;
    if (left != null) {
      left.hangUp("the caller left");
    }
  }

  /** Whether the conversation has not ended. */
  public boolean open() {
    return sent().stream().noneMatch(o -> o instanceof ChannelOutput.Ended || o instanceof ChannelOutput.Fault);
  }

  /** Whether more can be sent from now on. */
  public void writable(boolean now) {
    writable = now;
  }

  /** How often input was asked for again. */
  public int wanted() {
    return wanted;
  }

  /** All that was sent, in order. */
  public List<ChannelOutput> sent() {
    return List.copyOf(sent);
  }

  /** What was sent of this kind, in order. */
  public <T extends ChannelOutput> List<T> sent(Class<T> kind) {
    return sent().stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
