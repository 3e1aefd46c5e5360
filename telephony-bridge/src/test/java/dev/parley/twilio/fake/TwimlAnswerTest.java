package dev.parley.twilio.fake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

class TwimlAnswerTest {

  private static TwimlAnswer parse(String xml) {
    return TwimlAnswer.parse(xml.getBytes(StandardCharsets.UTF_8));
  }

  @Test
  void streamAndParametersAreFound() {
    TwimlAnswer answer =
        parse(
            "<Response><Connect><Stream url=\"wss://a.example/m\"><Parameter name=\"token\" value=\"a&amp;b\"/></Stream>"
                + "</Connect><Hangup/></Response>");

    assertThat(answer.stream()).hasToString("wss://a.example/m");
    assertThat(answer.parameters()).containsEntry("token", "a&b");
  }

  @Test
  void answerThatIsNoCallSaysWhatItIs() {
    expect("<Response><Reject reason=\"busy\"/></Response>", "it says <Reject>");
    expect("<Response><Start><Stream url=\"wss://a.example/m\"/></Start></Response>", "would hear nothing");
    expect("<Response><Connect><Stream url=\"wss://a.example/m?x=1\"/></Connect></Response>", "query");
    expect("not xml", "no TwiML");
    expect("<!DOCTYPE r [<!ENTITY x \"y\">]><Response/>", "no TwiML");
  }

  private static void expect(String xml, String message) {
    assertThatThrownBy(() -> parse(xml)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining(message);
  }
}
