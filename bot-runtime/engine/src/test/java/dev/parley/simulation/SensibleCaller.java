package dev.parley.simulation;

import dev.parley.event.Expectation;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;

/**
 * A caller drawn from a seed, who mostly answers what is asked, now and then mistakes, interrupts, asks for time, mumbles,
 * presses keys, is silent or hangs up.
 */
final class SensibleCaller {

  private static final List<String> ODD =
      List.of("blue elephants", "hold on", "i'm back", "say that again", "pay my bill", "what is my balance", "no", "yes", "help", "12");

  private final Random random;
  private final Simulation simulation;
  private final ScriptedCaller caller;

  SensibleCaller(Simulation simulation, long seed) {
    this.random = new Random(seed);
    this.simulation = simulation;
    this.caller = new ScriptedCaller(simulation);
  }

  /** Talks for at most so many turns. */
  void talk(int turns) {
    simulation.start(Optional.empty());
    simulation.settle();
    for (int i = 0; i < turns && !simulation.over(); i++) {
      turn();
    }
  }

  private void turn() {
    if (random.nextInt(3) == 0) {
      // Interrupts, somewhere in what the bot says.
      simulation.time().advance(Duration.ofMillis(random.nextInt(2500)));
    } else {
      simulation.listen();
      simulation.time().advance(Duration.ofMillis(random.nextInt(3000)));
    }
    switch (random.nextInt(24)) {
      case 0 -> simulation.time().advance(Duration.ofSeconds(1 + random.nextInt(60)));
      case 1 -> caller.does(new CallerAction.Mumbles(Duration.ofMillis(100 + random.nextInt(3000))));
      case 2 -> caller.does(new CallerAction.Presses(keys(), Duration.ofMillis(100 + random.nextInt(6000))));
      case 3, 4, 5 -> says(ODD.get(random.nextInt(ODD.size())));
      case 6 -> {
        // Talks on before the bot can answer.
        says(answer());
        says(ODD.get(random.nextInt(ODD.size())));
      }
      case 7 -> {
        if (random.nextInt(8) == 0) {
          caller.does(new CallerAction.HangsUp());
        }
      }
      default -> says(answer());
    }
    simulation.settle();
  }

  private void says(String words) {
    caller.does(new CallerAction.Says(words, Optional.empty()));
  }

  private String keys() {
    List<String> entries = List.of("482913", "1", "#", "*", "4111111111111111#", "12#", "99*", "123");
    return entries.get(random.nextInt(entries.size()));
  }

  private String answer() {
    Expectation expected = simulation.expectation();
    if (expected.kind() == Expectation.Kind.INTENT || expected.kind() == Expectation.Kind.NOTHING) {
      return random.nextInt(4) == 0 ? "what is my balance" : random.nextBoolean() ? "pay my bill" : "pay 75";
    } else if (expected.kind() != Expectation.Kind.SLOT) {
      return random.nextInt(4) == 0 ? "no" : "yes";
    }
    return switch (expected.slot().orElse("")) {
      case "AccountId" -> List.of("482913", "482913", "482913", "111111", "000000", "48").get(random.nextInt(6));
      case "Amount" -> List.of("50", "the usual", "yes", "0", "9000", "12.50").get(random.nextInt(6));
      case "CardNumber" -> List.of("4111111111111111", "4111111111111111", "4111111111111112", "4111", "hold on").get(random.nextInt(5));
      case "SecurityCode" -> List.of("123", "987", "12").get(random.nextInt(3));
      case "ExpiryDate" -> List.of("2028-03", "2030-12", "2020-01").get(random.nextInt(3));
      default -> "yes";
    };
  }
}
