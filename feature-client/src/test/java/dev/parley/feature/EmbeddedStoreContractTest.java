package dev.parley.feature;

import dev.parley.feature.embedded.EmbeddedStore;
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
      return EmbeddedStore.open(folder);
    }
  }

  @Nested
  class History extends HistoryStoreContract {
    @Override
    protected void with(Use use) throws Exception {
      try (EmbeddedStore store = EmbeddedStore.open(folder)) {
        use.use(store);
      }
    }
  }
}
