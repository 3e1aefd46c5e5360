package dev.parley.audio;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LevellerTest {
  private static final int RATE_HZ = 8_000;
  private final Leveller leveller = new Leveller(RATE_HZ);

  private static short[] tone(int ms, int amplitude) {
    short[] samples = new short[RATE_HZ / 1_000 * ms];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = (short) (amplitude * Math.sin(i * 0.3));
    }
    return samples;
  }

  private short[] levelled(short[] samples) {
    short[] begin = leveller.push(samples);
    short[] end = leveller.flush();
    short[] all = Arrays.copyOf(begin, begin.length + end.length);
    System.arraycopy(end, 0, all, begin.length, end.length);
    return all;
  }

  @ParameterizedTest
  @ValueSource(ints = {300, 3_000, 30_000})
  void softAndLoudSpeakersLeaveAlikeAndNothingIsLost(int amplitude) {
    short[] out = levelled(tone(1_000, amplitude));
    assertThat(out).hasSize(RATE_HZ);
    assertThat(Pcm.levelDbfs(Arrays.copyOfRange(out, 4_000, 8_000))).isCloseTo(-20, within(0.5));
  }

  @Test
  void theBeginningOfALoudWordIsAsLoudAsItsMiddle() {
    short[] out = levelled(Pcm.concat(Pcm.silence(100, RATE_HZ), Pcm.of(tone(400, 500), RATE_HZ)).samples());
    double begin = Pcm.levelDbfs(Arrays.copyOfRange(out, 960, 1_280));
    assertThat(begin).isCloseTo(Pcm.levelDbfs(Arrays.copyOfRange(out, 3_000, 3_320)), within(0.5));
  }

  @Test
  void silenceAtTheEndIsNotListenedToAgainButASoftEndIs() {
    Pcm word = Pcm.of(tone(400, 8_000), RATE_HZ);
    assertThat(levelled(Pcm.concat(word, Pcm.silence(400, RATE_HZ)).samples())).hasSize(RATE_HZ / 2);
    assertThat(levelled(Pcm.concat(word, Pcm.of(tone(400, 800), RATE_HZ)).samples())).hasSize(RATE_HZ * 8 / 10);
  }

  @Test
  void silenceStaysSilenceAndTheNextUtteranceIsNotJudgedByTheLast() {
    assertThat(levelled(new short[4_000])).containsOnly(0);
    short[] first = levelled(tone(500, 20_000));
    assertThat(levelled(tone(500, 20_000))).isEqualTo(first);
  }
}
