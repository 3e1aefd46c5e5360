package dev.parley.simulation;

import dev.parley.event.HookRequest;
import java.util.Optional;

/** What the code hooks of a simulated conversation answer. The same call always has the same answer. */
@FunctionalInterface
public interface HookScript {

  /** The answer to this call of a hook, the first being 0; empty when the script does not say. */
  Optional<ScriptedHooks.Reply> reply(String hook, int call, HookRequest request);
}
