package dev.parley.conversation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a conversation still has to do: done one at a time, in order, on a shared executor, so that a conversation needs no thread
 * and no lock of its own. Bounded; the caller's input may fill all but the {@link #RESERVED} last places, which are kept for what
 * must get through (answers that are awaited, timers, hang-up). Thread-safe.
 *
 * <p>What is taken is done: a task is taken only when a thread will come for it, and when the executor is full while a mailbox is
 * worked off, the thread that does so goes on.
 */
final class Mailbox {

  /** Places that callers' input cannot take. */
  static final int RESERVED = 32;

  /** So many tasks in one go; then other conversations have their turn. */
  static final int BATCH = 16;

  private static final Logger LOG = LoggerFactory.getLogger(Mailbox.class);

  private final Executor executor;
  private final int capacity;
  private final Deque<Runnable> tasks = new ArrayDeque<>();
  private boolean scheduled;
  private boolean closed;

  /**
   * @param executor refuses what it has no room for, and never runs a task before {@code execute} returns
   * @param capacity tasks of callers' input that wait at most
   */
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
      if (closed || tasks.size() >= limit || !scheduled()) {
        return false;
      }
      tasks.add(task);
      return true;
    }
  }

  /** Whether a thread comes, or can be got to come; under the lock. */
  private boolean scheduled() {
    if (!scheduled) {
      try {
        executor.execute(this::work);
        scheduled = true;
      } catch (RejectedExecutionException e) {
        LOG.debug("no thread is free for a conversation", e);
      }
    }
    return scheduled;
  }

  /**
   * Takes nothing more, drops what waits, and does a last thing: after the task that is being done, or on this thread when no other
   * is free. Closing again does nothing.
   */
  void close(Runnable last) {
    synchronized (tasks) {
      if (closed) {
        return;
      }
      closed = true;
      tasks.clear();
      if (scheduled()) {
        tasks.add(last);
        return;
      }
    }
    last.run();
  }

  boolean isEmpty() {
    synchronized (tasks) {
      return tasks.isEmpty();
    }
  }

  private void work() {
    do {
      for (int i = 0; i < BATCH; i++) {
        Runnable task;
        synchronized (tasks) {
          task = tasks.poll();
          if (task == null) {
            scheduled = false;
            return;
          }
        }
        try {
          task.run();
        } catch (RuntimeException e) {
          // Tasks see to their own failures; one that does not must not take its conversation's thread away.
          LOG.error("a task of a conversation failed", e);
        }
      }
    } while (!handedOn());
  }

  private boolean handedOn() {
    synchronized (tasks) {
      scheduled = false;
      return tasks.isEmpty() || scheduled();
    }
  }
}
