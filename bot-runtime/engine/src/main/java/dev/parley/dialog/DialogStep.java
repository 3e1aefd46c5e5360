package dev.parley.dialog;

import dev.parley.event.DialogOutput;
import dev.parley.event.Reached;
import java.util.List;

/** The new state of a dialog, what it wants done, and which places of the definition led there. */
public record DialogStep(DialogState state, List<DialogOutput> outputs, List<Reached> reached) {
  public DialogStep {
    outputs = List.copyOf(outputs);
    reached = List.copyOf(reached);
  }

  /** A step that followed no place of the definition. */
  public DialogStep(DialogState state, List<DialogOutput> outputs) {
    this(state, outputs, List.of());
  }
}
