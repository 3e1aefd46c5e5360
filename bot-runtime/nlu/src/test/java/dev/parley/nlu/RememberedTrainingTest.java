package dev.parley.nlu;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.event.Interpreter;
import dev.parley.learning.LearntModels;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A bot that was trained before understands the same without being trained again; what has changed is learnt anew. */
class RememberedTrainingTest {

  private static final String BANK =
      """
      bot: Bank
      locale: en_US
      slot_types:
        Account: { values: [savings, checking] }
        Shop: { values: [bakery, florist] }
      intents:
        Move:
          utterances: ["move {amount} from {source} to {target}", "transfer {amount} to {target}", "send money with the note {note}"]
          slots:
            amount: { type: Number, ask: How much? }
            source: { type: Account, ask: From where? }
            target: { type: Account, ask: To where? }
            note: { type: FreeFormInput, ask: Which note? }
        Order:
          utterances: ["order flowers at the {shop} or the {other}", "i would love {wish} from the {shop}"]
          slots:
            shop: { type: Shop, ask: Where? }
            other: { type: Shop, ask: Or where? }
            wish: { type: FreeFormInput, ask: What? }
        Hours:
          utterances: [when do you open, what are your opening hours]
      """;

  private static final List<String> SAID =
      List.of(
          "please move fifty from my savings to checking", "transfer twelve to savings", "send money with the note happy birthday dear anna",
          "order flowers at the florist or the bakery", "i would love a loaf of rye bread from the bakery", "are you open on sundays",
          "move ten to checking from savings", "something else altogether");

  private static Interpreter trained(String yaml, LearntModels learnt) {
    return new TrainedInterpreterFactory(locale -> Optional.empty(), learnt).train(Bots.bot(yaml), "en_US");
  }

  private static LearntModels memory() {
    return new LearntModels("this code", 1 << 20);
  }

  private static List<Object> understood(Interpreter interpreter) {
    List<Object> all = new ArrayList<>();
    SAID.forEach(s -> all.add(interpreter.interpret(s, Asked.anything().expectation())));
    return all;
  }

  /** How many models a changed bot learns, of one that has learnt all of the first. */
  private static long learntAfter(String from, String to) {
    assertThat(BANK).contains(from);
    LearntModels learnt = memory();
    trained(BANK, learnt);
    long before = learnt.learnt();
    trained(BANK.replace(from, to), learnt);
    return learnt.learnt() - before;
  }

  @Test
  void whatIsReadUnderstandsAsWhatIsTrained() {
    LearntModels first = memory();
    List<Object> expected = understood(trained(BANK, LearntModels.none()));
    assertThat(understood(trained(BANK, first))).isEqualTo(expected);
    assertThat(first.learnt()).as("one tells intents apart, two find slots").isEqualTo(3);
    LearntModels next = memory();
    next.recall(first.toBytes());
    assertThat(understood(trained(BANK, next))).isEqualTo(expected);
    assertThat(next.learnt()).isZero();
    // What was read can be written and read once more.
    LearntModels last = memory();
    last.recall(next.toBytes());
    assertThat(understood(trained(BANK, last))).isEqualTo(expected);
    assertThat(last.learnt()).isZero();
  }

  @Test
  void promptsAndPlacesInTheFileChangeNothing() {
    assertThat(learntAfter("ask: How much?", "ask: How much shall it be?")).isZero();
    assertThat(learntAfter("bot: Bank", "# a remark\n\nbot: Bank")).isZero();
  }

  @Test
  void aChangedSampleIsLearntAnewAndOtherIntentsSlotsAreNot() {
    assertThat(learntAfter("transfer {amount} to {target}", "transfer {amount} over to {target}")).as("Move, and intents").isEqualTo(2);
    assertThat(learntAfter("what are your opening hours", "what are the opening times")).as("intents").isEqualTo(1);
  }

  @Test
  void aChangedValueIsLearntWhereItMayBeSaid() {
    assertThat(learntAfter("[savings, checking]", "[savings, checking, current]")).as("Move").isEqualTo(1);
    assertThat(learntAfter("type: Number", "type: Currency")).as("Move, and intents, by what stands for a value").isEqualTo(2);
  }

  @Test
  void theChangedBotUnderstandsAsIfItWereTheFirst() {
    String changed = BANK.replace("transfer {amount} to {target}", "put {amount} on {target}").replace("florist", "flower shop");
    LearntModels learnt = memory();
    trained(BANK, learnt);
    assertThat(understood(trained(changed, learnt))).isEqualTo(understood(trained(changed, LearntModels.none())));
  }
}
