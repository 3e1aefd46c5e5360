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
  private Journals.@Nullable Journal journal;

  LiveSession(SessionKey key, LocaleBot bot, LocaleDefinition locale, ConversationServices services) {
    this.key = key;
    this.bot = bot;
    this.locale = locale;
    this.services = services;
    this.state = bot.core().fresh(services.clock().instant());
    this.vault = new Vault(locale, bot.interpreter(), Map.of());
  }

  /** Goes on where the session was left, if it is stored, and begins a record. */
  void open(Instant now) {
    services.sessions().load(key).ifPresent(this::restore);
    journal = services.journals().open(key.sessionId(), now);
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
      journal.event(now, event);
    }
    Step step = bot.core().step(state, event, now);
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
        new SessionRecord(version + 1, StateJson.write(state), vault.contents(), bot.definition().sessionTimeout(), now);
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
    if (journal != null) {
      journal.bot(services.clock().instant(), messages, facts);
    }
  }

  /** What the caller heard of the bot's last words before they were cut. */
  void cut(List<Message> heard) {
    if (journal != null) {
      journal.cut(services.clock().instant(), heard);
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
