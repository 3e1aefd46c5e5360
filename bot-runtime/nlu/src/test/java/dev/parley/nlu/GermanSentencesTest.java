package dev.parley.nlu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.definition.LocaleDefinition;
import dev.parley.learning.LearntModels;
import dev.parley.slot.SlotContext;
import dev.parley.slot.SlotTypes;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Slots in sentences of a German bot, by the words of its language; and of one whose language has no file of them. */
class GermanSentencesTest {

  private static final String BOT =
      """
      bot: Klein
      locale: de_DE
      intents:
        Notiz:
          utterances: [eine notiz, "notiere dass {Text}", "schreib auf dass {Text}"]
          slots: { Text: { type: FreeFormInput, ask: Was? } }
          close: Notiert.
        Umbuchen:
          utterances: [geld umbuchen, "buche vom {Quelle} aufs {Ziel} um", "buche aufs {Ziel}"]
          slots:
            Quelle: { type: Konto, ask: Von welchem Konto? }
            Ziel: { type: Konto, ask: Auf welches Konto? }
          close: Gebucht.
        Lied:
          utterances: [spiel ein lied, "spiel {Titel} von {Musiker}", "spiel etwas von {Musiker}", "etwas von {Musiker} hören"]
          slots:
            Titel: { type: Titel, ask: Welches Lied? }
            Musiker: { type: FreeFormInput, ask: Von wem? }
          close: Es läuft.
        FallbackIntent: { close: Wie bitte? }
      slot_types:
        Konto: { values: [sparkonto, girokonto, tagesgeld] }
        Titel: { resolution: original, values: [silberner regen, papierboote, zwei türen weiter] }
      """;

  private static final LocaleDefinition GERMAN = Bots.bot(BOT).locales().values().iterator().next();
  private static final SlotFinder FINDER = finder(GERMAN);

  private static SlotFinder finder(LocaleDefinition locale) {
    SlotAnswers answers = new SlotAnswers(new SlotTypes(locale.slotTypes()), locale.slotTypes());
    return new SlotFinder(answers, new SlotTaggers(answers, locale, LearntModels.none()), locale.intents().values());
  }

  private static String found(SlotFinder finder, LocaleDefinition locale, String intent, String said) {
    Map<String, String> found = new TreeMap<>();
    finder
        .find(locale.intents().get(intent), said, new SlotContext(locale.localeId(), LocalDate.of(2026, 11, 25)), false)
        .values()
        .forEach((name, value) -> found.put(name, value.interpretedValue()));
    return String.join(" ", found.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "nichts",
      value = {
        "Notiz, bitte notiere dass der aufzug steht, Text=der aufzug steht",
        "Notiz, könnten sie bitte notieren, nichts",
        "Umbuchen, buche bitte vom girokonto aufs sparkonto um, Quelle=girokonto Ziel=sparkonto",
        "Umbuchen, buche aufs mein tagesgeld, Ziel=tagesgeld",
        "Lied, bitte spiel grüne wiesen von den drei raben, Musiker=den drei raben Titel=grüne wiesen",
        "Lied, spiel etwas von anna lind bitte, Musiker=anna lind",
        "Lied, spiel papierboote von oskar danke, Musiker=oskar Titel=papierboote",
      })
  void germanSentencesHaveTheirValues(String intent, String said, String slots) {
    assertThat(found(FINDER, GERMAN, intent, said)).isEqualTo(slots == null ? "" : slots);
  }

  @Test
  void aLanguageWithoutAFileHasItsValuesAsItsSamplesHaveThem() {
    LocaleDefinition finnish =
        Bots.bot(
                """
                bot: Pieni
                locale: fi_FI
                intents:
                  Soita:
                    utterances: [soita musiikkia, "soita {Kappale} esittäjältä {Esittaja}"]
                    slots:
                      Kappale: { type: FreeFormInput, ask: Mikä? }
                      Esittaja: { type: FreeFormInput, ask: Kuka? }
                    close: Soi.
                  FallbackIntent: { close: Anteeksi? }
                """)
            .locales()
            .values()
            .iterator()
            .next();
    assertThat(found(finder(finnish), finnish, "Soita", "soita hopeinen sade esittäjältä oskari")).isEqualTo("Esittaja=oskari Kappale=hopeinen sade");
  }
}
