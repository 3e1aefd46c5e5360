package dev.parley.nlu;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.re2j.Pattern;
import dev.parley.definition.BotDefinition;
import dev.parley.definition.SlotDefinition.Spelling;
import dev.parley.definition.SlotTypeDefinition.Phrase;
import dev.parley.definition.SlotTypeDefinition.Resolution;
import dev.parley.definition.SlotTypeDefinition.Value;
import dev.parley.definition.SlotTypeDefinition;
import dev.parley.diagnostic.Span;
import dev.parley.event.Interpretations;
import dev.parley.event.Interpreter;
import dev.parley.event.SlotValue;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Answers that are more than one plain value: several, composite, spelled, by pattern and by grammar. */
class AnswersTest {

  private static final String YAML =
      """
      bot: Shop
      locale: en_US
      slot_types:
        Topping:
          restrict: true
          values: [{ value: ham, synonyms: [bacon] }, cheese, olives, red onions, salt and vinegar]
        Anything:
          restrict: false
          values: [red, green]
      intents:
        Order:
          utterances:
            - order a pizza
            - I want a pizza with {toppings}
            - book a seat
            - fly from {origin} to {goal}
            - fly to {goal}
            - deliver it to {address}
          slots:
            toppings: { type: Topping, ask: What on it? }
            extras: { type: Anything, ask: What else? }
            address: { type: StreetName, ask: Where to? }
            seat: { type: AlphaNumeric, ask: Which seat? }
            plate: { type: AlphaNumeric, ask: Which number plate? }
            name: { type: FirstName, ask: What name? }
            mail: { type: EmailAddress, ask: Which address? }
            amount: { type: Currency, ask: How much? }
            at: { type: Time, ask: When? }
            origin: { type: City, ask: Where from? }
            goal: { type: City, ask: Where to? }
            all: { type: Topping, ask: All of them? }
          close: Ordered.
        FallbackIntent:
          close: Hm.
      """;

  private static final Interpreter SHOP = Bots.train(shop());

  private static BotDefinition shop() {
    BotDefinition bot = Bots.bot(YAML);
    bot =
        Bots.with(
            bot,
            type(
                "Seat", Resolution.TOP_RESOLUTION, List.of(), Optional.empty(),
                List.of(
                    new Phrase(Span.NONE, "(row|line) {row:Number} [seat] {seat:AlphaNumeric}", Optional.of("{row}{seat}")),
                    new Phrase(Span.NONE, "[the] (first|front) row", Optional.of("1A")),
                    new Phrase(Span.NONE, "no matter|any [seat]", Optional.empty()))));
    bot = Bots.with(bot, type("Plate", Resolution.TOP_RESOLUTION, List.of(), Optional.of(Pattern.compile("[a-z]{2}[0-9]{2}[a-z]{3}")), List.of()));
    List<Value> values = List.of(new Value(Span.NONE, "ham", List.of()), new Value(Span.NONE, "cheese", List.of("gouda")));
    bot = Bots.with(bot, type("AllOf", Resolution.CONCATENATION, values, Optional.empty(), List.of()));
    Map<String, String> parts = new LinkedHashMap<>();
    parts.put("Number", "AlphaNumeric");
    parts.put("Street", "StreetName");
    parts.put("City", "City");
    parts.put("Postcode", "UKPostalCode");
    return Bots.changed(
        bot,
        "Order",
        i -> {
          var order = Bots.slot(i, "toppings", Bots::several);
          order = Bots.slot(order, "extras", Bots::several);
          order = Bots.slot(order, "address", s -> Bots.of(s, parts));
          order = Bots.slot(order, "seat", s -> Bots.typed(s, "Seat"));
          order = Bots.slot(order, "plate", s -> Bots.typed(s, "Plate"));
          order = Bots.slot(order, "all", s -> Bots.typed(s, "AllOf"));
          return Bots.slot(order, "amount", s -> Bots.utterances(s, "i can spare {amount} at most", "up to {amount}"));
        });
  }

  private static SlotTypeDefinition type(
      String name, Resolution resolution, List<Value> values, Optional<Pattern> pattern, List<Phrase> grammar) {
    return new SlotTypeDefinition(Span.NONE, name, resolution, values, pattern, grammar, Map.of());
  }

  private static Optional<SlotValue> answer(String slot, String said) {
    return SHOP.interpret(said, Asked.slot("Order", slot).expectation()).answer();
  }

  private static String text(Optional<SlotValue> value) {
    return value.map(SlotValue::interpretedValue).orElse("none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ham, cheese and olives | ham, cheese, olives", "ham cheese olives | ham, cheese, olives", "ham | ham",
        "bacon and cheese please | ham, cheese", "ham and ham | ham", "ham and red onions | ham, red onions",
        "salt and vinegar | salt and vinegar", "salt and vinegar and ham | salt and vinegar, ham", "some ham and some olives | ham, olives",
        "ham and pineapple | none", "no idea | none", "ham & cheese | ham, cheese"
      })
  void severalValuesAreTakenAtOnce(String said, String values) {
    assertThat(text(answer("toppings", said))).isEqualTo(values);
    assertThat(answer("toppings", said).filter(v -> !(v instanceof SlotValue.Several))).isEmpty();
  }

  @Test
  void severalValuesThatNoListHoldsArePartedAtCommasAndAnds() {
    assertThat(text(answer("extras", "a red one, something blue and a spoon"))).isEqualTo("a red one, something blue, a spoon");
    assertThat(text(answer("extras", "red and green"))).isEqualTo("red, green");
  }

  @Test
  void severalValuesAreFoundInASentence() {
    Interpretations meaning = SHOP.interpret("i want a pizza with ham and olives please", Asked.anything().expectation());
    assertThat(meaning.ranked().get(0).slots()).containsOnlyKeys("toppings");
    assertThat(text(Optional.ofNullable(meaning.ranked().get(0).slots().get("toppings")))).isEqualTo("ham, olives");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "12 Main Street, Springfield | Number=12 Street=Main Street City=Springfield",
        "twelve main street springfield | Number=12 Street=Main Street City=Springfield",
        "12 main street in new york | Number=12 Street=Main Street City=New York",
        "main street | Street=Main Street",
        "10 downing street, london, sw1a 2aa | Number=10 Street=Downing Street City=London Postcode=SW1A 2AA",
        "it's 221b baker street london | Number=221B Street=Baker Street City=London",
        "i live at 10 downing street in london | Number=10 Street=Downing Street City=London",
        "i don't know | none", "what do you mean | none"
      })
  void aCompositeSlotTakesThePartsThatAreSaid(String said, String parts) {
    assertThat(parts(answer("address", said))).isEqualTo(parts);
  }

  private static String parts(Optional<SlotValue> value) {
    return value
        .map(v -> ((SlotValue.Composite) v).parts().entrySet().stream())
        .map(parts -> parts.map(e -> e.getKey() + "=" + e.getValue().interpretedValue()).collect(Collectors.joining(" ")))
        .orElse("none");
  }

  @Test
  void aPartThatIsAskedIsReadAsItsOwnType() {
    Asked city = Asked.slot("Order", "address").part("City");
    assertThat(SHOP.interpret("springfield", city.expectation()).answer())
        .contains(new SlotValue.Scalar("springfield", "Springfield", List.of("Springfield")));
    assertThat(text(SHOP.interpret("twelve", Asked.slot("Order", "address").part("Number").expectation()).answer())).isEqualTo("12");
    assertThat(parts(SHOP.interpret("12 main street, springfield", city.expectation()).answer()))
        .isEqualTo("Number=12 Street=Main Street City=Springfield");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "row twelve seat c | 12C", "line 7 b | 7B", "it's row twelve c please | 12C", "the first row | 1A", "front row | 1A",
        "any seat | any seat", "no matter | no matter", "row | none", "seat twelve | none", "twelve c | none"
      })
  void aGrammarTakesItsPhrases(String said, String value) {
    assertThat(text(answer("seat", said))).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "AB12CDE | AB12CDE", "ab12 cde | AB12CDE", "a b one two c d e | AB12CDE", "a b twelve c d e | AB12CDE", "double a one two c d e | AA12CDE",
        "my plate is ab 12 cde | AB12CDE", "it's a b one two c d e please | AB12CDE", "a as in apple b for boy one two c d e | AB12CDE",
        "ab12 | none", "hello | none"
      })
  void aPatternTakesLettersAndDigitsThatMatchIt(String said, String value) {
    assertThat(text(answer("plate", said))).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "name | BY_LETTER | x i u l a n | xiulan", "name | BY_LETTER | a double n a | anna", "name | BY_LETTER | j o e please | joe",
        "name | BY_LETTER | double u e s | wes", "name | BY_LETTER | are o b | rob", "name | BY_LETTER | xiulan | Xiulan",
        "name | BY_LETTER | smith s m i t h | smith", "name | BY_LETTER | my name is joe spelled j o e | joe",
        "name | BY_WORD | a as in apple b for boy c like charlie | abc", "name | BY_WORD | a as in apple, b for boy, c like charlie | abc",
        "name | BY_WORD | alpha bravo charlie | abc", "name | BY_WORD | see for charlie a as in apple | ca",
        "name | BY_WORD | double n for nancy o as in oscar | nno", "name | BY_WORD | tame like bill o b | bob",
        "name | BY_WORD | p like tom e d | ted", "name | BY_WORD | the as in victor a l | val", "name | DEFAULT | joe | Joe",
        "mail | BY_LETTER | j o e at x dot c o m | joe@x.com", "name | BY_LETTER | what do you mean | none"
      })
  void whatIsSpelledIsPutTogether(String slot, Spelling spelling, String said, String value) {
    assertThat(text(SHOP.interpret(said, Asked.slot("Order", slot).spelled(spelling).expectation()).answer())).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"i can spare fifty dollars at most | 50", "up to 20 | 20", "i can spare nothing at most | none", "fifty | 50"})
  void anAnswerMayBeWordedAsASampleOfItsSlot(String said, String value) {
    assertThat(text(answer("amount", said))).isEqualTo(value);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "ham gouda | ham cheese", "cheese ham cheese | cheese ham cheese", "ham | ham", "ham please | ham",
        "i want to talk to somebody about my ham | none", "nothing | none"
      })
  void aTypeMayTakeAllThatItFindsInWhatWasSaid(String said, String value) {
    assertThat(text(answer("all", said))).isEqualTo(value);
  }

  @ParameterizedTest
  @ValueSource(strings = {"ten", "ten o'clock", "half past five"})
  void aTimeThatMayBeEitherHasBothAndNoneYet(String said) {
    assertThat(answer("at", said)).hasValueSatisfying(v -> {
      assertThat(v.interpretedValue()).isEmpty();
      assertThat(v.resolvedValues()).hasSize(2);
    });
    assertThat(text(answer("at", said + " pm"))).endsWith("0");
  }

  @Test
  void namesInASentenceStandAfterTheWordThatSamplesHaveBeforeThem() {
    Interpretations meaning = SHOP.interpret("fly from new york to boston", Asked.anything().expectation());
    assertThat(meaning.ranked().get(0).slots().entrySet().stream().collect(Collectors.toMap(Map.Entry::getKey, e -> e.getValue().interpretedValue())))
        .isEqualTo(Map.of("origin", "New York", "goal", "Boston"));
  }
}
