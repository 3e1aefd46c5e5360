package dev.parley.lex;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;

/** The files of an export, from a zip or a folder, within limits: what is too large, too deep or no export is told, never thrown. */
final class LexFiles {

  /** Larger exports are none: 1000 intents of 100 slots have far less. */
  static final int MAX_FILES = 20_000;

  static final int MAX_FILE_BYTES = 16 << 20;
  static final int MAX_BYTES = 128 << 20;
  private static final int MAX_DEPTH = 64;

  private static final JsonMapper JSON =
      JsonMapper.builder(
              JsonFactory.builder()
                  .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).maxStringLength(1 << 20).build())
                  .build())
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  private LexFiles() {}

  /** The files of a zip by path; empty, and a report, when it cannot be read. */
  static Optional<Map<String, byte[]>> unzip(byte[] zip, LexReport report) {
    Map<String, byte[]> files = new TreeMap<>();
    if (zip.length < 4 || zip[0] != 'P' || zip[1] != 'K') {
      report.error("", "this is no zip file", "it does not begin as one", "name the zip that Lex's console or API exported, or its unpacked folder");
      return Optional.empty();
    }
    try (ZipInputStream in = new ZipInputStream(new ByteArrayInputStream(zip))) {
      long total = 0;
      for (ZipEntry entry = in.getNextEntry(); entry != null; entry = in.getNextEntry()) {
        String path = entry.getName().replace('\\', '/');
        if (leavesFolder(path)) {
          report.error(path, "the zip names a file outside of itself", "no export does that", "do not use this file; export the bot again");
          return Optional.empty();
        }
        if (entry.isDirectory()) {
          continue;
        }
        byte[] bytes = bounded(in, path, report);
        total += bytes.length;
        if (report.hasErrors()) {
          return Optional.empty();
        } else if (total > MAX_BYTES || files.size() >= MAX_FILES) {
          report.error(path, "the zip unpacks to more than " + MAX_FILES + " files or " + MAX_BYTES + " bytes", "no bot is that large", "export the bot again");
          return Optional.empty();
        }
        files.put(path, bytes);
      }
    } catch (ZipException e) {
      boolean locked = String.valueOf(e.getMessage()).contains("encrypted");
      report.error("", locked ? "the zip is locked with a password" : "the zip is damaged", String.valueOf(e.getMessage()),
          locked ? "unpack it with its password and name the folder, or export without one" : "export the bot again");
      return Optional.empty();
    } catch (IOException | IllegalArgumentException e) {
      report.error("", "the zip is damaged", String.valueOf(e.getMessage()), "export the bot again");
      return Optional.empty();
    }
    if (files.isEmpty()) {
      report.error("", "the zip holds no files", "", "export the bot again");
      return Optional.empty();
    }
    return Optional.of(files);
  }

  private static boolean leavesFolder(String path) {
    return path.startsWith("/") || path.matches("(?s)[A-Za-z]:.*") || ("/" + path + "/").contains("/../");
  }

  private static byte[] bounded(InputStream in, String path, LexReport report) throws IOException {
    byte[] bytes = in.readNBytes(MAX_FILE_BYTES + 1);
    if (bytes.length > MAX_FILE_BYTES) {
      report.error(path, "a file of the export has more than " + MAX_FILE_BYTES + " bytes", "no part of a bot is that large", "export the bot again");
    }
    return bytes;
  }

  /** The JSON of a file that should hold an object; empty, and a report, when it holds none. */
  static Optional<JsonNode> json(String path, byte[] bytes, LexReport report, boolean needed) {
    String reason;
    try {
      JsonNode node = JSON.readTree(bytes);
      if (node != null && node.isObject()) {
        return Optional.of(node);
      }
      reason = "it holds no JSON object";
    } catch (JsonProcessingException e) {
      reason = e.getOriginalMessage() + (e.getLocation() == null ? "" : " (line " + e.getLocation().getLineNr() + ")");
    } catch (IOException e) {
      reason = String.valueOf(e.getMessage());
    }
    report.add(needed ? LexReport.Severity.ERROR : LexReport.Severity.LOST, path, "this file is not JSON that can be read", reason, "export the bot again");
    return Optional.empty();
  }
}
