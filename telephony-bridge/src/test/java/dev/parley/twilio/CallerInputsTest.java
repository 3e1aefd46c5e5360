package dev.parley.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.ConversationRequest;
import dev.parley.conversation.LiveConversation.Offer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class CallerInputsTest {

  private final List<Boolean> reading = new ArrayList<>();
  private final CallerInputs inputs = new CallerInputs(3, reading::add, Phone.unread());
  private final List<String> taken = new ArrayList<>();

  private static ScriptedConversation conversation() {
    return new ScriptedConversation(
        new ConversationRequest(
            "B", "A", "en_US", "CA1", Optional.empty(), List.of(), Map.of(), Optional.empty()),
        new CallLeg("CA1", "MZ1", new RecordedPeer(), new VirtualTimers(), TwilioSettings.CallLimits.DEFAULT, Phone.unread(), how -> {}));
  }

  private CallerInputs.Input input(String name, Offer offer) {
    return to -> {
      taken.add(name);
      return offer;
    };
  }

  @Test
  void inputsThatComeBeforeTheConversationWaitForIt() {
    inputs.sound(input("a", Offer.ACCEPTED));
    inputs.control(input("b", Offer.ACCEPTED));
    assertThat(taken).isEmpty();

    inputs.attach(conversation());
    assertThat(taken).containsExactly("a", "b");
  }

  @Test
  void roomThatComesBetweenAnswerAndWaitingIsNotMissed() {
    inputs.attach(conversation());
    List<String> tries = new ArrayList<>();
    inputs.control(
        to -> {
          tries.add("try");
          if (tries.size() == 1) {
            inputs.wanted();
            return Offer.FULL;
          }
          return Offer.ACCEPTED;
        });

    assertThat(tries).hasSize(2);
    assertThat(reading).isEmpty();
  }

  @Test
  void oldestSoundGivesWay() {
    inputs.sound(input("a", Offer.ACCEPTED));
    inputs.control(input("key", Offer.ACCEPTED));
    inputs.sound(input("b", Offer.ACCEPTED));
    inputs.sound(input("c", Offer.ACCEPTED));
    inputs.attach(conversation());

    assertThat(taken).containsExactly("key", "b", "c");
    assertThat(inputs.dropped()).isEqualTo(1);
  }

  @Test
  void inputsOfManyThreadsAreOfferedOneAtATimeAndEachThreadsInOrder() throws Exception {
    CallerInputs shared = new CallerInputs(1_000_000, wanted -> {}, Phone.unread());
    shared.attach(conversation());
    AtomicInteger offering = new AtomicInteger();
    Map<Integer, List<Integer>> seen = new HashMap<>();
    ExecutorService threads = Executors.newFixedThreadPool(4);
    for (int t = 0; t < 4; t++) {
      int thread = t;
      threads.execute(
          () -> {
            for (int i = 0; i < 5_000; i++) {
              int number = i;
              AtomicInteger tries = new AtomicInteger();
              shared.control(
                  to -> {
                    assertThat(offering.incrementAndGet()).isEqualTo(1);
                    // Every seventh finds no room once, and room comes at once from somewhere else.
                    boolean room = number % 7 != 0 || tries.incrementAndGet() > 1;
                    if (room) {
                      seen.computeIfAbsent(thread, key -> new ArrayList<>()).add(number);
                    }
                    offering.decrementAndGet();
                    return room ? Offer.ACCEPTED : Offer.FULL;
                  });
              shared.wanted();
            }
          });
    }
    threads.shutdown();
    assertThat(threads.awaitTermination(30, TimeUnit.SECONDS)).isTrue();
    // What is left at the end may find no room once each.
    for (int i = 0; i < 4 * 5_000; i++) {
      shared.wanted();
    }

    List<Integer> inOrder = IntStream.range(0, 5_000).boxed().toList();
    assertThat(seen).hasSize(4).allSatisfy((thread, numbers) -> assertThat(numbers).isEqualTo(inOrder));
  }

  @Test
  void nothingIsOfferedAfterTheEnd() {
    inputs.attach(conversation());
    inputs.control(input("a", Offer.ENDED));
    inputs.control(input("b", Offer.ACCEPTED));

    assertThat(taken).containsExactly("a");
  }

  @Test
  void conversationThatThrowsIsOfferedTheNextInputAllTheSame() {
    inputs.attach(conversation());
    try {
      inputs.control(
          to -> {
            throw new IllegalStateException("trouble");
          });
    } catch (IllegalStateException expected) {
      taken.add("thrown");
    }
    inputs.control(input("b", Offer.ACCEPTED));

    assertThat(taken).containsExactly("thrown", "b");
  }
}
