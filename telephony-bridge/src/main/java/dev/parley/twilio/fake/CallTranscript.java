package dev.parley.twilio.fake;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Who did what in a call, and when, with secrets masked. Immutable. */
public record CallTranscript(List<Line> lines) {

  /**
   * One thing that happened.
   *
   * @param atMs since the call's first sound
   * @param who {@code caller}, {@code bot} or {@code line}
   * @param what in words
   */
  public record Line(long atMs, String who, String what) {}

  public CallTranscript {
    List<Line> inOrder = new ArrayList<>(lines);
    inOrder.sort(Comparator.comparingLong(Line::atMs));
    lines = List.copyOf(inOrder);
  }

  /** One line for each thing: seconds, who, what. */
  public String text() {
    return lines.stream()
        .map(line -> String.format(Locale.ROOT, "%9.2f  %-6s  %s%n", line.atMs() / 1000.0, line.who(), line.what()))
        .collect(Collectors.joining());
  }
}
