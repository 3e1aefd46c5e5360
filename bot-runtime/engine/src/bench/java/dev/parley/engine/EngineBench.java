package dev.parley.engine;

import dev.parley.definition.BotDefinition;
import dev.parley.diagnostic.SourceText;
import dev.parley.event.DialogEvent;
import dev.parley.simulation.ChannelKind;
import dev.parley.simulation.ExactInterpreter;
import dev.parley.simulation.Happening;
import dev.parley.simulation.ScriptedFeatures;
import dev.parley.simulation.ScriptedHooks;
import dev.parley.simulation.Simulation;
import dev.parley.yaml.BotReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Steps of the core in a second on one core: one caller's whole payment, recorded once and stepped through again and again. The
 * baseline in the same run is writing a state as JSON, which a server does after each step.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class EngineBench {

  private static final String BOT =
      """
      bot: Bench
      intents:
        Pay:
          utterances: [pay a bill, "pay {Amount}"]
          slots:
            Account: { type: Digits, ask: Which account?, validate: [{ length: 6, otherwise: It has six digits. }] }
            Amount: { type: Currency, ask: How much?, validate: [{ max: 5000, otherwise: That is too much. }] }
            Card:
              type: PaymentCard
              ask: Your card number?
              validate: [{ length: 16, otherwise: It has sixteen digits. }]
              wait_and_continue:
                wait: Of course.
                still_waiting: { say: Still here., every: 20s, for: 5m }
                continue: Welcome back. Your card number?
              confirm: "I have {Card|groups}. Right?"
            Expiry: { type: ExpiryDate, ask: When does it expire? }
          confirm: { ask: "Shall I take {Amount|money}?", no: Nothing was taken. }
          close: "Thank you. {Amount|money} was paid from {Card|last4}."
        FallbackIntent:
          close: Pardon?
      """;

  private static final List<String> SAID =
      List.of("pay a bill", "482913", "50", "hold on", "i'm back", "4111111111111111", "yes", "2028-03", "yes");

  private final List<DialogEvent> events = new ArrayList<>();
  private final List<Instant> times = new ArrayList<>();
  private ConversationCore core;
  private ConversationState state;
  private ConversationState idle;
  private int next;

  /** Records the conversation. */
  @Setup
  public void record() {
    BotDefinition bot = BotReader.read(new SourceText("bench.yaml", BOT)).value().orElseThrow();
    Instant start = Instant.parse("2026-11-25T12:00:00Z");
    Simulation simulation =
        new Simulation(
            new Simulation.Setup(
                bot, "en_US", ExactInterpreter.train(bot, "en_US"), ChannelKind.PHONE, start, ZoneOffset.UTC, 1,
                ScriptedFeatures.NONE, ScriptedHooks.NONE, false));
    simulation.start(Optional.empty());
    for (String said : SAID) {
      simulation.time().advance(Duration.ofSeconds(10));
      simulation.offer(new DialogEvent.SpeechBegan(""));
      simulation.offer(new DialogEvent.Transcribed(said, 1, true));
    }
    simulation.time().advance(Duration.ofSeconds(3));
    for (Happening happening : simulation.happenings()) {
      if (happening instanceof Happening.Event event) {
        events.add(event.event());
        times.add(event.at());
      }
    }
    core = new ConversationCore(bot, "en_US");
    idle = simulation.state();
    state = core.fresh(start);
    System.out.println(
        "\n" + events.size() + " steps a conversation; a state at its end is "
            + StateJson.write(idle).getBytes(StandardCharsets.UTF_8).length + " bytes of JSON");
  }

  /** One step. */
  @Benchmark
  public Step step() {
    if (next == events.size()) {
      next = 0;
      state = core.fresh(times.get(0));
    }
    Step step = core.step(state, events.get(next), times.get(next));
    next++;
    state = step.state();
    return step;
  }

  /** The baseline: one state written as JSON. */
  @Benchmark
  public String stateAsJson() {
    return StateJson.write(idle);
  }
}
