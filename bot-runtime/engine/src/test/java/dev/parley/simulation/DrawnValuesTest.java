package dev.parley.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.definition.BotDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.SlotDefinition.Spelling;
import dev.parley.diagnostic.SourceText;
import dev.parley.engine.ConversationCore;
import dev.parley.event.Interpretations;
import dev.parley.event.SlotValue;
import dev.parley.yaml.BotReader;
import java.time.Instant;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What drawn callers answer: values of every type, on both sides of what a bot compares them with. */
class DrawnValuesTest {

  private static final LocalDate TODAY = LocalDate.parse("2026-05-06");

  private static final BotDefinition BOT =
      BotReader.read(
              new SourceText(
                  "bot.yaml",
                  """
                  bot: Forms
                  slot_types:
                    Seat: { grammar: [{ phrase: "(row|line) {row:Number} [seat] {seat:AlphaNumeric}", value: "{row}{seat}" }] }
                    Code: { pattern: "[A-Z]{2}[0-9]{3}(X|Y)?" }
                    Extra: { values: [radio, { value: heating, synonyms: [a heater] }, roof] }
                  intents:
                    Fill:
                      utterances: [fill in the form]
                      slots:
                        Seats:
                          type: Number
                          ask: How many?
                          captured: { when: [{ if: "{Seats} > 5 AND fn.LENGTH([name]) < 4", say: Many. }] }
                        Seat: { type: Seat, ask: Which seat? }
                        Code: { type: Code, ask: Which code? }
                        Extras: { type: Extra, multiple: true, ask: Which extras? }
                        Name: { type: LastName, spelling: by_word, ask: Spell your name. }
                        Plate: { type: AlphaNumeric, ask: Your plate?, validate: [{ matches: "[A-Z]{2}[0-9]{2}" }] }
                        Guest:
                          ask: Who comes?
                          parts:
                            First: { type: FirstName, ask: First name? }
                            Age: { type: Number, ask: Age?, validate: [{ min: 18 }] }
                        When: { type: Time, ask: When? }
                        Share: { type: Percentage, ask: Which share? }
                        Mail: { type: EmailAddress, ask: Your address? }
                        Length: { type: Duration, ask: How long? }
                        Postcode: { type: UKPostalCode, ask: Your postcode? }
                      close: Done.
                    Ask:
                      parent: AMAZON.QnAIntent
                      questions:
                        - { ask: when are you open, answer: At nine. }
                        - { ask: where are you, answer: Here. }
                    FallbackIntent: { close: Pardon? }
                  """),
              path -> Optional.empty(),
              Optional.empty())
          .value()
          .orElseThrow();

  private static final LocaleDefinition LOCALE = BOT.locale("en_US").orElseThrow();

  private static SlotDefinition slot(String name) {
    return LOCALE.intents().values().iterator().next().slot(name).orElseThrow();
  }

  private static Set<String> drawn(String name) {
    RandomValues values = new RandomValues(LOCALE, Mentions.by(LOCALE), new Random(1));
    Set<String> drawn = new LinkedHashSet<>();
    IntStream.range(0, 300).forEach(i -> drawn.add(values.draw(slot(name), name, TODAY, slot(name).spelling())));
    return drawn;
  }

  @ParameterizedTest
  @ValueSource(strings = {"Seats", "Seat", "Code", "Extras", "Name", "Plate", "Guest", "When", "Share", "Mail", "Length", "Postcode"})
  void whatIsDrawnIsUnderstoodMoreOftenThanNot(String name) {
    ExactValues exact = new ExactValues(LOCALE);
    Set<String> drawn = drawn(name);
    long understood = drawn.stream().filter(said -> exact.value(slot(name), said.toLowerCase(Locale.ROOT), slot(name).spelling()).isPresent()).count();
    assertThat(understood * 2).as(drawn::toString).isGreaterThan(drawn.size());
  }

  @Test
  void valuesOnWhichABranchTurnsAreDrawnWithTheirNeighbours() {
    assertThat(drawn("Seats")).contains("4", "5", "6");
    assertThat(Mentions.by(LOCALE).attributes().get("name")).contains("aaa", "aaaa", "aaaaa");
    assertThat(Mentions.by(LOCALE).slots().get("Guest.Age")).contains("17", "18", "19");
  }

  @Test
  void compositeSlotsAreAnsweredInWholeAndInPart() {
    assertThat(drawn("Guest")).anyMatch(said -> said.contains(", ")).anyMatch(said -> said.matches("[0-9]+"));
  }

  @Test
  void patternsAndPhrasesAreFilled() {
    Pattern pattern = Pattern.compile("(?:[A-Z]{1,2}[0-9][A-Z0-9]?|GIR)[0-9][A-Z]{2}\\.\\d+");
    Random random = new Random(7);
    for (int i = 0; i < 200; i++) {
      assertThat(SampleWords.ofPattern(pattern.pattern(), random)).matches(pattern);
      assertThat(SampleWords.ofPhrase("(row|line) {row:Number} [seat] {seat:AlphaNumeric}", random, hole -> "7"))
          .matches("(row|line) 7 (seat )?7");
    }
  }

  @Test
  void theExactInterpreterReadsPartsSeveralValuesSpellingAndQuestions() {
    ExactValues exact = new ExactValues(LOCALE);
    assertThat(exact.value(slot("Guest"), "dana, 40").orElseThrow())
        .isInstanceOfSatisfying(SlotValue.Composite.class, c -> assertThat(c.parts()).containsOnlyKeys("First", "Age"));
    assertThat(exact.value(slot("Extras"), "radio and a heater").orElseThrow().resolvedValues()).containsExactly("radio", "heating");
    assertThat(exact.value(slot("Name"), "x as in xylophone i as in ice", Spelling.BY_WORD).orElseThrow().interpretedValue()).isEqualTo("xi");
    assertThat(exact.value(slot("Code"), "nothing like it")).isEmpty();
    ConversationCore core = new ConversationCore(BOT, "en_US");
    Instant now = Instant.parse("2026-05-06T10:00:00Z");
    Interpretations asked = ExactInterpreter.train(BOT, "en_US").interpret("Where are you", core.expectation(core.fresh(now), now));
    assertThat(asked.best().orElseThrow().question()).hasValue(1);
  }
}
