package dev.parley.session;

/** What tells sessions apart: one client's session with one bot, alias (by its id) and locale. */
public record SessionKey(String botId, String botAlias, String localeId, String sessionId) {}
