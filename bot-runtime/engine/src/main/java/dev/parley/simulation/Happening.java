package dev.parley.simulation;

import dev.parley.event.DialogEvent;
import dev.parley.event.DialogOutput;
import java.time.Instant;

/** What happened in a simulated conversation, with secrets as tokens. */
public sealed interface Happening {

  /** When. */
  Instant at();

  /** An event reached the core: these, in order, are the conversation's journal. */
  record Event(Instant at, DialogEvent event) implements Happening {}

  /** The core wanted something done. */
  record Output(Instant at, DialogOutput output) implements Happening {}
}
