package dev.parley.dialog;

import dev.parley.definition.BargeIn;
import dev.parley.event.DialogOutput;
import dev.parley.event.DialogOutput.Fact;
import dev.parley.event.InterruptionPolicy;
import dev.parley.event.Message;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The words of one step, collected from the flows in the order in which they are said. A message that may not be interrupted
 * stays so when others follow that may.
 */
final class Saying {

  private final List<Message> messages = new ArrayList<>();
  private final List<Integer> guarded = new ArrayList<>();
  private final List<Fact> facts = new ArrayList<>();

  /** What of the responses' own says when they are interrupted; those that say nothing count too. */
  private final Set<BargeIn> bargeIns = new LinkedHashSet<>();

  boolean isEmpty() {
    return messages.isEmpty();
  }

  List<Message> messages() {
    return List.copyOf(messages);
  }

  /** A response that has this to say of interruptions is among what is said. */
  void interruptedAs(BargeIn policy) {
    bargeIns.add(policy);
  }

  void add(List<Message> more, boolean interruptible) {
    more.forEach(m -> add(m, interruptible, List.of()));
  }

  /** Adds a message; the facts' message index is set here. */
  void add(Message message, boolean interruptible, List<Fact> behind) {
    if (!interruptible) {
      guarded.add(messages.size());
    }
    behind.forEach(f -> facts.add(new Fact(messages.size(), f.group(), f.feature(), f.eventTime())));
    messages.add(message);
  }

  /**
   * All of it.
   *
   * @param mayInterrupt false when the session's attributes forbid it whatever the bot says
   * @param usual when it is interrupted where a response does not say so itself
   */
  DialogOutput.Say output(long prompt, boolean mayInterrupt, BargeIn usual) {
    boolean interruptible = mayInterrupt && guarded.size() < messages.size();
    InterruptionPolicy policy =
        bargeIns.stream().map(b -> InterruptionPolicy.of(b.within(usual))).reduce(InterruptionPolicy::and).orElseGet(() -> InterruptionPolicy.of(usual));
    return new DialogOutput.Say(prompt, messages, interruptible, interruptible ? guarded : List.of(), facts, policy);
  }
}
