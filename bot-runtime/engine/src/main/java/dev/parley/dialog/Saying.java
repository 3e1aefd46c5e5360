package dev.parley.dialog;

import dev.parley.event.DialogOutput;
import dev.parley.event.DialogOutput.Fact;
import dev.parley.event.Message;
import java.util.ArrayList;
import java.util.List;

/**
 * The words of one step, collected from the flows in the order in which they are said. A message that may not be interrupted
 * stays so when others follow that may.
 */
final class Saying {

  private final List<Message> messages = new ArrayList<>();
  private final List<Integer> guarded = new ArrayList<>();
  private final List<Fact> facts = new ArrayList<>();

  boolean isEmpty() {
    return messages.isEmpty();
  }

  List<Message> messages() {
    return List.copyOf(messages);
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

  /** All of it; {@code mayInterrupt} is false when the session's attributes forbid it whatever the bot says. */
  DialogOutput.Say output(long prompt, boolean mayInterrupt) {
    boolean interruptible = mayInterrupt && guarded.size() < messages.size();
    return new DialogOutput.Say(prompt, messages, interruptible, interruptible ? guarded : List.of(), facts);
  }
}
