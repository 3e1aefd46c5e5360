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
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The README says what the reader does: its tables are made from {@link BotGrammar}, and its bots are read. */
class LanguageReferenceTest {

  private static final Path README = Path.of("README.md");
  private static final String BEGIN = "<!-- made from BotGrammar: begin -->\n";
  private static final String END = "<!-- made from BotGrammar: end -->";
  private static final Pattern BOT = Pattern.compile("```yaml\n(bot:.*?)```", Pattern.DOTALL);

  @Test
  void theTablesOfKeysAreThoseOfTheReader() throws IOException {
    String readme = Files.readString(README);
    int from = readme.indexOf(BEGIN) + BEGIN.length();
    int to = readme.indexOf(END);
    String tables = BotGrammar.groups().stream().map(LanguageReferenceTest::table).collect(Collectors.joining("\n"));

    Golden.check(README, readme.substring(0, from) + tables + readme.substring(to));
  }

  @TestFactory
  Stream<DynamicTest> aBotInTheReadmeIsReadWithoutAMistake() throws IOException {
    Matcher bots = BOT.matcher(Files.readString(README));
    return bots.results().map(bot -> DynamicTest.dynamicTest(bot.group(1).lines().findFirst().orElseThrow(), () ->
        assertThat(TextReportPrinter.print(Fixtures.read("README.md", bot.group(1)).report())).isEmpty()));
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
