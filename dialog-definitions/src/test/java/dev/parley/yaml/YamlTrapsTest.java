package dev.parley.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.definition.BotDefinition;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.TextReportPrinter;
import org.junit.jupiter.api.Test;

/** What YAML does to people elsewhere, and does not do here. A number in a name is that of a case reported from the field. */
class YamlTrapsTest {

  /** Rasa core issue 1126, Snips NLU issue 772. */
  @Test
  void c95YesNoTimesAndNumbersInAListOfUtterancesStayTheWordsThatWereWritten() {
    IntentDefinition intent = bot("""
        bot: Words
        intents:
          Say:
            utterances: [yes, no, on, off, y, n, true, 12:30, 0123, 1e3, 0x1F, 1_000, null, 2026-01-01, .5]
        """).intents().get("Say");

    assertThat(intent.utterances()).extracting("text")
        .containsExactly("yes", "no", "on", "off", "y", "n", "true", "12:30", "0123", "1e3", "0x1F", "1_000", "null", "2026-01-01", ".5");
  }

  /** In a list of utterances it can only be a slip: nobody says nothing. The error names the place. */
  @Test
  void c95ATildeInAListOfUtterancesIsRefusedWithItsLine() {
    Loaded<BotDefinition> loaded = Fixtures.read("bot.yaml", "bot: Words\nintents:\n  Say:\n    utterances: [hello, ~]\n");

    assertThat(loaded.report().diagnostics()).extracting(Diagnostic::code).containsExactly("empty-utterance");
    assertThat(loaded.report().diagnostics().get(0).span()).hasToString("bot.yaml:4:25");
  }

  @Test
  void c95IntentsAndSlotValuesMayBeNamedYesAndNo() {
    LocaleDefinition locale = bot("""
        bot: Words
        intents:
          yes: { utterances: [indeed] }
          no: { utterances: [never], slots: { Answer: { type: Answers, ask: "Well?" } } }
        slot_types:
          Answers: { values: [yes, { value: no, synonyms: [n, off] }] }
        """);

    assertThat(locale.intents()).containsKeys("yes", "no");
    assertThat(locale.slotTypes().get("Answers").values()).extracting("value").containsExactly("yes", "no");
  }

  /** Rasa issue 5579: there, the whole file was dropped and an empty bot started. */
  @Test
  void c97ASlotThatIsDefinedTwiceIsRefusedWithBothPlaces() {
    Loaded<BotDefinition> loaded = Fixtures.read("bot.yaml", """
        bot: Cars
        intents:
          BookCar:
            utterances: [book a car]
            slots:
              Day: { type: Date, ask: Which day? }
              Day: { type: Date, ask: What day? }
        """);

    assertThat(loaded.value()).isEmpty();
    assertThat(TextReportPrinter.print(loaded.report())).contains("bot.yaml:7:7").contains("bot.yaml:6:7");
  }

  /** Spring Boot issue 23096: 50 aliases are SnakeYAML's limit. */
  @Test
  void c99SixtySlotsMayShareOneAnchor() {
    StringBuilder text = new StringBuilder("bot: Many\nintents:\n  Ask:\n    utterances: [ask me]\n    slots:\n");
    text.append("      Slot0: &slot { type: Number, ask: How many? }\n");
    for (int i = 1; i < 60; i++) {
      text.append("      Slot").append(i).append(": *slot\n");
    }

    assertThat(bot(text.toString()).intents().get("Ask").slots()).hasSize(60);
  }

  @Test
  void columnsCountCharactersAsAReaderSeesThem() {
    Loaded<BotDefinition> loaded = Fixtures.read("bot.yaml", "bot: Cars\ngreeting: \"😀 hello {Nobody}\"\nintents:\n  Say: { utterances: [hi] }\n");

    assertThat(TextReportPrinter.print(loaded.report())).contains("""
        2 | greeting: "😀 hello {Nobody}"
          |                    ^^^^^^^^
        """);
  }

  private static LocaleDefinition bot(String text) {
    Loaded<BotDefinition> loaded = Fixtures.read("bot.yaml", text);
    assertThat(TextReportPrinter.print(loaded.report())).isEmpty();
    return loaded.value().orElseThrow().locales().values().iterator().next();
  }
}
