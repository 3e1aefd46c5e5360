package dev.parley.feature.load;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a file into rows, and knows at which byte each ends, so that loading can go on there. A line is a row; in CSV a quoted field
 * may hold ends of lines. Not thread-safe. Memory is bounded by {@link #MAX_ROW}.
 */
final class RowSplitter {

  /** Bytes of a row: a record has at most 350 KB, and its text is not three times as long. */
  static final int MAX_ROW = 1 << 20;

  private static final int BUFFER = 1 << 16;

  private final InputStream in;
  private final boolean csv;
  private final byte[] buffer = new byte[BUFFER];
  private int at;
  private int filled;
  private long offset;
  private long line = 1;

  RowSplitter(InputStream in, boolean csv) {
    this.in = in;
    this.csv = csv;
  }

  /** Goes on at an offset behind this one, where a row begins. */
  void skipTo(long to, long lineThere) throws IOException {
    long ahead = to - offset;
    int here = (int) Math.min(ahead, filled - at);
    at += here;
    in.skipNBytes(ahead - here);
    offset = to;
    line = lineThere;
  }

  /** The next row, or null at the end. */
  @Nullable RawRow next() throws IOException {
    ByteArrayOutputStream row = new ByteArrayOutputStream();
    long first = line;
    Quotes quotes = new Quotes();
    boolean cut = false;
    while (true) {
      if (at == filled && !fill()) {
        boolean nothing = row.size() == 0 && !cut;
        return nothing ? null : row(row, first, cut, quotes.open);
      }
      int from = at;
      boolean ended = false;
      while (at < filled && !ended) {
        byte b = buffer[at++];
        if (b == '\n') {
          line++;
          ended = !quotes.open || cut;
        }
        if (csv) {
          quotes.take(b);
        }
      }
      offset += at - from;
      int length = at - from - (ended ? 1 : 0);
      int room = MAX_ROW - row.size();
      row.write(buffer, from, Math.min(length, room));
      cut |= length > room;
      if (ended) {
        return row(row, first, cut, quotes.open);
      }
    }
  }

  private boolean fill() throws IOException {
    at = 0;
    filled = Math.max(0, in.read(buffer));
    return filled > 0;
  }

  private RawRow row(ByteArrayOutputStream row, long first, boolean cut, boolean open) {
    byte[] bytes = row.toByteArray();
    int length = bytes.length > 0 && bytes[bytes.length - 1] == '\r' ? bytes.length - 1 : bytes.length;
    String fault = open ? "a quote is opened and not closed" : cut ? "the row has more than " + MAX_ROW + " bytes" : "";
    return new RawRow(length == bytes.length ? bytes : Arrays.copyOf(bytes, length), first, offset, line, fault);
  }

  /** Whether a field's quote is open: it opens at the field's beginning only, and two of them are one in the field. */
  private static final class Quotes {
    private boolean open;
    private boolean closed;
    private boolean beginning = true;

    void take(byte b) {
      boolean quote = b == '"';
      boolean closes = quote && open;
      open = open ? !quote : quote && (beginning || closed);
      closed = closes;
      beginning = !open && !closes && (b == ',' || beginning && b == ' ');
    }
  }
}
