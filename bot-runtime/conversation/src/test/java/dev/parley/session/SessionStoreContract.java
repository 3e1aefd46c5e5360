package dev.parley.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What every {@link SessionStore} must do; a store's test extends this. */
public abstract class SessionStoreContract {

  private static final Duration IDLE = Duration.ofMinutes(5);
  private static final SessionKey ANN = new SessionKey("BOT", "live", "en_US", "ann");

  private Instant now = Instant.parse("2026-11-25T12:00:00Z");
  private SessionStore store;

  /** An empty store that goes by this clock. */
  protected abstract SessionStore open(Clock clock) throws Exception;

  @BeforeEach
  void open() throws Exception {
    store = open(new TestClock());
  }

  @AfterEach
  void close() {
    store.close();
  }

  /** Time that moves when a test says so. */
  private final class TestClock extends Clock implements InstantSource {
    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }

  private SessionRecord session(long version, String state) {
    return new SessionRecord(version, "DRAFT", state, Map.of(1L, "4111111111111111"), IDLE, now);
  }

  @Test
  void aSessionThatWasSavedIsLoadedAsItWas() {
    assertThat(store.load(ANN)).isEmpty();
    SessionRecord session = session(1, "{\"é\": \"\uE000CardNumber#1\uE001 \\u0000\"}");
    assertThat(store.save(ANN, session)).isTrue();
    assertThat(store.load(ANN)).contains(session);
  }

  @Test
  void sessionsAreToldApartByEachPartOfTheirKey() {
    store.save(ANN, session(1, "ann"));
    List<SessionKey> others =
        List.of(
            new SessionKey("TOB", "live", "en_US", "ann"),
            new SessionKey("BOT", "test", "en_US", "ann"),
            new SessionKey("BOT", "live", "de_DE", "ann"),
            new SessionKey("BOT", "live", "en_US", "bob"),
            new SessionKey("BOTlive", "", "en_US", "ann"));
    assertThat(others).allSatisfy(other -> assertThat(store.load(other)).isEmpty());
    others.forEach(other -> store.save(other, session(1, other.toString())));
    assertThat(others).allSatisfy(other -> assertThat(store.load(other).orElseThrow().state()).isEqualTo(other.toString()));
    assertThat(store.load(ANN).orElseThrow().state()).isEqualTo("ann");
  }

  @Test
  void whoComesSecondWithTheSameVersionIsRefused() {
    assertThat(store.save(ANN, session(1, "first"))).isTrue();
    assertThat(store.save(ANN, session(1, "second"))).isFalse();
    assertThat(store.load(ANN).orElseThrow().state()).isEqualTo("first");
    assertThat(store.save(ANN, session(2, "third"))).isTrue();
    assertThat(store.save(ANN, session(4, "ahead"))).isFalse();
    assertThat(store.load(ANN).orElseThrow()).isEqualTo(session(2, "third"));
  }

  @Test
  void ofManyWhoSaveAtOnceExactlyOneDoes() throws Exception {
    store.save(ANN, session(1, "before"));
    ExecutorService threads = Executors.newFixedThreadPool(8);
    try {
      CountDownLatch go = new CountDownLatch(1);
      List<Future<Boolean>> saves = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        SessionRecord session = session(2, "by " + i);
        saves.add(threads.submit(() -> {
          go.await();
          return store.save(ANN, session);
        }));
      }
      go.countDown();
      List<Integer> winners = new ArrayList<>();
      for (int i = 0; i < saves.size(); i++) {
        if (saves.get(i).get()) {
          winners.add(i);
        }
      }
      assertThat(winners).hasSize(1);
      assertThat(store.load(ANN).orElseThrow().state()).isEqualTo("by " + winners.get(0));
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void aSessionIsGoneAtTheInstantItsIdleTimeIsOver() {
    store.save(ANN, session(1, "idle"));
    now = now.plus(IDLE).minusMillis(1);
    assertThat(store.load(ANN)).isPresent();
    now = now.plusMillis(1);
    assertThat(store.load(ANN)).isEmpty();
  }

  @Test
  void aSaveKeepsASessionForAnotherIdleTimeAndALoadDoesNot() {
    store.save(ANN, session(1, "used"));
    now = now.plus(Duration.ofMinutes(4));
    store.save(ANN, session(2, "used again"));
    now = now.plus(Duration.ofMinutes(4));
    assertThat(store.load(ANN)).isPresent();
    now = now.plus(Duration.ofMinutes(1));
    assertThat(store.load(ANN)).isEmpty();
  }

  @Test
  void aSessionThatExpiredBeginsAnewOrGoesOnWithWhoeverStillHoldsIt() {
    store.save(ANN, session(1, "old"));
    now = now.plus(IDLE);
    assertThat(store.save(ANN, session(1, "anew"))).isTrue();
    now = now.plus(IDLE);
    assertThat(store.save(ANN, session(7, "a call that outlived its session"))).isTrue();
    assertThat(store.load(ANN).orElseThrow().version()).isEqualTo(7);
  }

  @Test
  void aSessionThatIsDeletedIsForgotten() {
    assertThat(store.delete(ANN)).isFalse();
    store.save(ANN, session(1, "known"));
    assertThat(store.delete(ANN)).isTrue();
    assertThat(store.delete(ANN)).isFalse();
    assertThat(store.load(ANN)).isEmpty();
    assertThat(store.save(ANN, session(1, "anew"))).isTrue();
  }

  @Test
  void aSessionThatHasExpiredIsNoneToDelete() {
    store.save(ANN, session(1, "old"));
    now = now.plus(IDLE);
    assertThat(store.delete(ANN)).isFalse();
  }
}
