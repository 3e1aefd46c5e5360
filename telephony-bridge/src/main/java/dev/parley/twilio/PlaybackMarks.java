package dev.parley.twilio;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;

/**
 * What the caller has heard, as marks tell it. Sound that was sent may still wait in Twilio's buffer; only a mark that comes
 * back says that what stood before it was played. But {@code clear} sends the pending marks back as well, and those say
 * nothing: so each mark's name carries a generation, a clear begins a new one, and marks of an old one are forgotten.
 *
 * <p>Marks come back in the order they were sent, so one that comes back answers for all before it. Not thread-safe.
 */
final class PlaybackMarks {

  private record Placed(String name, long prompt, long atMs, boolean last) {}

  /**
   * What a mark that came back says.
   *
   * @param prompt that it stands in; -1 when it says nothing
   * @param atMs how much of that prompt stood before it
   * @param ended the prompts that have now been heard to their end
   */
  record Heard(long prompt, long atMs, List<Long> ended) {
    Heard {
      ended = List.copyOf(ended);
    }
  }

  private final int maxOutstanding;
  private final ArrayDeque<Placed> outstanding = new ArrayDeque<>();
  private long generation;

  /**
   * Starts with no marks.
   *
   * @param maxOutstanding beyond this many, {@link #roomForMore} says no, and only a prompt's end is marked
   */
  PlaybackMarks(int maxOutstanding) {
    this.maxOutstanding = maxOutstanding;
  }

  boolean roomForMore() {
    return outstanding.size() < maxOutstanding;
  }

  /** The name of a mark to send now, inside a prompt, after this much of it. */
  String within(long prompt, long atMs) {
    return place(prompt, atMs, Long.toString(atMs), false);
  }

  /** The name of the mark to send now, at a prompt's end. */
  String end(long prompt, long atMs) {
    return place(prompt, atMs, "end", true);
  }

  private String place(long prompt, long atMs, String at, boolean last) {
    String name = "g" + generation + ":p" + prompt + ":" + at;
    outstanding.add(new Placed(name, prompt, atMs, last));
    return name;
  }

  /** A mark came back; one from before a clear says nothing. */
  Heard returned(String name) {
    boolean known = outstanding.stream().anyMatch(mark -> mark.name().equals(name));
    List<Long> ended = new ArrayList<>();
    Placed reached = new Placed(name, -1, 0, false);
    Iterator<Placed> marks = outstanding.iterator();
    while (known && marks.hasNext()) {
      Placed mark = marks.next();
      marks.remove();
      reached = mark;
      if (mark.last()) {
        ended.add(mark.prompt());
      }
      known = !mark.name().equals(name);
    }
    return new Heard(reached.prompt(), reached.atMs(), ended);
  }

  /** Gives up waiting: the prompts whose ends are outstanding count as heard. */
  List<Long> abandon() {
    List<Long> heard = outstanding.stream().filter(Placed::last).map(Placed::prompt).toList();
    cleared();
    return heard;
  }

  /** A {@code clear} goes out: what was outstanding will never count. */
  void cleared() {
    outstanding.clear();
    generation++;
  }

  boolean anyOutstanding() {
    return !outstanding.isEmpty();
  }
}
