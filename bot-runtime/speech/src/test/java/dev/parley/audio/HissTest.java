package dev.parley.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class HissTest {
  @Test
  void hissHasItsLevelAndIsTheSameEachTime() {
    Hiss hiss = new Hiss(-44);
    short[] noise = hiss.over(new short[16_000]);
    assertThat(Pcm.levelDbfs(noise)).isCloseTo(-44, within(1.0));
    hiss.reset();
    assertThat(hiss.over(new short[16_000])).isEqualTo(noise);
  }

  /** What is left of it in a telephone's band is much softer than above. */
  @Test
  void hissLiesAboveSpeech() {
    Pcm all = Pcm.of(new Hiss(-44).over(new short[16_000]), 16_000);
    assertThat(Resampler.resample(all, 4_000).levelDbfs()).isLessThan(-54);
  }

  @Test
  void loudSoundIsCutAtTheLoudestThereIs() {
    short[] loud = new short[1_000];
    java.util.Arrays.fill(loud, Short.MAX_VALUE);
    assertThat(new Hiss(-20).over(loud)).doesNotContain(Short.MIN_VALUE).contains(Short.MAX_VALUE);
  }
}
