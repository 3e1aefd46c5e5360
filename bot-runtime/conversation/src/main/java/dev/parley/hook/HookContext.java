package dev.parley.hook;

/**
 * What a hook is told of where it is called from.
 *
 * @param botId ten alphanumerics
 * @param version of the bot: its number, or DRAFT
 * @param aliasId under which it was called
 * @param responseContentType the content type that the client asked for
 */
public record HookContext(
    String botId,
    String botName,
    String version,
    String aliasId,
    String aliasName,
    String localeId,
    String sessionId,
    String responseContentType) {}
