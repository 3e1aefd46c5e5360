package dev.parley.engine;

import dev.parley.event.DialogOutput;
import dev.parley.event.Reached;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one event made of a conversation.
 *
 * @param state the new state
 * @param outputs what must be done, in order
 * @param wakeAt when the core wants a {@link dev.parley.event.DialogEvent.DeadlinePassed}
 * @param reached the places of the definition that this step went through, in order; tests measure their coverage by it
 */
public record Step(ConversationState state, List<DialogOutput> outputs, Optional<Instant> wakeAt, List<Reached> reached) {
  public Step {
    outputs = List.copyOf(outputs);
    reached = List.copyOf(reached);
  }
}
