package dev.parley.yaml;

import dev.parley.definition.BuiltInIntent;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What callers say for Lex's built-in intents, as far as a bot's own utterances are compared with it. */
final class BuiltInPhrases {

  private static final Map<BuiltInIntent, List<String>> ENGLISH =
      Map.of(
          BuiltInIntent.HELP, List.of("help", "help me", "can you help me", "i need help"),
          BuiltInIntent.CANCEL, List.of("cancel", "never mind", "forget it", "cancel that"),
          BuiltInIntent.STOP, List.of("stop", "off", "shut up"),
          BuiltInIntent.PAUSE, List.of("pause", "pause that"),
          BuiltInIntent.RESUME, List.of("resume", "continue", "keep going"),
          BuiltInIntent.REPEAT, List.of("repeat", "say that again", "repeat that"),
          BuiltInIntent.START_OVER, List.of("start over", "restart", "start again"),
          BuiltInIntent.PREVIOUS, List.of("go back", "previous", "skip back"));

  private BuiltInPhrases() {}

  /** The built-in intent for which callers of this locale say so. */
  static Optional<BuiltInIntent> meaning(String localeId, String normal) {
    if (!localeId.startsWith("en_")) {
      return Optional.empty();
    }
    return ENGLISH.entrySet().stream().filter(e -> e.getValue().contains(normal)).map(Map.Entry::getKey).findFirst();
  }
}
