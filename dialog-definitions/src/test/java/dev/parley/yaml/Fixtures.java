package dev.parley.yaml;

import dev.parley.definition.BotDefinition;
import dev.parley.definition.FeatureCatalogue;
import dev.parley.diagnostic.SourceText;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The bots that the tests read: the sample, and one for each kind of mistake. */
final class Fixtures {

  static final Path SAMPLE = Path.of("../samples/payments/bot.yaml");

  /** Every form of the language, once. */
  static final Path WHOLE = Path.of("src/test/resources/whole/bot.yaml");

  static final Path MISTAKES = Path.of("src/test/resources/diagnostics");

  /** The feature groups that the bots here may name. */
  private static final FeatureCatalogue FEATURES =
      new FeatureCatalogue() {
        @Override
        public Set<String> groups() {
          return Set.of("account", "customer");
        }

        @Override
        public Optional<Map<String, Feature>> features(String group) {
          return groups().contains(group)
              ? Optional.of(Map.of(
                  "account_id", new Feature(Kind.IDENTITY, false),
                  "balance_due", new Feature(Kind.FRACTIONAL, false),
                  "customer_id", new Feature(Kind.STRING, false),
                  "first_name", new Feature(Kind.STRING, false),
                  "phone", new Feature(Kind.STRING, true),
                  "calls_today", new Feature(Kind.INTEGRAL, false),
                  "failed_attempts", new Feature(Kind.INTEGRAL, false),
                  "last_intent", new Feature(Kind.STRING, false)))
              : Optional.empty();
        }
      };

  private Fixtures() {}

  /** All files of mistakes whose name ends so, sorted. */
  static List<Path> mistakes(String ending) {
    try (Stream<Path> files = Files.list(MISTAKES)) {
      return files.filter(f -> f.toString().endsWith(ending)).sorted().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Finds what a bot in this file includes. */
  static SourceFinder beside(Path bot) {
    return path -> {
      Path file = bot.resolveSibling(path);
      try {
        return Files.isRegularFile(file) ? Optional.of(new SourceText(path, Files.readString(file))) : Optional.empty();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    };
  }

  static Loaded<BotDefinition> read(Path file) {
    try {
      SourceText text = new SourceText(file.getFileName().toString(), Files.readString(file));
      return BotReader.read(text, beside(file), Optional.of(FEATURES));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Loaded<BotDefinition> read(String name, String text) {
    return BotReader.read(new SourceText(name, text), Optional.of(FEATURES));
  }
}
