package dev.parley.encoder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Samples are encoded once, also over restarts, and never taken from a file that is not as it was written. */
class RememberedSamplesTest {

  /** An encoder that writes down what it was asked. */
  private static final class Asked implements SentenceEncoder {

    private final String name;
    private final List<String> texts = new ArrayList<>();

    Asked(String name) {
      this.name = name;
    }

    @Override
    public float[] encode(String text) {
      texts.add(text);
      return new float[] {text.length() % 2, 1 - text.length() % 2};
    }

    @Override
    public int dimensions() {
      return 2;
    }

    @Override
    public String fingerprint() {
      return name;
    }
  }

  private static byte[] written(String... texts) {
    RememberedSamples samples = new RememberedSamples(new Asked("one"), 100);
    List.of(texts).forEach(samples::encode);
    return samples.toBytes();
  }

  @Test
  void aSampleIsEncodedOnce() {
    Asked encoder = new Asked("one");
    RememberedSamples samples = new RememberedSamples(encoder, 100);
    assertThat(samples.encode("pay")).isEqualTo(samples.encode("pay"));
    assertThat(encoder.texts).containsExactly("pay");
  }

  @Test
  void noMoreAreRememberedThanMayBe() {
    RememberedSamples samples = new RememberedSamples(new Asked("one"), 10);
    for (int i = 0; i < 100; i++) {
      samples.encode("sample " + i);
    }
    assertThat(samples.size()).isLessThanOrEqualTo(10);
  }

  @Test
  void whatWasWrittenIsRecalledAndHoldsNoText() {
    byte[] bytes = written("pay my bill", "balance");
    Asked encoder = new Asked("one");
    RememberedSamples samples = new RememberedSamples(encoder, 100);
    samples.recall(bytes);
    assertThat(samples.encode("pay my bill")).containsExactly(1, 0);
    assertThat(encoder.texts).isEmpty();
    assertThat(new String(bytes, StandardCharsets.ISO_8859_1)).doesNotContain("pay", "balance");
  }

  @Test
  void vectorsOfAnotherModelAreNotTaken() {
    RememberedSamples samples = new RememberedSamples(new Asked("two"), 100);
    assertThatThrownBy(() -> samples.recall(written("pay"))).isInstanceOf(EncoderException.class).hasMessage("remembered samples are of another model");
    assertThat(samples.size()).isZero();
  }

  @Property(tries = 200)
  void aDamagedFileIsNotTaken(@ForAll @IntRange(max = 79) int at, @ForAll @IntRange(min = 1, max = 255) int change, @ForAll boolean cut) {
    byte[] bytes = written("pay", "balance");
    byte[] damaged = Arrays.copyOf(bytes, cut ? at % bytes.length : bytes.length);
    if (!cut) {
      damaged[at % bytes.length] ^= (byte) change;
    }
    RememberedSamples samples = new RememberedSamples(new Asked("one"), 100);
    assertThatThrownBy(() -> samples.recall(damaged)).isInstanceOf(EncoderException.class);
    assertThat(samples.size()).isZero();
  }
}
