package dev.parley.conformance;

import java.util.List;
import java.util.stream.Stream;

/** All features, in the order of the table. A new one is a line in the class of its area, and a check beside it. */
final class Catalogue {

  private Catalogue() {}

  static List<Feature> features() {
    return Stream.of(
            Operations.features(), Events.features(), SessionStates.features(), Dialogs.features(), Exceptions.features(), Limits.features())
        .flatMap(List::stream)
        .toList();
  }
}
