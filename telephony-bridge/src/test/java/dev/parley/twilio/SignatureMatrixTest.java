package dev.parley.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.security.RequestValidator;
import dev.parley.conversation.HttpRoute;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of request that Twilio signs, against our check and against the validator of Twilio's SDK. What Twilio signs is written
 * out by hand in each row; where the SDK takes that, the row's signature is proven by it too. Where its source shows that it cannot
 * (a repeated name in a map, a percent sign that it decodes, port 80 on wss, a body as text), the row says so.
 */
class SignatureMatrixTest {

  private static final String TOKEN = "0123456789abcdef0123456789abcdef";
  private static final String HOST = "https://bot.example";

  /** What Twilio's SDK makes of a row. */
  private enum Sdk {
    TAKES_IT,
    /** It would turn Twilio's own request away. */
    REFUSES_IT
  }

  /**
   * One request.
   *
   * @param base what we are reached by
   * @param uri as it arrives
   * @param form posted; empty = a GET or a handshake
   * @param signedUrl the URL that Twilio signs
   * @param signedForm the names and values that Twilio signs after it
   * @param sdk whether the SDK's validator takes Twilio's signature for {@code base + uri}
   */
  private record Row(String name, String base, String uri, String form, String signedUrl, String signedForm, Sdk sdk) {
    @Override
    public String toString() {
      return name;
    }
  }

  static Stream<Row> rows() {
    return Stream.of(
        new Row("form POST", HOST, "/v", "To=2&From=1", HOST + "/v", "From1To2", Sdk.TAKES_IT),
        new Row("GET", HOST, "/v?From=%2B44&CallSid=CA1", "", HOST + "/v?From=%2B44&CallSid=CA1", "", Sdk.TAKES_IT),
        new Row("repeated name", HOST, "/v", "D=2&D=1&D=2", HOST + "/v", "D1D2", Sdk.REFUSES_IT),
        new Row("empty value", HOST, "/v", "A=&B=1", HOST + "/v", "AB1", Sdk.TAKES_IT),
        new Row("value without an equals sign", HOST, "/v", "A&B=1", HOST + "/v", "AB1", Sdk.TAKES_IT),
        new Row("unicode value", HOST, "/v", "N=Zo%C3%AB+%E2%82%AC+%F0%9F%98%80", HOST + "/v", "NZoë € \uD83D\uDE00", Sdk.TAKES_IT),
        new Row("plus sign of a number", HOST, "/v", "From=%2B441632960007", HOST + "/v", "From+441632960007", Sdk.TAKES_IT),
        new Row("names by code point", HOST, "/v", "a=1&B=2&A=3", HOST + "/v", "A3B2a1", Sdk.TAKES_IT),
        new Row("query and form", HOST, "/v?x=1&y=", "A=1", HOST + "/v?x=1&y=", "A1", Sdk.TAKES_IT),
        new Row("port 443 signed, not shown", HOST, "/v", "A=1", HOST + ":443/v", "A1", Sdk.TAKES_IT),
        new Row("port 443 shown, not signed", HOST + ":443", "/v", "A=1", HOST + "/v", "A1", Sdk.TAKES_IT),
        new Row("port 80 signed, not shown", "http://bot.example", "/v", "A=1", "http://bot.example:80/v", "A1", Sdk.TAKES_IT),
        new Row("port 8443", HOST + ":8443", "/v", "A=1", HOST + ":8443/v", "A1", Sdk.TAKES_IT),
        new Row("port 8443 shown, not signed", HOST + ":8443", "/v", "A=1", HOST + "/v", "A1", Sdk.TAKES_IT),
        new Row("wss", "wss://bot.example", "/m", "", "wss://bot.example/m", "", Sdk.TAKES_IT),
        new Row("wss with its port", "wss://bot.example", "/m", "", "wss://bot.example:443/m", "", Sdk.REFUSES_IT),
        new Row("wss at 8443", "wss://bot.example:8443", "/m", "", "wss://bot.example:8443/m", "", Sdk.TAKES_IT),
        new Row("percent signs in the path", HOST, "/v/a%2Fb%20c", "A=1", HOST + "/v/a%2Fb%20c", "A1", Sdk.TAKES_IT),
        new Row("percent signs, and a port that is not signed", HOST + ":8443", "/v?p=%2B1%20x", "A=1", HOST + "/v?p=%2B1%20x", "A1", Sdk.REFUSES_IT),
        new Row("double slash", HOST, "//v", "A=1", HOST + "//v", "A1", Sdk.TAKES_IT),
        new Row("trailing slash", HOST, "/v/", "A=1", HOST + "/v/", "A1", Sdk.TAKES_IT),
        new Row("bare host, its slash not signed", HOST, "/", "A=1", HOST, "A1", Sdk.REFUSES_IT),
        new Row("fragment", HOST, "/v#rc=2&rt=8000", "A=1", HOST + "/v", "A1", Sdk.REFUSES_IT));
  }

  private static String sign(Row row) {
    // By hand: the text as it stands, so not by way of how we read a form.
    return RequestSignature.sign(TOKEN, row.signedUrl() + row.signedForm(), new byte[0]);
  }

  private static HttpRoute.Request request(Row row, String signature) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    if (!row.form().isEmpty()) {
      headers.add(Map.entry("content-type", "application/x-www-form-urlencoded; charset=UTF-8"));
    }
    if (!signature.isEmpty()) {
      headers.add(Map.entry("x-twilio-signature", signature));
    }
    String method = row.form().isEmpty() ? "GET" : "POST";
    return new HttpRoute.Request(method, row.uri(), headers, row.form().getBytes(StandardCharsets.UTF_8), "203.0.113.7", true);
  }

  private static boolean accepted(Row row, List<String> tokens, String signature) {
    return new RequestSignature(tokens).accepts(row.base(), request(row, signature));
  }

  @ParameterizedTest
  @MethodSource("rows")
  void whatTwilioSignsIsAccepted(Row row) {
    assertThat(accepted(row, List.of(TOKEN), sign(row))).isTrue();
    assertThat(accepted(row, List.of("the next one", TOKEN), sign(row))).isTrue();
  }

  @ParameterizedTest
  @MethodSource("rows")
  void theSdkSaysTheSameWhereItIsRight(Row row) {
    Map<String, String> form = new TreeMap<>();
    FormBody.parse(row.form().getBytes(StandardCharsets.UTF_8)).fields().forEach(field -> form.put(field.getKey(), field.getValue()));

    assertThat(new RequestValidator(TOKEN).validate(row.base() + row.uri(), form, sign(row)))
        .isEqualTo(row.sdk() == Sdk.TAKES_IT);
  }

  @ParameterizedTest
  @MethodSource("rows")
  void wrongTokenMissingHeaderAndAnotherContentAreRefused(Row row) {
    String signature = sign(row);
    assertThat(accepted(row, List.of("the wrong one"), signature)).isFalse();
    assertThat(accepted(row, List.of(), signature)).isFalse();
    assertThat(accepted(row, List.of(TOKEN), "")).isFalse();
    assertThat(accepted(row, List.of(TOKEN), signature.substring(1))).isFalse();
    Row another = new Row("", row.base(), row.uri().replaceFirst("^/", "/x"), row.form(), "", "", row.sdk());
    assertThat(accepted(another, List.of(TOKEN), signature)).isFalse();
    if (!row.form().isEmpty()) {
      Row more = new Row("", row.base(), row.uri(), row.form() + "&Zz=1", "", "", row.sdk());
      assertThat(accepted(more, List.of(TOKEN), signature)).isFalse();
    }
  }

  @Test
  void bodyHashIsTakenOverTheBytesAsTheyCame() throws Exception {
    byte[] latin = "{\"name\":\"Zo\u00eb\"}".getBytes(StandardCharsets.ISO_8859_1);
    String hash = java.util.HexFormat.of().formatHex(java.security.MessageDigest.getInstance("SHA-256").digest(latin));
    String uri = "/v?bodySHA256=" + hash;
    String signature = RequestSignature.sign(TOKEN, HOST + uri, new byte[0]);
    RequestSignature verifier = new RequestSignature(List.of(TOKEN));

    assertThat(verifier.accepts(HOST, json(uri, latin, signature))).isTrue();
    byte[] other = latin.clone();
    other[3] ^= 1;
    assertThat(verifier.accepts(HOST, json(uri, other, signature))).isFalse();
    assertThat(verifier.accepts(HOST, json("/v?bodySHA256=", latin, RequestSignature.sign(TOKEN, HOST + "/v?bodySHA256=", new byte[0])))).isFalse();
    // The SDK hashes the body's text, which for these bytes is another.
    String asText = new String(latin, StandardCharsets.UTF_8);
    assertThat(new RequestValidator(TOKEN).validate(HOST + uri, asText, signature)).isFalse();
  }

  private static HttpRoute.Request json(String uri, byte[] body, String signature) {
    List<Map.Entry<String, String>> headers =
        List.of(Map.entry("content-type", "application/json"), Map.entry("x-twilio-signature", signature));
    return new HttpRoute.Request("POST", uri, headers, body, "203.0.113.7", true);
  }

  @Test
  void logShowsWhatWasSignedButNoDigitsAndNoWordsOfCallers() {
    String form = "CallStatus=ringing&From=" + URLEncoder.encode("+441632960007", StandardCharsets.UTF_8) + "&SpeechResult=my+pin+is+4711&Digits=4111%0A";
    Row row = new Row("", HOST, "/v?pin=a%2B99&x", form, "", "", Sdk.TAKES_IT);

    assertThat(SignedText.masked(HOST, request(row, "")))
        .isEqualTo("https://bot.example/v?pin=x%2B00&xCallStatusringingDigits0000?From+000000000000SpeechResultxx xxx xx 0000");
  }
}
