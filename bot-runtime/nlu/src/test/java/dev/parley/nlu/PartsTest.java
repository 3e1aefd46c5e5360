package dev.parley.nlu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.event.Interpretations;
import dev.parley.event.Interpreter;
import dev.parley.event.SlotValue;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Parts of a composite slot: which of them digits are, and how callers name them to change them. */
class PartsTest {

  private static final Interpreter POST =
      Bots.train(
          Bots.bot(
              """
              bot: Post
              slot_types:
                Town: { values: [Riverton, Hilltop] }
              intents:
                Send:
                  utterances: [send a parcel]
                  slots:
                    To:
                      ask: Where to?
                      expression: (House AND Street AND Town) OR Postcode
                      parts:
                        House: { type: Number, ask: Which house number?, validate: [{ max: 9999, otherwise: No such house. }] }
                        Street: { type: FreeFormInput, ask: Which street? }
                        Postcode: { type: Digits, ask: Which postcode?, validate: [{ length: 5, otherwise: Five digits. }] }
                        Town: { type: Town, ask: Which town? }
                    Weight: { type: Number, ask: How heavy is it? }
                  confirm: Shall I?
                  close: Sent.
                FallbackIntent: { close: Sorry. }
              """));

  private static String parts(Optional<SlotValue> value) {
    return value
        .map(v -> v instanceof SlotValue.Composite whole
            ? whole.parts().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue().interpretedValue()).collect(Collectors.joining(" "))
            : v.interpretedValue())
        .orElse("none");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "90210 | Postcode=90210", "nine oh two one oh | Postcode=90210", "it's 90210 | Postcode=90210", "12 | House=12",
        "12 Elm Street | House=12 Street=Elm Street", "12 Elm Street, 90210 | House=12 Street=Elm Street Postcode=90210",
        "90210 Riverton | Postcode=90210 Town=Riverton"
      })
  void digitsThatAloneWouldDoAreThePartThatDoes(String said, String parts) {
    assertThat(parts(POST.interpret(said, Asked.slot("Send", "To").expectation()).answer())).isEqualTo(parts);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "House | 12 | 12", "House | 90210 | Postcode=90210", "House | 12 Elm Street | House=12 Street=Elm Street", "House | 12345678 | 12345678",
        "Town | Hilltop | Hilltop", "Street | 90210 Street | 90210 Street"
      })
  void anAnswerThatCanNotBeThePartThatIsAskedMayBeAnotherOne(String part, String said, String meant) {
    assertThat(parts(POST.interpret(said, Asked.slot("Send", "To").part(part).expectation()).answer())).isEqualTo(meant);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "no, the street is Elm Street | Street=Elm Street", "the street is Elm Street | Street=Elm Street",
        "change the house number to 12 | House=12", "can you change the house to twelve please | House=12",
        "make the house number 14 and the street Oak Road | House=14 Street=Oak Road", "twelve for the house number | House=12",
        "the postcode should be 90211 | Postcode=90211", "no, Hilltop | Town=Hilltop", "what is the street | none", "which street is it | none",
        "change the street | none"
      })
  void aPartIsCorrectedByItsName(String said, String parts) {
    Asked confirmation = Asked.goAhead("Send").filled("Weight", "To");
    Asked weight = Asked.slot("Send", "Weight").filled("To");
    for (Asked asked : new Asked[] {confirmation, weight}) {
      Interpretations meaning = POST.interpret(said, asked.expectation());
      assertThat(parts(Optional.ofNullable(meaning.corrections().get("To")))).as("%s", asked.kind()).isEqualTo(parts);
      assertThat(meaning.answer()).isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"the postcode is 90210 | Postcode=90210", "no, the street is Elm Street | Street=Elm Street", "the house number is 12 | House=12"})
  void aPartIsNamedWhileAnotherOneIsAsked(String said, String parts) {
    Asked town = Asked.slot("Send", "To").part("Town");
    Asked street = Asked.slot("Send", "To").filled("To").part("Street");
    assertThat(parts(Optional.ofNullable(POST.interpret(said, town.expectation()).corrections().get("To")))).isEqualTo(parts);
    assertThat(parts(Optional.ofNullable(POST.interpret(said, street.expectation()).corrections().get("To")))).isEqualTo(parts);
  }
}
