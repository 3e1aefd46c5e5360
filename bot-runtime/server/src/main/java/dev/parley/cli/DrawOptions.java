package dev.parley.cli;

import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** How much of a set is trained on, and how often: the options that the trials of intents and of slots share. */
final class DrawOptions {

  @Spec(Spec.Target.MIXEE)
  private CommandSpec spec;

  @Option(names = "--per-intent", paramLabel = "N", description = "Train on so many texts of each intent, drawn at random. Default: all.")
  private Optional<Integer> perIntent = Optional.empty();

  @Option(names = "--seed", paramLabel = "S", description = "Of the first draw. Default 1.")
  private int seed = 1;

  @Option(names = "--draws", paramLabel = "K", description = "Draw, train and measure so often, and print the means. Default 1.")
  private int draws = 1;

  @Option(names = "--locale", paramLabel = "ID", description = "The texts' language, such as en_US (default).")
  private String localeId = "en_US";

  /**
   * Complains of what cannot be drawn.
   *
   * @throws ParameterException with what to write
   */
  void check() {
    if (perIntent.filter(n -> n < 1).isPresent() || draws < 1) {
      throw new ParameterException(spec.commandLine(), "--per-intent and --draws: write a number from 1");
    }
  }

  Optional<Integer> perIntent() {
    return perIntent;
  }

  /** Of a draw; the first is 0. */
  int seed(int draw) {
    return seed + draw;
  }

  int draws() {
    return draws;
  }

  String localeId() {
    return localeId;
  }
}
