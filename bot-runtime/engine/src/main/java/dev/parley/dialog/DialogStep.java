package dev.parley.dialog;

import dev.parley.event.DialogOutput;
import java.util.List;

/** The new state of a dialog, and what it wants done. */
public record DialogStep(DialogState state, List<DialogOutput> outputs) {
  public DialogStep {
    outputs = List.copyOf(outputs);
  }
}
