package dev.parley.cli;

import dev.parley.versions.BotStore;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which bot store a command is about, and how it answers. */
final class StoreOptions {

  @Mixin private SettingsOptions settings = new SettingsOptions();

  @Option(names = "--store", paramLabel = "DIR", description = "The bot store (default: the setting bots.folder, or bots in data.folder).")
  private Optional<Path> folder = Optional.empty();

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  BotStore store() {
    return new BotStore(folder.orElseGet(() -> ServedBots.folder(settings.read())), Clock.systemUTC());
  }

  /** The settings. */
  Settings settings() {
    return settings.read();
  }

  /** Whether a program reads what is printed. */
  boolean json() {
    return json;
  }
}
