package dev.parley.conversation;

import dev.parley.event.DialogEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A conversation that only keeps what it is told, and has a mailbox that the test works off. */
final class RecordingHost implements Host {

  final List<DialogEvent> events = new ArrayList<>();
  final List<ConversationRefused.Kind> faults = new ArrayList<>();
  final List<String> perhapsSaid = new ArrayList<>();
  int roomTold;
  private final Deque<Runnable> mailbox = new ArrayDeque<>();

  @Override
  public String sessionId() {
    return "caller-1";
  }

  @Override
  public boolean isLive() {
    return faults.isEmpty();
  }

  @Override
  public void run(Runnable task) {
    mailbox.add(task);
  }

  @Override
  public void happened(DialogEvent event) {
    events.add(event);
  }

  @Override
  public void handle(DialogEvent event) {
    events.add(event);
  }

  @Override
  public void perhapsSaid(String words) {
    perhapsSaid.add(words);
  }

  @Override
  public void fail(ConversationRefused.Kind kind, String message, @Nullable Throwable cause) {
    faults.add(kind);
  }

  @Override
  public void roomForInput() {
    roomTold++;
  }

  /** Works the mailbox off; whether there was anything in it. */
  boolean runAll() {
    boolean any = false;
    for (Runnable task = mailbox.poll(); task != null; task = mailbox.poll()) {
      task.run();
      any = true;
    }
    return any;
  }
}
