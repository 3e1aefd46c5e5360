package dev.parley.http2;

import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Map;
import java.util.Optional;

/** The caller's time zone, as clients of Lex send it. */
final class TimeZones {

  private static final String ATTRIBUTE = "x-amz-lex:time-zone";

  private TimeZones() {}

  /** The zone of a request attribute, if there is one that can be read. */
  static Optional<ZoneId> of(Map<String, String> requestAttributes) {
    String zone = requestAttributes.get(ATTRIBUTE);
    if (zone == null) {
      return Optional.empty();
    }
    try {
      return Optional.of(ZoneId.of(zone));
    } catch (DateTimeException e) {
      throw ClientEvents.invalid("request attribute " + ATTRIBUTE + " '" + zone + "' is no IANA time zone such as Europe/Oslo");
    }
  }
}
