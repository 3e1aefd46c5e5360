package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.audio.AudioFormat;
import dev.parley.audio.AudioFrame;
import dev.parley.conversation.LiveConversation.Offer;
import dev.parley.event.InputMode;
import dev.parley.event.InterruptionReason;
import dev.parley.event.Message;
import dev.parley.event.SessionView;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Channel} must do, whatever its wire: the conversation at one end is scripted, and the caller at the other is
 * played by the channel's own test, which extends this.
 */
public abstract class ChannelContract {

  private static final int FRAME_MS = 20;

  private Line line;

  /** A channel and the caller at its other end. */
  public interface Line extends AutoCloseable {
    /** The conversation that the channel has begun. */
    ScriptedConversation conversation();

    /** The channel. */
    Channel channel();

    /** The caller presses this key, or types it where there are no keys. */
    void callerPresses(char key);

    /** The caller hears or reads all that has been sent until now. */
    void callerHearsAll();

    /** The caller hangs up or goes away. */
    void callerLeaves();

    /** Whether the caller can still be reached. */
    boolean open();

    /** How many pieces of anything have been sent to the caller. */
    int sent();

    @Override
    void close();
  }

  /** A line on which a caller has just come, and the conversation has said nothing yet. */
  protected abstract Line call() throws Exception;

  @BeforeEach
  void callComes() throws Exception {
    line = call();
  }

  @AfterEach
  void callIsOver() {
    line.close();
  }

  private void say(long prompt) {
    Channel channel = line.channel();
    channel.send(new ChannelOutput.Text(prompt, List.of(Message.plain("Hello there."))));
    Optional<AudioFormat> format = channel.capabilities().audioOut();
    if (format.isPresent()) {
      for (int i = 0; i < 10; i++) {
        channel.send(new ChannelOutput.Audio(prompt, new AudioFrame(format.get(), new byte[format.get().bytesOf(FRAME_MS)], i * FRAME_MS)));
      }
      channel.send(new ChannelOutput.AudioEnd(prompt));
    }
  }

  @Test
  void whatAChannelCanDoIsSaidOnceAndStays() {
    Channel.Capabilities can = line.channel().capabilities();
    assertThat(can.name()).matches("[a-z][a-z0-9-]*");
    assertThat(can.inputs()).isNotEmpty().doesNotHaveDuplicates();
    assertThat(can.audioLeadMs()).isBetween(can.audioOut().isPresent() ? FRAME_MS : 0, 5_000);
    say(1);
    line.callerHearsAll();
    assertThat(line.channel().capabilities()).isEqualTo(can);
  }

  @Test
  void aPromptReachesTheCallerAndItsEndIsReportedOnce() {
    int before = line.sent();
    say(1);
    line.callerHearsAll();
    assertThat(line.sent()).isGreaterThan(before);
    List<String> reports = line.channel().capabilities().playback() ? List.of("heard 1") : List.of();
    assertThat(line.conversation().inputs()).isEqualTo(reports);
    line.callerHearsAll();
    assertThat(line.conversation().inputs()).isEqualTo(reports);
  }

  @Test
  void anInterruptedPromptDoesNotHinderTheNext() {
    say(1);
    line.channel().send(new ChannelOutput.Interruption(1, InterruptionReason.DTMF_START_DETECTED, "key-1"));
    line.channel().send(new ChannelOutput.AudioEnd(1));
    say(2);
    line.callerHearsAll();
    if (line.channel().capabilities().playback()) {
      assertThat(line.conversation().inputs()).contains("heard 2");
    }
    assertThat(line.open()).isTrue();
  }

  @Test
  void everyKindOfAnswerIsTakenInTheOrderOfATurn() {
    SessionView session = new SessionView(Optional.empty(), Optional.empty(), List.of(), Map.of());
    line.channel().send(new ChannelOutput.Transcript("pay my bill"));
    line.channel().send(new ChannelOutput.IntentResult(InputMode.SPEECH, List.of(), session, Map.of()));
    say(1);
    line.callerHearsAll();
    assertThat(line.open()).isTrue();
    assertThat(line.conversation().hangUps()).isEmpty();
  }

  @Test
  void inputsComeInOrder() {
    "123#".chars().forEach(key -> line.callerPresses((char) key));
    assertThat(line.conversation().inputs()).containsExactly("1", "2", "3", "#");
  }

  @Test
  void inputThatFindsNoRoomIsOfferedAgainWhenItIsWantedAndNoneIsLost() {
    line.conversation().answer(Offer.FULL);
    "123".chars().forEach(key -> line.callerPresses((char) key));
    assertThat(line.conversation().inputs()).isEmpty();
    line.conversation().answer(Offer.ACCEPTED);
    line.channel().inputWanted();
    assertThat(line.conversation().inputs()).containsExactly("1", "2", "3");
    line.callerPresses('4');
    assertThat(line.conversation().inputs()).endsWith("4");
  }

  @Test
  void aCallerWhoLeavesIsReportedOnce() {
    say(1);
    line.callerLeaves();
    line.callerLeaves();
    assertThat(line.conversation().hangUps()).hasSize(1);
  }

  @Test
  void theLastWordsAreHeardBeforeTheConversationsEndIsTheCallers() {
    say(1);
    line.channel().send(new ChannelOutput.Ended("done"));
    line.callerHearsAll();
    assertThat(line.open()).isFalse();
  }

  @Test
  void aFaultEndsTheCall() {
    line.channel().send(new ChannelOutput.Fault(ConversationRefused.Kind.INTERNAL, "on purpose"));
    line.callerHearsAll();
    assertThat(line.open()).isFalse();
  }
}
