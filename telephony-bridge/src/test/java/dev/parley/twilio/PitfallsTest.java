package dev.parley.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.audio.AudioFormat;
import dev.parley.audio.AudioFrame;
import dev.parley.conversation.ChannelOutput;
import dev.parley.event.InterruptionReason;
import dev.parley.event.Message;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Where telephone bots go wrong in public, each by its number in the README's table; here those that need no bot. */
class PitfallsTest {

  private final Phone phone = new Phone();
  private final Phone.Call call = phone.call("CA1");

  private void interrupt(long prompt) {
    call.bot(new ChannelOutput.Interruption(prompt, InterruptionReason.VOICE_START_DETECTED, "audio-1"));
  }

  private void announce(long prompt) {
    call.bot(new ChannelOutput.Text(prompt, List.of(Message.plain("words"))));
  }

  @Test
  void pitfall01_clearGoesOutInTheMomentOfTheInterruption() {
    announce(1);
    call.botSays(1, 300);
    phone.timers.advance(100);
    interrupt(1);

    assertThat(call.peer.commands.get(call.peer.commands.size() - 1)).isInstanceOf(TwilioCommand.Clear.class);
    assertThat(phone.meters.get("parley.twilio.cleared").summary().totalAmount()).isEqualTo(200);
  }

  @Test
  void pitfall09_nothingIsSaidBeforeTheStreamHasStarted() {
    Phone.Call early = phone.new Call("CA2");
    early.socket.text(TwilioJson.write("", 0, new TwilioMessage.Connected("Call", "1.0.0")));
    early.say(new TwilioMessage.Dtmf('1'));

    assertThat(phone.conversations).hasSize(1);
    assertThat(early.peer.commands).isEmpty();
  }

  @Test
  void pitfall12_promptAfterOneThatWasCutPlaysWholeAndIsCutByItsOwnInterruptionOnly() {
    announce(1);
    call.botSays(1, 300);
    interrupt(1);
    call.bot(new ChannelOutput.AudioEnd(1));
    announce(2);
    call.botSays(2, 400);
    call.bot(new ChannelOutput.AudioEnd(2));
    assertThat(call.peer.clears()).isEqualTo(1);
    assertThat(call.peer.bytesPlayed()).isEqualTo((300 + 400) * 8);

    interrupt(2);
    assertThat(call.peer.clears()).isEqualTo(2);
  }

  @Test
  void pitfall18_keysThatArePressedFastAllArriveInOrder() {
    String keys = "4111222233334444";
    keys.chars().forEach(key -> call.say(new TwilioMessage.Dtmf((char) key)));

    assertThat(call.conversation().inputs).isEqualTo(keys.chars().mapToObj(key -> "key " + (char) key).collect(Collectors.toList()));
  }

  @Test
  void pitfall21_soundThatIsNotMuLawAtEightKilohertzIsNotSent() {
    AudioFrame wide = new AudioFrame(AudioFormat.LPCM_8K, new byte[320], 0);
    assertThatThrownBy(() -> call.bot(new ChannelOutput.Audio(1, wide))).hasMessageContaining("mu-law at 8 kHz");
    assertThat(call.peer.commands).isEmpty();
    assertThat(call.conversation().channel.capabilities().audioOut()).contains(AudioFormat.MULAW_8K);
  }

  @Test
  void pitfall24_whatIsSaidBeforeTheBotsFirstWordsAnswersNothing() {
    announce(0);
    call.hear(0x11);
    call.botSays(0, 20);
    call.hear(0x11);
    call.say(new TwilioMessage.Dtmf('5'));

    assertThat(call.conversation().sound.get(0)).containsOnly(0xFF);
    assertThat(call.conversation().sound.get(1)[159]).isEqualTo((byte) 0x11);
    assertThat(call.conversation().inputsButSound()).containsExactly("key 5");
  }

  @Test
  void pitfall25_socketIsPingedEveryFifteenSecondsUntilItCloses() {
    IntStream.range(0, 3 * 15).forEach(second -> {
      call.hear(0xFF);
      phone.timers.advance(980);
    });
    assertThat(call.peer.pings).isEqualTo(3);
    assertThat(phone.counted("pings")).isEqualTo(3);

    call.socket.closed(1000, "");
    phone.timers.advance(60_000);
    assertThat(call.peer.pings).isEqualTo(3);
    assertThat(phone.timers.pending()).isZero();
  }

  @Test
  void socketThatIsRefusedIsPingedNoMore() {
    Phone.Call forged = phone.new Call("CA-made-up");
    forged.start("token-9");
    phone.timers.advance(9_000);
    phone.timers.advance(60_000);

    assertThat(forged.peer.pings).isZero();
  }

  @Test
  void streamOfAnotherFormatIsRefused() {
    Phone.Call wide = phone.new Call("CA3");
    wide.say(
        new TwilioMessage.Start(
            "MZ3", Phone.ACCOUNT, "CA3", List.of("inbound"), Map.of("token", phone.ring("CA3")), new TwilioMessage.MediaFormat("audio/x-l16", 16_000, 1)));

    assertThat(wide.peer.closedWith).contains(1008);
    assertThat(phone.conversations).hasSize(1);
  }
}
