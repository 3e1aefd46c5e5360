package dev.parley.yaml;

import dev.parley.diagnostic.SourceText;
import java.util.Optional;

/** Finds the files that a bot includes. What it may open is its own affair; the reader asks only for paths that it may name. */
@FunctionalInterface
public interface SourceFinder {

  /** Finds nothing: for bots that stand alone. */
  SourceFinder NONE = path -> Optional.empty();

  /**
   * The file with this path.
   *
   * @param path relative to the bot's folder, with {@code /} between names; at most two {@code ..} stand at its beginning
   * @return its text, named as the user should read it; empty when there is no such file, or none that can be read
   */
  Optional<SourceText> find(String path);
}
