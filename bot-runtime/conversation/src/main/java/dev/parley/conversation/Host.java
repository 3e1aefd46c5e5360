package dev.parley.conversation;

import dev.parley.event.DialogEvent;
import org.jspecify.annotations.Nullable;

/** A conversation as its ears, mouth and answers see it. Thread-safe, but for {@link #handle}. */
interface Host {

  /** The session's id, for logs. */
  String sessionId();

  /** Whether the conversation goes on. */
  boolean isLive();

  /** Does this in the mailbox, after what waits there. */
  void run(Runnable task);

  /** Takes an event, in the mailbox, after what waits there. */
  void happened(DialogEvent event);

  /** Takes an event now; in the mailbox only. */
  void handle(DialogEvent event);

  /** The caller pauses, and may have said all of it: what was heard so far. Any thread. */
  void perhapsSaid(String words);

  /** Ends this one conversation with an error, in the mailbox. */
  void fail(ConversationRefused.Kind kind, String message, @Nullable Throwable cause);

  /** There is room for the caller's sound again. */
  void roomForInput();
}
