package dev.parley.http2;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import java.util.zip.GZIPOutputStream;

/** What a fuzzer found worth keeping: one file, gzipped, of the number of inputs (u32) and of each its length (u16) and its bytes. */
public final class FuzzCorpus {

  private FuzzCorpus() {}

  /** The kept inputs of a target. */
  static List<byte[]> of(String target) throws IOException {
    try (InputStream file = FuzzCorpus.class.getResourceAsStream("/fuzz/" + target + ".corpus.gz")) {
      DataInputStream in = new DataInputStream(new GZIPInputStream(new ByteArrayInputStream(file.readAllBytes())));
      List<byte[]> corpus = new ArrayList<>();
      int count = in.readInt();
      for (int i = 0; i < count; i++) {
        corpus.add(in.readNBytes(in.readUnsignedShort()));
      }
      return corpus;
    }
  }

  /** Usage: {@code unpack TARGET FOLDER}, a file for each input, as fuzzers want it; or {@code pack FOLDER FILE}. */
  public static void main(String[] args) throws IOException {
    if (args[0].equals("unpack")) {
      Path folder = Files.createDirectories(Path.of(args[2]));
      List<byte[]> corpus = of(args[1]);
      for (int i = 0; i < corpus.size(); i++) {
        Files.write(folder.resolve("kept-" + i), corpus.get(i));
      }
      return;
    }
    List<Path> files;
    try (Stream<Path> all = Files.list(Path.of(args[1]))) {
      files = all.sorted().toList();
    }
    try (DataOutputStream out = new DataOutputStream(new GZIPOutputStream(Files.newOutputStream(Path.of(args[2]))))) {
      out.writeInt(files.size());
      for (Path file : files) {
        byte[] input = Files.readAllBytes(file);
        out.writeShort(input.length);
        out.write(input);
      }
    }
  }
}
