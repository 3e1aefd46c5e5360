package dev.parley.twilio.fake;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.twilio.fake.PlayoutBuffer.Played;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class PlayoutBufferTest {

  private final PlayoutBuffer buffer = new PlayoutBuffer(8_000);

  @Test
  void markComesBackWhenTheSoundBeforeItHasBeenPlayed() {
    buffer.add(new byte[320]);
    assertThat(buffer.mark("a")).isEmpty();

    assertThat(buffer.play(160).marks()).isEmpty();
    assertThat(buffer.play(160).marks()).containsExactly("a");
  }

  @Test
  void markComesBackAtOnceWhenNothingWaits() {
    assertThat(buffer.mark("a")).containsExactly("a");
  }

  @Test
  void clearDropsWhatWaitsAndSendsItsMarksBack() {
    buffer.add(new byte[160]);
    buffer.mark("a");
    buffer.add(new byte[160]);
    buffer.mark("b");
    buffer.play(100);

    assertThat(buffer.clear()).containsExactly("a", "b");
    assertThat(buffer.hasSound()).isFalse();
    assertThat(buffer.play(160).sound()).isEmpty();
    buffer.add(new byte[] {1, 2});
    assertThat(buffer.play(160).sound()).containsExactly(1, 2);
  }

  @Test
  void markInTheMiddleOfAMomentComesBackInIt() {
    buffer.add(new byte[100]);
    buffer.mark("a");
    buffer.add(new byte[100]);
    buffer.mark("b");

    assertThat(buffer.play(160)).satisfies(p -> assertThat(p.marks()).containsExactly("a"));
    assertThat(buffer.play(160)).satisfies(p -> assertThat(p.marks()).containsExactly("b"));
  }

  @Test
  void bufferIsBounded() {
    assertThat(buffer.add(new byte[8_000])).isTrue();
    assertThat(buffer.add(new byte[1])).isFalse();
    buffer.play(160);
    assertThat(buffer.add(new byte[160])).isTrue();
  }

  @Property
  void allIsPlayedOnceAndInOrder(@ForAll @Size(max = 40) List<@IntRange(max = 400) Integer> sizes) {
    PlayoutBuffer any = new PlayoutBuffer(1 << 20);
    List<Byte> sent = new ArrayList<>();
    List<String> marks = new ArrayList<>();
    byte next = 0;
    for (int size : sizes) {
      byte[] sound = new byte[size];
      for (int i = 0; i < size; i++) {
        sound[i] = next++;
        sent.add(sound[i]);
      }
      any.add(sound);
      marks.addAll(any.mark("after " + sent.size()));
    }
    List<Byte> played = new ArrayList<>();
    for (Played moment = any.play(160); moment.sound().length > 0; moment = any.play(160)) {
      for (byte b : moment.sound()) {
        played.add(b);
      }
      for (String mark : moment.marks()) {
        assertThat(Integer.parseInt(mark.substring(6))).isLessThanOrEqualTo(played.size());
      }
      marks.addAll(moment.marks());
    }
    assertThat(played).isEqualTo(sent);
    assertThat(marks).hasSameSizeAs(sizes);
  }
}
