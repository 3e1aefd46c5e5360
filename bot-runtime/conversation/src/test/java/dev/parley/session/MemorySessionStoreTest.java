package dev.parley.session;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MemorySessionStoreTest extends SessionStoreContract {

  @Override
  protected SessionStore open(Clock clock) {
    return new MemorySessionStore(1000, clock, new SimpleMeterRegistry());
  }

  @Test
  void aRecordTellsNothingOfItsSecrets() {
    SessionRecord session = new SessionRecord(1, "DRAFT", "state", Map.of(1L, "4111111111111111"), Duration.ofMinutes(5), Instant.EPOCH);
    assertThat(session.toString()).doesNotContain("4111").doesNotContain("state");
  }

  @Test
  void noMoreSessionsAreKeptThanItHasRoomFor() {
    try (MemorySessionStore store = new MemorySessionStore(10, Clock.systemUTC(), new SimpleMeterRegistry())) {
      Instant now = Instant.now();
      IntStream.range(0, 1000).forEach(i -> store.save(key(i), new SessionRecord(1, "DRAFT", "", Map.of(), Duration.ofHours(1), now)));
      assertThat(IntStream.range(0, 1000).filter(i -> store.load(key(i)).isPresent()).count()).isLessThanOrEqualTo(10);
    }
  }

  private static SessionKey key(int number) {
    return new SessionKey("BOT", "live", "en_US", "caller-" + number);
  }
}
