package dev.parley.yaml;

import dev.parley.definition.BotDefinition;
import dev.parley.definition.BotId;
import dev.parley.definition.LocaleDefinition;
import dev.parley.yaml.YamlEmitter.Plain;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Writes a bot as the YAML that {@link BotReader} reads: the shortest forms that mean the same, keys in the order of the language's
 * documentation. Reading what was written gives the same definition but for the places; named prompts and shared files, which a
 * definition no longer knows, are written out. The same definition gives the same text. Thread-safe.
 */
public final class BotWriter {

  private BotWriter() {}

  /** The bot as YAML. */
  public static String write(BotDefinition bot) {
    return write(bot, List.of());
  }

  /** The bot as YAML, with these lines as comments above it. */
  public static String write(BotDefinition bot, List<String> comments) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("bot", bot.name());
    if (!bot.id().equals(BotId.of(bot.name()))) {
      keys.put("id", bot.id());
    }
    bot.description().ifPresent(d -> keys.put("description", d));
    boolean one = bot.locales().size() == 1;
    LocaleDefinition first = bot.locales().values().iterator().next();
    if (one && !first.localeId().equals(BotReader.DEFAULT_LOCALE)) {
      keys.put("locale", first.localeId());
    }
    if (!bot.sessionTimeout().equals(BotReader.DEFAULT_SESSION)) {
      keys.put("session_timeout", new Plain(Times.write(bot.sessionTimeout())));
    }
    if (one) {
      new LocaleWriter(first).write(keys);
    } else {
      Map<String, Object> locales = new LinkedHashMap<>();
      bot.locales().forEach((id, locale) -> {
        Map<String, Object> own = new LinkedHashMap<>();
        new LocaleWriter(locale).write(own);
        locales.put(id, own);
      });
      keys.put("locales", locales);
    }
    return YamlEmitter.write(keys, comments);
  }
}
