package dev.parley.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.diagnostic.TextReportPrinter;
import dev.parley.yaml.ValueType.AnyOf;
import dev.parley.yaml.ValueType.Choice;
import dev.parley.yaml.ValueType.Group;
import dev.parley.yaml.ValueType.Keys;
import dev.parley.yaml.ValueType.ListOf;
import dev.parley.yaml.ValueType.MapOf;
import dev.parley.yaml.ValueType.Text;
import dev.parley.yaml.ValueType.Time;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The pages say what the reader does: their tables are made from {@link BotGrammar}, and their bots are read. */
class LanguageReferenceTest {

  private static final Path LANGUAGE = Path.of("language.md");
  private static final List<Path> PAGES = List.of(Path.of("README.md"), LANGUAGE);
  private static final String BEGIN = "<!-- made from BotGrammar: begin -->\n";
  private static final String END = "<!-- made from BotGrammar: end -->";
  private static final Pattern BOT = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

  @Test
  void theTablesOfKeysAreThoseOfTheReader() throws IOException {
    String page = Files.readString(LANGUAGE);
    int from = page.indexOf(BEGIN) + BEGIN.length();
    int to = page.indexOf(END);
    String tables = BotGrammar.groups().stream().map(LanguageReferenceTest::table).collect(Collectors.joining("\n"));

    Golden.check(LANGUAGE, page.substring(0, from) + tables + page.substring(to));
  }

  @TestFactory
  Stream<DynamicTest> aBotInAPageIsReadWithoutAMistake() throws IOException {
    List<DynamicTest> tests = new ArrayList<>();
    for (Path page : PAGES) {
      String text = Files.readString(page);
      for (MatchResult block : BOT.matcher(text).results().toList()) {
        long line = text.substring(0, block.start()).lines().count() + 1;
        tests.add(DynamicTest.dynamicTest(page + ":" + line, () ->
            assertThat(TextReportPrinter.print(Fixtures.read(page.toString(), whole(block.group(1))).report())).isEmpty()));
      }
    }
    return tests.stream();
  }

  /** Examples may leave out the bot's name, and an intent when they are about something else. */
  private static String whole(String example) {
    String named = example.startsWith("bot:") ? example : "bot: Example\n" + example;
    boolean intents = example.contains("intents:");
    return intents ? named : named + "intents:\n  BookCar: { utterances: [book a car], close: Booked. }\n";
  }

  private static String table(Keys group) {
    StringBuilder table = new StringBuilder("### " + group.name() + "\n" + group.doc() + "\n\n| key | value | |\n|---|---|---|\n");
    group.keys().forEach((name, key) -> table.append("| `").append(name).append('`').append(key.required() ? " (needed)" : "")
        .append(" | ").append(words(key.type())).append(" | ").append(key.doc().replace("|", "\\|")).append(" |\n"));
    return table.toString();
  }

  private static String words(ValueType type) {
    if (type instanceof Text) {
      return "text";
    } else if (type instanceof Choice choice) {
      return choice.words().stream().map(w -> "`" + w + "`").collect(Collectors.joining(" "));
    } else if (type instanceof Time time) {
      return "time, " + Times.print(time.minMs()) + " to " + Times.print(time.maxMs());
    } else if (type instanceof ListOf list) {
      return "list of " + words(list.item());
    } else if (type instanceof MapOf map) {
      return "names, each with " + words(map.value());
    } else if (type instanceof AnyOf any) {
      return any.forms().stream().map(LanguageReferenceTest::words).collect(Collectors.joining(", or "));
    } else if (type instanceof Group group) {
      return "[" + group.name() + "](#" + group.name() + ")";
    }
    return type.expected();
  }
}
