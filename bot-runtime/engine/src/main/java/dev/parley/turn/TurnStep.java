package dev.parley.turn;

import dev.parley.event.DialogOutput;
import dev.parley.turn.TurnState.Heard;
import java.util.List;
import java.util.Optional;

/**
 * What became of the floor.
 *
 * @param state who has it now
 * @param outputs what must be done at once
 * @param heard a whole utterance, for the dialog
 * @param silence whether the caller said nothing for as long as the question waits
 */
public record TurnStep(TurnState state, List<DialogOutput> outputs, Optional<Heard> heard, boolean silence) {

  public TurnStep {
    outputs = List.copyOf(outputs);
  }

  static TurnStep of(TurnState state) {
    return new TurnStep(state, List.of(), Optional.empty(), false);
  }
}
