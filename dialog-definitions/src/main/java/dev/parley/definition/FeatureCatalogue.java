package dev.parley.definition;

import java.util.Optional;
import java.util.Set;

/** The feature groups that exist where a bot will run, as far as checking a bot needs to know them. */
public interface FeatureCatalogue {

  /** The names of all groups. */
  Set<String> groups();

  /** The names of a group's features, or empty when there is no such group. */
  Optional<Set<String>> features(String group);
}
