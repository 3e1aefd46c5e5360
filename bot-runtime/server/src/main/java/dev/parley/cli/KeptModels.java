package dev.parley.cli;

import dev.parley.definition.BotDefinition;
import dev.parley.learning.LearntModels;
import dev.parley.learning.LearntModelsException;
import dev.parley.nlu.TrainedInterpreterFactory;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What training has learnt, kept in a file from one start to the next: what has not changed since is not learnt again. Another
 * release of Parley learns all anew. Thread-safe.
 */
final class KeptModels {

  private static final Logger LOG = LoggerFactory.getLogger(KeptModels.class);

  private static final String BYTES = "understanding.remembered-model-bytes";

  private final LearntModels models;
  private long kept;

  /** Adds the key with its default. */
  static void defaults(Map<String, String> to) {
    to.put(BYTES, "33554432");
  }

  /** As the settings say. */
  KeptModels(Settings settings) {
    this(settings, code());
  }

  /** The same, learnt by this code; by no code that can be told from any other, nothing is kept. */
  KeptModels(Settings settings, Optional<String> code) {
    models = code.map(c -> new LearntModels(c, settings.count(BYTES, 0))).orElseGet(LearntModels::none);
  }

  /** What training takes models from and gives them to. */
  LearntModels models() {
    return models;
  }

  /** Takes the models that an earlier start has kept in this file. A file that is damaged is left aside. */
  synchronized void recall(Path file) {
    if (!Files.isRegularFile(file)) {
      return;
    }
    try {
      int taken = models.recall(Files.readAllBytes(file));
      LOG.debug("{} models of {} need not be trained", taken, file);
    } catch (LearntModelsException | IOException e) {
      LOG.warn("{} is not used, and made anew: {}", file, e.getMessage());
    }
  }

  /** Keeps the models in this file for the next start, if there are new ones. */
  synchronized void keep(Path file) {
    if (models.learnt() == kept) {
      return;
    }
    try {
      long learnt = models.learnt();
      WholeFile.write(file, models.toBytes());
      kept = learnt;
    } catch (IOException e) {
      LOG.warn("bots are trained anew at the next start, since {} cannot be written: {}", file, e.getMessage());
    }
  }

  /** A digest of the archives that hold what trains; none where it runs from folders of classes, as while Parley itself is written. */
  private static Optional<String> code() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Class<?> part : List.of(TrainedInterpreterFactory.class, BotDefinition.class)) {
        CodeSource source = part.getProtectionDomain().getCodeSource();
        Path archive = source == null ? Path.of("") : Path.of(source.getLocation().toURI());
        if (!Files.isRegularFile(archive)) {
          return Optional.empty();
        }
        digest.update(Files.readAllBytes(archive));
      }
      return Optional.of(HexFormat.of().formatHex(digest.digest()));
    } catch (IOException | URISyntaxException e) {
      LOG.warn("bots are trained anew at each start, since Parley's own archives cannot be read: {}", e.getMessage());
      return Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
