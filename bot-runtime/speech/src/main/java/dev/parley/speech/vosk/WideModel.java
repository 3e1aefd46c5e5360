package dev.parley.speech.vosk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Another view of a model's folder, under which recognisers keep more of what an utterance may have been: links to all its parts, but a
 * configuration with a wider lattice beam (Kaldi's {@code --lattice-beam}). The packaged model's own, 2, keeps next to no alternatives.
 * Vosk reads that number only from the folder, once for a model, and with an open vocabulary a wide one costs a fifth more: so there
 * are two models. Thread-safe.
 */
final class WideModel {
  private static final Logger LOG = LoggerFactory.getLogger(WideModel.class);
  private static final String OPTION = "--lattice-beam=";
  /** With 10 no more strings of digits were right than with 6, with 2 a quarter fewer. */
  private static final String WIDE = OPTION + "6.0";
  private static final String CONFIGURATION = "conf/model.conf";

  private WideModel() {}

  /**
   * The view; the folder itself where there can be none (a file system without links, a model of an older form), which a warning says.
   *
   * @param cache folder that may be made, and written to
   */
  static ModelFolder of(ModelFolder model, Path cache) {
    Path original = model.path().toAbsolutePath().normalize();
    try {
      List<String> lines = Files.readAllLines(original.resolve(CONFIGURATION));
      List<String> wide = new ArrayList<>(lines.stream().filter(line -> !line.strip().startsWith(OPTION)).toList());
      wide.add(WIDE);
      Path view = cache.toAbsolutePath().resolve("vosk-wide-" + checkSum(original + "\n" + String.join("\n", wide)));
      link(original, view);
      Path configuration = view.resolve(CONFIGURATION);
      if (!Files.exists(configuration)) {
        // In one step, since another process may read it.
        Path written = Files.createTempFile(view, "model", ".conf");
        Files.write(written, wide);
        Files.move(written, configuration, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
      }
      return new ModelFolder(view, model.sampleRateHz());
    } catch (IOException | UnsupportedOperationException e) {
      LOG.warn("digits and listed values will be understood less well: no view with a wide beam can be made of the model {}", original, e);
      return model;
    }
  }

  private static void link(Path original, Path view) throws IOException {
    for (String folder : List.of("", "conf")) {
      Files.createDirectories(view.resolve(folder));
      try (Stream<Path> entries = Files.list(original.resolve(folder))) {
        for (Path entry : entries.toList()) {
          Path place = view.resolve(original.relativize(entry));
          boolean ours = Files.isDirectory(entry) && entry.endsWith("conf") || original.relativize(entry).equals(Path.of(CONFIGURATION));
          if (!ours && !Files.exists(place)) {
            createLink(place, entry);
          }
        }
      }
    }
  }

  private static void createLink(Path place, Path entry) throws IOException {
    try {
      Files.deleteIfExists(place);
      Files.createSymbolicLink(place, entry);
    } catch (FileAlreadyExistsException e) {
      LOG.debug("another process has made {} meanwhile", place, e);
    }
  }

  private static String checkSum(String text) {
    CRC32 sum = new CRC32();
    sum.update(text.getBytes(StandardCharsets.UTF_8));
    return String.format(Locale.ROOT, "%08x", sum.getValue());
  }
}
