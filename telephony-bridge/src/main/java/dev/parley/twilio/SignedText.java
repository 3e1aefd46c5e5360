package dev.parley.twilio;

import dev.parley.conversation.HttpRoute;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** What of a request Twilio signs, besides the token. Stateless, thread-safe. */
final class SignedText {

  private static final Comparator<String> BY_CODE_POINT =
      (a, b) -> Arrays.compareUnsigned(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));

  /** Fields whose values are no secret of anybody. */
  private static final Set<String> PLAIN =
      Set.of("AccountSid", "ApiVersion", "CallSid", "CallStatus", "Direction", "StreamEvent", "StreamSid", "CallbackSource", "bodySHA256", "reconnect");

  private SignedText() {}

  static boolean isForm(HttpRoute.Request request) {
    String type = request.header("content-type").orElse("").toLowerCase(Locale.ROOT);
    return type.startsWith("application/x-www-form-urlencoded");
  }

  /** Names in code point order; a repeated name once for each different value, values in order, as Twilio's SDKs do. */
  static String of(FormBody form) {
    StringBuilder text = new StringBuilder();
    sorted(form).forEach((name, values) -> values.forEach(value -> text.append(name).append(value)));
    return text.toString();
  }

  private static Map<String, Set<String>> sorted(FormBody form) {
    Map<String, Set<String>> sorted = new TreeMap<>(BY_CODE_POINT);
    form.fields()
        .forEach(f -> sorted.computeIfAbsent(f.getKey(), name -> new TreeSet<>(BY_CODE_POINT)).add(f.getValue()));
    return sorted;
  }

  /**
   * The same for a log: a value's letters are x and its digits 0, so that its length, its plus signs and percent signs can
   * still be compared with what Twilio's debugger shows. A body that is no form is left out, as Twilio leaves it out.
   */
  static String masked(String publicBase, HttpRoute.Request request) {
    String uri = request.uri().replaceFirst("#.*$", "");
    int query = uri.indexOf('?');
    StringBuilder text = new StringBuilder(publicBase).append(query < 0 ? uri : uri.substring(0, query));
    String before = "?";
    for (String field : query < 0 ? new String[0] : uri.substring(query + 1).split("&", -1)) {
      int equals = field.indexOf('=');
      text.append(before).append(equals < 0 ? field : field.substring(0, equals + 1));
      text.append(equals < 0 ? "" : maskedQuery(field.substring(0, equals), field.substring(equals + 1)));
      before = "&";
    }
    Optional.of(request.body())
        .filter(body -> body.length > 0 && isForm(request))
        .ifPresent(body -> sorted(FormBody.parse(body)).forEach((name, vs) -> vs.forEach(v -> text.append(name).append(PLAIN.contains(name) ? v : masked(v)))));
    // A log line stays one line, whatever a stranger sends.
    return text.toString().replaceAll("\\p{Cntrl}", "?");
  }

  /** Percent signs and what belongs to them stay: they are what proxies change. */
  private static String maskedQuery(String name, String value) {
    return PLAIN.contains(name)
        ? value
        : value.replaceAll("(?<!%|%[0-9A-Fa-f])\\p{L}", "x").replaceAll("(?<!%|%[0-9A-Fa-f])\\p{N}", "0");
  }

  private static String masked(String value) {
    return value.replaceAll("\\p{L}", "x").replaceAll("\\p{N}", "0");
  }
}
