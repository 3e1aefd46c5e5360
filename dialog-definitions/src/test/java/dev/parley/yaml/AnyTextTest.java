package dev.parley.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.definition.BotDefinition;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.JsonReportPrinter;
import dev.parley.diagnostic.Span;
import dev.parley.diagnostic.TextReportPrinter;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Whatever stands in a file, reading it gives a bot or a reason, and never throws. */
class AnyTextTest {

  private static final List<String> PIECES =
      List.of("{", "}", "[", "]", ": ", "- ", "&a ", "*a", "<<: *a", "\t", "\"", "'", "|", ">-", "? ", "!!int ", "---\n", "...\n",
          "#", "%", "@", "\r\n", "\n", " ", "~", "null", "\u0000", "\u2028", "\ud83d", "\ud83d\ude00", "{Amount|money}", "{features.",
          "[", "\\", "((a))", "#booked.Day", "<a>", "fn.COUNT(", " AND ", " = ", "(".repeat(3000), "1e999999999", "99999999999999999999", "-1", "true", "AMAZON.Date", "x".repeat(5000));

  @Property(tries = 500)
  void randomCharactersNeverThrow(@ForAll String text) {
    readsOrSaysWhyNot(text);
  }

  @Property(tries = 300)
  void randomBytesNeverThrow(@ForAll @Size(max = 2000) byte[] bytes) {
    readsOrSaysWhyNot(new String(bytes, StandardCharsets.UTF_8));
    readsOrSaysWhyNot(new String(bytes, StandardCharsets.UTF_16LE));
  }

  @Property(tries = 300)
  void piecesOfYamlNeverThrow(@ForAll("pieces") List<String> pieces) {
    readsOrSaysWhyNot(String.join("", pieces));
  }

  @Property(tries = 600)
  void aDamagedBotNeverThrows(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    readsOrSaysWhyNot(damaged(Files.readString(bot(random)), random));
  }

  @Property(tries = 600)
  void aBotWithMovedAndLostLinesNeverThrows(@ForAll long seed) throws IOException {
    Random random = new Random(seed);
    List<String> lines = new ArrayList<>(Files.readAllLines(bot(random)));
    for (int i = 1 + random.nextInt(6); i > 0; i--) {
      int at = random.nextInt(lines.size());
      switch (random.nextInt(4)) {
        case 0 -> lines.remove(at);
        case 1 -> lines.add(random.nextInt(lines.size()), lines.get(at));
        case 2 -> lines.set(at, "  " + lines.get(at));
        default -> lines.set(at, lines.get(at).replaceFirst(":.*", random.nextBoolean() ? ":" : ": [1, {a: b}]"));
      }
    }
    readsOrSaysWhyNot(String.join("\n", lines));
  }

  @Provide
  Arbitrary<List<String>> pieces() {
    Arbitrary<String> keys = Arbitraries.of(BotGrammar.groups().stream().flatMap(g -> g.keys().keySet().stream()).map(k -> k + ": ").toList());
    return Arbitraries.oneOf(Arbitraries.of(PIECES), keys).list().ofMaxSize(40);
  }

  private static Path bot(Random random) {
    return random.nextBoolean() ? Fixtures.SAMPLE : Fixtures.WHOLE;
  }

  private static String damaged(String text, Random random) {
    StringBuilder damaged = new StringBuilder(text);
    for (int i = 1 + random.nextInt(5); i > 0; i--) {
      int from = random.nextInt(damaged.length());
      int to = Math.min(damaged.length(), from + random.nextInt(4));
      damaged.replace(from, to, random.nextInt(3) == 0 ? "" : PIECES.get(random.nextInt(PIECES.size())));
    }
    return damaged.toString();
  }

  private static void readsOrSaysWhyNot(String text) {
    Loaded<BotDefinition> loaded = Fixtures.read("any.yaml", text);

    assertThat(loaded.value().isPresent()).isEqualTo(!loaded.report().hasErrors());
    long lines = text.lines().count() + 1;
    assertThat(loaded.report().diagnostics()).extracting(Diagnostic::span).allMatch((Span s) -> s.line() >= 1 && s.line() <= lines);
    assertThat(TextReportPrinter.print(loaded.report()).isEmpty()).isEqualTo(loaded.report().diagnostics().isEmpty());
    assertThat(JsonReportPrinter.print(loaded.report())).startsWith("[");
  }
}
