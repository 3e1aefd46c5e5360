package dev.parley.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.ChannelOutput;
import dev.parley.conversation.ConversationRefused;
import dev.parley.conversation.ConversationRefused.Kind;
import dev.parley.conversation.LiveConversation.Offer;
import dev.parley.event.InterruptionReason;
import dev.parley.event.Message;
import io.micrometer.core.instrument.Meter;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Whoever runs the telephone sees each limit that calls run into. */
class CallMetersTest {

  private final Phone phone = new Phone();

  private void media(Phone.Call call, long chunk, long timestampMs) {
    call.say(new TwilioMessage.Media("inbound", OptionalLong.of(chunk), OptionalLong.of(timestampMs), Phone.frame(0x22)));
  }

  @Test
  void allMetersAreThereAtZeroBeforeTheFirstCall() {
    assertThat(phone.meters.getMeters()).hasSizeGreaterThan(20).allSatisfy(
        meter -> assertThat(meter.measure()).allSatisfy(value -> assertThat(value.getValue()).isZero()));
    assertThat(phone.meters.getMeters()).extracting(Meter::getId).allMatch(id -> id.getName().startsWith("parley.twilio."));
  }

  @Test
  void callsAreCountedWhileTheyWaitWhileTheyAreLiveAndByHowTheyEnd() {
    String token = phone.ring("CA1");
    assertThat(phone.gauged("calls.waiting")).isEqualTo(1);
    Phone.Call call = phone.new Call("CA1");
    call.start(token);
    assertThat(phone.gauged("calls.waiting")).isZero();
    assertThat(phone.gauged("calls.live")).isEqualTo(1);

    call.say(new TwilioMessage.Stop());
    call.socket.closed(1005, "");
    assertThat(phone.gauged("calls.live")).isZero();
    assertThat(phone.counted("calls", "end", "caller")).isEqualTo(1);

    phone.call("CA2").bot(new ChannelOutput.Closed("done"));
    assertThat(phone.counted("calls", "end", "bot")).isEqualTo(1);
    phone.call("CA3").bot(new ChannelOutput.Fault(Kind.INTERNAL, "trouble"));
    assertThat(phone.counted("calls", "end", "failed")).isEqualTo(1);
    phone.call("CA4");
    phone.timers.advance(10_000);
    assertThat(phone.counted("calls", "end", "no-sound")).isEqualTo(1);
    assertThat(phone.counted("calls")).isEqualTo(4);
    assertThat(phone.gauged("calls.live")).isZero();
  }

  @Test
  void pitfall17_promptOfWhichNothingComesIsReportedOnceUnlessItPauses() {
    Phone.Call call = phone.call("CA1");
    call.bot(new ChannelOutput.Text(1, List.of(Message.plain("words"))));
    phone.timers.advance(499);
    assertThat(phone.counted("prompts.silent")).isZero();
    phone.timers.advance(1);
    assertThat(phone.counted("prompts.silent")).isEqualTo(1);

    call.botSays(1, 100);
    phone.timers.advance(1_000);
    assertThat(phone.counted("prompts.silent")).isEqualTo(1);
    call.bot(new ChannelOutput.AudioEnd(1));
    call.bot(new ChannelOutput.Text(2, List.of(Message.plain("words"))));
    call.botSays(2, 100);
    call.conversation().channel.paused(true);
    phone.timers.advance(5_000);
    assertThat(phone.counted("prompts.silent")).isEqualTo(1);
    call.conversation().channel.paused(false);
    phone.timers.advance(499);
    assertThat(phone.counted("prompts.silent")).isEqualTo(1);
    phone.timers.advance(1);
    assertThat(phone.counted("prompts.silent")).isEqualTo(2);
  }

  @Test
  void callThatLastsTooLongIsCountedAsThat() {
    Map<String, String> settings = new HashMap<>(Phone.LOOPBACK);
    settings.put("max-call-duration", "5s");
    Phone brief = new Phone(settings);
    brief.call("CA1");
    brief.timers.advance(5_000);

    assertThat(brief.counted("calls", "end", "too-long")).isEqualTo(1);
  }

  @Test
  void callWhoseSoundNeverComesIsCountedWhenItsTimeIsOver() {
    phone.ring("CA1");
    phone.timers.advance(29_999);
    assertThat(phone.gauged("calls.waiting")).isEqualTo(1);
    phone.timers.advance(1);

    assertThat(phone.gauged("calls.waiting")).isZero();
    assertThat(phone.counted("calls.expired")).isEqualTo(1);
  }

  @Test
  void whatIsTurnedAwayIsCountedByItsReason() {
    Map<String, String> settings = new HashMap<>(Phone.LOOPBACK);
    settings.put("max-waiting-calls", "1");
    settings.put("account-sid", Phone.ACCOUNT);
    Phone small = new Phone(settings);
    small.ring("CA1");
    small.post("/twilio/voice", Map.of("CallSid", "CA2", "AccountSid", Phone.ACCOUNT));
    assertThat(small.counted("refused", "why", "too-many-waiting")).isEqualTo(1);
    small.post("/twilio/voice", Map.of("CallSid", "CA3", "AccountSid", "AC-theirs"));
    assertThat(small.counted("refused", "why", "other-account")).isEqualTo(1);
    small.post("/twilio/voice", Map.of("AccountSid", Phone.ACCOUNT));
    assertThat(small.counted("refused", "why", "no-call-sid")).isEqualTo(1);
    small.new Call("CA1").start("forged");
    assertThat(small.counted("refused", "why", "unknown-call")).isEqualTo(1);
    small.new Call("CA4");
    small.timers.advance(10_000);
    assertThat(small.counted("refused", "why", "no-start")).isEqualTo(1);
    small.new Call("CA5").say(
        new TwilioMessage.Start("MZ5", Phone.ACCOUNT, "CA5", List.of("outbound"), Map.of(), TwilioMessage.MediaFormat.MULAW_8K));
    assertThat(small.counted("refused", "why", "unfit-start")).isEqualTo(1);
    assertThat(small.counted("refused")).isEqualTo(6);

    Phone signed = new Phone(Map.of("bot", "PaymentsBot", "auth-token", "secret"));
    signed.post("/twilio/voice", Map.of("CallSid", "CA1"));
    assertThat(signed.counted("refused", "why", "unsigned")).isEqualTo(1);
  }

  @Test
  void callWithoutAConversationIsRefusedAndNeverWasLive() {
    Phone full =
        new Phone(
            (request, channel) -> {
              throw new ConversationRefused(Kind.THROTTLED, "no more conversations are taken");
            });
    full.call("CA1");

    assertThat(full.counted("refused", "why", "no-conversation")).isEqualTo(1);
    assertThat(full.gauged("calls.live")).isZero();
    assertThat(full.counted("calls")).isZero();
  }

  @Test
  void socketThatIsHeldAndInputsThatAreDroppedAreCounted() {
    Phone.Call call = phone.call("CA1");
    call.conversation().offers.add(Offer.FULL);
    for (int i = 0; i < 203; i++) {
      call.hear(0x22);
    }

    assertThat(phone.counted("inputs.held")).isEqualTo(1);
    assertThat(phone.counted("inputs.dropped")).isEqualTo(3);
  }

  @Test
  void marksAreCountedAndThoseForWhichThereWasNoRoomAndThoseThatNeverCame() {
    Phone.Call call = phone.call("CA1");
    call.botSays(1, 70 * 200);
    call.bot(new ChannelOutput.AudioEnd(1));
    // 64 within it and one at its end; from the 65th on each of the 20 ms pieces goes without the mark that is due.
    assertThat(phone.counted("marks")).isEqualTo(65);
    assertThat(phone.counted("marks.left-out")).isEqualTo((70 - 65) * 10 + 1);

    for (int i = 0; i < (70 * 200 + 5_000) / 20; i++) {
      call.hear(0xFF);
    }
    assertThat(phone.counted("marks.overdue")).isEqualTo(1);
  }

  @Test
  void lostSoundAndTheHolesThatAreFilledAreCounted() {
    Phone.Call call = phone.call("CA1");
    media(call, 1, 0);
    for (int chunk = 4; chunk <= 7; chunk++) {
      media(call, chunk, (chunk - 1) * 20L);
    }
    assertThat(phone.counted("pieces.lost")).isEqualTo(2);
    assertThat(phone.counted("holes")).isEqualTo(1);
    assertThat(phone.counted("holes.cut")).isZero();

    media(call, 8, 60_000);
    assertThat(phone.counted("holes")).isEqualTo(2);
    assertThat(phone.counted("holes.cut")).isEqualTo(1);
  }

  @Test
  void soundThatAnInterruptionThrowsAwayIsMeasured() {
    Phone.Call call = phone.call("CA1");
    call.bot(new ChannelOutput.Text(1, List.of(Message.plain("words"))));
    call.botSays(1, 500);
    phone.timers.advance(200);
    call.bot(new ChannelOutput.Interruption(1, InterruptionReason.VOICE_START_DETECTED, "audio-1"));

    assertThat(phone.meters.get("parley.twilio.cleared").summary().totalAmount()).isEqualTo(300);
  }

  @Test
  void messagesThatAreNotTakenAreCountedAndStartsWithMoreThanIsTaken() {
    Phone.Call call = phone.call("CA1");
    call.socket.text("not json");
    call.socket.binary(new byte[1]);
    call.say(new TwilioMessage.Media("inbound", OptionalLong.of(1), OptionalLong.of(0), new byte[TwilioJson.MAX_PAYLOAD_CHARS]));
    assertThat(phone.counted("messages.ignored")).isEqualTo(3);

    Map<String, String> many = new HashMap<>();
    for (int i = 0; i <= TwilioJson.MAX_PARAMETERS; i++) {
      many.put("p" + i, "x");
    }
    phone.new Call("CA2").say(
        new TwilioMessage.Start("MZ2", Phone.ACCOUNT, "CA2", List.of("inbound"), many, TwilioMessage.MediaFormat.MULAW_8K));
    assertThat(phone.counted("starts.full")).isEqualTo(1);
  }
}
