package dev.parley.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conversation.HttpRoute;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PublicAddressTest {

  private static final List<AddressRange> PROXIES = Stream.of("10.0.0.0/8", "192.0.2.7", "fd00::/8").map(AddressRange::of).toList();

  private static String of(String peer, String... headers) {
    return new PublicAddress(Optional.empty(), PROXIES).of(request(peer, headers));
  }

  private static HttpRoute.Request request(String peer, String... headers) {
    List<Map.Entry<String, String>> sent = new ArrayList<>(List.of(Map.entry("host", "10.1.1.1:8080")));
    for (int i = 0; i < headers.length; i += 2) {
      sent.add(Map.entry("x-forwarded-" + headers[i], headers[i + 1]));
    }
    return new HttpRoute.Request("POST", "/v", sent, new byte[0], peer, false);
  }

  @Test
  void whatIsSetComesFirst() {
    PublicAddress address = new PublicAddress(Optional.of(URI.create("https://bot.example/phone")), PROXIES);

    assertThat(address.of(request("/10.0.0.5:3000", "host", "other.example"))).isEqualTo("https://bot.example/phone");
  }

  @Test
  void trustedProxySaysWhatItWasCalledBy() {
    assertThat(of("/10.0.0.5:3000", "proto", "https", "host", "bot.example")).isEqualTo("https://bot.example");
    assertThat(of("/192.0.2.7:3000", "proto", "https", "host", "bot.example:8443")).isEqualTo("https://bot.example:8443");
    assertThat(of("/[fd00:0:0:0:0:0:0:1%eth0]:3000", "proto", "wss", "host", "bot.example", "port", "8443")).isEqualTo("https://bot.example:8443");
    assertThat(of("10.0.0.5", "proto", "https, http", "host", "bot.example, inner.example")).isEqualTo("https://bot.example");
    assertThat(of("/10.0.0.5:3000", "proto", "https")).isEqualTo("https://10.1.1.1:8080");
  }

  @Test
  void anybodyElseSaysNothing() {
    for (String peer : List.of("/203.0.113.7:3000", "/11.0.0.5:3000", "/192.0.2.8:1", "/[fe80:0:0:0:0:0:0:1]:3000", "null", "proxy.example/<unresolved>:80")) {
      assertThat(of(peer, "proto", "https", "host", "bot.example")).isEqualTo("http://10.1.1.1:8080");
    }
  }

  @Test
  void headerThatIsNoAddressIsNotTaken() {
    assertThat(of("/10.0.0.5:3000", "proto", "gopher", "host", "bot.example/evil?x")).isEqualTo("http://10.1.1.1:8080");
    assertThat(of("/10.0.0.5:3000", "host", "bot.example", "port", "x")).isEqualTo("http://bot.example");
  }

  @Test
  void rangesEndWhereTheySay() {
    AddressRange range = AddressRange.of("172.16.0.0/12");
    assertThat(range.contains("172.31.255.255")).isTrue();
    assertThat(range.contains("172.32.0.0")).isFalse();
    assertThat(AddressRange.of("0.0.0.0/0").contains("/203.0.113.7:1")).isTrue();
    assertThat(AddressRange.of("0.0.0.0/0").contains("/[fd00:0:0:0:0:0:0:1]:1")).isFalse();
    assertThat(AddressRange.of("10.0.0.0/8").contains("/[0:0:0:0:0:ffff:a00:1]:1")).isTrue();
  }
}
