package dev.parley.conversation;

import dev.parley.audio.AudioFrame;
import java.util.concurrent.CompletionStage;

/**
 * The caller's end of one conversation: a channel hands in what the caller does. Thread-safe; never blocks. After the
 * conversation has ended every input is answered {@link Offer#ENDED}.
 */
public interface LiveConversation {

  /** The session's id. */
  String sessionId();

  /** The caller typed a whole utterance, 1..1024 characters. */
  Offer text(String eventId, String text);

  /** The caller pressed a key: one of {@code 0-9 # * A-D}. */
  Offer key(String eventId, char key);

  /** A piece of the caller's sound: 8 kHz LPCM or mu-law, or 16 kHz LPCM, gapless and in order. */
  Offer audio(String eventId, AudioFrame frame);

  /**
   * The caller has heard one more prompt: of those whose end was not told yet the one that was said first. A client sends one
   * such event after each response, in their order (Lex: PlaybackCompletionEvent); one too many means nothing.
   */
  Offer playbackCompleted(String eventId);

  /** The caller has heard this prompt and those before it, as {@link ChannelOutput.AudioEnd} numbered it. */
  Offer playbackCompleted(long prompt);

  /** The caller is gone: nothing more is said. The session lives on for its time-out. */
  void hangUp(String reason);

  /** The caller says no more but still listens: ends when what is under way has been answered. */
  void finish(String reason);

  /** Completes when the conversation is over and all its answers have been handed to the channel. Never fails. */
  CompletionStage<String> ended();

  /** What became of an input. */
  enum Offer {
    /** It will be dealt with, in order. */
    ACCEPTED,
    /** There is no room: offer it again after {@link Channel#inputWanted()}, and let the sender wait meanwhile. */
    FULL,
    /** The conversation is over. */
    ENDED
  }
}
