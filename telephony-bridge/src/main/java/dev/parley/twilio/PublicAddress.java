package dev.parley.twilio;

import dev.parley.conversation.HttpRoute;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * By which address Twilio reaches us, up to where our own path begins. In this order: what is set; what {@code
 * X-Forwarded-Proto}, {@code -Host} and {@code -Port} say, when a trusted proxy sent the request; the request's own Host. One
 * that is made up gains nothing, as the signature covers it; but a proxy that shows another one would shut every call out.
 * Thread-safe.
 */
final class PublicAddress {

  private static final Pattern HOST = Pattern.compile("([0-9a-zA-Z._-]{1,253}|\\[[0-9a-fA-F:.]{2,45}\\])(:\\d{1,5})?");

  private final Optional<URI> set;
  private final List<AddressRange> trustedProxies;

  PublicAddress(Optional<URI> set, List<AddressRange> trustedProxies) {
    this.set = set;
    this.trustedProxies = List.copyOf(trustedProxies);
  }

  /** Such as {@code https://bot.example}. */
  String of(HttpRoute.Request request) {
    if (set.isPresent()) {
      return set.get().toString();
    }
    boolean proxied = trustedProxies.stream().anyMatch(range -> range.contains(request.remoteAddress()));
    String scheme = request.secure() ? "https" : "http";
    Optional<String> host = request.header("host");
    if (proxied) {
      scheme = forwarded(request, "x-forwarded-proto").flatMap(PublicAddress::scheme).orElse(scheme);
      host = forwardedHost(request).or(() -> request.header("host"));
    }
    return scheme + "://" + host.orElse("localhost");
  }

  private static Optional<String> forwardedHost(HttpRoute.Request request) {
    Optional<String> host = forwarded(request, "x-forwarded-host").filter(name -> HOST.matcher(name).matches());
    Optional<String> port = forwarded(request, "x-forwarded-port").filter(number -> number.matches("\\d{1,5}"));
    boolean named = host.filter(name -> name.matches(".*:\\d+")).isPresent();
    return named || port.isEmpty() ? host : host.map(name -> name + ":" + port.get());
  }

  /** Of several the first: what the outermost proxy saw. */
  private static Optional<String> forwarded(HttpRoute.Request request, String header) {
    return request.header(header).map(value -> value.split(",", -1)[0].strip()).filter(value -> !value.isEmpty());
  }

  private static Optional<String> scheme(String proto) {
    return switch (proto.toLowerCase(Locale.ROOT)) {
      case "https", "wss" -> Optional.of("https");
      case "http", "ws" -> Optional.of("http");
      default -> Optional.empty();
    };
  }
}
