package dev.parley.speech.espeak;

import dev.parley.speech.SpeechException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Runs the program: a process for each text, a few at a time, none longer than its limit. Texts go in by standard input, so that no
 * list of processes shows them. Thread-safe; blocks.
 */
final class EspeakProgram implements AutoCloseable {
  private final String program;
  private final Duration limit;
  private final Semaphore places;
  private final Set<Process> running = ConcurrentHashMap.newKeySet();
  private volatile boolean closed;

  EspeakProgram(String program, int processes, Duration limit) {
    this.program = program;
    this.limit = limit;
    this.places = new Semaphore(processes, true);
  }

  /** What the program says of its voices. */
  String voices() {
    return new String(run(List.of("--voices"), ""), StandardCharsets.UTF_8);
  }

  /**
   * What is written to standard output for a text.
   *
   * @throws SpeechException of kind {@code NOT_INSTALLED} when the program cannot be started, {@code FAILED} when it fails or takes too long
   */
  byte[] run(List<String> arguments, String text) {
    boolean place = false;
    try {
      place = places.tryAcquire(limit.toMillis(), TimeUnit.MILLISECONDS);
      if (!place) {
        throw new SpeechException(SpeechException.Kind.FAILED, "all processes of " + program + " were busy for " + limit.toMillis() + " ms");
      }
      return started(arguments, text);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new SpeechException(SpeechException.Kind.FAILED, "interrupted while " + program + " spoke", e);
    } finally {
      if (place) {
        places.release();
      }
    }
  }

  private byte[] started(List<String> arguments, String text) throws InterruptedException {
    List<String> command = new ArrayList<>(arguments);
    command.add(0, program);
    Process process = start(command);
    running.add(process);
    if (closed) {
      process.destroyForcibly();
    }
    Executor later = CompletableFuture.delayedExecutor(limit.toMillis(), TimeUnit.MILLISECONDS);
    CompletableFuture<Boolean> tooLate = CompletableFuture.supplyAsync(() -> process.isAlive() && process.destroyForcibly() != null, later);
    try {
      // Texts are shorter than a pipe is wide, and the program reads all of them before it speaks.
      try (OutputStream in = process.getOutputStream()) {
        in.write(text.getBytes(StandardCharsets.UTF_8));
      }
      byte[] out = process.getInputStream().readAllBytes();
      int status = process.waitFor();
      if (status != 0) {
        throw failed(tooLate.getNow(false), "ended with status " + status, null);
      }
      return out;
    } catch (IOException e) {
      throw failed(tooLate.getNow(false), "broke off", e);
    } finally {
      running.remove(process);
      process.destroyForcibly();
    }
  }

  private SpeechException failed(boolean tooLate, String how, @Nullable Throwable cause) {
    return new SpeechException(SpeechException.Kind.FAILED,
        program + (tooLate ? " took longer than " + limit.toMillis() + " ms for a text" : " " + how), cause);
  }

  private Process start(List<String> command) {
    try {
      return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD).start();
    } catch (IOException e) {
      throw new SpeechException(SpeechException.Kind.NOT_INSTALLED,
          "the program " + program + " cannot be started; install it (Debian: apt-get install espeak-ng), or set espeak-ng.program to its path", e);
    }
  }

  @Override
  public void close() {
    closed = true;
    running.forEach(Process::destroyForcibly);
  }
}
