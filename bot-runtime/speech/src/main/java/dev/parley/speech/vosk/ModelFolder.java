package dev.parley.speech.vosk;

import dev.parley.speech.SpeechException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * A folder with a Vosk model in it.
 *
 * @param path         the folder
 * @param sampleRateHz the rate its features are made for
 */
record ModelFolder(Path path, int sampleRateHz) {
  private static final String RATE_OPTION = "--sample-frequency=";
  /** Kaldi's own default when the configuration names no rate. */
  private static final int KALDI_DEFAULT_HZ = 16_000;

  /** Looks at a folder. Vosk itself would only say "failed to create a model". */
  static ModelFolder of(Path path) {
    // Newer models keep these in sub-folders, older ones all in one.
    Path acoustic = first(path, "am/final.mdl", "final.mdl");
    Path features = first(path, "conf/mfcc.conf", "mfcc.conf");
    if (!Files.isRegularFile(acoustic) || !Files.isRegularFile(features)) {
      throw new SpeechException(SpeechException.Kind.NOT_INSTALLED, path.toAbsolutePath()
          + " holds no Vosk model: expected am/final.mdl and conf/mfcc.conf in it (unpack the model's zip and name the folder with these)");
    }
    try (Stream<String> lines = Files.lines(features)) {
      List<String> rates = lines.map(String::strip).filter(line -> line.startsWith(RATE_OPTION)).toList();
      return new ModelFolder(path, rates.isEmpty() ? KALDI_DEFAULT_HZ : Integer.parseInt(rates.get(0).substring(RATE_OPTION.length()).strip()));
    } catch (IOException | NumberFormatException e) {
      throw new SpeechException(SpeechException.Kind.NOT_INSTALLED, "cannot read " + features.toAbsolutePath() + ": " + e.getMessage(), e);
    }
  }

  private static Path first(Path folder, String one, String other) {
    Path path = folder.resolve(one);
    return Files.exists(path) ? path : folder.resolve(other);
  }
}
