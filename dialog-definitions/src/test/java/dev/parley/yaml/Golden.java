package dev.parley.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Compares text with a file in the repository; {@code -Dparley.golden=rewrite} writes the file anew, for the diff to be read. */
public final class Golden {

  private Golden() {}

  public static void check(Path file, String actual) throws IOException {
    if ("rewrite".equals(System.getProperty("parley.golden"))) {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, actual);
    }
    assertThat(file).exists();
    assertThat(actual).as(file + " (if the change is meant, run with -Dparley.golden=rewrite)").isEqualTo(Files.readString(file));
  }
}
