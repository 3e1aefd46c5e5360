package dev.parley.diagnostic;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Finds the name that somebody probably meant. */
public final class DidYouMean {

  private DidYouMean() {}

  /** The closest candidate, if it is close: a third of the letters may differ, in any case. */
  public static Optional<String> closest(String written, Collection<String> candidates) {
    LevenshteinDistance distance = LevenshteinDistance.getDefaultInstance();
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
