package dev.parley.conversation;

import dev.parley.audio.AudioFormat;
import dev.parley.event.InputMode;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** A channel in memory: keeps what it is sent, and reports playback when the test says so. */
public final class RecordingChannel implements Channel {

  private final Capabilities capabilities;
  private final List<ChannelOutput> sent = Collections.synchronizedList(new ArrayList<>());
  private volatile boolean writable = true;
  private volatile int wanted;

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
