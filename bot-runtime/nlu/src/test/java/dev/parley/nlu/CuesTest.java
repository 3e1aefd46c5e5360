package dev.parley.nlu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.definition.LocaleDefinition.CuePhrases;
import dev.parley.event.Cue;
import dev.parley.event.Expectation;
import dev.parley.event.Interpreter;
import dev.parley.yaml.YamlNode;
import dev.parley.yaml.YamlNode.YamlMapping;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What callers say about the conversation itself: {@code understanding/cues.*.examples.yaml}. */
class CuesTest {

  private static final Map<String, Asked> WHILE =
      Map.of(
          "asked", Asked.slot("Transfer", "amount"),
          "confirming", Asked.goAhead("Transfer"),
          "waiting", Asked.slot("Transfer", "amount").whileWaiting());

  @TestFactory
  List<DynamicTest> cuesAreHeardInEnglish() {
    return tests("en", ExampleFiles.interpreter("understanding/bank.bot.yaml", "en_US"));
  }

  @TestFactory
  List<DynamicTest> cuesAreHeardInGerman() {
    return tests("de", Bots.inGerman());
  }

  private static List<DynamicTest> tests(String language, Interpreter interpreter) {
    List<DynamicTest> tests = new ArrayList<>();
    for (YamlNode.Entry group : ((YamlMapping) ExampleFiles.read("understanding/cues." + language + ".examples.yaml")).entries()) {
      Expectation expectation = WHILE.get(group.key().text()).expectation();
      for (YamlNode.Entry example : ((YamlMapping) group.value()).entries()) {
        String said = example.key().text();
        String cue = ExampleFiles.text(example.value());
        tests.add(
            DynamicTest.dynamicTest(
                group.key().text() + ": " + said + " -> " + cue,
                () -> assertThat(interpreter.interpret(said, expectation).cue().map(Cue::name).orElse("none")).isEqualTo(cue)));
      }
    }
    return tests;
  }

  @Test
  void aLanguageWithoutATableHasTheBotsOwnPhrases() {
    Cues cues = new Cues(CueTable.of("fi_FI"), new CuePhrases(List.of("hetkinen"), List.of("jatka"), List.of("kyllä"), List.of("ei")));
    assertThat(cues.read("hetkinen", false, false).map(Cues.Heard::cue)).contains(Cue.HOLD);
    assertThat(cues.read("kyllä", true, false).map(Cues.Heard::cue)).contains(Cue.YES);
    assertThat(cues.read("hold on", false, false)).isEqualTo(Optional.empty());
  }
}
