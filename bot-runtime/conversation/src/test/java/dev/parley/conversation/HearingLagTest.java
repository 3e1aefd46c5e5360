package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class HearingLagTest {

  private long nanos = -5;
  private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  private final HearingLag lag = new HearingLag(() -> nanos, Duration.ofMillis(500), meters);

  private void pass(long ms) {
    nanos += TimeUnit.MILLISECONDS.toNanos(ms);
  }

  @Test
  void soundThatIsHeardSoonIsNotLate() {
    for (int i = 0; i < 100; i++) {
      HearingLag.Wait wait = lag.begin();
      pass(400);
      wait.end();
    }
    assertThat(lag.tooLong()).isFalse();
    assertThat(meters.get("parley.ears.lag").timer().count()).isEqualTo(100);
  }

  @Test
  void whatWaitsTooLongIsLateBeforeItIsHeardAndForAMomentAfterwards() {
    HearingLag.Wait wait = lag.begin();
    pass(501);
    assertThat(lag.tooLong()).isTrue();
    wait.end();
    wait.end();
    pass(2_000);
    assertThat(lag.tooLong()).isTrue();
    pass(1);
    assertThat(lag.tooLong()).isFalse();
    assertThat(meters.get("parley.ears.lag").timer().count()).isEqualTo(1);
  }
}
