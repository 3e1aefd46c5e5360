package dev.parley.simulation;

import dev.parley.event.DialogEvent;
import dev.parley.event.DialogOutput;
import dev.parley.event.Message;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
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
  private Optional<Instant> heldAt = Optional.empty();

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
    return heldAt.isPresent() || time.now().isBefore(spokenUntil);
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
    Played played = new Played(o.prompt(), begins, length, ends, guarded(o, ends), new ArrayList<>());
    playing.put(o.prompt(), played);
    if (heldAt.isEmpty()) {
      schedule(played);
    }
  }

  private void schedule(Played p) {
    p.timers.add(time.at(p.begins, () -> happens.accept(started(p))));
    p.timers.add(time.at(p.begins.plus(p.length), () -> happens.accept(new DialogEvent.PlaybackEnded(p.prompt))));
  }

  /** What is still to be heard of it. */
  private DialogEvent.PlaybackStarted started(Played p) {
    Duration heard = Duration.between(p.begins, time.now());
    List<DialogEvent.Stretch> left =
        p.guarded.stream().filter(g -> g.to().compareTo(heard) > 0)
            .map(g -> new DialogEvent.Stretch(g.from().compareTo(heard) < 0 ? Duration.ZERO : g.from().minus(heard), g.to().minus(heard))).toList();
    return new DialogEvent.PlaybackStarted(p.prompt, p.length.minus(heard), left);
  }

  /** Pauses, as on a telephone. */
  void hold() {
    if (heldAt.isEmpty() && speaking()) {
      heldAt = Optional.of(time.now());
      playing.values().forEach(Played::cancel);
    }
  }

  /** Goes on from the cut. */
  void resume() {
    if (heldAt.isEmpty()) {
      return;
    }
    Instant cut = heldAt.get();
    Duration pause = Duration.between(cut, time.now());
    heldAt = Optional.empty();
    spokenUntil = spokenUntil.plus(pause);
    List<Played> held = playing.values().stream().filter(p -> p.begins.plus(p.length).isAfter(cut)).sorted(Comparator.comparing(Played::begins)).toList();
    playing.clear();
    for (Played p : held) {
      Played later = new Played(p.prompt, p.begins.plus(pause), p.length, p.ends, p.guarded, new ArrayList<>());
      playing.put(p.prompt, later);
      schedule(later);
    }
  }

  /** Falls silent; what of each message of the prompt was heard, if it was being said. What waits behind it is not heard either. */
  Optional<List<Integer>> stop(long prompt) {
    Optional<Played> cut = Optional.ofNullable(playing.get(prompt));
    Instant silentFrom = heldAt.orElse(time.now());
    heldAt = Optional.empty();
    playing.values().forEach(Played::cancel);
    playing.clear();
    spokenUntil = time.now();
    return cut.map(p -> p.heardPerMille(silentFrom));
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
    List<DialogEvent.Stretch> stretches =
        new ArrayList<>(o.guarded().stream().map(i -> new DialogEvent.Stretch(i == 0 ? Duration.ZERO : ends.get(i - 1), ends.get(i))).toList());
    if (!o.policy().protectedFor().isZero()) {
      stretches.add(new DialogEvent.Stretch(Duration.ZERO, o.policy().protectedFor()));
    }
    return stretches;
  }

  /** A prompt that is being heard: when it began, when each of its messages ends, and what is still to happen. */
  private record Played(
      long prompt, Instant begins, Duration length, List<Duration> ends, List<DialogEvent.Stretch> guarded, List<VirtualTime.Timer> timers) {

    void cancel() {
      timers.forEach(VirtualTime.Timer::cancel);
    }

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
