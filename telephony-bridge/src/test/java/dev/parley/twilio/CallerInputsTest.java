package dev.parley.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.ConversationRequest;
import dev.parley.conversation.LiveConversation.Offer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class CallerInputsTest {

  private final List<Boolean> reading = new ArrayList<>();
  private final CallerInputs inputs = new CallerInputs(3, reading::add);
  private final List<String> taken = new ArrayList<>();

  private static ScriptedConversation conversation() {
    return new ScriptedConversation(
        new ConversationRequest(
            "B", "A", "en_US", "CA1", Optional.empty(), List.of(), Map.of(), Optional.empty()),
        new CallLeg("CA1", "MZ1", new RecordedPeer(), new VirtualTimers(), TwilioSettings.CallLimits.DEFAULT));
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
