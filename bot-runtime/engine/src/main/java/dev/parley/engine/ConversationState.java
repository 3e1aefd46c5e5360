package dev.parley.engine;

import dev.parley.dialog.DialogState;
import dev.parley.turn.TurnState;
import java.time.Instant;

/**
 * Everything that the core knows of a conversation. Immutable; {@link StateJson} writes and reads it; holds no secret.
 *
 * @param format the version of the JSON form
 * @param time of the last event; a clock that goes back is held here
 * @param turn who has the floor
 * @param dialog where the dialog stands
 */
public record ConversationState(int format, Instant time, TurnState turn, DialogState dialog) {

  /**
   * The version that this code writes, and the only one that it reads. It is raised with each change of the shape of a state or of
   * what a part of it means; a session that was saved in another format begins anew.
   */
  public static final int FORMAT = 6;
}
