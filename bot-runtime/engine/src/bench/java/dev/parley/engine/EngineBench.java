package dev.parley.engine;

import dev.parley.simulation.Happening;
import dev.parley.simulation.RecordedCall;
import java.nio.charset.StandardCharsets;
import java.util.List;
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
 * Steps of the core in a second on one core: the whole of {@link RecordedCall a call to the payments bot}, recorded once and
 * stepped through again and again, each event as often as that call has it. Meanings, look-ups and hooks' answers come with the
 * recording, as they come from the shell in life: understanding is not measured here. The baseline in the same run is writing a
 * state as JSON, which a server does after a step.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 2)
@Measurement(iterations = 5, time = 2)
public class EngineBench {

  private final ConversationCore core = RecordedCall.core();
  private List<Happening.Event> events = List.of();
  private ConversationState state = core.fresh(RecordedCall.begin());
  private ConversationState end = state;
  private int next;

  /** Records the call. */
  @Setup
  public void record() {
    RecordedCall call = RecordedCall.record();
    events = call.events();
    end = call.end();
    System.out.println(
        "\n" + events.size() + " steps a call; the state at its end is "
            + StateJson.write(end).getBytes(StandardCharsets.UTF_8).length + " bytes of JSON");
  }

  /** One step. */
  @Benchmark
  public Step step() {
    if (next == events.size()) {
      next = 0;
      state = core.fresh(RecordedCall.begin());
    }
    Happening.Event event = events.get(next);
    Step step = core.step(state, event.event(), event.at());
    next++;
    state = step.state();
    return step;
  }

  /** The baseline: one state written as JSON. */
  @Benchmark
  public String stateAsJson() {
    return StateJson.write(end);
  }
}
