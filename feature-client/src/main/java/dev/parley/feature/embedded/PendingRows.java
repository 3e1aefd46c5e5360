package dev.parley.feature.embedded;

import dev.parley.feature.HistoryRow;
import dev.parley.feature.embedded.Engine.Family;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;

/**
 * Rows of history that are in the engine only, and how they leave it: a {@link Move} is kept before anything of it is done, and ends
 * in one step with its rows gone from here. Whoever finds a move that has not ended does all of it again. Thread-safe; one mover.
 */
public final class PendingRows {

  private static final byte[] WRITER = name("writer");
  private static final byte[] MOVE = name("move");
  private static final byte[] LAST_MOVE = name("last move");
  private static final int WRITER_LENGTH = 12;
  private static final int AT_ONCE = 1_000;

  private final Engine engine;
  private final Entries entries;
  private final Guard guard;
  private final String writer;

  /** Keeps the engine open while something is done with it. */
  interface Guard {
    <T> T using(Supplier<T> work);
  }

  /**
   * Rows on their way.
   *
   * @param number one more than the move before it
   * @param sequences of the rows, ascending
   */
  public record Move(long number, List<Long> sequences) {
    public Move {
      sequences = List.copyOf(sequences);
    }
  }

  PendingRows(Engine engine, Entries entries, Guard guard) {
    this.engine = engine;
    this.entries = entries;
    this.guard = guard;
    byte[] known = engine.get(Family.META, WRITER);
    this.writer =
        known == null ? UUID.randomUUID().toString().replace("-", "").substring(0, WRITER_LENGTH) : new String(known, StandardCharsets.UTF_8);
    if (known == null) {
      put(WRITER, writer.getBytes(StandardCharsets.UTF_8));
    }
  }

  /** The name of this store among those that write to one place: twelve hexadecimal digits, for ever the same. */
  public String writer() {
    return writer;
  }

  /** The rows that have waited longest, by arrival: at most so many, and no more once they have so many bytes. */
  public List<HistoryRow> oldest(int rows, long bytes) {
    return guard.using(() -> {
      List<HistoryRow> found = new ArrayList<>();
      long[] size = new long[1];
      engine.scan(Family.PENDING, EngineKeys.number(0), EngineKeys.number(-1), (sequence, at) -> {
        byte[] row = engine.get(Family.HISTORY, at);
        if (row != null) {
          found.add(row(at, row));
          size[0] += row.length;
        }
        return found.size() < rows && size[0] < bytes;
      });
      return found;
    });
  }

  /** How many rows wait, counted up to a number. */
  public int count(int most) {
    return guard.using(() -> {
      int[] count = new int[1];
      engine.scan(Family.PENDING, EngineKeys.number(0), EngineKeys.number(-1), (sequence, at) -> ++count[0] < most);
      return count[0];
    });
  }

  /**
   * Begins a move. When it returns, that survives the end of the machine.
   *
   * @param after numbers up to this one are taken, whatever is known here
   */
  public Move begin(List<HistoryRow> rows, long after) {
    return guard.using(() -> {
      byte[] last = engine.get(Family.META, LAST_MOVE);
      Move move = new Move(1 + Math.max(after, last == null ? 0 : EngineKeys.number(last)), rows.stream().map(HistoryRow::sequence).sorted().toList());
      ByteBuffer out = ByteBuffer.allocate((1 + move.sequences().size()) * Long.BYTES).putLong(move.number());
      move.sequences().forEach(out::putLong);
      try (Engine.Batch batch = engine.batch()) {
        batch.put(Family.META, LAST_MOVE, EngineKeys.number(move.number()));
        batch.put(Family.META, MOVE, out.array());
        engine.write(batch);
      }
      engine.sync();
      return move;
    });
  }

  /** The move that was begun and has not ended. */
  public Optional<Move> begun() {
    return guard.using(() -> {
      byte[] stored = engine.get(Family.META, MOVE);
      if (stored == null) {
        return Optional.empty();
      }
      ByteBuffer in = ByteBuffer.wrap(stored);
      long number = in.getLong();
      List<Long> sequences = new ArrayList<>();
      while (in.hasRemaining()) {
        sequences.add(in.getLong());
      }
      return Optional.of(new Move(number, sequences));
    });
  }

  /** The rows of a move that are still here. */
  public List<HistoryRow> rows(Move move) {
    return guard.using(() -> {
      List<HistoryRow> rows = new ArrayList<>(move.sequences().size());
      for (List<byte[]> some : places(move)) {
        List<byte[]> values = engine.get(Family.HISTORY, some);
        for (int i = 0; i < some.size(); i++) {
          if (values.get(i) != null) {
            rows.add(row(some.get(i), values.get(i)));
          }
        }
      }
      return rows;
    });
  }

  /** Ends a move: its rows are here no more, in one step. */
  public void end(Move move) {
    guard.using(() -> {
      try (Engine.Batch batch = engine.batch()) {
        for (List<byte[]> some : places(move)) {
          for (byte[] at : some) {
            batch.delete(Family.HISTORY, at);
            batch.delete(Family.PENDING, EngineKeys.number(EngineKeys.sequence(at)));
          }
        }
        batch.delete(Family.META, MOVE);
        engine.write(batch);
      }
      return true;
    });
  }

  private List<List<byte[]>> places(Move move) {
    List<List<byte[]>> places = new ArrayList<>();
    for (int from = 0; from < move.sequences().size(); from += AT_ONCE) {
      List<byte[]> numbers =
          move.sequences().subList(from, Math.min(from + AT_ONCE, move.sequences().size())).stream().map(EngineKeys::number).toList();
      List<byte[]> found = new ArrayList<>(engine.get(Family.PENDING, numbers));
      // What was forgotten meanwhile.
      found.removeIf(at -> at == null);
      places.add(found);
    }
    return places;
  }

  private HistoryRow row(byte[] at, byte[] value) {
    return entries.row(at, value);
  }

  private void put(byte[] key, byte[] value) {
    try (Engine.Batch batch = engine.batch()) {
      batch.put(Family.META, key, value);
      engine.write(batch);
    }
    engine.sync();
  }

  private static byte[] name(String name) {
    return name.getBytes(StandardCharsets.UTF_8);
  }
}
