package dev.parley.conversation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/**
 * What a conversation still has to do: done one at a time, in order, on a shared executor, so that a conversation needs no thread
 * and no lock of its own. Bounded; the caller's input may fill all but the {@link #RESERVED} last places, which are kept for what
 * must get through (answers that are awaited, timers, hang-up). Thread-safe.
 */
final class Mailbox implements Runnable {

  /** Places that callers' input cannot take. */
  static final int RESERVED = 32;

  /** So many tasks in one go; then other conversations have their turn. */
  private static final int BATCH = 16;

  private final Executor executor;
  private final int capacity;
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private boolean scheduled;

  Mailbox(Executor executor, int capacity) {
    this.executor = executor;
    this.capacity = capacity;
  }

  /** Takes caller input if there is room. */
  boolean offerInput(Runnable task) {
    return offer(task, capacity);
  }

  /** Takes what must get through. */
  boolean offer(Runnable task) {
    return offer(task, capacity + RESERVED);
  }

  private boolean offer(Runnable task, int limit) {
    synchronized (tasks) {
      if (tasks.size() >= limit) {
        return false;
      }
      tasks.add(task);
      if (scheduled) {
        return true;
      }
      scheduled = true;
    }
    return schedule();
  }

  private boolean schedule() {
    try {
      executor.execute(this);
      return true;
    } catch (RejectedExecutionException e) {
      synchronized (tasks) {
        scheduled = false;
        tasks.pollLast();
      }
      return false;
    }
  }

  boolean isEmpty() {
    synchronized (tasks) {
      return tasks.isEmpty();
    }
  }

  @Override
  public void run() {
    for (int i = 0; i < BATCH; i++) {
      Runnable task;
      synchronized (tasks) {
        task = tasks.poll();
        if (task == null) {
          scheduled = false;
          return;
        }
      }
      task.run();
    }
    schedule();
  }
}
