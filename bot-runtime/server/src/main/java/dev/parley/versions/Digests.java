package dev.parley.versions;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedMap;

/** SHA-256, in hexadecimal. */
final class Digests {

  private static final int BLOCK = 1 << 16;

  private Digests() {}

  static String of(Path file) throws IOException {
    MessageDigest digest = sha256();
    try (InputStream in = Files.newInputStream(file)) {
      byte[] block = new byte[BLOCK];
      for (int n = in.read(block); n >= 0; n = in.read(block)) {
        digest.update(block, 0, n);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  /** Of a whole version: of the lines that {@code sha256sum} prints of its files, in the order of their paths, and of which is the bot. */
  static String of(String botFile, SortedMap<String, String> files) {
    StringBuilder lines = new StringBuilder();
    files.forEach((path, hash) -> lines.append(hash).append("  ").append(path).append('\n'));
    lines.append("bot  ").append(botFile).append('\n');
    return HexFormat.of().formatHex(sha256().digest(lines.toString().getBytes(StandardCharsets.UTF_8)));
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
