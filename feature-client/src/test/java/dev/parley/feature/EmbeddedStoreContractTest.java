package dev.parley.feature;

import dev.parley.feature.embedded.EmbeddedStorage;
import dev.parley.feature.seal.FeatureKeys;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
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

  @Nested
  class SealedOnline extends OnlineStoreContract {
    @Override
    protected OnlineStore open() throws IOException {
      return EmbeddedStorage.open(folder, Optional.of(FeatureKeys.create())).online();
    }
  }

  @Nested
  class SealedHistory extends HistoryStoreContract {
    @Override
    protected HistoryStore open() throws IOException {
      return EmbeddedStorage.open(folder, Optional.of(FeatureKeys.create())).history();
    }
  }
}
