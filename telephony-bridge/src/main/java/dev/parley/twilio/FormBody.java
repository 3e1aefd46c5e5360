package dev.parley.twilio;

import dev.parley.conversation.HttpRoute;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A form as it was posted (application/x-www-form-urlencoded, UTF-8): names and values in order, repeated names kept, since a
 * signature covers them all. A broken percent sign stands for itself, as browsers take it.
 */
record FormBody(List<Map.Entry<String, String>> fields) {

  FormBody {
    fields = List.copyOf(fields);
  }

  static FormBody parse(byte[] body) {
    List<Map.Entry<String, String>> fields = new ArrayList<>();
    // Latin-1 keeps every byte one character, so that the decoder below sees the bytes as they were sent.
    for (String field : new String(body, StandardCharsets.ISO_8859_1).split("&", -1)) {
      if (!field.isEmpty()) {
        int equals = field.indexOf('=');
        String name = equals < 0 ? field : field.substring(0, equals);
        String value = equals < 0 ? "" : field.substring(equals + 1);
        fields.add(Map.entry(decode(name), decode(value)));
      }
    }
    return new FormBody(fields);
  }

  /** What Twilio tells: in the body of a POST, in the query of a GET. */
  static FormBody of(HttpRoute.Request request) {
    return request.method().equals("GET") ? ofQuery(request) : parse(request.body());
  }

  /** What stands behind the question mark. */
  static FormBody ofQuery(HttpRoute.Request request) {
    int query = request.uri().indexOf('?');
    return parse((query < 0 ? "" : request.uri().substring(query + 1)).getBytes(StandardCharsets.ISO_8859_1));
  }

  private static String decode(String text) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream(text.length());
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      int value = c == '%' ? hex(text, i + 1) : -1;
      if (value >= 0) {
        bytes.write(value);
        i += 2;
      } else {
        bytes.write(c == '+' ? ' ' : c);
      }
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private static int hex(String text, int at) {
    if (at + 2 > text.length()) {
      return -1;
    }
    int high = Character.digit(text.charAt(at), 16);
    int low = Character.digit(text.charAt(at + 1), 16);
    return high < 0 || low < 0 ? -1 : high * 16 + low;
  }

  /** The first value of this name. */
  Optional<String> first(String name) {
    return fields.stream().filter(field -> field.getKey().equals(name)).map(Map.Entry::getValue).findFirst();
  }
}
