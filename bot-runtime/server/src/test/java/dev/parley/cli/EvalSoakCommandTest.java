package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.audio.AudioFormat;
import dev.parley.audio.AudioFrame;
import dev.parley.conversation.ChannelOutput;
import dev.parley.conversation.ConversationRefused;
import dev.parley.event.InterruptionReason;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** Whether a bot that does not keep its word is found out; the calls themselves are held by {@code ./parley eval soak}. */
class EvalSoakCommandTest {

  private final CallWatch watch = new CallWatch();

  private static ChannelOutput.Audio audio(long prompt, int ms) {
    return new ChannelOutput.Audio(prompt, new AudioFrame(AudioFormat.MULAW_8K, new byte[AudioFormat.MULAW_8K.bytesOf(ms)], 0));
  }

  @Test
  void itTellsWhatItDoesAndWhatItTakes() {
    StringWriter output = new StringWriter();
    CommandLine line = Main.commandLine().setOut(new PrintWriter(output)).setErr(new PrintWriter(output));
    assertThat(line.execute("eval", "soak", "--help")).isZero();
    assertThat(line.execute("eval", "soak", "--minutes", "0")).isEqualTo(2);
    assertThat(output.toString()).contains("--most-growth", "--minutes: write a number above 0");
  }

  @Test
  void aBotThatKeepsItsWordIsPraised() {
    watch.sent(audio(1, 100));
    watch.sent(new ChannelOutput.AudioEnd(1));
    watch.passed(80);
    assertThat(watch.heard()).isEmpty();
    watch.passed(100);
    assertThat(watch.heard()).contains(1L);
    watch.sent(audio(2, 40));
    watch.sent(new ChannelOutput.Interruption(2, InterruptionReason.VOICE_START_DETECTED, "e"));
    watch.sent(audio(3, 40));
    watch.sent(new ChannelOutput.AudioEnd(3));
    watch.sent(new ChannelOutput.Closed("done"));
    assertThat(watch.over()).isFalse();
    watch.passed(140);
    assertThat(watch.heard()).contains(3L);
    assertThat(watch.over()).isTrue();
    assertThat(watch.broken()).isEmpty();
    assertThat(watch.interruptions()).isOne();
  }

  @Test
  void whoeverSpeaksOnAfterAnInterruptionOrAHangUpIsFoundOut() {
    watch.sent(audio(1, 20));
    watch.sent(new ChannelOutput.Interruption(1, InterruptionReason.DTMF_START_DETECTED, "e"));
    watch.passed(20);
    watch.sent(audio(1, 20));
    watch.sent(audio(1, 20));
    assertThat(watch.broken()).containsExactly("at 20 ms: prompt 1 speaks on after it was over");
    watch.gone();
    watch.sent(audio(2, 20));
    assertThat(watch.broken()).hasSize(2).last().asString().contains("hung up");
  }

  @Test
  void whoeverLeavesTheCallerWithoutAWordOrFailsIsFoundOut() {
    watch.sent(audio(1, 1_000));
    watch.passed(1_000 + CallWatch.SILENT_LIMIT_MS);
    assertThat(watch.broken()).isEmpty();
    watch.passed(1_020 + CallWatch.SILENT_LIMIT_MS);
    assertThat(watch.broken()).hasSize(1).first().asString().contains("nothing for 45 s");
    watch.sent(new ChannelOutput.Fault(ConversationRefused.Kind.INTERNAL, "oh"));
    watch.sent(audio(2, 20));
    assertThat(watch.broken()).hasSize(3).last().asString().contains("follows the end");
  }
}
