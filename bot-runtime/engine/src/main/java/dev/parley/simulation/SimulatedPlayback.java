package dev.parley.simulation;

import dev.parley.event.DialogEvent;
import dev.parley.event.DialogOutput;
import dev.parley.event.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** The bot's voice in virtual time: prompts one after another, until the caller interrupts them. One thread. */
final class SimulatedPlayback {

  private final VirtualTime time;
  private final UnaryOperator<String> reveal;
  private final Consumer<DialogEvent> happens;
  private final Map<Long, Played> playing = new HashMap<>();
  private Instant spokenUntil;
  private Instant lastSaidAt;

  /**
   * A voice that has said nothing.
   *
   * @param reveal fills secrets in, which take their time to say
   * @param happens told when a prompt begins and ends
   */
  SimulatedPlayback(VirtualTime time, Instant start, UnaryOperator<String> reveal, Consumer<DialogEvent> happens) {
    this.time = time;
    this.reveal = reveal;
    this.happens = happens;
    spokenUntil = start;
    lastSaidAt = start;
  }

  /** Whether a prompt is being heard. */
  boolean speaking() {
    return time.now().isBefore(spokenUntil);
  }

  /** When all that was begun is said. */
  Instant spokenUntil() {
    return spokenUntil;
  }

  /** When the last prompt began. */
  Instant lastSaidAt() {
    return lastSaidAt;
  }

  /** Words were shown, which takes no time. */
  void shown() {
    lastSaidAt = time.now();
  }

  /** Says a prompt, behind those that are still to be said. */
  void say(DialogOutput.Say o) {
    Instant begins = speaking() ? spokenUntil : time.now();
    List<Duration> ends = ends(o);
    Duration length = Simulation.spoken(o.messages().stream().mapToInt(this::characters).sum() + Math.max(0, o.messages().size() - 1));
    lastSaidAt = begins;
    spokenUntil = begins.plus(length);
    playing.put(
        o.prompt(),
        new Played(
            begins,
            ends,
            List.of(
                time.at(begins, () -> happens.accept(new DialogEvent.PlaybackStarted(o.prompt(), length, guarded(o, ends)))),
                time.at(spokenUntil, () -> happens.accept(new DialogEvent.PlaybackEnded(o.prompt()))))));
  }

  /** Falls silent; what of each message of the prompt was heard, if it was being said. What waits behind it is not heard either. */
  Optional<List<Integer>> stop(long prompt) {
    Optional<Played> cut = Optional.ofNullable(playing.get(prompt));
    playing.values().forEach(p -> p.timers().forEach(VirtualTime.Timer::cancel));
    playing.clear();
    spokenUntil = time.now();
    return cut.map(p -> p.heardPerMille(time.now()));
  }

  private int characters(Message message) {
    return reveal.apply(message.content()).length();
  }

  /** When each message ends, counted from the prompt's beginning. */
  private List<Duration> ends(DialogOutput.Say o) {
    List<Duration> ends = new ArrayList<>();
    int characters = 0;
    for (Message message : o.messages()) {
      characters += characters(message) + 1;
      ends.add(Simulation.spoken(characters));
    }
    return ends;
  }

  private static List<DialogEvent.Stretch> guarded(DialogOutput.Say o, List<Duration> ends) {
    return o.guarded().stream()
        .map(i -> new DialogEvent.Stretch(i == 0 ? Duration.ZERO : ends.get(i - 1), ends.get(i)))
        .toList();
  }

  /** A prompt that is being heard: when it began, when each of its messages ends, and what is still to happen. */
  private record Played(Instant begins, List<Duration> ends, List<VirtualTime.Timer> timers) {

    List<Integer> heardPerMille(Instant now) {
      List<Integer> heard = new ArrayList<>();
      Instant from = begins;
      for (Duration end : ends) {
        Instant to = begins.plus(end);
        long whole = Math.max(1, Duration.between(from, to).toMillis());
        heard.add((int) Math.max(0, Math.min(1000, Duration.between(from, now).toMillis() * 1000 / whole)));
        from = to;
      }
      return heard;
    }
  }
}
