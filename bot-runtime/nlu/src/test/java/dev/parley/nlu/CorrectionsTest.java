package dev.parley.nlu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.event.Interpretations;
import dev.parley.event.Interpreter;
import dev.parley.yaml.YamlNode;
import dev.parley.yaml.YamlNode.YamlMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** What callers take back, and what only sounds as if they did: {@code understanding/corrections.examples.yaml}. */
class CorrectionsTest {

  private static final Interpreter BANK = ExampleFiles.interpreter("understanding/bank.bot.yaml", "en_US");

  @TestFactory
  List<DynamicTest> whatIsTakenBackChangesWhatWasSaidBefore() {
    List<DynamicTest> tests = new ArrayList<>();
    for (YamlNode group : ExampleFiles.items(ExampleFiles.read("understanding/corrections.examples.yaml"))) {
      YamlMapping keys = (YamlMapping) group;
      String asked = ExampleFiles.text(keys.get("asked").orElseThrow());
      List<String> filled = ExampleFiles.items(keys.get("filled").orElseThrow()).stream().map(ExampleFiles::text).toList();
      Asked expected = asked.equals("confirm") ? Asked.goAhead("Transfer") : Asked.slot("Transfer", asked);
      for (YamlNode.Entry example : ((YamlMapping) keys.get("said").orElseThrow()).entries()) {
        String said = example.key().text();
        String meant = ExampleFiles.text(example.value());
        tests.add(
            DynamicTest.dynamicTest(
                asked + ": " + said + " -> " + meant,
                () -> assertThat(meaning(BANK.interpret(said, expected.filled(filled.toArray(String[]::new)).expectation()))).isEqualTo(meant)));
      }
    }
    return tests;
  }

  private static String meaning(Interpretations meaning) {
    if (!meaning.corrections().isEmpty()) {
      assertThat(meaning.answer()).isEmpty();
      assertThat(meaning.cue()).isEmpty();
      assertThat(meaning.ranked().get(0).intent()).isEqualTo("Transfer");
      return new TreeMap<>(meaning.corrections())
          .entrySet().stream().map(e -> e.getKey() + "=" + e.getValue().interpretedValue()).collect(Collectors.joining(" "));
    }
    return meaning.answer().map(v -> "answer=" + v.interpretedValue()).orElse("none");
  }
}
