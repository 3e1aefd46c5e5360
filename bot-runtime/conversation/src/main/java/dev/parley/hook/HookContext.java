package dev.parley.hook;

/**
 * What a hook is told of where it is called from.
 *
 * @param botId ten alphanumerics
 * @param responseContentType the content type that the client asked for
 */
public record HookContext(
    String botId, String botName, String botAlias, String localeId, String sessionId, String responseContentType) {}
