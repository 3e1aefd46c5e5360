package dev.parley.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Option;

/** The options that settings come from, as `serve` has them. */
final class SettingsOptions {

  @Option(names = "--config", description = "A settings file (default: parley.yaml, if it is there).")
  private Optional<Path> config = Optional.empty();

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One setting; may be repeated.")
  private List<String> assignments = List.of();

  /** The settings, all told. */
  Settings read() {
    Settings settings = new Settings();
    config.or(() -> Optional.of(Path.of("parley.yaml")).filter(Files::isRegularFile)).ifPresent(settings::file);
    assignments.forEach(settings::option);
    return settings;
  }
}
