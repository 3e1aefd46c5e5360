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

/** Slots in sentences of a bot with two or three samples an intent: what the tagger adds, and what it must leave alone. */
class SentencesTest {

  private static final String BOT =
      """
      bot: Tiny
      intents:
        Note:
          utterances: [leave a note, "note that {Text}"]
          slots:
            Text: { type: FreeFormInput, ask: What? }
          close: Done.
        Name:
          utterances: ["my name is {First} {Last}", "i am {First}"]
          slots:
            First: { type: FirstName, ask: What is your first name? }
            Last: { type: LastName, ask: And your last name? }
          close: Done.
        Trip:
          utterances: [book a trip, "go to {City}", "i want to go to {City} {Day}"]
          slots:
            City: { type: City, ask: Where to? }
            Day: { type: Date, ask: When? }
          close: Done.
        Fly:
          utterances: [book a flight, "fly from {From} to {To}", "a flight to {To}"]
          slots:
            From: { type: City, ask: From where? }
            To: { type: City, ask: Where to? }
          close: Done.
        Move:
          utterances: [move money, "move {Amount} from {Source} to {Target}", "move {Amount} to {Target}"]
          slots:
            Amount: { type: Number, ask: How much? }
            Source: { type: Account, ask: From which account? }
            Target: { type: Account, ask: To which account? }
          close: Done.
        FallbackIntent: { close: Sorry. }
      slot_types:
        Account: { values: [savings, checking, holiday] }
      """;

  private static final String DESK =
      """
      bot: Desk
      intents:
        Report:
          utterances: ["please note that {Problem}", "report {Problem}"]
          slots:
            Problem: { type: FreeFormInput, ask: What is wrong? }
          close: Done.
        Message:
          utterances: ["tell room {Room} that {Words}", "leave {Words} with room {Room}"]
          slots:
            Room: { type: Number, ask: Which room? }
            Words: { type: FreeFormInput, ask: What shall I tell them? }
          close: Done.
        Write:
          utterances: ["write {Words} to my file"]
          slots:
            Words: { type: FreeFormInput, ask: What shall I write? }
          close: Done.
        FallbackIntent: { close: Sorry. }
      """;

  private static final Finding TINY = Finding.in(BOT);
  private static final Finding DESKS = Finding.in(DESK);

  private record Finding(LocaleDefinition locale, SlotFinder finder) {

    static Finding in(String bot) {
      LocaleDefinition locale = Bots.bot(bot).locales().values().iterator().next();
      SlotAnswers answers = new SlotAnswers(new SlotTypes(locale.slotTypes()), locale.slotTypes());
      return new Finding(locale, new SlotFinder(answers, new SlotTaggers(answers, locale, LearntModels.none()), locale.intents().values()));
    }

    String slots(String intent, String said) {
      Map<String, String> found = new TreeMap<>();
      finder
          .find(locale.intents().get(intent), said, new SlotContext("en_US", LocalDate.of(2026, 11, 25)), false)
          .values()
          .forEach((name, value) -> found.put(name, value.interpretedValue()));
      return String.join(" ", found.entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()).toList());
    }
  }

  @ParameterizedTest
  @CsvSource(
      nullValues = "nothing",
      value = {
        "Note, please note that i am late, Text=i am late",
        "Note, i would like to leave a note, nothing",
        "Name, my name is anna smith, First=Anna Last=Smith",
        "Name, hello my name is john van dyke, First=John Last=Van Dyke",
        "Name, i am peter, First=Peter",
        "Trip, i want to go to new york tomorrow, City=New York Day=2026-11-26",
        "Trip, can i go to berlin on friday please, City=Berlin Day=2026-11-27",
        "Trip, i want to book a trip, nothing",
        "Fly, book a flight from oslo, From=Oslo",
        "Fly, a flight to milton keynes from leeds please, From=Leeds To=Milton Keynes",
        "Move, please move 50 to my savings from my holiday account, Amount=50 Source=holiday Target=savings",
        // Nothing tells which account: the one that is asked first.
        "Move, take 30 out of savings, Amount=30 Source=savings",
        "Move, move money, nothing",
      })
  void fewSamplesDo(String intent, String said, String slots) {
    assertThat(TINY.slots(intent, said)).isEqualTo(slots == null ? "" : slots);
  }

  /** The examples that taggers learn from are short; what people dictate is not. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Report | please note that the lift on the third floor is stuck again and nobody has come since monday | Problem=the lift on the third floor is stuck again and nobody has come since monday",
        "Report | Please note that the Lift, on the third floor, is stuck again, thank you | Problem=the Lift, on the third floor, is stuck again",
        "Message | tell room 12 that the man who brings the new mattress waits for them down in the lobby | Room=12 Words=the man who brings the new mattress waits for them down in the lobby",
        "Message | leave a large bunch of very red flowers and two cards with room 7 | Room=7 Words=a large bunch of very red flowers and two cards",
        "Write | write the boiler makes a noise like a very old kettle to my file | Words=the boiler makes a noise like a very old kettle",
      })
  void freeTextIsTakenWhole(String intent, String said, String slots) {
    assertThat(DESKS.slots(intent, said)).isEqualTo(slots);
  }

  @Test
  void evenALongOneIs() {
    String story = "the lift is stuck " + "and it stays there ".repeat(40) + "until today";
    assertThat(DESKS.slots("Report", "please note that " + story)).isEqualTo("Problem=" + story);
  }
}
