package dev.parley.speech.vosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.speech.SpeechException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;

class PackagedModelTest {
  private static final String PREFIX = "assets/model-xx/";

  @TempDir
  Path folder;

  private final Map<String, String> files = new LinkedHashMap<>(
      Map.of("am/final.mdl", "acoustic", "conf/mfcc.conf", "--sample-frequency=8000\n", "conf/model.conf", "--beam=10\n", "uuid", "1-2-3"));

  @Test
  void isUnpackedOnceAndThenLeftAlone() throws Exception {
    ModelFolder model = unpack();
    assertThat(model.sampleRateHz()).isEqualTo(8_000);
    assertThat(model.path().resolve("am/final.mdl")).hasContent("acoustic");
    FileTime before = FileTime.fromMillis(1_000_000);
    Files.setLastModifiedTime(model.path().resolve("uuid"), before);
    assertThat(unpack()).isEqualTo(model);
    assertThat(Files.getLastModifiedTime(model.path().resolve("uuid"))).isEqualTo(before);
  }

  @Test
  void aHalfUnpackedModelIsRepaired() throws Exception {
    ModelFolder model = unpack();
    Files.delete(model.path().resolve("conf/model.conf"));
    Files.writeString(model.path().resolve("am/final.mdl"), "acou");
    assertThat(unpack()).isEqualTo(model);
    assertThat(model.path().resolve("am/final.mdl")).hasContent("acoustic");
    assertThat(model.path().resolve("conf/model.conf")).hasContent("--beam=10\n");
    assertThat(left()).containsExactlyInAnyOrder(model.path().getFileName().toString(), "vosk-model.lock");
  }

  @Test
  void whatADeadProcessLeftIsCleanedUp() throws Exception {
    Files.createDirectories(cache().resolve(".unfinished-123/am"));
    Files.writeString(cache().resolve(".unfinished-123/am/final.mdl"), "acou");
    ModelFolder model = unpack();
    assertThat(left()).containsExactlyInAnyOrder(model.path().getFileName().toString(), "vosk-model.lock");
  }

  @Test
  void anotherModelGetsAnotherFolder() throws Exception {
    ModelFolder first = unpack();
    files.put("am/final.mdl", "acoustics");
    assertThat(unpack().path()).isNotEqualTo(first.path());
  }

  @Test
  void processesAtTheSameTimeShareOneUnpacking() throws Exception {
    Path archive = archive();
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    String classPath = Stream.of(PackagedModel.class, PackagedModelTest.class, Logger.class).map(PackagedModelTest::placeOf)
        .reduce((a, b) -> a + System.getProperty("path.separator") + b).orElseThrow();
    List<Process> processes = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      processes.add(new ProcessBuilder(java, "-Xmx64m", "-cp", classPath, Unpacker.class.getName(), archive.toString(), cache().toString())
          .redirectError(folder.resolve("errors-" + i).toFile()).start());
    }
    for (Process process : processes) {
      assertThat(process.waitFor()).as("see %s", folder).isZero();
    }
    assertThat(left()).hasSize(2).contains("vosk-model.lock");
  }

  @Test
  void anArchiveCannotWriteOutsideOfItsFolder() {
    files.put("../../evil", "x");
    assertThatThrownBy(this::unpack).isInstanceOf(SpeechException.class).hasMessageContaining("outside");
    assertThat(folder.resolve("evil")).doesNotExist();
  }

  @Test
  void aClassPathWithoutModelIsExplained() {
    assertThatThrownBy(() -> new PackagedModel("assets/model-yy/", cache()).folder()).isInstanceOf(SpeechException.class)
        .hasMessageContaining("assets/model-yy/");
  }

  @Test
  void theModelOfThisModuleIsFoundInItsFolderOfClasses() {
    assertThat(new PackagedModel("assets/model-en-us/", cache()).folder().sampleRateHz()).isEqualTo(16_000);
  }

  /** Another process. */
  static final class Unpacker {
    private Unpacker() {}

    public static void main(String[] args) throws IOException {
      try (URLClassLoader loader = new URLClassLoader(new URL[] {Path.of(args[0]).toUri().toURL()}, null)) {
        new PackagedModel(PREFIX, Path.of(args[1]), loader).folder();
      }
    }
  }

  private ModelFolder unpack() throws IOException {
    try (URLClassLoader loader = new URLClassLoader(new URL[] {archive().toUri().toURL()}, null)) {
      return new PackagedModel(PREFIX, cache(), loader).folder();
    }
  }

  private Path archive() throws IOException {
    Path archive = folder.resolve("model.jar");
    try (OutputStream out = Files.newOutputStream(archive); ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, String> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(PREFIX + file.getKey()));
        zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
      }
    }
    return archive;
  }

  private Path cache() {
    return folder.resolve("cache");
  }

  private List<String> left() throws IOException {
    try (Stream<Path> entries = Files.list(cache())) {
      return entries.map(path -> path.getFileName().toString()).toList();
    }
  }

  private static String placeOf(Class<?> type) {
    return Path.of(java.net.URI.create(type.getProtectionDomain().getCodeSource().getLocation().toString())).toString();
  }
}
