package dev.parley.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class VirtualTimeTest {

  private static final Instant START = Instant.parse("2026-11-25T12:00:00Z");
  private final VirtualTime time = new VirtualTime(START);
  private final List<String> done = new ArrayList<>();

  @Test
  void workIsDoneInTheOrderOfItsTimeAndThenOfItsScheduling() {
    time.after(Duration.ofSeconds(2), () -> done.add("second"));
    time.after(Duration.ofSeconds(1), () -> done.add("first"));
    time.after(Duration.ofSeconds(2), () -> done.add("third"));
    assertThat(done).isEmpty();
    time.advance(Duration.ofSeconds(2));
    assertThat(done).containsExactly("first", "second", "third");
    assertThat(time.now()).isEqualTo(START.plusSeconds(2));
  }

  @Test
  void workSetForThePastIsDoneNowAndNeverTurnsTheClockBack() {
    time.advance(Duration.ofSeconds(5));
    time.at(START, () -> done.add(time.now().toString()));
    assertThat(time.runNext()).isTrue();
    assertThat(done).containsExactly(START.plusSeconds(5).toString());
  }

  @Test
  void cancelledWorkIsNotDone() {
    VirtualTime.Timer timer = time.after(Duration.ofSeconds(1), () -> done.add("never"));
    timer.cancel();
    time.advance(Duration.ofHours(1));
    assertThat(done).isEmpty();
    assertThat(time.next()).isEmpty();
    assertThat(time.runNext()).isFalse();
  }

  @Test
  void workThatSetsMoreWorkHasItDoneWithinTheSameAdvance() {
    time.after(Duration.ofSeconds(1), () -> time.after(Duration.ofSeconds(1), () -> done.add("later")));
    time.advance(Duration.ofSeconds(3));
    assertThat(done).containsExactly("later");
  }
}
