package dev.parley.cli;

import dev.parley.audio.Pcm;
import dev.parley.audio.WavFile;
import dev.parley.definition.BotDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.ResponseDefinition.MessageTemplate;
import dev.parley.definition.ResponseDefinition.Recording;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the WAV files of a bot's recorded prompts. */
final class Recordings {

  private static final long SHORTEST_MS = 50;
  private static final long LONGEST_MS = 120_000;
  private static final int LOWEST_HZ = 8_000;
  private static final int HIGHEST_HZ = 48_000;

  private Recordings() {}

  /** Takes the sound of words. */
  @FunctionalInterface
  interface Taker {
    void take(LocaleDefinition bot, String words, Pcm sound);
  }

  /** Reports what is wrong with a bot's recordings. */
  static void check(BotDefinition bot, Report report) {
    read(bot, report, (locale, words, sound) -> {});
  }

  /** Hands out a bot's recordings. */
  static void read(BotDefinition bot, Report report, Taker taker) {
    for (LocaleDefinition locale : bot.locales().values()) {
      Map<String, Recording> known = new LinkedHashMap<>();
      for (MessageTemplate message : locale.recorded()) {
        Recording recording = message.audio().orElseThrow();
        String words = message.text().asLiteral().orElseThrow();
        Recording other = known.putIfAbsent(words, recording);
        if (other == null) {
          sound(recording, report)
              .ifPresent(sound -> taker.take(locale, words, sound));
        } else if (!other.path().equals(recording.path())) {
          report.add(
              Diagnostic.error("two-recordings", recording.span(), "the same words have another recording")
                  .note(other.span(), "this one")
                  .help("name the same file in both places, or change the words"));
        }
      }
    }
  }

  /** The files of a bot's recordings. */
  static List<Path> files(BotDefinition bot) {
    return bot.locales().values().stream().flatMap(l -> l.recorded().stream()).map(m -> file(m.audio().orElseThrow())).distinct().toList();
  }

  private static Path file(Recording recording) {
    return Path.of(recording.span().file()).resolveSibling(recording.path()).normalize();
  }

  private static Optional<Pcm> sound(Recording recording, Report report) {
    Path file = file(recording);
    if (!Files.isRegularFile(file)) {
      report.add(
          Diagnostic.error("audio-missing", recording.span(), "there is no file `" + recording.path() + "`")
              .label("looked for as " + file)
              .help("a recording is named relative to the file that names it; drop `audio:` to let a synthesised voice say the words"));
      return Optional.empty();
    }
    try {
      List<Pcm> channels = WavFile.read(file);
      Pcm sound = channels.get(0);
      if (sound.rateHz() < LOWEST_HZ || sound.rateHz() > HIGHEST_HZ || sound.durationMs() < SHORTEST_MS || sound.durationMs() > LONGEST_MS
          || channels.size() > 1) {
        report.add(
            Diagnostic.error("unfit-audio", recording.span(),
                    "this recording has " + channels.size() + " channels, " + sound.rateHz() + " Hz and lasts " + sound.durationMs() + " ms")
                .help("record one channel of " + LOWEST_HZ + " to " + HIGHEST_HZ + " Hz, " + SHORTEST_MS + " ms to " + LONGEST_MS / 1000 + " s long"));
        return Optional.empty();
      }
      return Optional.of(sound);
    } catch (IOException e) {
      report.add(
          Diagnostic.error("unreadable-audio", recording.span(), "this recording cannot be read: " + e.getMessage())
              .help("save it as WAV, PCM of 16 bits or mu-law"));
      return Optional.empty();
    }
  }
}
