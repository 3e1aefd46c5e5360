package dev.parley.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.ChannelOutput;
import dev.parley.conversation.HttpRoute;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class VoiceWebhookTest {

  private static final Map<String, String> FORM =
      Map.of("CallSid", "CA1", "AccountSid", Phone.ACCOUNT, "From", "+441632960007", "To", "+15005550006");

  private static final TwilioSettings.AnsweringBot BOT = new TwilioSettings.AnsweringBot("/v", "B", "A", "en_US");

  private static Element parse(HttpRoute.Reply reply) throws Exception {
    assertThat(reply.status()).isEqualTo(200);
    assertThat(reply.contentType()).startsWith("text/xml");
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(reply.body()))
        .getDocumentElement();
  }

  @Test
  void pitfall10_callIsConnectedToTheMediaSocketAtOnceAndHungUpAfterIt() throws Exception {
    Phone phone =
        new Phone(Map.of("bot", "PaymentsBot", "verify-signatures", "false", "public-url", "https://bot.example/phone/"));
    Element response = parse(phone.post("/twilio/voice", FORM));

    assertThat(response.getTagName()).isEqualTo("Response");
    NodeList verbs = response.getChildNodes();
    assertThat(((Element) verbs.item(0)).getTagName()).isEqualTo("Connect");
    assertThat(((Element) verbs.item(1)).getTagName()).isEqualTo("Redirect");
    assertThat(verbs.item(1).getTextContent()).isEqualTo("https://bot.example/phone/twilio/voice?reconnect=1");
    assertThat(((Element) verbs.item(2)).getTagName()).isEqualTo("Hangup");
    Element stream = (Element) response.getElementsByTagName("Stream").item(0);
    assertThat(stream.getAttribute("url")).isEqualTo("wss://bot.example/phone/twilio/media");
    assertThat(stream.getAttribute("statusCallback")).isEqualTo("https://bot.example/phone/twilio/status");
    assertThat(parameters(stream)).containsEntry("bot", "PaymentsBot").containsEntry("token", "token-1");
  }

  private static Map<String, String> parameters(Element stream) {
    Map<String, String> parameters = new TreeMap<>();
    NodeList found = stream.getElementsByTagName("Parameter");
    for (int i = 0; i < found.getLength(); i++) {
      Element parameter = (Element) found.item(i);
      parameters.put(parameter.getAttribute("name"), parameter.getAttribute("value"));
    }
    return parameters;
  }

  @Test
  void retryGetsTheSameAnswer() {
    Phone phone = new Phone();

    assertThat(phone.post("/twilio/voice", FORM).body()).isEqualTo(phone.post("/twilio/voice", FORM).body());
  }

  @Test
  void repetitionOfARequestGetsTheSameAnswerAlsoWhenItsCallHasBegun() {
    Phone phone = new Phone();
    Map<String, String> repetition = Map.of("i-twilio-idempotency-token", "7f3a");
    HttpRoute.Reply first = phone.post("/twilio/voice", FORM, repetition);
    Phone.Call call = phone.new Call("CA1");
    call.start(Phone.token(first));

    assertThat(phone.post("/twilio/voice", FORM, repetition).body()).isEqualTo(first.body());
    assertThat(phone.gauged("calls.waiting")).isZero();
    assertThat(phone.counted("webhooks.repeated")).isEqualTo(1);
    Phone.Call second = phone.new Call("CA1");
    second.start(Phone.token(first));
    assertThat(second.peer.closedWith).contains(1008);
    assertThat(phone.conversations).hasSize(1);
    assertThat(call.peer.closedWith).isEmpty();
  }

  @Test
  void ringingThatIsReplayedLaterOpensNoCall() {
    Phone phone = new Phone();
    phone.call("CA1").bot(new ChannelOutput.Closed("done"));

    HttpRoute.Reply replayed = phone.asks("/twilio/voice", "CA1", "ringing");
    Phone.Call forged = phone.new Call("CA1");
    forged.start(Phone.token(replayed));
    assertThat(forged.peer.closedWith).contains(1008);
    assertThat(phone.conversations).hasSize(1);
  }

  @Test
  void callMayComeBackToTheBotFromElsewhere() {
    Phone phone = new Phone();
    phone.call("CA1").bot(new ChannelOutput.Closed("transfer"));
    HttpRoute.Reply back = phone.post("/twilio/voice", Map.of("CallSid", "CA1", "CallStatus", "in-progress", "DialCallStatus", "busy"));

    Phone.Call again = phone.new Call("CA1");
    again.start(Phone.token(back));
    assertThat(phone.conversations).hasSize(2);
  }

  @Test
  void numberMayBeSetUpToCallByGet() {
    Phone phone = new Phone();
    HttpRoute.Reply reply = phone.get("/twilio/voice?CallSid=CA1&AccountSid=" + Phone.ACCOUNT + "&From=%2B441632960007");

    Phone.Call call = phone.new Call("CA1");
    call.start(Phone.token(reply));
    assertThat(call.conversation().request.requestAttributes()).containsEntry("x-parley:from", "+441632960007");
  }

  @Test
  void callersNumberBecomesALegalSessionIdWhereASessionIsTheCallers() {
    Phone phone = new Phone(Map.of("bot", "PaymentsBot", "verify-signatures", "false", "session", "caller"));
    phone.call("CA1");
    assertThat(phone.conversations.get(0).sessionId()).isEqualTo("tel:441632960007");

    phone.post("/twilio/voice", Map.of("CallSid", "CA2", "From", "anonymous"));
    phone.new Call("CA2").start("token-2");
    assertThat(phone.conversations.get(1).sessionId()).isEqualTo("CA2");
  }

  @Test
  void numbersInTheLogAreMasked() {
    assertThat(new WaitingCalls.Caller(BOT, Optional.of("+441632960007"), Optional.empty()).masked()).isEqualTo("+••••••••••07");
    assertThat(new WaitingCalls.Caller(BOT, Optional.of("sip:ann.17@phone.example"), Optional.empty()).masked()).doesNotContain("1632");
    assertThat(new WaitingCalls.Caller(BOT, Optional.empty(), Optional.empty()).masked()).isEqualTo("a withheld number");
  }

  @Test
  void eachBotHasItsOwnWebhook() throws Exception {
    Phone phone = new Phone(Map.of("bot", "PaymentsBot", "bots", "Orders@es_US", "verify-signatures", "false"));
    Element stream = (Element) parse(phone.post("/twilio/voice/Orders", FORM)).getElementsByTagName("Stream").item(0);

    assertThat(parameters(stream)).containsEntry("bot", "Orders");
    Phone.Call call = phone.new Call("CA1");
    call.start("token-1");
    assertThat(call.conversation().request.bot()).isEqualTo("Orders");
    assertThat(call.conversation().request.localeId()).isEqualTo("es_US");
  }

  @Test
  void callerIsTurnedAwayPolitelyWhenTooManyCallsWait() throws Exception {
    Phone phone = new Phone(Map.of("bot", "PaymentsBot", "verify-signatures", "false", "max-waiting-calls", "1"));
    phone.ring("CA0");

    Element response = parse(phone.post("/twilio/voice", FORM));
    assertThat(((Element) response.getFirstChild()).getTagName()).isEqualTo("Reject");
    phone.timers.advance(30_000);
    assertThat(parse(phone.post("/twilio/voice", FORM)).getElementsByTagName("Connect").getLength()).isEqualTo(1);
  }

  @Test
  void signedCallIsTakenAndAnUnsignedOneIsNot() {
    Phone phone = new Phone(Map.of("bot", "PaymentsBot", "auth-token", "secret", "public-url", "https://bot.example"));
    byte[] body = "CallSid=CA1&AccountSid=AC1".getBytes(StandardCharsets.UTF_8);
    String signature = RequestSignature.sign("secret", "https://bot.example/twilio/voice", body);
    Map<String, String> form = new TreeMap<>(Map.of("CallSid", "CA1", "AccountSid", "AC1"));

    assertThat(phone.post("/twilio/voice", form, Map.of("x-twilio-signature", signature)).status()).isEqualTo(200);
    assertThat(phone.post("/twilio/voice", form).status()).isEqualTo(403);
    form.put("CallSid", "CA2");
    assertThat(phone.post("/twilio/voice", form, Map.of("x-twilio-signature", signature)).status()).isEqualTo(403);
  }

  @Test
  void withoutATokenEveryCallIsRefused() {
    Phone phone = new Phone(Map.of("bot", "PaymentsBot"));

    HttpRoute.Reply reply = phone.post("/twilio/voice", FORM, Map.of("x-twilio-signature", "anything"));
    assertThat(reply.status()).isEqualTo(403);
    assertThat(new String(reply.body(), StandardCharsets.UTF_8)).contains("auth-token");
  }

  @Test
  void callOfAnotherAccountIsRefused() {
    Phone phone = new Phone(Map.of("bot", "PaymentsBot", "verify-signatures", "false", "account-sid", "AC-ours"));

    assertThat(phone.post("/twilio/voice", FORM).status()).isEqualTo(403);
  }

  @Test
  void withheldNumberIsNoNumber() {
    Phone phone = new Phone();
    Map<String, String> form = new HashMap<>(FORM);
    form.put("From", "anonymous");
    phone.post("/twilio/voice", form);
    Phone.Call call = phone.new Call("CA1");
    call.start("token-1");

    assertThat(call.conversation().request.requestAttributes()).doesNotContainKey("x-parley:from");
  }

  @Test
  void requestWithoutACallIsAMistakeOfTheSender() {
    assertThat(new Phone().post("/twilio/voice", Map.of("CallSid", "../../etc")).status()).isEqualTo(400);
  }
}
