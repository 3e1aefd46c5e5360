package dev.parley.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.ChannelOutput;
import dev.parley.conversation.HttpRoute;
import dev.parley.event.Message;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** A stream breaks while its call goes on: Twilio asks what comes next, and the call goes on in a new stream. */
class ReconnectTest {

  private final Phone phone = new Phone();

  private HttpRoute.Reply asksAgain(String callSid, int streams) {
    return phone.asks("/twilio/voice?reconnect=" + streams, callSid, "in-progress");
  }

  private Phone.Call reconnects(String callSid, int streams) {
    Phone.Call again = phone.new Call(callSid);
    again.start(Phone.token(asksAgain(callSid, streams)));
    return again;
  }

  @Test
  void brokenStreamGoesOnInTheSameSession() {
    HttpRoute.Reply first = phone.asks("/twilio/voice", "CA1", "ringing");
    Phone.Call call = phone.new Call("CA1");
    call.start(Phone.token(first));
    call.socket.closed(1006, "gone");
    assertThat(phone.counted("calls", "end", "line-lost")).isEqualTo(1);

    HttpRoute.Reply next = phone.asks(Phone.redirect(first), "CA1", "in-progress");
    assertThat(Phone.verbs(next)).isEqualTo("Connect Redirect Hangup");
    assertThat(Phone.redirect(next)).isEqualTo("/twilio/voice?reconnect=2");
    Phone.Call again = phone.new Call("CA1");
    again.start(Phone.token(next));
    again.hear(0x11);
    assertThat(phone.conversations).hasSize(2);
    assertThat(again.conversation().sessionId()).isEqualTo("CA1");
    assertThat(again.conversation().inputs).containsExactly("audio");
    assertThat(phone.counted("reconnects")).isEqualTo(1);
  }

  @Test
  void callWhoseSoundStoppedMayGoOnToo() {
    phone.call("CA1");
    phone.timers.advance(10_000);

    assertThat(Phone.verbs(asksAgain("CA1", 1))).startsWith("Connect");
  }

  @Test
  void callThatTheBotEndedIsHungUp() {
    phone.call("CA1").bot(new ChannelOutput.Closed("done"));

    assertThat(Phone.verbs(asksAgain("CA1", 1))).isEqualTo("Hangup");
  }

  @Test
  void callThatIsOverIsHungUp() {
    phone.call("CA1").socket.closed(1006, "gone");

    assertThat(Phone.verbs(phone.asks("/twilio/voice?reconnect=1", "CA1", "completed"))).isEqualTo("Hangup");
  }

  @Test
  void callIsNotReconnectedForEver() {
    phone.call("CA1").socket.closed(1006, "gone");
    for (int streams = 1; streams <= 3; streams++) {
      reconnects("CA1", streams).socket.closed(1006, "gone");
    }

    assertThat(Phone.verbs(asksAgain("CA1", 4))).isEqualTo("Hangup");
    assertThat(phone.counted("refused", "why", "too-many-reconnects")).isEqualTo(1);
  }

  @Test
  void whoWantsNoneHasNone() {
    Phone without = new Phone(Map.of("bot", "B", "verify-signatures", "false", "reconnect", "false"));
    assertThat(Phone.verbs(without.asks("/twilio/voice", "CA1", "ringing"))).isEqualTo("Connect Hangup");
    assertThat(Phone.verbs(without.asks("/twilio/voice?reconnect=1", "CA1", "in-progress"))).isEqualTo("Hangup");
  }

  /** The server has not noticed that the first socket is dead. */
  @Test
  void newStreamTakesOverFromOneThatStillSeemsOpen() {
    Phone.Call first = phone.call("CA1");
    first.botSays(1, 300);
    Phone.Call again = reconnects("CA1", 1);

    assertThat(first.peer.closedWith).isPresent();
    assertThat(phone.conversations.get(0).hangUps).hasSize(1);
    again.botSays(1, 200);
    again.bot(new ChannelOutput.AudioEnd(1));
    first.say(new TwilioMessage.Mark("g0:p1:200"));
    first.say(new TwilioMessage.Stop());
    first.socket.closed(1006, "late");
    again.returnMark("g0:p1:end");
    assertThat(again.conversation().inputs).containsExactly("heard 1");
    assertThat(again.peer.closedWith).isEmpty();
    assertThat(phone.gauged("calls.live")).isEqualTo(1);
  }

  @Test
  void newStreamWaitsUntilTheTurnOfTheFirstIsFinishedAndLosesNothingMeanwhile() {
    Phone.Call first = phone.call("CA1");
    ScriptedConversation before = first.conversation();
    before.busy = true;
    first.socket.closed(1006, "gone");
    Phone.Call again = reconnects("CA1", 1);
    again.say(new TwilioMessage.Dtmf('4'));
    assertThat(phone.conversations).hasSize(1);

    before.over.complete("the turn is finished");
    assertThat(phone.conversations).hasSize(2);
    assertThat(again.conversation().inputs).containsExactly("key 4");
  }

  @Test
  void streamThatEndsBeforeItsConversationBeginsHasNone() {
    Phone.Call first = phone.call("CA1");
    first.conversation().busy = true;
    first.socket.closed(1006, "gone");
    Phone.Call again = reconnects("CA1", 1);
    again.socket.closed(1006, "gone too");
    phone.conversations.get(0).over.complete("done");

    assertThat(phone.conversations).hasSize(1);
    assertThat(phone.gauged("calls.live")).isZero();
  }

  // ---- statuses: the same end, told once more

  private int status(Map<String, String> form) {
    return phone.post("/twilio/status", form).status();
  }

  @Test
  void statusEndsACallWhoseSocketHangsAndChangesNothingAfter() {
    Phone.Call call = phone.call("CA1");
    assertThat(status(Map.of("CallSid", "CA1", "CallStatus", "completed"))).isEqualTo(204);
    assertThat(status(Map.of("CallSid", "CA1", "CallStatus", "completed"))).isEqualTo(204);
    assertThat(status(Map.of("CallSid", "CA1", "CallStatus", "in-progress"))).isEqualTo(204);
    call.say(new TwilioMessage.Stop());
    call.socket.closed(1006, "");
    phone.timers.advance(14_400_000);

    assertThat(call.conversation().hangUps).hasSize(1);
    assertThat(phone.counted("calls")).isEqualTo(1);
    assertThat(phone.timers.pending()).isZero();
  }

  @Test
  void statusOfACallThatGoesOnOrThatNobodyKnowsIsNoEnd() {
    Phone.Call call = phone.call("CA1");
    status(Map.of("CallSid", "CA1", "CallStatus", "ringing"));
    status(Map.of("CallSid", "CA1", "StreamEvent", "stream-started", "StreamSid", "MZ-CA1"));
    assertThat(status(Map.of("CallSid", "CA-unknown", "CallStatus", "completed"))).isEqualTo(204);
    assertThat(call.peer.closedWith).isEmpty();
  }

  @Test
  void lateStatusOfABrokenStreamDoesNotEndTheOneThatTookOver() {
    phone.call("CA1").socket.closed(1006, "gone");
    Phone.Call again = reconnects("CA1", 1);

    status(Map.of("CallSid", "CA1", "StreamEvent", "stream-error", "StreamSid", "MZ-another"));
    assertThat(again.peer.closedWith).isEmpty();
    status(Map.of("CallSid", "CA1", "StreamEvent", "stream-stopped", "StreamSid", "MZ-CA1"));
    assertThat(again.peer.closedWith).isPresent();
  }

  @Test
  void statusThatIsNotSignedIsRefused() {
    Phone signed = new Phone(Map.of("bot", "B", "auth-token", "secret"));
    assertThat(signed.post("/twilio/status", Map.of("CallSid", "CA1", "CallStatus", "completed")).status()).isEqualTo(403);
    Phone others = new Phone(Map.of("bot", "B", "verify-signatures", "false", "account-sid", "AC-ours"));
    assertThat(others.post("/twilio/status", Map.of("CallSid", "CA1", "AccountSid", "AC-theirs")).status()).isEqualTo(403);
  }

  // ---- what was heard of a prompt

  @Test
  void pitfall04_heardIsWhatMarksSayAndNeverMoreThanCouldBePlayed() {
    Phone.Call call = phone.call("CA1");
    var channel = call.conversation().channel;
    call.bot(new ChannelOutput.Text(1, List.of(Message.plain("words"))));
    assertThat(channel.heardMs(1)).isEmpty();
    call.botSays(1, 1_000);
    assertThat(channel.heardMs(1)).isEqualTo(OptionalLong.of(0));
    phone.timers.advance(250);
    call.returnMark("g0:p1:200");
    assertThat(channel.heardMs(1)).isEqualTo(OptionalLong.of(200));
    call.returnMark("g0:p1:800");
    assertThat(channel.heardMs(1)).isEqualTo(OptionalLong.of(250));
    assertThat(channel.heardMs(2)).isEmpty();
  }
}
