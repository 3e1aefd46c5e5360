package dev.parley.conversation;

import dev.parley.audio.AudioFormat;
import dev.parley.event.InputMode;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A way for a caller to reach us: the runtime's answers for one conversation go here. Called by one thread at a time, in
 * order, and must not block. A channel is a codec plus capabilities; it knows nothing of dialogs.
 */
public interface Channel {

  /** The content type of answers in text. */
  String TEXT = "text/plain; charset=utf-8";

  /** What this channel can do; the same during the whole conversation. */
  Capabilities capabilities();

  /** The content type in which the client wants its answers, as hooks are told of it. */
  default String responseContentType() {
    return capabilities().audioOut().isPresent() ? "audio/pcm" : TEXT;
  }

  /** Takes the next answer. Nothing follows {@link ChannelOutput.Ended} or {@link ChannelOutput.Fault}. */
  void send(ChannelOutput output);

  /** Whether more can be sent now; sound is held back while this is false, and the conversation fails if that lasts. */
  boolean writable();

  /**
   * Whether a prompt pauses, rather than being spoken softly, while it is in doubt whether the caller interrupts it: where the line's end
   * keeps sound of its own, less of it is on its way then.
   */
  default boolean pausesInDoubt() {
    return false;
  }

  /**
   * How far ahead of real time sound of a prompt may be sent; less where the caller may interrupt it, on a line whose far end keeps
   * what is sent.
   */
  default int audioLeadMs(boolean interruptible) {
    return capabilities().audioLeadMs();
  }

  /** Where prompts pause in doubt: sound is withheld now, or comes again. */
  default void paused(boolean withheld) {}

  /**
   * How much of this prompt the caller has heard for certain, where the line's far end tells; empty = as much as could be heard by
   * now. Also known of a prompt that was interrupted, until the next is spoken.
   */
  default OptionalLong heardMs(long prompt) {
    return OptionalLong.empty();
  }

  /** There is room for caller input again after {@link LiveConversation.Offer#FULL}. */
  void inputWanted();

  /**
   * What a channel can do.
   *
   * @param name for logs and metrics: {@code lex-stream}, {@code twilio}
   * @param inputs the kinds of input that may come
   * @param audioOut the format in which it wants to be spoken to; empty = text only
   * @param playback whether it reports the end of playback; when false a prompt counts as heard once it is sent
   * @param waits whether the caller stays connected, so that timers run and we may speak first
   * @param greets whether the bot speaks first, with its own greeting
   * @param audioLeadMs how far ahead of real time sound may be sent
   */
  record Capabilities(
      String name,
      List<InputMode> inputs,
      Optional<AudioFormat> audioOut,
      boolean playback,
      boolean waits,
      boolean greets,
      int audioLeadMs) {
    public Capabilities {
      inputs = List.copyOf(inputs);
    }
  }
}
