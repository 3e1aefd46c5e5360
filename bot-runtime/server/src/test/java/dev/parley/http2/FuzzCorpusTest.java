package dev.parley.http2;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The fuzzer's corpus, an input for each way through the decoders, run again without it. {@code mvn -Pfuzz} looks for more. */
final class FuzzCorpusTest {

  @ParameterizedTest
  @ValueSource(strings = {"EventStreamFuzz", "JsonLinesFuzz"})
  void whatTheFuzzerFoundIsDecodedOrRefused(String target) throws IOException {
    List<byte[]> corpus = FuzzCorpus.of(target);
    assertThat(corpus).hasSizeGreaterThan(100);
    Consumer<byte[]> check = target.equals("EventStreamFuzz") ? EventStreamFuzz::fuzzerTestOneInput : JsonLinesFuzz::fuzzerTestOneInput;
    for (int i = 0; i < corpus.size(); i++) {
      try {
        check.accept(corpus.get(i));
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError("input " + i + " of " + target, e);
      }
    }
  }
}
