package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class MailboxTest {

  private static final int CAPACITY = 40;

  private final ManualThreads threads = new ManualThreads();
  private final Mailbox mailbox = new Mailbox(threads, CAPACITY);
  private final List<Object> done = new ArrayList<>();

  @Test
  void whatIsTakenIsDoneInOrder() {
    IntStream.range(0, CAPACITY).forEach(i -> assertThat(mailbox.offerInput(() -> done.add(i))).isTrue());
    assertThat(done).isEmpty();
    threads.runAll();
    assertThat(done).isEqualTo(IntStream.range(0, CAPACITY).boxed().toList());
    assertThat(mailbox.isEmpty()).isTrue();
  }

  @Test
  void callersInputLeavesRoomForWhatMustGetThrough() {
    IntStream.range(0, CAPACITY).forEach(i -> mailbox.offerInput(() -> done.add(i)));
    assertThat(mailbox.offerInput(() -> done.add("input"))).isFalse();
    IntStream.range(0, Mailbox.RESERVED).forEach(i -> assertThat(mailbox.offer(() -> done.add("timer"))).isTrue());
    assertThat(mailbox.offer(() -> done.add("timer"))).isFalse();
    threads.runAll();
    assertThat(done).hasSize(CAPACITY + Mailbox.RESERVED).doesNotContain("input");
    assertThat(mailbox.offerInput(() -> done.add("input"))).isTrue();
  }

  @Test
  void othersHaveTheirTurnAfterABatch() {
    IntStream.range(0, CAPACITY).forEach(i -> mailbox.offer(() -> done.add(i)));
    threads.runOne();
    assertThat(done).hasSize(Mailbox.BATCH);
    assertThat(threads.waiting()).isEqualTo(1);
  }

  @Test
  void whenNoThreadCanComeNothingIsTakenAndNothingLost() {
    threads.room = 0;
    assertThat(mailbox.offer(() -> done.add("refused"))).isFalse();
    threads.room = 1;
    assertThat(mailbox.offer(() -> done.add("taken"))).isTrue();
    threads.runAll();
    assertThat(done).containsExactly("taken");
  }

  @Test
  void whatWasTakenIsDoneAlsoWhenThePoolFillsUpMeanwhile() {
    IntStream.range(0, CAPACITY).forEach(i -> mailbox.offer(() -> done.add(i)));
    threads.room = 0;
    threads.runOne();
    assertThat(done).hasSize(CAPACITY);
    threads.room = 1;
    assertThat(mailbox.offer(() -> done.add("later"))).isTrue();
    threads.runAll();
    assertThat(done).endsWith("later");
  }

  @Test
  void aTaskThatFailsDoesNotKeepTheNextFromBeingDone() {
    mailbox.offer(() -> {
      throw new IllegalStateException("on purpose");
    });
    mailbox.offer(() -> done.add("next"));
    threads.runAll();
    assertThat(done).containsExactly("next");
  }

  @Test
  void closingDropsWhatWaitsDoesALastThingAndTakesNoMore() {
    mailbox.offer(() -> done.add("waiting"));
    mailbox.close(() -> done.add("last"));
    assertThat(done).isEmpty();
    mailbox.close(() -> done.add("once more"));
    assertThat(mailbox.offer(() -> done.add("late"))).isFalse();
    threads.runAll();
    assertThat(done).containsExactly("last");
  }

  @Test
  void theLastThingIsDoneAfterTheTaskThatIsBeingDone() {
    mailbox.offer(() -> {
      mailbox.close(() -> done.add("last"));
      done.add("first");
    });
    threads.runAll();
    assertThat(done).containsExactly("first", "last");
  }

  @Test
  void theLastThingIsDoneAtOnceWhenNoThreadCanCome() {
    threads.room = 0;
    mailbox.close(() -> done.add("last"));
    assertThat(done).containsExactly("last");
  }

  @Test
  void ofManyThreadsOnlyOneAtATimeWorksAndEachThreadsTasksStayInOrder() throws InterruptedException {
    int senders = 4;
    int each = 500;
    ExecutorService pool = Executors.newFixedThreadPool(4);
    try {
      Mailbox busy = new Mailbox(pool, senders * each);
      AtomicInteger inside = new AtomicInteger();
      CountDownLatch all = new CountDownLatch(senders * each);
      List<List<Integer>> seen = IntStream.range(0, senders).<List<Integer>>mapToObj(s -> new ArrayList<>()).toList();
      List<String> crowds = Collections.synchronizedList(new ArrayList<>());
      List<Thread> threads = new ArrayList<>();
      for (int s = 0; s < senders; s++) {
        List<Integer> mine = seen.get(s);
        Thread sender =
            new Thread(() -> {
              for (int i = 0; i < each; i++) {
                int number = i;
                busy.offerInput(() -> {
                  if (inside.incrementAndGet() != 1) {
                    crowds.add("two at once");
                  }
                  mine.add(number);
                  inside.decrementAndGet();
                  all.countDown();
                });
              }
            });
        threads.add(sender);
        sender.start();
      }
      for (Thread sender : threads) {
        sender.join();
      }
      all.await();
      assertThat(crowds).isEmpty();
      assertThat(seen).allSatisfy(mine -> assertThat(mine).isEqualTo(IntStream.range(0, each).boxed().toList()));
    } finally {
      pool.shutdownNow();
    }
  }
}
