package dev.parley.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.DynamicContainer;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The unmodified AWS SDK for Java meets every feature of Lex V2's runtime, on every line. */
class ConformanceTest {

  /** So many checks at once: most of them wait for the bot. */
  private static final int AT_ONCE = 12;

  private static final String BEGIN = "<!-- made by the conformance suite: begin -->";
  private static final String END = "<!-- made by the conformance suite: end -->";

  @RegisterExtension static final ConformanceServers SERVERS = new ConformanceServers();

  @TestFactory
  List<DynamicContainer> everyFeatureIsAsTheTableSays() {
    ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
    List<DynamicContainer> all = new ArrayList<>();
    for (Feature feature : Catalogue.features()) {
      List<DynamicTest> tests = new ArrayList<>();
      for (Line line : SERVERS.lines(feature.lines())) {
        Line own = line.of(feature.id() + "." + tests.size());
        CompletableFuture<Void> checked = CompletableFuture.runAsync(() -> check(feature, own), threads);
        tests.add(DynamicTest.dynamicTest(line.name(), () -> result(checked)));
      }
      all.add(DynamicContainer.dynamicContainer(feature.id(), tests));
    }
    threads.shutdown();
    return all;
  }

  private static void check(Feature feature, Line line) {
    try {
      feature.check().on(line);
    } catch (RuntimeException | AssertionError e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException(e);
    }
  }

  private static void result(CompletableFuture<Void> checked) throws Throwable {
    try {
      checked.get();
    } catch (ExecutionException e) {
      throw e.getCause();
    }
  }

  /** Prints the table to {@code target}, and compares it with the one that people read. */
  @Test
  void theTableIsTheOneInTheRepository() throws IOException {
    String table = CompatibilityTable.whole();
    Files.createDirectories(Path.of("target"));
    Files.writeString(Path.of("target", "conformance.md"), table);
    golden(Path.of("conformance.md"), table);
  }

  @Test
  void theReadmeShowsItsShortForm() throws IOException {
    Path readme = Path.of("..", "README.md");
    String text = Files.readString(readme);
    assertThat(text).contains(BEGIN).contains(END);
    String before = text.substring(0, text.indexOf(BEGIN) + BEGIN.length());
    golden(readme, before + "\n" + CompatibilityTable.brief() + text.substring(text.indexOf(END)));
  }

  private static void golden(Path file, String actual) throws IOException {
    if ("rewrite".equals(System.getProperty("parley.golden"))) {
      Files.writeString(file, actual);
    }
    assertThat(file).exists();
    assertThat(actual).as(file + " (if the change is meant, run with -Dparley.golden=rewrite)").isEqualTo(Files.readString(file));
  }

  @Test
  void everyFeatureHasANameOfItsOwn() {
    assertThat(Catalogue.features()).extracting(Feature::id).doesNotHaveDuplicates().allMatch(id -> id.matches("[a-z0-9-]+"));
    assertThat(Catalogue.features()).extracting(Feature::name).doesNotHaveDuplicates();
  }
}
