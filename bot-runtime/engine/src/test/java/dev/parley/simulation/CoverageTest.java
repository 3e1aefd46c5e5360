package dev.parley.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.parley.diagnostic.SourceText;
import dev.parley.event.Reached.Way;
import dev.parley.simulation.Coverage.Share;
import dev.parley.simulation.CoveragePoint.Kind;
import dev.parley.yaml.BotReader;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a bot's author learns about what the conversation tests do not try. */
class CoverageTest {

  private static final String BALANCE =
      """
      at: 2026-11-25T12:00:00Z
      channel: chat
      features:
        account:
          "482913": { customer_id: C-1, balance_due: "128.40" }
        customer: { C-1: { first_name: Dana } }
      turns:
        - caller: what is my balance
        - caller: "48"
        - caller: "482913"
      """;

  private static Coverage of(String... tests) {
    ConversationTestRunner runner = new ConversationTestRunner(PaymentsBot.bot(), ExactInterpreter::train);
    for (String test : tests) {
      TestResult result = runner.run(new SourceText("test.yaml", test));
      assertThat(result.passed()).as(result.print()).isTrue();
    }
    return runner.coverage();
  }

  private static Stream<String> reached(Coverage coverage, Kind kind) {
    return coverage.points().stream().filter(p -> p.kind() == kind).filter(coverage::reached).map(CoveragePoint::words);
  }

  @Test
  void nothingIsReachedBeforeATestHasRun() {
    Coverage coverage = of();
    assertThat(coverage.share().reached()).isZero();
    assertThat(coverage.missed()).isEqualTo(coverage.points());
    assertThat(coverage.share(Kind.INTENT)).isEqualTo(new Share(0, 3));
    assertThat(coverage.share(Kind.SLOT)).isEqualTo(new Share(0, 6));
  }

  @Test
  void aConversationReachesTheIntentTheSlotTheRulesAndTheWordsThatItWentThrough() {
    Coverage coverage = of(BALANCE);
    assertThat(reached(coverage, Kind.INTENT)).containsExactly("intent GetBalance");
    assertThat(reached(coverage, Kind.SLOT)).containsExactly("slot GetBalance.AccountId");
    assertThat(reached(coverage, Kind.PROMPT))
        .containsExactly(
            "prompt GetBalance.AccountId \"Which account is it? Please give me the six ...\"",
            "prompt GetBalance.AccountId \"Please give me the six digits of your account ...\"",
            "prompt GetBalance.AccountId \"An account number has six digits.\"",
            "prompt GetBalance \"{features.customer.first_name}, the balance ...\"");
    assertThat(reached(coverage, Kind.BRANCH))
        .containsExactly(
            "branch GetBalance.AccountId rule: holds",
            "branch GetBalance.AccountId rule: is broken",
            "branch GetBalance.AccountId rule: holds");
  }

  @Test
  void aWordingThatWasNotSaidIsMissedThoughItsPromptWasSaid() {
    assertThat(new CoverageReport(Map.of("bot.yaml", of(BALANCE))).missed())
        .contains("bot.yaml:157:15: wording GetBalance \"I have no balance on record for that account.\"")
        .contains("bot.yaml:80:13: branch ProcessPayment.CardNumber rule: is broken")
        .doesNotContain("bot.yaml:81:24: wording ProcessPayment.CardNumber \"A card number has sixteen digits.\"")
        .noneMatch(line -> line.contains("intent GetBalance"));
  }

  @Test
  void anIntentIsReachedAlsoWhenItAnswersWithinAnotherOneOrLeadsOnAtOnce() {
    String bot =
        """
        bot: Cars
        intents:
          BookCar:
            utterances: [book a car]
            slots:
              Day: { type: Date, ask: Which day?, captured: { next: { start: Thank } } }
          Thank: { close: Booked. }
          Questions:
            parent: AMAZON.QnAIntent
            questions: [{ ask: where are you, answer: At the station. }]
          FallbackIntent: { opening: { next: { start: BookCar } } }
        """;
    ConversationTestRunner runner =
        new ConversationTestRunner(BotReader.read(new SourceText("bot.yaml", bot)).value().orElseThrow(), ExactInterpreter::train);
    TestResult result =
        runner.run(
            new SourceText(
                "test.yaml",
                """
                at: 2026-11-25T12:00:00Z
                turns:
                  - caller: good morning
                  - caller: where are you
                  - caller: 2026-12-24
                    bot: Booked.
                """));
    assertThat(result.passed()).as(result.print()).isTrue();
    assertThat(runner.coverage().missed()).isEmpty();
  }

  @Test
  void builtInIntentsAndPartsOfSlotsCountAndSoDoesWhatWasSaidWhileTheBotWasBusy() {
    String bot =
        """
        bot: Parcels
        intents:
          Send:
            utterances: [send it]
            slots:
              To: { parts: { Town: { type: Digits, ask: Which town? }, Street: { type: Digits, ask: Which street? } } }
            close: { say: Sent., next: elicit_intent }
          Find:
            utterances: [find it]
            fulfill: { hook: depot }
            close: { say: Found., next: elicit_intent }
          Stop: { parent: AMAZON.StopIntent, utterances: [bye bye], close: Goodbye. }
          FallbackIntent: { close: What? }
        """;
    String test =
        """
        at: 2026-11-25T12:00:00Z
        channel: chat
        hooks: { depot: [{ takes_ms: 3000 }] }
        turns:
          - caller: [find it, send it]
            bot: [Found., Which town?]
          - caller: "12"
          - caller: "34"
            bot: Sent.
          - caller: bye bye
        """;
    ConversationTestRunner runner =
        new ConversationTestRunner(BotReader.read(new SourceText("bot.yaml", bot)).value().orElseThrow(), ExactInterpreter::train);
    TestResult result = runner.run(new SourceText("test.yaml", test));
    assertThat(result.passed()).as(result.print()).isTrue();
    assertThat(reached(runner.coverage(), Kind.INTENT)).containsExactly("intent Send", "intent Find", "intent Stop");
    assertThat(reached(runner.coverage(), Kind.SLOT)).containsExactly("slot Send.To", "slot Send.To.Town", "slot Send.To.Street");
    assertThat(reached(runner.coverage(), Kind.PROMPT)).contains("prompt Send.To.Town \"Which town?\"");
  }

  @Test
  void everyKindOfBranchCanBeReached() {
    Coverage coverage = new Coverage(PaymentsBot.bot());
    // The script's hook always answers, and in time; and this caller has no five minutes.
    List<Way> unheard = List.of(Way.FAILS, Way.TIMES_OUT, Way.IS_SILENT, Way.GIVES_UP);
    List<CoveragePoint> missed = coverage.points();
    for (long seed = 0; seed < 400 && !missed.isEmpty(); seed++) {
      Simulation simulation = new Simulation(PaymentsBot.call(seed), coverage.in("en_US"));
      new SensibleCaller(simulation, seed).talk(40);
      missed = coverage.missed().stream().filter(p -> p.kind() == Kind.BRANCH && !unheard.contains(p.way())).toList();
    }
    assertThat(missed).isEmpty();
  }

  private static final String PARCELS =
      """
      bot: Parcels
      wait_and_continue: { wait: Take your time., continue: Welcome back. }
      intents:
        Send:
          utterances: [send]
          slots:
            To:
              parts:
                House: { type: Number, ask: Which house number? }
                Floor: { type: Digits, ask: Which floor? }
            Weight: { type: Number, ask: How heavy? }
          confirm: Shall I?
          close: Sent.
        Cancel: { parent: AMAZON.CancelIntent, utterances: [leave that], close: Dropped. }
        Stop: { parent: AMAZON.StopIntent, utterances: [bye], close: Goodbye. }
        FallbackIntent: { close: Sorry. }
      """;

  @Test
  void partsAndBuiltInIntentsAreReachedAndWhatHoldsForTheWholeBotIsOnePoint() {
    ConversationTestRunner runner =
        new ConversationTestRunner(BotReader.read(new SourceText("bot.yaml", PARCELS)).value().orElseThrow(), ExactInterpreter::train);
    TestResult result =
        runner.run(
            new SourceText(
                "test.yaml",
                """
                at: 2026-11-25T12:00:00Z
                turns:
                  - caller: send
                  - caller: "12"
                  - caller: hold on
                    bot: Take your time.
                  - caller: "i'm back"
                    bot: Welcome back.
                  - caller: "3"
                  - caller: leave that
                    bot: Dropped.
                  - caller: bye
                    bot: Goodbye.
                """));
    assertThat(result.passed()).as(result.print()).isTrue();
    Coverage coverage = runner.coverage();
    assertThat(reached(coverage, Kind.INTENT)).containsExactly("intent Send", "intent Cancel", "intent Stop");
    assertThat(reached(coverage, Kind.SLOT)).containsExactly("slot Send.To", "slot Send.To.House", "slot Send.To.Floor");
    assertThat(coverage.points().stream().map(CoveragePoint::words).filter(w -> w.contains("wait_and_continue")))
        .containsExactly("branch wait_and_continue: waits", "branch wait_and_continue: the caller returns");
    assertThat(coverage.points()).filteredOn(p -> p.words().contains("Take your time.")).hasSize(2);
  }

  @Test
  void theFiguresAndTheJsonSayTheSame() throws IOException {
    Coverage coverage = of(BALANCE);
    CoverageReport report = new CoverageReport(Map.of("bot.yaml", coverage));
    assertThat(report.figures())
        .contains("  intents        1/3   33.3 %", "  slots          1/6   16.6 %")
        .hasSize(7);
    JsonNode bot = new ObjectMapper().readTree(report.json()).get(0);
    assertThat(bot.at("/figures/intents").toString()).isEqualTo("{\"reached\":1,\"total\":3,\"percent\":33.3}");
    assertThat(bot.get("points")).hasSize(coverage.points().size());
    assertThat(bot.at("/points/0/line").asInt()).isPositive();
    assertThat(report.below(8.5)).isEmpty();
    assertThat(report.below(100)).singleElement().asString().startsWith("bot.yaml: ").contains("of branches");
  }

  @Test
  void onlyAllIsAHundredPercent() {
    assertThat(new Share(9999, 10_000).percent()).isEqualTo(99.9);
    assertThat(new Share(7, 7).percent()).isEqualTo(100);
    assertThat(new Share(0, 0).percent()).isEqualTo(100);
  }
}
