package dev.parley.cli;

import dev.parley.cli.IntentTrial.Answer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * How well intents were told apart. Shares are 0..1; empty when there was nothing to measure them on.
 *
 * @param accuracy of what is in scope, how much had the right intent as its best one, whatever its confidence
 * @param inScopeAccuracy of what is in scope, how much had the right intent at or above the threshold
 * @param outOfScopeRecall of what is out of scope, how much stayed below the threshold
 * @param threshold an intent this confident is taken
 * @param p50Ms half of the interpretations took no longer, ms
 * @param p99Ms 99 % took no longer, ms
 */
record IntentFigures(
    OptionalDouble accuracy, OptionalDouble inScopeAccuracy, OptionalDouble outOfScopeRecall, double threshold, double p50Ms, double p99Ms) {

  /** As Larson and others (2019) weigh the two: a caller who is not understood counts thrice one who is misunderstood. */
  private static final double IN_SCOPE_WEIGHT = 0.75;

  private static final int STEPS = 100;

  static IntentFigures of(List<Answer> answers, double threshold) {
    return new IntentFigures(
        share(answers, a -> !a.asked().outOfScope(), Answer::right),
        share(answers, a -> !a.asked().outOfScope(), a -> a.right() && a.confidence() >= threshold),
        share(answers, a -> a.asked().outOfScope(), a -> a.confidence() < threshold),
        threshold,
        quantile(answers, 0.50),
        quantile(answers, 0.99));
  }

  /** The means over several trainings, and the times of all their answers. */
  static IntentFigures mean(List<IntentFigures> draws, List<Answer> answers) {
    return new IntentFigures(
        mean(draws, IntentFigures::accuracy),
        mean(draws, IntentFigures::inScopeAccuracy),
        mean(draws, IntentFigures::outOfScopeRecall),
        mean(draws, f -> OptionalDouble.of(f.threshold)).orElse(0),
        quantile(answers, 0.50),
        quantile(answers, 0.99));
  }

  private static OptionalDouble mean(List<IntentFigures> draws, Function<IntentFigures, OptionalDouble> figure) {
    return draws.stream().map(figure).flatMapToDouble(OptionalDouble::stream).average();
  }

  /**
   * The threshold, in hundredths, that suits these answers best.
   *
   * @param keep the highest at which this share of what is in scope is right, 0..1; empty weighs it against what is kept out
   */
  static double bestThreshold(List<Answer> answers, Optional<Double> keep) {
    if (keep.isPresent()) {
      return IntStream.rangeClosed(0, STEPS)
          .mapToDouble(i -> i / (double) STEPS)
          .filter(t -> of(answers, t).inScopeAccuracy.orElse(0) >= keep.get())
          .max()
          .orElse(0);
    }
    return IntStream.rangeClosed(0, STEPS)
        .mapToObj(i -> of(answers, i / (double) STEPS))
        .reduce((one, other) -> other.worth() > one.worth() ? other : one)
        .map(IntentFigures::threshold)
        .orElse(0.0);
  }

  private double worth() {
    return IN_SCOPE_WEIGHT * inScopeAccuracy.orElse(0) + (1 - IN_SCOPE_WEIGHT) * outOfScopeRecall.orElse(0);
  }

  private static OptionalDouble share(List<Answer> answers, Predicate<Answer> which, Predicate<Answer> good) {
    return answers.stream().filter(which).mapToDouble(a -> good.test(a) ? 1 : 0).average();
  }

  private static double quantile(List<Answer> answers, double share) {
    long[] micros = answers.stream().mapToLong(Answer::micros).sorted().toArray();
    return micros.length == 0 ? 0 : micros[(int) Math.min(micros.length - 1L, Math.round(share * (micros.length - 1)))] / 1000.0;
  }
}
