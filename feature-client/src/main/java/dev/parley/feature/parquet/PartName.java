package dev.parley.feature.parquet;

import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of history by its name, {@code group=GROUP/day=DAY/WRITER-MOVE.GENERATION.parquet}; one that took the place of the files of
 * several moves is {@code WRITER-FIRST-LAST.GENERATION.parquet}. Immutable.
 *
 * @param day of the rows' event times, UTC
 * @param writer whose moves
 * @param first the first move whose rows are in it
 * @param last the last one
 * @param generation 0 as it was moved; one more each time the file was rewritten
 */
record PartName(String group, LocalDate day, String writer, long first, long last, int generation) {

  private static final Pattern PATH =
      Pattern.compile("group=([^/]+)/day=(-?\\+?[0-9]+-[0-9]{2}-[0-9]{2})/([0-9a-f]+)-([0-9]{1,18})(?:-([0-9]{1,18}))?\\.([0-9]{1,9})\\.parquet");

  /** The name that this path says, or empty when it is no file of history. */
  static Optional<PartName> parse(String path) {
    Matcher matcher = PATH.matcher(path);
    if (!matcher.matches()) {
      return Optional.empty();
    }
    try {
      long first = Long.parseLong(matcher.group(4));
      return Optional.of(
          new PartName(
              URLDecoder.decode(matcher.group(1), StandardCharsets.UTF_8),
              LocalDate.parse(matcher.group(2)),
              matcher.group(3),
              first,
              matcher.group(5) == null ? first : Long.parseLong(matcher.group(5)),
              Integer.parseInt(matcher.group(6))));
    } catch (DateTimeException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  String path() {
    return "group="
        + URLEncoder.encode(group, StandardCharsets.UTF_8)
        + "/day="
        + day
        + "/"
        + writer
        + "-"
        + first
        + (last == first ? "" : "-" + last)
        + "."
        + generation
        + ".parquet";
  }

  /** Whether all rows of the other file that are not forgotten are in this one. */
  boolean replaces(PartName other) {
    return generation > other.generation
        && first <= other.first
        && last >= other.last
        && writer.equals(other.writer)
        && group.equals(other.group)
        && day.equals(other.day);
  }
}
