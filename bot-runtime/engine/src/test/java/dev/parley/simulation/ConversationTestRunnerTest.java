package dev.parley.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.diagnostic.SourceText;
import dev.parley.yaml.Loaded;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What whoever writes a conversation test is told. */
class ConversationTestRunnerTest {

  private static final String PASSING =
      """
      bot: bot.yaml
      at: 2026-11-25T12:00:00-05:00
      features:
        account:
          "482913": { customer_id: C-1, balance_due: "128.40" }
        customer: { C-1: { first_name: Dana } }
      turns:
        - bot: Hello, and welcome ...
        - caller: what is my balance
          bot: { says: Which account is it? ..., elicits: AccountId, state: InProgress }
        - caller: { keys: "482913", after_ms: 500 }
          bot: { says: "Dana, the balance due on your account is $128.40.", action: Close }
          expect:
            - PlaybackInterruption
            - { slot: AccountId, value: "482913" }
            - { lookup: account, key: "482913" }
        - caller: { silent: true }
          expect: [HangUp]
      """;

  private static TestResult run(String test) {
    return ConversationTestRunner.run(
        new SourceText("bot.yaml", PaymentsBot.source()), new SourceText("test.yaml", test), ExactInterpreter::train);
  }

  @Test
  void aConversationThatGoesAsItShouldPasses() {
    assertThat(run(PASSING).print()).isEqualTo("passed test.yaml\n");
  }

  @Test
  void otherWordsAreShownBesideThoseThatWereExpected() {
    TestResult result = run(PASSING.replace("is $128.40.", "is $99."));
    assertThat(result.passed()).isFalse();
    assertThat(result.print())
        .startsWith("FAILED test.yaml\nerror[said-otherwise]: the bot says something else\n  --> test.yaml:12:18\n")
        .contains(
            " note: expected: Dana, the balance due on your account is $99.\n",
            " note: it says:  Dana, the balance due on your account is $128.40.\n",
            " note: " + " ".repeat(52) + "^ from here on\n",
            "\n  >  10.310  BOT: Dana, the balance due on your account is $128.40.\n"
                + "  > expected  BOT: Dana, the balance due on your account is $99.  (test.yaml:12:18)\n");
  }

  @Test
  void everyPromptTooManyIsTold() {
    String test =
        """
        at: 2026-11-25T12:00:00Z
        turns:
          - caller: what is my balance
          - wait_ms: 60000
            bot: ...
        """;
    assertThat(run(test).print().lines().filter(l -> l.startsWith(" note: it also says: "))).hasSizeGreaterThan(1);
  }

  @Test
  void whatIsMissingStandsInTheTranscriptWhereItShouldHaveBeen() {
    TestResult result = run(PASSING.replace("- PlaybackInterruption", "- { event: TextResponse, text: Hello. }"));
    assertThat(result.transcript().get(result.transcript().size() - 1))
        .isEqualTo("> expected  TextResponse \"Hello.\"  (test.yaml:14:18)");
    TestResult tooMuch = run(PASSING.replace("expect: [HangUp]", "absent: [HangUp]"));
    assertThat(String.join("\n", tooMuch.transcript()))
        .containsPattern("\n> +[0-9.]+  over: the dialog is over\n> expected  no HangUp  \\(test.yaml:18:14\\)$");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "state: InProgress | state: Waiting | other-value | the intent's state is `InProgress` here",
        "elicits: AccountId | elicits: Amount | other-value | the slot that is elicited is `AccountId` here",
        "value: '\"482913\"' | value: '\"1\"' | other-value | slot `AccountId` is `482913` here",
        "key: '\"482913\"' | key: '\"1\"' | did-not-happen | group `account` is looked up: 482913",
        "- PlaybackInterruption | - HookCall | did-not-happen | this does not happen in this turn",
        "- PlaybackInterruption | - PlaybackInteruption | unknown-event | did you mean `PlaybackInterruption`?",
        "elicits: AccountId | elicit: AccountId | unknown-key | did you mean `elicits`?",
        "keys: '\"482913\"' | keys: abc | bad-keys | keys are 0-9 # * A-D",
        "at: 2026-11-25T12:00:00-05:00 | at: noon | bad-time | write it as 2026-05-06T12:00:00+02:00",
        "'customer: { C-1: { first_name: Dana } }' | customer: abesnt | wrong-word | did you mean `absent`?",
        "expect: [HangUp] | absent: [HangUp] | did-happen | this happens, and should not",
        "bot: bot.yaml | locale: de_DE | unknown-locale | its locales are en_US",
        "silent: true | silent: maybe | wrong-type | `silent` is neither true nor false",
      })
  void eachMistakeIsNamedAndPlaced(String right, String wrong, String code, String told) {
    String plain = right.replace("'", "");
    assertThat(PASSING).contains(plain);
    TestResult result = run(PASSING.replace(plain, wrong.replace("'", "")));
    assertThat(result.passed()).isFalse();
    assertThat(result.print()).contains("[" + code + "]").contains(told);
    assertThat(result.report().diagnostics()).allMatch(d -> d.span().line() > 0);
  }

  @Test
  void aHookWithoutAnAnswerInTheTestIsNamed() {
    String test =
        """
        at: 2026-11-25T12:00:00Z
        channel: chat
        turns:
          - caller: pay 50
          - caller: "482913"
          - caller: "482913"
        """;
    assertThat(run(test).passed()).isTrue();
    String paid =
        """
        at: 2026-11-25T12:00:00Z
        channel: chat
        features: { account: unavailable }
        turns:
          - caller: pay 50
          - caller: "482913"
          - caller: "4111111111111111"
          - caller: "yes"
          - caller: "123"
          - caller: 2028-03
          - caller: "yes"
            expect: [{ hook: payments }]
        """;
    assertThat(run(paid).print()).contains("error[unscripted]: the bot called the hook `payments`").contains("test.yaml:11");
  }

  @Test
  void theTranscriptOfAFailedTestShowsNoSecret() {
    String test =
        """
        at: 2026-11-25T12:00:00Z
        features: { account: unavailable }
        turns:
          - caller: pay 50
          - caller: "482913"
          - caller: "4111111111111111"
            expect: [HookCall]
        """;
    assertThat(run(test).print()).contains("{CardNumber}").doesNotContain("4111 1111").doesNotContain("4111111111111111\n");
  }

  @Test
  void thePageOfTheLanguageGoesAsItSaysAndNamesEveryKey() throws IOException {
    String page = Files.readString(Path.of("conversation-tests.md"));
    int from = page.indexOf("```yaml\n") + "```yaml\n".length();
    assertThat(run(page.substring(from, page.indexOf("```", from))).print()).isEqualTo("passed test.yaml\n");
    ConversationTestGrammar.groups().forEach(group ->
        assertThat(group.keys().keySet()).allSatisfy(key -> assertThat(page).contains("`" + key + "`")));
    assertThat(ConversationTestGrammar.EVENTS).allSatisfy(event -> assertThat(page).contains("`" + event + "`"));
  }

  @Property(tries = 200)
  void noTextIsTooMuchForTheReader(@ForAll @StringLength(max = 400) String anything) {
    Loaded<ConversationTest> loaded = ConversationTestReader.read(new SourceText("test.yaml", anything));
    assertThat(loaded.value().isPresent()).isEqualTo(!loaded.report().hasErrors());
  }

  @Property(tries = 100)
  void aTestThatIsCutOffAnywhereIsReadOrRefusedButNeverThrows(@ForAll @IntRange(max = 700) int at) {
    String cut = PASSING.substring(0, Math.min(at, PASSING.length()));
    Loaded<ConversationTest> loaded = ConversationTestReader.read(new SourceText("test.yaml", cut));
    assertThat(loaded.value().isPresent()).isEqualTo(!loaded.report().hasErrors());
  }
}
