package dev.parley.twilio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.conversation.ConversationRefused;
import dev.parley.conversation.ConversationRefused.Kind;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class MediaSocketTest {

  /** Public report: langwatch scenario issue 762. */
  @Test
  void c109_forgedSocketIsTurnedAwayAndKeepsNothing() {
    Phone phone = new Phone();
    Phone.Call forged = phone.new Call("CA-made-up");
    forged.start("token-1");

    assertThat(forged.peer.closedWith).contains(1008);
    assertThat(phone.conversations).isEmpty();
    assertThat(phone.timers.pending()).isZero();
    forged.hear(0x11);
    assertThat(phone.conversations).isEmpty();
  }

  @Test
  void tokenOpensOneSocketOnly() {
    Phone phone = new Phone();
    String token = phone.ring("CA1");
    Phone.Call first = phone.new Call("CA1");
    first.start(token);
    Phone.Call second = phone.new Call("CA1");
    second.start(token);

    assertThat(first.peer.closedWith).isEmpty();
    assertThat(second.peer.closedWith).contains(1008);
    assertThat(phone.conversations).hasSize(1);
  }

  @Test
  void tokenOfAnotherCallIsRefused() {
    Phone phone = new Phone();
    phone.ring("CA1");
    String other = phone.ring("CA2");
    Phone.Call call = phone.new Call("CA1");
    call.start(other);

    assertThat(call.peer.closedWith).contains(1008);
  }

  @Test
  void tokenExpires() {
    Phone phone = new Phone();
    String token = phone.ring("CA1");
    phone.timers.advance(30_000);
    Phone.Call late = phone.new Call("CA1");
    late.start(token);

    assertThat(late.peer.closedWith).contains(1008);
  }

  @Test
  void socketOnWhichNoCallStartsIsClosed() {
    Phone phone = new Phone();
    Phone.Call call = phone.new Call("CA1");
    phone.timers.advance(10_000);

    assertThat(call.peer.closedWith).contains(1008);
  }

  @Test
  void pitfall07_startInsteadOfConnectIsRefused() {
    Phone phone = new Phone();
    String token = phone.ring("CA1");
    Phone.Call call = phone.new Call("CA1");
    call.say(
        new TwilioMessage.Start(
            "MZ1",
            Phone.ACCOUNT,
            "CA1",
            List.of("inbound", "outbound"),
            Map.of("token", token),
            TwilioMessage.MediaFormat.MULAW_8K));

    assertThat(call.peer.closedWith).contains(1008);
    assertThat(phone.conversations).isEmpty();
  }

  @Test
  void conversationKnowsTheCallTheBotAndTheNumbers() {
    Phone phone = new Phone();
    ScriptedConversation conversation = phone.call("CA1").conversation();

    assertThat(conversation.request.bot()).isEqualTo("PaymentsBot");
    assertThat(conversation.request.localeId()).isEqualTo("en_US");
    assertThat(conversation.request.sessionId()).isEqualTo("CA1");
    assertThat(conversation.request.requestAttributes())
        .containsEntry("x-amz-lex:channels:platform", "Twilio")
        .containsEntry("x-parley:from", "+441632960007")
        .containsEntry("x-parley:to", "+15005550006");
  }

  @Test
  void callThatIsRefusedAConversationIsClosed() {
    Phone phone =
        new Phone(
            (request, channel) -> {
              throw new ConversationRefused(Kind.THROTTLED, "no more conversations are taken");
            });
    Phone.Call call = phone.call("CA1");

    assertThat(call.peer.closedWith).contains(1011);
    call.hear(0x11);
    call.socket.closed(1000, "");
    assertThat(phone.timers.pending()).isZero();
  }

  @Test
  void brokenAndUnknownMessagesAreIgnored() {
    Phone phone = new Phone();
    Phone.Call call = phone.call("CA1");
    call.socket.text("not json");
    call.socket.text("{\"event\":\"weather\"}");
    call.socket.binary(new byte[] {1, 2, 3});
    call.hear(0x11);

    assertThat(call.conversation().inputs).containsExactly("audio");
    assertThat(call.peer.closedWith).isEmpty();
  }

  @Test
  void handshakeMustBeSignedWhenSignaturesAreVerified() {
    Phone phone = new Phone(Map.of("bot", "PaymentsBot", "auth-token", "secret"));

    assertThatThrownBy(() -> phone.openSocket(new RecordedPeer()))
        .isInstanceOfSatisfying(ConversationRefused.class, e -> assertThat(e.kind()).isEqualTo(Kind.ACCESS_DENIED));
  }
}
