package dev.parley.identity;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.HttpRoute.Request;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** AWS's published test suite of Signature Version 4: its key, its time, its requests, its signatures. */
class SignatureV4Test {

  private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
  private static final Instant TIME = Instant.parse("2015-08-30T12:36:00Z");

  @ParameterizedTest(name = "{0}")
  @CsvSource(delimiter = '|', quoteCharacter = '\'', value = {
      "get-vanilla | GET | / | '' | '' | 5fa00fa31553b73ebf1942676e86291e8372ff2a2260956d9b8aae1d763fbf31",
      "post-vanilla | POST | / | '' | '' | 5da7c1a2acd57cee7505fc6676e4e544621c30862966e37dddb68e92efbe5d6b",
      "get-vanilla-query-order-key-case | GET | /?Param2=value2&Param1=value1 | '' | '' | b97d918cfa904a5beff61c982a1b6f458b799221646efd99d3219ec94cdf2500",
      "get-header-value-trim | GET | / | 'my-header1: value1;my-header2: \"a   b   c\"' | '' | acc3ed3afb60bb290fc8d2dd0098b9911fcaa05412b367055dee359757a9c736",
      "post-header-key-sort | POST | / | 'my-header1:value1' | '' | c5410059b04c1ee005303aed430f6e6645f61f4dc9e1461ec8f8916fdf18852c",
      "post-x-www-form-urlencoded | POST | / | 'content-type:application/x-www-form-urlencoded' | 'Param1=value1' | ff11897932ad3f4e8b18135d722051e5ac45fc38421b1da7b9d196a0fe09473a"
  })
  void signsAsAmazonDoes(String name, String method, String uri, String more, String body, String signature) {
    List<Map.Entry<String, String>> headers = new ArrayList<>();
    Arrays.stream(more.split(";")).filter(h -> !h.isEmpty()).forEach(h -> headers.add(Map.entry(h.substring(0, h.indexOf(':')), h.substring(h.indexOf(':') + 1))));
    headers.add(Map.entry("host", "example.amazonaws.com"));
    headers.add(Map.entry("x-amz-date", "20150830T123600Z"));
    Request request = new Request(method, uri, headers, SignatureV4.bytes(body), "", false);
    List<String> signed = headers.stream().map(Map.Entry::getKey).sorted().toList();
    String canonical = SignatureV4.canonical(request, signed, SignatureV4.sha256(request.body()));
    byte[] key = SignatureV4.signingKey(SECRET, "20150830", "us-east-1", "service");
    assertThat(SignatureV4.sign(key, TIME, "20150830/us-east-1/service/aws4_request", canonical)).isEqualTo(signature);
  }

  @Test
  void parametersAreInTheOrderOfTheirNamesAndNotOfTheirTexts() {
    Request request = new Request("GET", "/?a-b=2&a=3&a=1", List.of(Map.entry("host", "localhost")), new byte[0], "", false);
    assertThat(SignatureV4.canonical(request, List.of("host"), SignatureV4.UNSIGNED)).contains("\na=1&a=3&a-b=2\n");
  }
}
