package dev.parley.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.definition.BotDefinition;
import dev.parley.diagnostic.SourceText;
import dev.parley.event.Expectation;
import dev.parley.event.Interpretations;
import dev.parley.event.Interpreter;
import dev.parley.simulation.CoveragePoint.Kind;
import dev.parley.simulation.Simulator.Outcome;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Drawn callers, and what is told of a conversation that breaks a rule. */
class SimulatorTest {

  /** Breaks down over some utterances, as no interpreter may. */
  private record Brittle(Interpreter interpreter, BiPredicate<String, Expectation> over) implements Interpreter {
    @Override
    public Interpretations interpret(String text, Expectation expectation) {
      if (over.test(text, expectation)) {
        throw new IllegalStateException("brittle");
      }
      return interpreter.interpret(text, expectation);
    }

    @Override
    public Hints hints(Expectation expectation) {
      return interpreter.hints(expectation);
    }

    @Override
    public String rescore(List<String> nBest, Expectation expectation) {
      return interpreter.rescore(nBest, expectation);
    }

    @Override
    public boolean looksSecret(String text) {
      return interpreter.looksSecret(text);
    }
  }

  private static Interpreter amountBreaks(BotDefinition bot, String locale) {
    return new Brittle(
        ExactInterpreter.train(bot, locale), (text, expectation) -> expectation.slot().equals(Optional.of("Amount")));
  }

  @Test
  void drawnCallersBreakNothingAndReachAllButLittleOfTheBot() {
    Simulator simulator = new Simulator(PaymentsBot.bot(), ExactInterpreter::train);
    for (long seed = 1; seed <= 150; seed++) {
      Outcome outcome = simulator.conversation(seed);
      assertThat(outcome.broken()).as("seed " + seed).isEmpty();
      assertThat(outcome.steps()).isPositive();
    }
    assertThat(simulator.coverage().share(Kind.INTENT).percent()).isEqualTo(100);
    assertThat(simulator.coverage().share(Kind.SLOT).percent()).isEqualTo(100);
    assertThat(simulator.coverage().share().percent()).isGreaterThan(90);
  }

  @Test
  void aLawThatIsKnownToBreakIsNotToldAgain() {
    Simulator simulator = new Simulator(PaymentsBot.bot(), SimulatorTest::amountBreaks);
    Outcome first =
        LongStream.range(0, 200).mapToObj(simulator::conversation).filter(o -> o.broken().isPresent()).findFirst().orElseThrow();
    Set<String> known = Set.of(first.broken().orElseThrow().law());
    assertThat(LongStream.range(0, 200).mapToObj(seed -> simulator.conversation(seed, known)).filter(o -> o.broken().isPresent())).isEmpty();
  }

  @Test
  void aSeedIsOneConversation() {
    List<Outcome> once = LongStream.range(0, 20).mapToObj(new Simulator(PaymentsBot.bot(), ExactInterpreter::train)::conversation).toList();
    Simulator another = new Simulator(PaymentsBot.bot(), ExactInterpreter::train);
    for (int seed = 19; seed >= 0; seed--) {
      assertThat(another.conversation(seed)).isEqualTo(once.get(seed));
    }
  }

  @Test
  void aConversationThatBreaksARuleBecomesAShortTestThatFails() {
    Simulator simulator = new Simulator(PaymentsBot.bot(), SimulatorTest::amountBreaks);
    Outcome outcome =
        LongStream.range(0, 200).mapToObj(simulator::conversation).filter(o -> o.broken().isPresent()).findFirst().orElseThrow();
    Simulator.Break broken = outcome.broken().orElseThrow();
    assertThat(broken.rule()).contains("the interpreter fails").contains("brittle");
    assertThat(broken.turns()).isLessThanOrEqualTo(3);
    assertThat(broken.test()).contains("about: Drawn by parley simulate --seed " + outcome.seed());

    TestResult again =
        new ConversationTestRunner(PaymentsBot.bot(), SimulatorTest::amountBreaks).run(new SourceText("drawn.yaml", broken.test()));
    assertThat(again.passed()).isFalse();
    assertThat(again.print()).contains("broken-rule", "the interpreter fails");
    TestResult mended = new ConversationTestRunner(PaymentsBot.bot(), ExactInterpreter::train).run(new SourceText("drawn.yaml", broken.test()));
    assertThat(mended.print()).isEqualTo("passed drawn.yaml\n");
  }
}
