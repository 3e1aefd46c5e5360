package dev.parley.conversation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

/** A pool whose threads work when the test says so, with as much room as it says. */
final class ManualThreads implements Executor {

  private final Deque<Runnable> tasks = new ArrayDeque<>();
  int room = Integer.MAX_VALUE;

  @Override
  public void execute(Runnable task) {
    if (tasks.size() >= room) {
      throw new RejectedExecutionException("full");
    }
    tasks.add(task);
  }

  /** Does one task; whether there was one. */
  boolean runOne() {
    Runnable task = tasks.poll();
    if (task != null) {
      task.run();
    }
    return task != null;
  }

  /** Works until there is nothing to do; whether there was anything. */
  boolean runAll() {
    boolean any = false;
    while (runOne()) {
      any = true;
    }
    return any;
  }

  int waiting() {
    return tasks.size();
  }
}
