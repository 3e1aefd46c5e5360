package dev.parley.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.definition.Condition;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.Span;
import dev.parley.yaml.YamlNode.YamlScalar;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConditionReaderTest {

  private final Report report = new Report();

  @Test
  void andBindsStrongerThanOrAndNotStrongest() {
    assertThat(text("[a] = 1 OR [b] = 2 AND NOT [c] = 3")).isEqualTo("((NOT [c] = 3 AND [b] = 2) OR [a] = 1)");
    assertThat(text("([a] = 1 || [b] = 2) && ![c] = 3")).isEqualTo("(([a] = 1 OR [b] = 2) AND NOT [c] = 3)");
  }

  @Test
  void allKindsOfValuesAreRead() {
    assertThat(text("{Where.City} = \"Oslo\" and ((channel)) != [last] or $.transcriptions[0].transcriptionConfidence >= 0.5"))
        .isEqualTo("($.transcriptions[0].transcriptionConfidence >= 0.5 OR (((channel)) != [last] AND Where.City = \"oslo\"))");
    assertThat(text("fn.COUNT({Extras}) > -1 AND {Extras} CONTAINS \"radio\"")).isEqualTo("(Extras CONTAINS \"radio\" AND fn.COUNT(Extras) > -1)");
    assertThat(text("((a)) = 1")).isEqualTo("((a)) = 1");
    assertThat(text("(([a] = 1))")).isEqualTo("[a] = 1");
  }

  /** The column counts from 1 within the text. */
  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = """
      [a] == 1            | 5  | write `=`
      [a] <> 1            | 5  | write `!=`
      [a] = yes           | 7  | write {yes} for a slot
      [a] = 'yes'         | 7  | double quotes
      [a] =               | 5  | write a slot
      [a]                 | 1  | compare it
      [a] = 1 [b] = 2     | 9  | join conditions
      [a] = 1)            | 8  | drop it
      ([a] = 1            | 8  | add `)`
      [a = 1              | 1  | add `]`
      fn.SIZE([a]) > 1    | 1  | the functions are
      fn.COUNT [a] > 1    | 10 | write fn.COUNT({Slot})
      [a] is 1            | 5  | compare it
      [a] = 1 & [b] = 2   | 9  | write AND and OR
      """)
  void aMistakeIsFoundAtItsColumn(String written, int column, String help) {
    assertThat(ConditionReader.read(scalar(written), report)).isEmpty();
    Diagnostic found = report.diagnostics().get(0);
    assertThat(found.span().column()).isEqualTo(column);
    assertThat(found.help().orElseThrow()).contains(help);
  }

  @Test
  void aThousandBracketsAreNotTooMany() {
    assertThat(ConditionReader.read(scalar("(".repeat(508) + "1 = 1" + ")".repeat(508)), report)).isPresent();
  }

  private String text(String written) {
    Condition condition = ConditionReader.read(scalar(written), report).orElseThrow();
    assertThat(report.diagnostics()).isEmpty();
    return ConditionLogic.text(condition);
  }

  private static YamlScalar scalar(String text) {
    return new YamlScalar(Span.of("x", 1, 1, text.length()), text, true);
  }
}
