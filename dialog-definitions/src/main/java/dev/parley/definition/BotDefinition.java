package dev.parley.definition;

import dev.parley.diagnostic.Span;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A whole bot, as its YAML says: everything the runtime needs to hold its conversations. Immutable and thread-safe.
 *
 * @param span where the bot is defined
 * @param name the bot's name, {@code ^([0-9a-zA-Z][_-]?){1,100}$} (Lex V2 model)
 * @param id the 10 alphanumerics by which Lex clients address the bot; see {@link BotId}
 * @param description free text for people
 * @param sessionTimeout how long an idle session is kept, 60 s to 24 h (Lex: idleSessionTTLInSeconds)
 * @param locales the bot in each of its languages, by Lex locale id such as {@code en_US}; never empty
 */
public record BotDefinition(
    Span span,
    String name,
    String id,
    Optional<String> description,
    Duration sessionTimeout,
    Map<String, LocaleDefinition> locales) {

  public BotDefinition {
    locales = Ordered.copyOf(locales);
    if (locales.isEmpty()) {
      throw new IllegalArgumentException("bot " + name + " has no locale");
    }
  }

  /** The locale with this id, in its POSIX form with an underscore ({@code en_US}). */
  public Optional<LocaleDefinition> locale(String localeId) {
    return Optional.ofNullable(locales.get(localeId));
  }

  /** The same definition with another set of locales. */
  public BotDefinition withLocales(Map<String, LocaleDefinition> newLocales) {
    return new BotDefinition(span, name, id, description, sessionTimeout, new LinkedHashMap<>(newLocales));
  }
}
