package dev.parley.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** Callers come and go while others speak: what one hears does not depend on the others, nor does anybody end the process. */
class ManyDetectorsAtOnceTest {

  private static final int CALLERS = 150;
  private static final int FRAMES = 50;

  @Test
  void callersWhoComeAndGoAtOnceAreEachHeardAsAlone() {
    List<VadDecision> alone = heard(1);
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try {
      List<CompletableFuture<List<VadDecision>>> all = new ArrayList<>();
      for (int i = 0; i < CALLERS; i++) {
        all.add(CompletableFuture.supplyAsync(() -> heard(1), threads));
      }
      assertThat(all.stream().map(CompletableFuture::join)).allMatch(alone::equals);
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<VadDecision> heard(long seed) {
    List<VadDecision> decisions = new ArrayList<>();
    short[] sound = dev.parley.audio.ToneGenerator.noise(8_000, FRAMES * 20L, -20, seed).samples();
    try (VoiceActivityDetector detector = VoiceActivityDetectors.standard()) {
      for (int frame = 0; frame < FRAMES; frame++) {
        decisions.add(detector.push(java.util.Arrays.copyOfRange(sound, frame * 160, frame * 160 + 160)));
      }
    }
    return decisions;
  }
}
