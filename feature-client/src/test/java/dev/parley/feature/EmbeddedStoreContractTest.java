package dev.parley.feature;

import dev.parley.feature.embedded.EmbeddedStorage;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedStoreContractTest {

  @TempDir Path folder;

  @Nested
  class Online extends OnlineStoreContract {
    @Override
    protected OnlineStore open() throws IOException {
      return EmbeddedStorage.open(folder).online();
    }
  }

  @Nested
  class History extends HistoryStoreContract {
    @Override
    protected HistoryStore open() throws IOException {
      return EmbeddedStorage.open(folder).history();
    }
  }
}
