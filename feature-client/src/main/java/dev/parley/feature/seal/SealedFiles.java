package dev.parley.feature.seal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Seals and opens whole files. Stateless. */
public final class SealedFiles {

  private SealedFiles() {}

  /** Writes a file sealed for this name, by which alone it can be opened. */
  public static void seal(FeatureKeys keys, Path from, Path to, String name) throws IOException {
    try (InputStream in = Files.newInputStream(from);
        OutputStream out = keys.sealing(Files.newOutputStream(to), name.getBytes(StandardCharsets.UTF_8))) {
      in.transferTo(out);
    }
  }

  /** Writes what was sealed for this name; throws {@link IOException} when it was not, or was changed. */
  public static void open(FeatureKeys keys, Path from, Path to, String name) throws IOException {
    try (InputStream in = keys.opening(Files.newInputStream(from), name.getBytes(StandardCharsets.UTF_8));
        OutputStream out = Files.newOutputStream(to)) {
      in.transferTo(out);
    }
  }
}
