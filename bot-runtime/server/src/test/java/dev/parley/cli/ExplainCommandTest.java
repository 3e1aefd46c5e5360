package dev.parley.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** What a bot's author sees of {@code parley explain}. */
class ExplainCommandTest {

  private static final String BOT =
      """
      bot: Bank
      intents:
        Move:
          utterances: [move money, "move {Amount} from {Source} to {Target}"]
          slots:
            Amount: { type: Currency, ask: How much? }
            Source: { type: Account, ask: From which account? }
            Target: { type: Account, ask: To which account? }
            Pin: { type: Digits, obfuscate: true, ask: Your pin? }
            When: { type: Date, ask: When?, confirm: { ask: Is that right? } }
          confirm: Shall I?
          close: Done.
        Note:
          utterances: ["please note that {Text}"]
          slots: { Text: { type: FreeFormInput, ask: What? } }
          close: Noted.
        Undo:
          input_contexts: [moved]
          utterances: [undo that]
          close: Undone.
        FallbackIntent: { close: Sorry. }
      slot_types:
        Account: { values: [savings, checking, { value: joint, synonyms: [household] }] }
      """;

  @TempDir private Path folder;
  private final StringWriter printed = new StringWriter();
  private final StringWriter complained = new StringWriter();

  @BeforeEach
  void writeTheBot() throws IOException {
    Files.writeString(folder.resolve("bot.yaml"), BOT);
  }

  private String run(int expected, String... said) {
    CommandLine command = Main.commandLine().setOut(new PrintWriter(printed, true)).setErr(new PrintWriter(complained, true));
    List<String> arguments = new ArrayList<>(List.of("explain", folder.toString()));
    arguments.addAll(List.of(said));
    arguments.addAll(List.of("--encoder", "none", "--now", "2026-05-06T12:00:00Z", "--time-zone", "UTC"));
    assertThat(command.execute(arguments.toArray(new String[0]))).as(complained.toString()).isEqualTo(expected);
    StringWriter told = expected == 0 ? printed : complained;
    String text = told.toString();
    told.getBuffer().setLength(0);
    return text;
  }

  private JsonNode json(String... said) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(said));
    arguments.add("--json");
    return new ObjectMapper().readTree(run(0, arguments.toArray(new String[0])));
  }

  @Test
  void anIntentIsToldWithItsNearestSamplesAndItsValuesWithTheirPlaces() {
    assertThat(run(0, "move fifty dollars from savngs to household"))
        .startsWith("Bank en_US, nothing asked; by words alone, without an encoder\n\"move fifty dollars from savngs to household\"\n\nIt means Move, ")
        .contains(" above the bot's threshold of 0.40.\n")
        .contains("\"move {Amount} from {Source} to {Target}\"  " + folder.resolve("bot.yaml") + ":4:30\n")
        .contains("  Move.Amount = 50  \"fifty dollars\", characters 5 to 18\n", "        read: the recogniser of Currency\n")
        .contains("  Move.Source = savings  \"savngs\", characters 24 to 30\n        found: after the word that a sample has before it\n        read: Account lists \"savings\", which is 0.9")
        .contains("  Move.Target = joint  \"household\", characters 34 to 43\n", "        read: Account lists \"household\"\n")
        .contains("  ---- below here no intent is taken (0.40)\n")
        .contains("cannot be meant, for not all of their input contexts are active: Undo\n");
  }

  @Test
  void aSampleAndASampleButForItsFreeWordsAreSaidToBeThat() {
    assertThat(run(0, "Move money!")).contains("It means Move, 1.00 sure, 0.60 above").contains("  1.00  Move: just its sample \"move money\" (" + folder.resolve("bot.yaml") + ":4:18)\n");
    assertThat(run(0, "please note that the lift is stuck")).contains("  Note.Text = the lift is stuck  \"the lift is stuck\", characters 17 to 34\n        found: the tagger\n");
    // So many words of nobody's make it less like its own sample than a sample is, had it no slot for them.
    assertThat(run(0, "please note that the lift on the third floor is stuck again and nobody comes"))
        .contains("It means Note, 0.90 sure")
        .contains("  0.90  Note: its sample but for words that may be any: \"please note that {Text}\" (" + folder.resolve("bot.yaml") + ":14:18)\n");
  }

  @Test
  void whatNoIntentMeansIsSaidToBeOutOfScopeAndByHowMuch() {
    assertThat(run(0, "a pepperoni pizza")).containsPattern("It means no intent: the likeliest, \\w+, is 0\\.\\d\\d sure, 0\\.\\d\\d below the bot's threshold of 0\\.40\\. FallbackIntent takes it\\.\n");
  }

  @Test
  void wordsThatWouldBeAValueIfTheyWereAllAreSaidToBeNone() {
    assertThat(run(0, "move 123456 from savings"))
        .contains("\nno values\n", "  Move.Amount  \"123456\", characters 5 to 11: its type would take it as a whole answer, and not where it stands in a sentence\n");
  }

  @Test
  void anAnswerIsReadAsTheQuestionWantsIt() throws IOException {
    JsonNode answer = json("next friday", "--slot", "Move.When");
    assertThat(answer.path("outcome").asText()).isEqualTo("answer");
    assertThat(answer.path("asked").toString()).isEqualTo("{\"kind\":\"slot\",\"intent\":\"Move\",\"slot\":\"When\"}");
    assertThat(answer.path("values").path(0).path("value").asText()).isEqualTo("2026-05-15");
    assertThat(answer.path("values").path(0).path("role").asText()).isEqualTo("answer");
    assertThat(answer.path("values").path(0).path("end").asInt()).isEqualTo(11);
    assertThat(answer.path("needed").asDouble()).isEqualTo(0.85);
  }

  @Test
  void placesCountCharactersAsAReaderSeesThem() throws IOException {
    JsonNode value = json("😀 İ move fifty dollars from savings to checking").path("values").path(0);
    assertThat(value.path("slot").asText()).isEqualTo("Source");
    assertThat(value.path("start").asInt()).isEqualTo(28);
    assertThat(value.path("words").asText()).isEqualTo("savings");
  }

  @Test
  void aConfirmationIsAnsweredByACueAndACorrectionTakesBack() throws IOException {
    assertThat(run(0, "yes please", "--confirm", "Move")).contains("asked whether to go ahead with Move").contains("It is about the conversation: yes").contains("about the conversation: yes, \"yes\"");
    assertThat(run(0, "no, make it sixty dollars", "--confirm", "Move", "--filled", "Amount"))
        .contains("It takes back what was said before: Amount.\n")
        .contains("  Move.Amount = 60  \"sixty dollars\", characters 12 to 25\n        found: the slot filled last that takes it\n");
    assertThat(run(0, "yes", "--confirm", "Move.When")).contains("asked whether Move.When is right");
  }

  @Test
  void anIntentWithItsContextCanBeMeant() {
    assertThat(run(0, "undo that", "--context", "moved")).contains("It means Undo, 1.00 sure").doesNotContain("cannot be meant");
  }

  @Test
  void aSecretIsMaskedWhereverItStands() throws IOException {
    for (String[] said : new String[][] {{"8 2 7 1", "--slot", "Move.Pin"}, {"change the pin to 8271", "--slot", "Move.Amount", "--filled", "Pin"}, {"my card is 8271827182718271"}}) {
      String text = run(0, said);
      JsonNode node = json(said);
      assertThat(text + node).contains("(a secret: its words are not shown)").doesNotContain("8271", "8 2 7 1");
    }
    assertThat(run(0, "8271", "--slot", "Move.Pin")).contains("\"{Pin}\"", "  Move.Pin = {Pin}\n");
  }

  @Test
  void aWrongCommandLineIsToldWithWhatWouldBeRight() {
    assertThat(run(2, "hello", "--locale", "fr_FR")).contains("--locale: bot Bank has no locale fr_FR; it has en_US\n");
    assertThat(run(2, "hello", "--slot", "Move.Amuont")).contains("--slot: intent Move has no slot Amuont; did you mean `Amount`?\n");
    assertThat(run(2, "hello", "--slot", "Moove.Amount")).contains("--slot: there is no intent Moove; did you mean `Move`?\n");
    assertThat(run(2, "hello", "--slot", "Move")).contains("--slot: write INTENT.SLOT; intent Move has Amount, Source, Target, Pin, When\n");
    assertThat(run(2, "hello", "--slot", "Move.Amount.Cents")).contains("--slot: slot Amount has no part Cents; there are none\n");
    assertThat(run(2, "hello", "--slot", "Move.Amount", "--confirm", "Move")).contains("only one question is open at a time\n");
    assertThat(run(2, "hello", "--confirm", "Move.Amount")).contains("--confirm: the value of slot Amount is not read back to the caller; it has no confirm\n");
    assertThat(run(2, "hello", "--filled", "Amount")).contains("--filled: name the open intent, by --slot or --confirm\n");
    assertThat(run(2, "hello", "--context", "mooved")).contains("--context: no intent of the bot leaves or needs context mooved; did you mean `moved`?\n");
    assertThat(run(2, " ")).contains("the utterance is empty; write what a caller says, in quotes\n");
    assertThat(run(2, "a".repeat(1025))).contains("the utterance has 1025 characters; no more than 1024 are read\n");
  }

  @Test
  void aBotWithMistakesIsReportedAsByCheck() throws IOException {
    Files.writeString(folder.resolve("bot.yaml"), BOT.replace("type: Date", "type: Dait"));
    assertThat(run(1, "hello")).contains("Dait", "bot.yaml:");
  }
}
