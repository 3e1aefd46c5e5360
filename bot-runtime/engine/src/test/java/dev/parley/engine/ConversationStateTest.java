package dev.parley.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.simulation.Happening;
import dev.parley.simulation.RecordedCall;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

/** What a conversation costs its server while it waits. */
class ConversationStateTest {

  private static final int LIMIT_BYTES = 8 * 1024;

  @Test
  void aSavedStateIsSmallerThanEightKilobytesAfterEachStepOfACall() {
    ConversationCore core = RecordedCall.core();
    ConversationState state = core.fresh(RecordedCall.begin());
    for (Happening.Event event : RecordedCall.record().events()) {
      state = core.step(state, event.event(), event.at()).state();
      assertThat(StateJson.write(state).getBytes(StandardCharsets.UTF_8)).hasSizeLessThan(LIMIT_BYTES);
    }
  }
}
