package dev.parley.nlu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.definition.BotDefinition;
import dev.parley.definition.BuiltInIntent;
import dev.parley.event.Cue;
import dev.parley.event.Interpretations;
import dev.parley.event.Interpreter;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Intents that answer questions, that need contexts, and that Lex has built in. */
class IntentsTest {

  private static final String YAML =
      """
      bot: Shop
      locale: en_US
      slot_types:
        Action: { restrict: true, values: [change, cancel, wait for it] }
        Colour: { restrict: true, values: [red, green] }
      intents:
        Order:
          utterances: [order a pizza, I want a pizza, a pizza please]
          slots:
            action: { type: Action, ask: Change or cancel? }
            colour: { type: Colour, ask: Which colour? }
          confirm: Shall I?
          close: Ordered.
        AddOlives:
          utterances: [add olives, with olives, put olives on it]
          close: Olives it is.
        Faq:
          parent: AMAZON.FallbackIntent
          close: Hm.
      """;

  private static final Interpreter SHOP = Bots.train(shop());

  private static BotDefinition shop() {
    BotDefinition bot = Bots.bot(YAML);
    bot = Bots.with(bot, "Questions", BuiltInIntent.QNA, "i have a question about the shop");
    bot =
        Bots.changed(
            bot,
            "Questions",
            i ->
                Bots.answering(
                    i,
                    List.of(
                        List.of("when are you open", "what are your opening hours"),
                        List.of("where are you", "what is your address"),
                        List.of("do you take cards", "can I pay by card"))));
    bot = Bots.changed(bot, "AddOlives", i -> Bots.needing(i, "ordering"));
    bot = Bots.with(bot, "Help", BuiltInIntent.HELP, "I am lost", "I have no clue what to do");
    bot = Bots.with(bot, "Stop", BuiltInIntent.STOP);
    bot = Bots.with(bot, "Pause", BuiltInIntent.PAUSE);
    bot = Bots.with(bot, "Resume", BuiltInIntent.RESUME);
    bot = Bots.with(bot, "Repeat", BuiltInIntent.REPEAT);
    bot = Bots.with(bot, "Again", BuiltInIntent.START_OVER);
    bot = Bots.with(bot, "Back", BuiltInIntent.PREVIOUS);
    return Bots.with(bot, "Cancel", BuiltInIntent.CANCEL);
  }

  private static Interpretations.Interpretation first(String said, Asked asked) {
    return SHOP.interpret(said, asked.expectation()).ranked().get(0);
  }

  @ParameterizedTest
  @CsvSource({
    "when are you open, 0", "what are your opening hours please, 0", "are you open on sunday, 0", "what is your address, 1",
    "where are you, 1", "tell me your address, 1", "can i pay by card, 2", "do you take credit cards, 2"
  })
  void aQuestionIsAnsweredByThePairWhoseQuestionIsNearest(String said, int pair) {
    Interpretations.Interpretation first = first(said, Asked.anything());
    assertThat(first.intent()).isEqualTo("Questions");
    assertThat(first.question()).isEqualTo(OptionalInt.of(pair));
  }

  @Test
  void anIntentWithoutQuestionsNamesNone() {
    assertThat(first("order a pizza", Asked.anything()).question()).isEmpty();
  }

  @Test
  void aQuestionMayComeInTheMiddleOfAnOrder() {
    assertThat(first("when are you open", Asked.slot("Order", "colour")).intent()).isEqualTo("Questions");
  }

  @Test
  void anIntentThatNeedsAContextIsMeantOnlyWhileItIsActive() {
    assertThat(first("add olives", Asked.anything()).intent()).isEqualTo("Faq");
    assertThat(SHOP.interpret("add olives", Asked.anything().expectation()).ranked())
        .extracting(Interpretations.Interpretation::intent)
        .doesNotContain("AddOlives");
    assertThat(first("add olives", Asked.anything().contexts("ordering")).intent()).isEqualTo("AddOlives");
    assertThat(first("some olives on it", Asked.anything().contexts("ordering", "other")).intent()).isEqualTo("AddOlives");
  }

  @ParameterizedTest
  @CsvSource({
    "help, Help, HELP", "why do you need that, Help, HELP", "stop, Stop, STOP", "goodbye, Stop, STOP", "hold on, Pause, HOLD",
    "continue, Resume, RESUME", "say that again, Repeat, REPEAT", "start over, Again, START_OVER", "go back, Back, BACK",
    "never mind, Cancel, CANCEL"
  })
  void theCueStandsForTheBuiltInIntent(String said, String intent, Cue cue) {
    for (Asked asked : List.of(Asked.anything(), Asked.slot("Order", "colour"), Asked.goAhead("Order"))) {
      Interpretations meaning = SHOP.interpret(said, asked.expectation());
      boolean whyIsAsked = said.startsWith("why") && asked.equals(Asked.anything());
      if (!whyIsAsked) {
        assertThat(meaning.cue()).as(said + " while " + asked.kind()).contains(cue);
        assertThat(meaning.ranked().get(0).intent()).isEqualTo(intent);
        assertThat(meaning.ranked().get(0).confidence()).hasValue(1);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"I am lost", "i have no clue what to do", "i'm totally lost, i am lost"})
  void aBotsOwnWordsForHelpAreTrainedAsAnyOthers(String said) {
    assertThat(first(said, Asked.anything()).intent()).isEqualTo("Help");
  }

  @Test
  void aValueThatIsListedIsAValueThoughItSoundsLikeACue() {
    Interpretations cancel = SHOP.interpret("cancel", Asked.slot("Order", "action").expectation());
    assertThat(cancel.cue()).isEmpty();
    assertThat(cancel.answer().orElseThrow().interpretedValue()).isEqualTo("cancel");
    assertThat(SHOP.interpret("cancel", Asked.slot("Order", "colour").expectation()).cue()).contains(Cue.CANCEL);
  }

  @Test
  void noCueOpensAnIntentThatTheBotDoesNotHave() {
    Interpreter plain = Bots.train(Bots.bot(YAML));
    assertThat(plain.interpret("stop", Asked.anything().expectation()).ranked().get(0).intent()).isEqualTo("Faq");
    assertThat(plain.interpret("stop", Asked.anything().expectation()).cue()).contains(Cue.STOP);
  }

  @ParameterizedTest
  @ValueSource(strings = {"say that again", "help", "go back", "start over", "cancel", "stop"})
  void aCueInTheMiddleOfAnIntentMeansNoIntentWhereTheBotHasNone(String said) {
    Interpretations meaning = Bots.train(Bots.bot(YAML)).interpret(said, Asked.slot("Order", "colour").expectation());
    assertThat(meaning.cue()).isPresent();
    assertThat(meaning.best()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"back to the order", "can we go back to my order please", "let's continue with the pizza", "back to what we were doing"})
  void aCallerGoesBackToAParkedIntent(String said) {
    for (Asked asked : List.of(Asked.anything(), Asked.slot("Questions", "none"))) {
      assertThat(first(said, asked.parked("Order", "AddOlives")).intent()).isEqualTo("Order");
    }
  }
}
