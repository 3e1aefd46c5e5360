package dev.parley.twilio.fake;

import java.io.ByteArrayOutputStream;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Twilio's buffer between bot and caller: what the bot sends is played in order and in real time, however fast it came. A
 * mark comes back when all before it has been played; at once when nothing waits. {@code clear} drops what waits and sends
 * its marks back. Not thread-safe.
 */
final class PlayoutBuffer {

  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  private record Item(byte[] sound, String mark) {}

  private final int maxBytes;
  private final ArrayDeque<Item> items = new ArrayDeque<>();
  private int playedOfFirst;
  private int waitingBytes;

  /**
   * Starts empty.
   *
   * @param maxBytes more than this is dropped; Twilio documents no bound, so it is generous
   */
  PlayoutBuffer(int maxBytes) {
    this.maxBytes = maxBytes;
  }

  /** Takes sound to play; false when there is no room for it. */
  boolean add(byte[] mulaw) {
    if (waitingBytes + mulaw.length > maxBytes) {
      return false;
    }
    if (mulaw.length > 0) {
      items.add(new Item(mulaw, ""));
      waitingBytes += mulaw.length;
    }
    return true;
  }

  /** Takes a mark; gives the marks that come back at once. */
  List<String> mark(String name) {
    items.add(new Item(new byte[0], name));
    return marksReached();
  }

  /** Drops what waits; gives the marks in it. */
  List<String> clear() {
    List<String> marks = items.stream().filter(item -> item.sound().length == 0).map(Item::mark).toList();
    items.clear();
    playedOfFirst = 0;
    waitingBytes = 0;
    return marks;
  }

  boolean hasSound() {
    return waitingBytes > 0;
  }

  /** Plays up to this many bytes; fewer when fewer wait. */
  Played play(int bytes) {
    ByteArrayOutputStream sound = new ByteArrayOutputStream(bytes);
    List<String> marks = new ArrayList<>(marksReached());
    while (sound.size() < bytes && !items.isEmpty()) {
      byte[] first = items.getFirst().sound();
      int now = Math.min(bytes - sound.size(), first.length - playedOfFirst);
      sound.write(first, playedOfFirst, now);
      playedOfFirst += now;
      waitingBytes -= now;
      if (playedOfFirst == first.length) {
        items.removeFirst();
        playedOfFirst = 0;
      }
      marks.addAll(marksReached());
    }
    return new Played(sound.toByteArray(), marks);
  }

  private List<String> marksReached() {
    List<String> marks = new ArrayList<>();
    while (!items.isEmpty() && items.getFirst().sound().length == 0) {
      marks.add(items.removeFirst().mark());
    }
    return marks;
  }

  /** What was played, and the marks that were reached by it. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody
  record Played(byte[] sound, List<String> marks) {}
}
