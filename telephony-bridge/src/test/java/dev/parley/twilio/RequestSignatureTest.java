package dev.parley.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import com.twilio.security.RequestValidator;
import dev.parley.conversation.HttpRoute;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RequestSignatureTest {

  private static final String TOKEN = "12345";
  private static final String FORM = "application/x-www-form-urlencoded";
  private static final String BODY_SHA256 = "0a1ff7634d9ab3b95db5c9a2dfe9416e41502b283a80c7cf19632632f96e6620";

  private final RequestSignature verifier = new RequestSignature(List.of(TOKEN));

  private static HttpRoute.Request request(String uri, String type, String body, String signature) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    if (!type.isEmpty()) {
      headers.add(Map.entry("content-type", type));
    }
    if (!signature.isEmpty()) {
      headers.add(Map.entry("x-twilio-signature", signature));
    }
    return new HttpRoute.Request("POST", uri, headers, body.getBytes(StandardCharsets.UTF_8), "203.0.113.7", true);
  }

  private static String sign(String url, String form) {
    return RequestSignature.sign(TOKEN, url, form.getBytes(StandardCharsets.UTF_8));
  }

  private boolean accepts(String base, String uri, String form, String signature) {
    return verifier.accepts(base, request(uri, FORM, form, signature));
  }

  /** The example that Twilio's own documentation and SDKs use. */
  @Test
  void twiliosOwnExampleIsAccepted() {
    String form =
        "Digits=1234&To=%2B18005551212&From=%2B14158675309&Caller=%2B14158675309&CallSid=CA1234567890ABCDE";

    assertThat(accepts("https://mycompany.com", "/myapp.php?foo=1&bar=2", form, "RSOYDt4T1cUTdK1PDd93/VVr8B8="))
        .isTrue();
  }

  @Test
  void whatWeSignTheSdkAccepts() {
    RequestValidator sdk = new RequestValidator(TOKEN);
    Map<String, String> parameters = Map.of("From", "+441632960007", "Name", "Zoë & Søn", "Empty", "");
    String form = "Empty=&Name=Zo%C3%AB+%26+S%C3%B8n&From=%2B441632960007";

    assertThat(sdk.validate("https://a.example/v", parameters, sign("https://a.example/v", form))).isTrue();
    assertThat(sdk.validate("wss://a.example/m", Map.of(), sign("wss://a.example/m", ""))).isTrue();
  }

  @Test
  void getWithAQueryIsAccepted() {
    HttpRoute.Request get = request("/v?a=1&b=%2B2", "", "", sign("https://a.example/v?a=1&b=%2B2", ""));

    assertThat(verifier.accepts("https://a.example", get)).isTrue();
  }

  @Test
  void percentSignsInTheUrlAreSignedAsTheyWereSent() {
    String uri = "/v/a%20b?phone=%2B44&x=a+b";
    assertThat(accepts("https://a.example", uri, "", sign("https://a.example" + uri, ""))).isTrue();
    assertThat(accepts("https://a.example", uri, "", sign("https://a.example/v/a b?phone=+44&x=a b", ""))).isFalse();
  }

  @Test
  void repeatedNamesCountEachDifferentValueOnce() {
    String signature = RequestSignature.sign(TOKEN, "https://a.example/v", "D=2&D=1&D=2".getBytes(StandardCharsets.UTF_8));

    assertThat(accepts("https://a.example", "/v", "D=1&D=2", signature)).isTrue();
    assertThat(accepts("https://a.example", "/v", "D=1", signature)).isFalse();
    assertThat(signature).isEqualTo(sign("https://a.example/vD1D2", ""));
  }

  @Test
  void plusAndUnicodeAndEmptyValuesAreDecodedAsAForm() {
    assertThat(sign("https://a.example/v", "b=%2B1+2&a=%E2%82%AC&c=")).isEqualTo(sign("https://a.example/va€b+1 2c", ""));
  }

  @Test
  void namesAreOrderedByCodePoint() {
    // As UTF-16, the emoji's surrogates would come before U+FF21.
    assertThat(sign("https://a.example/v", "%F0%9F%98%80=1&%EF%BC%A1=2"))
        .isEqualTo(sign("https://a.example/v\uFF212\uD83D\uDE001", ""));
  }

  @Test
  void portMayBeLeftOutOrNamed() {
    String without = sign("https://a.example/v", "x=1");
    String with443 = sign("https://a.example:443/v", "x=1");
    String with8443 = sign("https://a.example:8443/v", "x=1");

    assertThat(accepts("https://a.example:443", "/v", "x=1", without)).isTrue();
    assertThat(accepts("https://a.example", "/v", "x=1", with443)).isTrue();
    assertThat(accepts("https://a.example:8443", "/v", "x=1", with8443)).isTrue();
    assertThat(accepts("https://a.example:8443", "/v", "x=1", without)).isTrue();
    assertThat(accepts("https://a.example", "/v", "x=1", with8443)).isFalse();
    assertThat(accepts("https://a.example:99", "/v", "x=1", with8443)).isFalse();
  }

  @Test
  void socketIsSignedAsWss() {
    String signature = sign("wss://a.example/twilio/media", "");
    HttpRoute.Request handshake = request("/twilio/media", "", "", signature);

    assertThat(verifier.accepts(RequestSignature.asSocket("https://a.example"), handshake)).isTrue();
    assertThat(verifier.accepts(RequestSignature.asSocket("https://a.example:443"), handshake)).isTrue();
    assertThat(verifier.accepts("https://a.example", handshake)).isFalse();
    assertThat(RequestSignature.asSocket("http://localhost:8080")).isEqualTo("ws://localhost:8080");
  }

  @Test
  void bareHostMayBeSignedWithoutItsSlash() {
    assertThat(accepts("https://a.example", "/", "x=1", sign("https://a.example", "x=1"))).isTrue();
  }

  @Test
  void fragmentIsNotSigned() {
    assertThat(accepts("https://a.example", "/v#rc=2", "x=1", sign("https://a.example/v", "x=1"))).isTrue();
  }

  @Test
  void jsonBodyIsCoveredByItsHash() {
    String uri = "/v?bodySHA256=" + BODY_SHA256;
    String signature = sign("https://a.example" + uri, "");
    String body = "{\"property\": \"value\", \"boolean\": true}";

    assertThat(verifier.accepts("https://a.example", request(uri, "application/json", body, signature))).isTrue();
    assertThat(verifier.accepts("https://a.example", request(uri, "application/json", body + " ", signature))).isFalse();
    assertThat(verifier.accepts("https://a.example", request(uri, "application/json", "", signature))).isFalse();
  }

  @Test
  void bodyThatNoSignatureCoversIsRefused() {
    assertThat(
            verifier.accepts("https://a.example", request("/v", "application/json", "{}", sign("https://a.example/v", ""))))
        .isFalse();
  }

  @Test
  void twoTokensAreAcceptedWhileTheTokenIsChanged() {
    RequestSignature changing = new RequestSignature(List.of("new", TOKEN));
    HttpRoute.Request signedWithOld = request("/v", FORM, "x=1", sign("https://a.example/v", "x=1"));

    assertThat(changing.accepts("https://a.example", signedWithOld)).isTrue();
    assertThat(new RequestSignature(List.of("new")).accepts("https://a.example", signedWithOld)).isFalse();
    assertThat(new RequestSignature(List.of()).accepts("https://a.example", signedWithOld)).isFalse();
  }

  @Test
  void missingHeaderIsRefused() {
    assertThat(verifier.accepts("https://a.example", request("/v", FORM, "x=1", ""))).isFalse();
  }
}
