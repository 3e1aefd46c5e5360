package dev.parley.conversation;

import dev.parley.conversation.Bots.LoadedBot;
import java.util.Optional;

/** Where published versions come from that no alias points to any more. Thread-safe; may block for as long as training takes. */
@FunctionalInterface
public interface VersionSource {

  /** Has none. */
  VersionSource NONE = (botId, version) -> Optional.empty();

  /**
   * The version, trained.
   *
   * @return empty when it is not there
   * @throws RuntimeException when it is there and cannot be used
   */
  Optional<LoadedBot> load(String botId, String version);
}
