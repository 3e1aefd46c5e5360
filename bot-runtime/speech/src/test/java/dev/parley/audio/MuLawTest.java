package dev.parley.audio;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class MuLawTest {
  /** Decision values of ITU-T G.711, table 2a, at the begin of each segment: number, value, decoded value of the interval above it. */
  private static final int[][] G711_SEGMENT_BEGINS = {
    {0, 0, 0}, {1, 1, 2}, {16, 31, 33}, {32, 95, 99}, {48, 223, 231}, {64, 479, 495}, {80, 991, 1_023}, {96, 2_015, 2_079}, {112, 4_063, 4_191},
    {127, 7_903, 8_031}
  };

  @Test
  void theSegmentsBeginWhereG711SaysSo() {
    for (int[] row : G711_SEGMENT_BEGINS) {
      // On the line, all bits are inverted: number 0 is 0xff, number 127 is 0x80; the negative half has the other highest bit.
      byte positive = (byte) (0xff - row[0]);
      byte negative = (byte) (0x7f - row[0]);
      assertThat(MuLaw.encode((short) (4 * row[1]))).as("code of %d", row[1]).isEqualTo(positive);
      assertThat(MuLaw.decode(positive)).isEqualTo((short) (4 * row[2]));
      assertThat(MuLaw.decode(negative)).isEqualTo((short) (-4 * row[2]));
      if (row[1] > 0) {
        assertThat(MuLaw.encode((short) (4 * row[1] - 1))).isEqualTo((byte) (positive + 1));
        assertThat(MuLaw.encode((short) (-4 * row[1]))).isEqualTo(negative);
      }
    }
  }

  @Test
  void allCodesButNegativeZeroComeBackAsThemselves() {
    List<Integer> changed = new ArrayList<>();
    for (int code = 0; code < 256; code++) {
      if (MuLaw.encode(MuLaw.decode((byte) code)) != (byte) code) {
        changed.add(code);
      }
    }
    assertThat(changed).containsExactly(0x7f);
  }

  @Test
  void silenceIsAllOnesAndTheLoudestIsZero() {
    assertThat(MuLaw.encode((short) 0)).isEqualTo((byte) 0xff);
    assertThat(MuLaw.encode(Short.MAX_VALUE)).isEqualTo((byte) 0x80);
    assertThat(MuLaw.encode(Short.MIN_VALUE)).isEqualTo((byte) 0x00);
    assertThat(MuLaw.silence(3)).containsExactly(0xff, 0xff, 0xff);
  }

  @Property
  void noSampleIsWrongByMoreThanHalfAStep(@ForAll short sample) {
    int error = Math.abs(MuLaw.decode(MuLaw.encode(sample)) - sample);
    // Steps grow with the segments: half of one is a 32nd of the biased magnitude. G.711 takes 14 bits, so the two lowest do not count.
    assertThat(error).isLessThanOrEqualTo((Math.abs((int) sample) + 4 * 33) / 32 + 3);
  }

  @Property
  void louderSamplesNeverDecodeSofter(@ForAll short one, @ForAll short other) {
    short low = (short) Math.min(one, other);
    short high = (short) Math.max(one, other);
    assertThat(MuLaw.decode(MuLaw.encode(low))).isLessThanOrEqualTo(MuLaw.decode(MuLaw.encode(high)));
  }
}
