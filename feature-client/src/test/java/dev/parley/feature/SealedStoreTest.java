package dev.parley.feature;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.feature.embedded.EmbeddedStorage;
import dev.parley.feature.parquet.LocalFolder;
import dev.parley.feature.parquet.ObjectFolder;
import dev.parley.feature.parquet.ParquetHistory;
import dev.parley.feature.parquet.ParquetStorage;
import dev.parley.feature.parquet.SealedFolder;
import dev.parley.feature.seal.FeatureKeys;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What lies on the disk tells nobody who the customers are. */
class SealedStoreTest {

  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final RecordKey ADA = new RecordKey("customer", "ada.lovelace@example.com");

  @TempDir Path folder;

  private static FeatureWrite put(RecordKey key, String city) {
    return FeatureWrite.put(FeatureRecord.of(key.group(), key.key(), NOON, Map.of("city", city)));
  }

  /** Which of the texts stand in the files' bytes. */
  private List<String> found(String... texts) throws IOException {
    List<String> found = new ArrayList<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        String bytes = Files.readString(file, StandardCharsets.ISO_8859_1);
        for (String text : texts) {
          if (bytes.contains(text)) {
            found.add(text);
          }
        }
      }
    }
    return found;
  }

  @Test
  void neitherWhoNorWhatIsToBeReadInTheFilesButWithoutKeysItIs() throws IOException {
    FeatureKeys keys = FeatureKeys.create();
    try (EmbeddedStorage store = EmbeddedStorage.open(folder, Optional.of(keys))) {
      store.write(List.of(put(ADA, "Marylebone"), put(new RecordKey("customer", "other"), "x")), NOON);
      // What is in the log goes on to tables, where the engine compresses it.
      store.online().forget(new RecordKey("customer", "other"));
    }
    assertThat(found("ada.lovelace", "Marylebone", "city")).isEmpty();
    try (EmbeddedStorage store = EmbeddedStorage.open(folder, Optional.of(keys))) {
      assertThat(store.online().latest(ADA.group(), ADA.key()).orElseThrow().words()).containsEntry("city", "Marylebone");
      assertThat(store.history().rows(ADA, Instant.MIN, Instant.MAX)).hasSize(1);
    }
  }

  @Test
  void inTheClearTheSameSearchFindsThem() throws IOException {
    try (EmbeddedStorage store = EmbeddedStorage.open(folder)) {
      store.write(List.of(put(ADA, "Marylebone")), NOON);
    }
    assertThat(found("ada.lovelace", "Marylebone")).contains("ada.lovelace", "Marylebone");
  }

  @Test
  void rotatedKeysOpenWhatTheOldOnesSealed() throws IOException {
    FeatureKeys keys = FeatureKeys.create();
    try (EmbeddedStorage store = EmbeddedStorage.open(folder, Optional.of(keys))) {
      store.write(List.of(put(ADA, "Marylebone")), NOON);
    }
    FeatureKeys rotated = FeatureKeys.read(FeatureKeys.read(keys.write()).rotated().write());
    try (EmbeddedStorage store = EmbeddedStorage.open(folder, Optional.of(rotated))) {
      assertThat(store.online().latest(ADA.group(), ADA.key())).isPresent();
      store.write(List.of(put(ADA, "Bath")), NOON);
    }
    // What is written since needs the new ones.
    try (EmbeddedStorage store = EmbeddedStorage.open(folder, Optional.of(keys))) {
      assertThatThrownBy(() -> store.online().latest(ADA.group(), ADA.key())).isInstanceOf(IllegalStateException.class).hasMessageContaining("other keys");
    }
  }

  @Test
  void otherKeysAndNoneAreRefusedAndSoAreKeysForAStoreThatHadNone() throws IOException {
    EmbeddedStorage.open(folder.resolve("sealed"), Optional.of(FeatureKeys.create())).close();
    EmbeddedStorage.open(folder.resolve("clear")).close();
    assertThatThrownBy(() -> EmbeddedStorage.open(folder.resolve("sealed"))).isInstanceOf(IOException.class).hasMessageContaining("name its keys");
    assertThatThrownBy(() -> EmbeddedStorage.open(folder.resolve("sealed"), Optional.of(FeatureKeys.create())))
        .isInstanceOf(IOException.class).hasMessageContaining("other keys");
    assertThatThrownBy(() -> EmbeddedStorage.open(folder.resolve("clear"), Optional.of(FeatureKeys.create())))
        .isInstanceOf(IOException.class).hasMessageContaining("without keys");
    // Refused, and not held.
    EmbeddedStorage.open(folder.resolve("clear")).close();
  }

  @Test
  void whatIsNoKeyIsToldWithoutBeingShown() {
    for (String text : List.of("", "{}", "hush", "{\"names\":{\"key\":\"hush\"},\"values\":{},\"files\":{}}")) {
      assertThatThrownBy(() -> FeatureKeys.read(text.getBytes(StandardCharsets.UTF_8)))
          .isInstanceOf(IOException.class).hasMessageContaining("no keys of a feature store").hasMessageNotContaining("hush");
    }
  }

  @Test
  void theFilesOfHistoryAreSealedTooAndReadAsEver() throws IOException {
    FeatureKeys keys = FeatureKeys.create();
    Path clear = folder.resolveSibling(folder.getFileName() + "-clear");
    ParquetHistory.Settings settings = ParquetHistory.Settings.of(name -> Optional.empty());
    for (int round = 0; round < 2; round++) {
      ObjectFolder files = new SealedFolder(new LocalFolder(folder.resolve("files")), keys, clear.resolve("copies"), 1 << 20);
      try (ParquetStorage store = ParquetStorage.open(folder.resolve("home"), Optional.of(keys), files, clear.resolve("work"), settings)) {
        store.write(List.of(put(ADA, "Marylebone")), NOON);
        assertThat(store.history().settler().settleAll()).isEqualTo(1);
        assertThat(store.history().rows(ADA, Instant.MIN, Instant.MAX)).hasSize(round + 1);
      }
      assertThat(found("ada.lovelace", "Marylebone")).isEmpty();
    }
    ObjectFolder files = new SealedFolder(new LocalFolder(folder.resolve("files")), keys, clear.resolve("copies"), 1 << 20);
    try (ParquetStorage store = ParquetStorage.open(folder.resolve("home"), Optional.of(keys), files, clear.resolve("work"), settings)) {
      Path file;
      try (Stream<Path> all = Files.walk(folder.resolve("files"))) {
        file = all.filter(Files::isRegularFile).findFirst().orElseThrow();
      }
      byte[] bytes = Files.readAllBytes(file);
      bytes[bytes.length / 2] ^= 1;
      Files.write(file, bytes);
      assertThatThrownBy(() -> store.history().rows(ADA, Instant.MIN, Instant.MAX)).isInstanceOf(UncheckedIOException.class);
    }
  }
}
