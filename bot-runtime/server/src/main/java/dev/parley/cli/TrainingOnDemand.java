package dev.parley.cli;

import dev.parley.definition.BotDefinition;
import dev.parley.event.Expectation;
import dev.parley.event.Interpretations;
import dev.parley.event.Interpreter;
import dev.parley.event.InterpreterFactory;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Trains bots after the server listens, so that a start does not take longer with each bot: whoever needs a bot that is not yet
 * trained trains it, once, and waits for no other one. Thread-safe.
 */
final class TrainingOnDemand implements InterpreterFactory {

  private static final Logger LOG = LoggerFactory.getLogger(TrainingOnDemand.class);

  private final InterpreterFactory trainer;
  private volatile boolean stopped;

  /** One for each bot and locale, and each only once. */
  private final Queue<Awaited> untrained = new ConcurrentLinkedQueue<>();

  TrainingOnDemand(InterpreterFactory trainer) {
    this.trainer = trainer;
  }

  @Override
  public Interpreter train(BotDefinition bot, String localeId) {
    Awaited awaited = new Awaited(bot.name() + " " + localeId, new FutureTask<>(() -> trainer.train(bot, localeId)));
    untrained.add(awaited);
    return awaited;
  }

  /** Trains what nobody has needed so far; takes seconds. What fails is logged. Says whether all went well. */
  boolean trainAll() {
    boolean well = true;
    for (Awaited next = untrained.poll(); next != null && !stopped; next = untrained.poll()) {
      try {
        next.trained();
      } catch (IllegalStateException e) {
        well = false;
        if (stopped) {
          LOG.info("bot {} was not trained: the server is going down", next.name);
        } else {
          LOG.error("{}", e.getMessage(), e);
        }
      }
    }
    return well && !stopped;
  }

  /** Trains no further bot that nobody needs; what fails from now on, because what it needs is closed, is no error. */
  void stop() {
    stopped = true;
  }

  /** Trained by the first who needs it; others wait meanwhile. */
  private record Awaited(String name, FutureTask<Interpreter> training) implements Interpreter {

    Interpreter trained() {
      training.run();
      try {
        return training.get();
      } catch (ExecutionException e) {
        throw new IllegalStateException("bot " + name + " cannot be trained: " + e.getCause(), e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new IllegalStateException("the training of bot " + name + " was awaited no longer", e);
      }
    }

    @Override
    public Interpretations interpret(String text, Expectation expectation) {
      return trained().interpret(text, expectation);
    }

    @Override
    public Hints hints(Expectation expectation) {
      return trained().hints(expectation);
    }

    @Override
    public String rescore(List<String> nBest, Expectation expectation) {
      return trained().rescore(nBest, expectation);
    }

    @Override
    public boolean looksSecret(String text) {
      return trained().looksSecret(text);
    }
  }
}
