package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.parley.audio.Pcm;
import dev.parley.audio.WavFile;
import dev.parley.cli.SpokenCorpus.Recording;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class EvalSpeechCommandTest {

  private final StringWriter output = new StringWriter();
  @TempDir private Path folder;

  @BeforeEach
  void record() throws IOException {
    for (String name : List.of("a", "b")) {
      WavFile.write(folder.resolve(name + ".wav"), Pcm.silence(200, 8_000));
    }
  }

  private int run(String... arguments) {
    CommandLine line = Main.commandLine().setOut(new PrintWriter(output)).setErr(new PrintWriter(output));
    List<String> all = new ArrayList<>(List.of("eval", "speech", "--dir", folder.toString()));
    all.addAll(List.of(arguments));
    return line.execute(all.toArray(String[]::new));
  }

  private void write(String file, String text) throws IOException {
    Files.writeString(folder.resolve(file), text);
  }

  private List<String> texts(Set<String> speakers) {
    return SpokenCorpus.read(folder, speakers).stream().map(r -> r.name() + ": " + String.join(" ", r.words())).toList();
  }

  @Test
  void transcriptsAreReadInEachForm() throws IOException {
    write("a.txt", "Hello, it's 42!\n");
    write("b.txt", "seven");
    assertThat(texts(Set.of())).containsExactly("a: hello it's four two", "b: seven");
    write("set.transcription", "<s> one two </s> (b)\n");
    assertThat(texts(Set.of())).containsExactly("b: one two");
    write("transcripts.tsv", "a\tone\tann\nb\t2\tbob\n");
    assertThat(texts(Set.of())).containsExactly("a: one", "b: two");
    assertThat(texts(Set.of("bob"))).containsExactly("b: two");
  }

  @Test
  void mistakesAreNamedWithTheirPlace() throws IOException {
    assertThat(run()).isEqualTo(1);
    assertThat(output.toString()).contains("has no transcripts", "transcripts.tsv");
    write("transcripts.tsv", "a\tone\nno tab here\n");
    assertThat(run()).isEqualTo(1);
    assertThat(output.toString()).contains("transcripts.tsv:2");
    write("transcripts.tsv", "missing\tone\n");
    assertThat(run()).isEqualTo(1);
    assertThat(output.toString()).contains("transcripts.tsv:1", "missing");
    assertThat(run("--codec", "gsm")).isEqualTo(2);
    assertThat(run("--loss", "2")).isEqualTo(2);
    assertThat(run("--length", "4")).isEqualTo(2);
    assertThat(run("--closed")).isEqualTo(2);
  }

  @Test
  void silenceIsHeardAsNothing() throws IOException {
    write("transcripts.tsv", "a\tone two\n");
    assertThat(run("--codec", "mulaw", "--json")).isZero();
    assertThat(output.toString()).contains("\"parley\":{\"recordings\":1,\"words\":2,\"wordErrors\":2,\"wordErrorRate\":1.0,\"digits\":2,\"digitErrors\":2");
  }

  @Test
  void splicedNumbersSatisfyLuhnAndAreTheSameEachTime() {
    List<Recording> digits = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      short[] samples = new short[80];
      Arrays.fill(samples, (short) i);
      digits.add(new Recording("d" + i, SpokenCorpus.words(String.valueOf(i)), "ann", Pcm.of(samples, 8_000)));
    }
    List<Recording> numbers = SplicedDigits.of(digits, 16, true, 7, 20);
    assertThat(numbers).hasSize(20).isEqualTo(SplicedDigits.of(digits, 16, true, 7, 20)).doesNotHaveDuplicates();
    for (Recording number : numbers) {
      int sum = 0;
      for (int i = 0; i < 16; i++) {
        int digit = number.sound().at(i * 80);
        assertThat(digit).isEqualTo(number.name().charAt(i) - '0');
        sum += i % 2 == 1 ? digit : digit < 5 ? 2 * digit : 2 * digit - 9;
      }
      assertThat(sum % 10).isZero();
    }
    assertThatThrownBy(() -> SplicedDigits.of(digits.subList(0, 9), 16, false, 7, 20)).hasMessageContainingAll("ann", "9");
  }

  @Test
  void aLineAddsNoiseAtItsRatioAndLosesItsShare() {
    short[] tone = new short[16_000];
    for (int i = 0; i < tone.length; i++) {
      tone[i] = (short) (6_000 * Math.sin(i * 0.2));
    }
    Pcm speech = Pcm.of(tone, 16_000);
    Pcm noise = Pcm.of(Arrays.copyOf(tone, 4_000), 16_000);
    Pcm noisy = new LineFaults(Optional.of(noise), 6, false, 0, 1).apply(speech.gain(0), 0);
    // The same tone at half its height, more or less in step.
    assertThat(noisy.levelDbfs() - speech.levelDbfs()).isCloseTo(3, within(2.5));
    Pcm lossy = new LineFaults(Optional.empty(), 0, true, 0.3, 1).apply(speech, 3);
    assertThat(lossy).isEqualTo(new LineFaults(Optional.empty(), 0, true, 0.3, 1).apply(speech, 3));
    assertThat(lossy.rateHz()).isEqualTo(8_000);
    long lost = 0;
    for (int packet = 0; packet < 50; packet++) {
      lost += lossy.slice(packet * 20L, packet * 20L + 20).levelDbfs() < -90 ? 1 : 0;
    }
    assertThat(lost).isBetween(5L, 25L);
  }

  @Test
  void errorsAreTheFewestChanges() {
    WordErrors errors = WordErrors.of(List.of("one", "two", "three"), List.of("two", "three", "three"));
    assertThat(errors.wrong()).isEqualTo(2);
    assertThat(errors.plus(WordErrors.of(List.of("one"), List.of("one")))).isEqualTo(new WordErrors(4, 2, 2, 1));
    assertThat(WordErrors.of(List.of(), List.of("one")).wrong()).isEqualTo(1);
  }
}
