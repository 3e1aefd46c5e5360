package dev.parley.conversation;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.AbstractExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;

/** A pool whose threads work when the test says so, with as much room as it says. */
final class ManualThreads extends AbstractExecutorService {

  private final Deque<Runnable> tasks = new ArrayDeque<>();
  int room = Integer.MAX_VALUE;
  private boolean shutdown;

  @Override
  public void execute(Runnable task) {
    if (shutdown || tasks.size() >= room) {
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

  /** Takes no more tasks; those it has can still be done. */
  @Override
  public void shutdown() {
    shutdown = true;
  }

  @Override
  public List<Runnable> shutdownNow() {
    shutdown();
    List<Runnable> left = List.copyOf(tasks);
    tasks.clear();
    return left;
  }

  @Override
  public boolean isShutdown() {
    return shutdown;
  }

  @Override
  public boolean isTerminated() {
    return shutdown && tasks.isEmpty();
  }

  @Override
  public boolean awaitTermination(long timeout, TimeUnit unit) {
    return isTerminated();
  }
}
