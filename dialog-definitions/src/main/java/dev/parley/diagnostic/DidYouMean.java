package dev.parley.diagnostic;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.DamerauLevenshteinDistance;

/** Finds the name that somebody probably meant. */
public final class DidYouMean {

  /** Longer words are no names, and the distance takes the product of the lengths. */
  private static final int MAX_LENGTH = 200;

  private DidYouMean() {}

  /** The closest candidate, if it is close: a third of the letters may differ, in any case. */
  public static Optional<String> closest(String written, Collection<String> candidates) {
    if (written.length() > MAX_LENGTH) {
      return Optional.empty();
    }
    DamerauLevenshteinDistance distance = new DamerauLevenshteinDistance();
    String lower = written.toLowerCase(Locale.ROOT);
    return candidates.stream()
        .map(c -> new Guess(c, distance.apply(lower, c.toLowerCase(Locale.ROOT))))
        .filter(g -> g.distance <= Math.max(1, Math.min(lower.length(), g.name.length()) / 3))
        .min(Comparator.comparingInt(Guess::distance).thenComparing(Guess::name))
        .map(Guess::name);
  }

  /** Advice that names the closest candidate. */
  public static Optional<String> help(String written, Collection<String> candidates) {
    return closest(written, candidates).map(name -> "did you mean `" + name + "`?");
  }

  private record Guess(String name, int distance) {}
}
