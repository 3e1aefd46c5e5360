package dev.parley.slot;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The set of spoken answers that was written before the readers: {@code spoken/*.spoken.yaml}. */
class SpokenSetTest {

  private static final int FEWEST = 400;
  private static final double ENOUGH = 0.97;

  @Test
  void ninetySevenOfAHundredSpokenAnswersAreUnderstood() throws IOException {
    List<SlotCase> cases = SlotExamplesTest.cases(Path.of("src/test/resources/spoken"));
    List<String> wrong = cases.stream().filter(c -> !c.right()).map(c -> c.span() + " " + c.said() + " is " + c.understood()).toList();
    assertThat(cases).hasSizeGreaterThanOrEqualTo(FEWEST);
    assertThat(cases.size() - wrong.size()).as("wrong: %s", wrong).isGreaterThanOrEqualTo((int) Math.ceil(ENOUGH * cases.size()));
  }
}
