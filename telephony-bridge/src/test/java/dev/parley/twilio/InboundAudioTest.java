package dev.parley.twilio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class InboundAudioTest {

  private final InboundAudio inbound = new InboundAudio(3, 2_000, 150, Phone.unread());

  private static TwilioMessage.Media piece(long chunk, long timestampMs) {
    byte[] audio = Phone.frame((int) (chunk % 100));
    return new TwilioMessage.Media("inbound", OptionalLong.of(chunk), OptionalLong.of(timestampMs), audio);
  }

  private int accept(long chunk, long timestampMs) {
    return inbound.accept(piece(chunk, timestampMs)).size();
  }

  @Test
  void pieceThatComesTwiceIsHeardOnce() {
    assertThat(accept(1, 0)).isEqualTo(1);
    assertThat(accept(1, 0)).isZero();
    assertThat(accept(2, 20)).isEqualTo(1);
    assertThat(inbound.lostPieces()).isZero();
  }

  @Test
  void longHoleInTheTimesIsFilledEvenWhenNoPieceIsMissing() {
    accept(1, 0);
    assertThat(accept(2, 20 + 500)).isEqualTo(25 + 1);
  }

  @Test
  void piecesThatBunchAreNotTakenForAHole() {
    accept(1, 0);
    assertThat(accept(2, 120)).isEqualTo(1);
    assertThat(accept(3, 121)).isEqualTo(1);
  }

  @Test
  void veryLongHoleIsFilledOnlySoFar() {
    accept(1, 0);
    assertThat(accept(2, 3_600_000)).isEqualTo(100 + 1);
    assertThat(accept(3, 3_600_020)).isEqualTo(1);
  }

  @Test
  void newCountIsFollowed() {
    for (int i = 1; i <= 5_000; i++) {
      accept(i, i * 20L);
    }
    assertThat(accept(1, 100_020)).isEqualTo(1);
    assertThat(accept(2, 100_040)).isEqualTo(1);
  }

  @Property
  void whateverComesTheSoundIsBounded(@ForAll List<Long> chunks, @ForAll List<Long> times) {
    InboundAudio any = new InboundAudio(3, 2_000, 150, Phone.unread());
    for (int i = 0; i < Math.min(chunks.size(), times.size()); i++) {
      assertThat(any.accept(piece(chunks.get(i), times.get(i))).size()).isLessThanOrEqualTo(4 * 101);
    }
  }

  @Property
  void piecesThatChangePlacesALittleAreHeardInOrder(@ForAll long seed, @ForAll @IntRange(min = 2, max = 60) int count) {
    List<TwilioMessage.Media> pieces = new ArrayList<>();
    for (int i = 1; i <= count; i++) {
      pieces.add(piece(i, (i - 1) * 20L));
    }
    Random random = new Random(seed);
    for (int i = 1; i + 1 < count; i += 2) {
      if (random.nextBoolean()) {
        Collections.swap(pieces, i, i + 1);
      }
    }
    InboundAudio fresh = new InboundAudio(3, 2_000, 150, Phone.unread());
    List<byte[]> heard = new ArrayList<>();
    pieces.forEach(piece -> heard.addAll(fresh.accept(piece)));
    assertThat(heard).hasSize(count);
    for (int i = 0; i < count; i++) {
      assertThat(heard.get(i)[0]).isEqualTo((byte) ((i + 1) % 100));
    }
  }
}
