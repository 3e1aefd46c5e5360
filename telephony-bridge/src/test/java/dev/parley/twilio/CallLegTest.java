package dev.parley.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.ChannelOutput;
import dev.parley.conversation.ConversationRefused;
import dev.parley.conversation.LiveConversation.Offer;
import dev.parley.event.InterruptionReason;
import dev.parley.event.Message;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class CallLegTest {

  private final Phone phone = new Phone();
  private final Phone.Call call = phone.call("CA1");

  private void interrupt(long prompt) {
    call.bot(new ChannelOutput.Interruption(prompt, InterruptionReason.VOICE_START_DETECTED, "audio-1"));
  }

  private void botSaysAll(long prompt, int ms) {
    call.bot(new ChannelOutput.Text(prompt, List.of(Message.plain("words"))));
    call.botSays(prompt, ms);
    call.bot(new ChannelOutput.AudioEnd(prompt));
  }

  @Test
  void pitfall04_promptIsHeardWhenItsLastMarkComesBack() {
    botSaysAll(1, 500);

    assertThat(call.peer.marks()).containsExactly("g0:p1:200", "g0:p1:400", "g0:p1:end");
    call.returnMark("g0:p1:200");
    call.returnMark("g0:p1:400");
    assertThat(call.conversation().inputs).isEmpty();
    call.returnMark("g0:p1:end");
    assertThat(call.conversation().inputs).containsExactly("heard 1");
    call.returnMark("g0:p1:end");
    assertThat(call.conversation().inputs).containsExactly("heard 1");
  }

  @Test
  void promptWithoutSoundIsMarkedTooSoThatItsTimersStart() {
    call.bot(new ChannelOutput.AudioEnd(3));

    call.returnMark(call.peer.lastMark());
    assertThat(call.conversation().inputs).containsExactly("heard 3");
  }

  @Test
  void lastMarkAnswersForOneThatWasLost() {
    botSaysAll(1, 200);
    botSaysAll(2, 200);

    call.returnMark("g0:p2:end");
    assertThat(call.conversation().inputs).containsExactly("heard 1", "heard 2");
  }

  @Test
  void pitfall13_soundGoesOutInWholeFramesAndTheRestIsFilledWithSilence() {
    call.bot(new ChannelOutput.Audio(1, TelephoneSound.frame(new byte[250], 0)));
    call.bot(new ChannelOutput.Audio(1, TelephoneSound.frame(new byte[10], 0)));
    call.bot(new ChannelOutput.AudioEnd(1));

    List<TwilioCommand.Play> played = call.peer.all(TwilioCommand.Play.class);
    assertThat(played).extracting(play -> play.audio().length).containsExactly(160, 160);
    assertThat(played.get(1).audio()[99]).isEqualTo((byte) 0);
    assertThat(played.get(1).audio()[100]).isEqualTo((byte) 0xFF);
  }

  /** Public report: openai-agents-js issue 1173. All was sent in a moment, so our own queue is empty; Twilio's is not. */
  @Test
  void pitfall02_c101_callerWhoInterruptsIsNotTalkedOverByWhatTwilioHasBuffered() {
    botSaysAll(1, 10_000);

    interrupt(1);
    assertThat(call.peer.clears()).isEqualTo(1);
    assertThat(call.peer.commands.get(call.peer.commands.size() - 1)).isInstanceOf(TwilioCommand.Clear.class);
  }

  /** Public report: vellum-assistant pull 37061. */
  @Test
  void pitfall05_c103_noiseBeforeTheGreetingLetsTheGreetingPlay() {
    call.bot(new ChannelOutput.Text(1, List.of(Message.plain("Welcome"))));
    interrupt(1);
    botSaysAll(1, 400);

    assertThat(call.peer.clears()).isZero();
    assertThat(call.peer.bytesPlayed()).isEqualTo(400 * 8);
    call.returnMark(call.peer.lastMark());
    assertThat(call.conversation().inputs).containsExactly("heard 1");
  }

  @Test
  void nothingIsClearedWhenAllHasBeenHeard() {
    botSaysAll(1, 200);
    call.returnMark("g0:p1:end");

    interrupt(1);
    assertThat(call.peer.clears()).isZero();
  }

  /** Public report: openai-agents-js pull 1608. A clear sends pending marks back, of sound that nobody heard. */
  @Test
  void pitfall03_marksThatAClearSendsBackCountForNothing() {
    botSaysAll(1, 400);
    interrupt(1);
    call.bot(new ChannelOutput.AudioEnd(1));
    botSaysAll(2, 200);

    call.returnMark("g0:p1:200");
    call.returnMark("g0:p1:400");
    call.returnMark("g0:p1:end");
    assertThat(call.conversation().inputs).isEmpty();
    call.returnMark("g1:p2:end");
    assertThat(call.conversation().inputs).containsExactly("heard 2");
  }

  @Test
  void pitfall01_whatIsLeftOfACutPromptIsNotSaidOverTheCaller() {
    call.botSays(1, 300);
    interrupt(1);
    int before = call.peer.commands.size();

    call.botSays(1, 300);
    call.bot(new ChannelOutput.AudioEnd(1));
    assertThat(call.peer.commands).hasSize(before);
  }

  /** Public report: dograh issue 627. */
  @Test
  void pitfall20_c105_callEndsAsSoonAsTheLastWordsAreHeard() {
    botSaysAll(1, 2_000);
    call.bot(new ChannelOutput.Closed("Fulfilled"));

    phone.timers.advance(1_900);
    assertThat(call.peer.closedWith).isEmpty();
    call.returnMark("g0:p1:end");
    assertThat(call.peer.closedWith).contains(1000);
    assertThat(call.conversation().inputs).containsExactly("heard 1");
    assertThat(call.conversation().hangUps).hasSize(1);
  }

  @Test
  void lastWordsAreSaidAlsoWhenTheDialogClosesBeforeTheirSoundIsThere() {
    call.bot(new ChannelOutput.Text(1, List.of(Message.plain("Goodbye"))));
    call.bot(new ChannelOutput.Closed("Fulfilled"));
    assertThat(call.peer.closedWith).isEmpty();

    call.botSays(1, 400);
    call.bot(new ChannelOutput.AudioEnd(1));
    assertThat(call.peer.closedWith).isEmpty();
    call.returnMark("g0:p1:end");
    assertThat(call.peer.closedWith).contains(1000);
  }

  @Test
  void callWithNothingToSayEndsAtOnce() {
    call.bot(new ChannelOutput.Ended("done"));

    assertThat(call.peer.closedWith).contains(1000);
  }

  @Test
  void promptThatWasInterruptedBeforeItsSoundIsNotWaitedFor() {
    call.bot(new ChannelOutput.Text(4, List.of(Message.plain("words"))));
    interrupt(4);
    call.bot(new ChannelOutput.AudioEnd(0));
    call.bot(new ChannelOutput.AudioEnd(4));
    assertThat(call.peer.commands).isEmpty();

    call.bot(new ChannelOutput.Closed("done"));
    assertThat(call.peer.closedWith).contains(1000);
  }

  @Test
  void promptThatWaitedBehindAnInterruptedOneIsNotWaitedForEither() {
    call.bot(new ChannelOutput.Text(1, List.of(Message.plain("one"))));
    call.bot(new ChannelOutput.Text(2, List.of(Message.plain("two"))));
    call.botSays(1, 200);
    interrupt(1);
    call.bot(new ChannelOutput.AudioEnd(1));

    call.bot(new ChannelOutput.Closed("done"));
    assertThat(call.peer.closedWith).contains(1000);
  }

  @Test
  void callEndsAlsoWhenTheLastMarkNeverComesBack() {
    botSaysAll(1, 2_000);
    call.bot(new ChannelOutput.Closed("Fulfilled"));

    for (int i = 0; i < 7_000 / 20; i++) {
      call.hear(0xFF);
    }
    assertThat(call.peer.closedWith).contains(1000);
    assertThat(call.conversation().inputsButSound()).containsExactly("heard 1");
  }

  @Test
  void dialogGoesOnWhenAMarkIsLost() {
    botSaysAll(1, 1_000);

    for (int i = 0; i < 6_200 / 20; i++) {
      call.hear(0xFF);
    }
    assertThat(call.conversation().inputsButSound()).containsExactly("heard 1");
    assertThat(call.peer.closedWith).isEmpty();
  }

  @Test
  void failedConversationEndsItsCall() {
    call.bot(new ChannelOutput.Fault(ConversationRefused.Kind.INTERNAL, "trouble"));

    assertThat(call.peer.closedWith).contains(1011);
  }

  @Test
  void pitfall15_hangUpIsToldOnceThoughItIsSeenTwice() {
    call.say(new TwilioMessage.Stop());
    call.socket.closed(1005, "");

    assertThat(call.conversation().hangUps).hasSize(1);
    assertThat(phone.timers.pending()).isLessThanOrEqualTo(1);
    phone.timers.advance(3_600_000);
    assertThat(phone.timers.pending()).isZero();
  }

  @Test
  void callWhoseSoundStopsComingIsEnded() {
    call.hear(0xFF);
    phone.timers.advance(9_000);
    assertThat(call.peer.closedWith).isEmpty();

    phone.timers.advance(1_100);
    assertThat(call.peer.closedWith).isPresent();
    assertThat(call.conversation().hangUps).hasSize(1);
  }

  @Test
  void keysAndSoundArriveInOrder() {
    call.hear(0x11);
    call.say(new TwilioMessage.Dtmf('4'));
    call.say(new TwilioMessage.Dtmf('#'));

    assertThat(call.conversation().inputs).containsExactly("audio", "key 4", "key #");
  }

  @Test
  void toneOfAKeyIsNotHeardAsSpeech() {
    call.say(new TwilioMessage.Dtmf('4'));
    for (int i = 0; i < 8; i++) {
      call.hear(0x11);
    }

    List<byte[]> sound = call.conversation().sound;
    assertThat(sound.get(0)).containsOnly(0xFF);
    assertThat(sound.get(6)).containsOnly(0xFF);
    assertThat(sound.get(7)).startsWith(0xFF).endsWith(0x11);
  }

  @Test
  void missingFramesBecomeSilenceOfTheSameLength() {
    call.hear(0x11);
    media(4, 60);
    media(5, 80);
    media(6, 100);
    assertThat(call.conversation().sound).hasSize(1);
    media(7, 120);

    List<byte[]> sound = call.conversation().sound;
    assertThat(sound).hasSize(1 + 2 + 4);
    assertThat(sound.get(1)).containsOnly(0xFF);
    assertThat(sound.get(2)).containsOnly(0xFF);
    assertThat(sound.get(3)).containsOnly(0x22);
  }

  private void media(long chunk, long timestampMs) {
    call.say(
        new TwilioMessage.Media("inbound", OptionalLong.of(chunk), OptionalLong.of(timestampMs), Phone.frame(0x22)));
  }

  @Test
  void inputsWaitWhileTheConversationHasNoRoomAndThenComeInOrder() {
    call.conversation().offers.add(Offer.FULL);
    call.hear(0x11);
    call.say(new TwilioMessage.Dtmf('1'));
    assertThat(call.conversation().inputs).isEmpty();
    assertThat(call.peer.reading).containsExactly(false);

    call.conversation().channel.inputWanted();
    assertThat(call.conversation().inputs).containsExactly("audio", "key 1");
    assertThat(call.peer.reading).containsExactly(false, true);
  }

  @Test
  void keysSurviveWhenSoundPilesUp() {
    call.conversation().offers.add(Offer.FULL);
    call.hear(0x11);
    call.say(new TwilioMessage.Dtmf('1'));
    for (int i = 0; i < 400; i++) {
      call.hear(0x22);
    }

    call.conversation().channel.inputWanted();
    assertThat(call.conversation().inputsButSound()).containsExactly("key 1");
    assertThat(call.conversation().inputs.size()).isEqualTo(200);
  }

  /** Public report: deepgram-twilio-streaming-voice-agent issue 13. */
  @Test
  void pitfall14_c107_secondCallIsNotDisturbedByAFirstThatWasCutMidPrompt() {
    call.botSays(1, 5_000);
    call.say(new TwilioMessage.Stop());
    call.socket.closed(1000, "");

    Phone.Call second = phone.call("CA2");
    second.botSays(1, 200);
    second.bot(new ChannelOutput.AudioEnd(1));
    second.hear(0x33);
    second.returnMark("g0:p1:end");
    assertThat(second.peer.bytesPlayed()).isEqualTo(1_600);
    assertThat(second.conversation().inputs).containsExactly("audio", "heard 1");
    assertThat(second.peer.closedWith).isEmpty();
    assertThat(call.conversation().inputs).isEmpty();
  }

  @Test
  void callThatLastsTooLongIsEnded() {
    for (int i = 0; i < 4 * 3600; i++) {
      call.say(new TwilioMessage.Media("inbound", OptionalLong.empty(), OptionalLong.empty(), new byte[0]));
      phone.timers.advance(1_000);
    }
    assertThat(call.peer.closedWith).isPresent();
  }

  // ---- a prompt that waits while the caller may be about to interrupt: its frames are withheld, and nothing is cleared

  /** Field case C57: no word of it counts as heard meanwhile, however long it takes, and it goes on where it was. */
  @Test
  void c57WithheldPromptIsNotHeardUntilItGoesOnFromTheLastMarkAndEnds() {
    call.bot(new ChannelOutput.Text(1, List.of(Message.plain("words"))));
    call.botSays(1, 300);
    call.returnMark("g0:p1:200");

    phone.timers.advance(6_000);
    assertThat(call.conversation().inputs).isEmpty();
    call.botSays(1, 300);
    call.bot(new ChannelOutput.AudioEnd(1));

    assertThat(call.peer.clears()).isZero();
    assertThat(call.peer.bytesPlayed()).isEqualTo(600 * 8);
    assertThat(call.peer.marks()).containsExactly("g0:p1:200", "g0:p1:400", "g0:p1:600", "g0:p1:end");
    call.returnMark("g0:p1:end");
    assertThat(call.conversation().inputs).containsExactly("heard 1");
    assertThat(call.peer.closedWith).isEmpty();
  }

  @Test
  void withheldPromptThatIsInterruptedIsClearedOnceAndItsRestIsNotSaid() {
    call.botSays(1, 300);
    phone.timers.advance(160);

    interrupt(1);
    call.botSays(1, 300);
    call.bot(new ChannelOutput.AudioEnd(1));
    assertThat(call.peer.clears()).isEqualTo(1);
    assertThat(call.peer.bytesPlayed()).isEqualTo(300 * 8);
    botSaysAll(2, 200);
    call.returnMark("g1:p2:end");
    assertThat(call.conversation().inputs).containsExactly("heard 2");
  }

  @Test
  void theAlarmOfAnEarlierPromptDoesNotEndTheOneThatIsWithheld() {
    botSaysAll(1, 400);
    call.returnMark("g0:p1:end");
    call.bot(new ChannelOutput.Text(2, List.of(Message.plain("words"))));
    call.botSays(2, 100);

    phone.timers.advance(6_000);
    assertThat(call.conversation().inputs).containsExactly("heard 1");
    call.botSays(2, 100);
    call.bot(new ChannelOutput.AudioEnd(2));
    call.returnMark("g0:p2:end");
    assertThat(call.conversation().inputs).containsExactly("heard 1", "heard 2");
  }
}
