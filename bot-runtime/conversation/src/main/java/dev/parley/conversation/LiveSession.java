package dev.parley.conversation;

import dev.parley.conversation.Bots.LocaleBot;
import dev.parley.definition.LocaleDefinition;
import dev.parley.engine.ConversationState;
import dev.parley.engine.StateJson;
import dev.parley.engine.Step;
import dev.parley.event.DialogEvent;
import dev.parley.event.DialogOutput.Fact;
import dev.parley.event.Message;
import dev.parley.secret.Vault;
import dev.parley.session.SessionKey;
import dev.parley.session.SessionRecord;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A session while somebody is talking: its state and secrets, where they are stored, and the record that is kept. One thread at a
 * time; loading and saving may block.
 */
final class LiveSession {

  private static final Logger LOG = LoggerFactory.getLogger(LiveSession.class);

  private final SessionKey key;
  private final LocaleBot bot;
  private final LocaleDefinition locale;
  private final ConversationServices services;
  private ConversationState state;
  private Vault vault;
  private long version;
  private boolean changed;

  /** Whether the bot's last words told what no record may. */
  private boolean masked;

  private Journals.@Nullable Journal journal;

  private LiveSession(SessionKey key, LocaleBot bot, ConversationServices services, Instant now) {
    this.key = key;
    this.bot = bot;
    this.locale = bot.definition().locale(bot.localeId()).orElseThrow(() -> new AssertionError("a bot in service has its locale"));
    this.services = services;
    this.state = bot.core().fresh(now);
    this.vault = new Vault(locale, bot.interpreter(), Map.of());
  }

  /**
   * Goes on where the session was left, if it is stored, with the version of the bot that it began with, and begins a record.
   * Blocks, for as long as that version takes to load.
   *
   * @param asked what its client has called
   */
  static LiveSession open(SessionKey key, LocaleBot asked, Bots bots, ConversationServices services, Instant now) {
    Optional<SessionRecord> stored = services.sessions().load(key);
    Optional<LocaleBot> began = stored.flatMap(s -> bots.goesOnWith(s.botVersion(), asked));
    LiveSession session = new LiveSession(key, began.orElse(asked), services, now);
    if (stored.isPresent() && began.isPresent()) {
      session.restore(stored.get());
    } else if (stored.isPresent()) {
      // What is saved replaces it.
      session.version = stored.get().version();
      LOG.warn("session {} begins anew: version {} of bot {} is not to be had", key.sessionId(), stored.get().botVersion(), asked.definition().name());
    }
    session.journal = services.journals().open(key.sessionId(), now);
    return session;
  }

  /** The version of the bot that the session goes on with. */
  LocaleBot bot() {
    return bot;
  }

  LocaleDefinition locale() {
    return locale;
  }

  private void restore(SessionRecord stored) {
    // Also when its state cannot be read: what is saved then replaces it.
    version = stored.version();
    try {
      state = StateJson.readState(stored.state());
      vault = new Vault(locale, bot.interpreter(), stored.secrets());
    } catch (IllegalArgumentException e) {
      LOG.warn("session {} begins anew: {}", key.sessionId(), e.getMessage());
    }
  }

  ConversationState state() {
    return state;
  }

  Vault vault() {
    return vault;
  }

  /** Takes an event: secrets sealed, written to the record, and on to the core. */
  Step step(DialogEvent happened, Instant now) {
    DialogEvent event = vault.conceal(happened, bot.core().expectation(state, now));
    if (journal != null) {
      journal.event(now, Shaping.masked(event, services.facts()));
    }
    Step step = bot.core().step(state, event, now);
    if (journal != null) {
      journal.shaped(now, Shaping.of(state.dialog(), step, services.facts()));
    }
    changed |= !step.state().equals(state);
    state = step.state();
    return step;
  }

  /** Stores what has changed; false when somebody else has stored the session meanwhile. */
  boolean save(Instant now) {
    if (!changed) {
      return true;
    }
    SessionRecord session =
        new SessionRecord(version + 1, bot.version(), StateJson.write(state), vault.contents(), bot.definition().sessionTimeout(), now);
    boolean saved = services.sessions().save(key, session);
    if (saved) {
      version++;
      changed = false;
    }
    return saved;
  }

  /** The caller's words, with secrets as tokens, for the record. */
  void heard(String text) {
    if (journal != null) {
      journal.caller(services.clock().instant(), text);
    }
  }

  /** The bot's words, with secrets as tokens, for the record. */
  void said(List<Message> messages, List<Fact> facts) {
    masked = facts.stream().anyMatch(f -> services.facts().sensitive(f.group(), f.feature()));
    if (journal != null) {
      journal.bot(services.clock().instant(), Shaping.masked(messages, facts, services.facts()), facts);
    }
  }

  /** What the caller heard of the bot's last words before they were cut. */
  void cut(List<Message> heard) {
    if (journal != null) {
      journal.cut(services.clock().instant(), masked && !heard.isEmpty() ? List.of(Message.plain(Shaping.MASK)) : heard);
    }
  }

  /** Something else for the record. */
  void note(String what) {
    if (journal != null) {
      journal.note(services.clock().instant(), what);
    }
  }

  /** Ends the record. */
  void close(String reason) {
    note(reason);
    if (journal != null) {
      journal.close();
      journal = null;
    }
  }
}
