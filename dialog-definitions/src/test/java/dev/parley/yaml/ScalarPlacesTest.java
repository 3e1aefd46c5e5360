package dev.parley.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
import dev.parley.yaml.YamlNode.YamlMapping;
import dev.parley.yaml.YamlNode.YamlScalar;
import org.junit.jupiter.api.Test;

/** A word of a text is found in its file, however YAML was told to write it. */
class ScalarPlacesTest {

  @Test
  void inPlainWords() {
    assertThat(place("if: one two", "two")).isEqualTo("1:9-12");
  }

  @Test
  void inQuotes() {
    assertThat(place("if: \"one two\"", "two")).isEqualTo("1:10-13");
    assertThat(place("if: 'one two'", "two")).isEqualTo("1:10-13");
  }

  @Test
  void behindEscapesAndDoubledQuotes() {
    assertThat(place("if: \"one = \\\"a\\\" two\"", "two")).isEqualTo("1:18-21");
    assertThat(place("if: 'it''s one two'", "two")).isEqualTo("1:16-19");
  }

  @Test
  void inFoldedAndLiteralLines() {
    assertThat(place("if: >-\n  one\n  and two\n", "two")).isEqualTo("3:7-10");
    assertThat(place("if: |\n  one\n\n  and two\n", "two")).isEqualTo("4:7-10");
    assertThat(place("if: >-\n  one\n  and two\n", "one")).isEqualTo("2:3-6");
  }

  @Test
  void inPlainAndQuotedTextsOfSeveralLines() {
    assertThat(place("if: one\n  and two", "two")).isEqualTo("2:7-10");
    assertThat(place("if: \"one\n  and two\"", "two")).isEqualTo("2:7-10");
  }

  @Test
  void behindCharactersOfTwoUnits() {
    assertThat(place("if: \"\\\" 😀 two\"", "two")).isEqualTo("1:11-14");
    assertThat(place("if: 😀 two", "two")).isEqualTo("1:7-10");
  }

  @Test
  void atTheBeginningWhenItCannotBeFound() {
    assertThat(place("if: \"\\x74wo\"", "wo")).startsWith("1:5");
  }

  private static String place(String yaml, String word) {
    Report report = new Report();
    SourceText source = new SourceText("bot.yaml", yaml);
    YamlScalar scalar = (YamlScalar) ((YamlMapping) YamlNodeReader.read(source, report).orElseThrow()).get("if").orElseThrow();
    var span = new ScalarPlaces(scalar, report).of(scalar.text().indexOf(word), word.length());
    return span.line() + ":" + span.column() + "-" + span.endColumn();
  }
}
