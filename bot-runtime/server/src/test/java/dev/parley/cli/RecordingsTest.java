package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.audio.Pcm;
import dev.parley.audio.WavFile;
import dev.parley.definition.BotDefinition;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.TextReportPrinter;
import dev.parley.yaml.Loaded;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a bot's author sees of recorded prompts. */
class RecordingsTest {

  @TempDir
  private Path folder;

  private Loaded<BotDefinition> bot(String greeting) throws IOException {
    Path file = folder.resolve("bot.yaml");
    Files.writeString(file, "bot: Till\ngreeting: " + greeting + "\nintents:\n  Pay: { utterances: pay, close: Done. }\n");
    return BotFiles.read(file, List.of());
  }

  private void wav(String name, long ms, int rateHz) throws IOException {
    try (OutputStream out = Files.newOutputStream(folder.resolve(name))) {
      WavFile.write(out, Pcm.silence(ms, rateHz));
    }
  }

  private String mistakes(String greeting) throws IOException {
    return TextReportPrinter.print(bot(greeting).report());
  }

  @Test
  void aRecordingIsReadBesideItsBot() throws IOException {
    wav("hello.wav", 300, 16_000);
    List<String> taken = new ArrayList<>();
    BotDefinition read = bot("{ say: Hello., audio: hello.wav }").value().orElseThrow();
    Recordings.read(read, new Report(), (locale, words, sound) -> taken.add(locale.localeId() + " " + words + " " + sound));
    assertThat(taken).containsExactly("en_US Hello. Pcm[300 ms, 16000 Hz]");
  }

  @Test
  void whatIsWrongIsToldAtItsPlace() throws IOException {
    wav("click.wav", 10, 8_000);
    Files.writeString(folder.resolve("text.wav"), "this is no sound at all");
    assertThat(mistakes("{ say: Hello., audio: gone.wav }")).contains("there is no file `gone.wav`", "bot.yaml:2", "drop `audio:`");
    assertThat(mistakes("{ say: Hello., audio: click.wav }")).contains("lasts 10 ms", "50 ms to 120 s");
    assertThat(mistakes("{ say: Hello., audio: text.wav }")).contains("cannot be read", "save it as WAV");
    assertThat(mistakes("{ audio: click.wav }")).contains("this recording has no words", "add `say:`");
    assertThat(mistakes("{ say: [Hello., Hi.], audio: click.wav }")).contains("these words change");
    assertThat(mistakes("{ say: 'Hello [Name].', audio: click.wav }")).contains("these words change");
    assertThat(mistakes("{ say: Hello., audio: ../../click.wav }")).contains("is no WAV file beside the bot");
  }
}
