package dev.parley.cli;

import dev.parley.nlu.TrainedInterpreterFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** How callers are understood outside a server: as in it, unless options say otherwise. */
final class UnderstandingOptions {

  @Option(names = "--config", paramLabel = "FILE", description = "A settings file (default: parley.yaml, if it is there).")
  private Optional<Path> config = Optional.empty();

  @Option(
      names = "--encoder",
      paramLabel = "NAME",
      description = "The sentence encoder, as the setting understanding.encoder: none tells intents apart by words alone.")
  private Optional<String> encoder = Optional.empty();

  /** What trains as these options say. */
  TrainedInterpreterFactory factory() {
    Settings settings = new Settings();
    config.or(() -> Optional.of(Path.of("parley.yaml")).filter(Files::isRegularFile)).ifPresent(settings::file);
    return factory(settings, encoder);
  }

  /** What trains as these settings say, but for the encoder, if another is named. */
  static TrainedInterpreterFactory factory(Settings settings, Optional<String> encoder) {
    encoder.ifPresent(e -> {
      settings.set("understanding.encoder", e, "--encoder");
      if (e.equals("none") || e.equals(dev.parley.encoder.EncoderModel.BGE_SMALL_EN)) {
        // What the file says of another model does not belong to this one.
        for (String key : new String[] {"vocabulary", "pooling", "languages"}) {
          settings.set("understanding." + key, "", "--encoder");
        }
      }
    });
    return new TrainedInterpreterFactory(new SentenceEncoders(settings));
  }
}
