package dev.parley.conversation;

import dev.parley.hook.HookClient;
import dev.parley.session.SessionStore;
import dev.parley.speech.RecognizerEngine;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.ZoneId;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.LongSupplier;

/**
 * What conversations need of the outside.
 *
 * @param clock stamps events
 * @param nanoTime paces sound
 * @param zone of callers who do not tell theirs
 * @param timers wakes conversations; its tasks are short
 * @param work runs conversations' steps and interpretation; bounded
 * @param speech recognises and synthesises; bounded, about as many threads as cores
 * @param recognizer hears; empty = no speech input
 * @param prompts speaks; empty = no speech output
 * @param facts customers' features
 * @param hooks code hooks
 * @param sessions sessions between streams
 * @param journals records of conversations
 * @param lag how late callers are heard
 * @param meters metrics
 * @param limits limits
 */
public record ConversationServices(
    Clock clock,
    LongSupplier nanoTime,
    ZoneId zone,
    ScheduledExecutorService timers,
    Executor work,
    Executor speech,
    Optional<RecognizerEngine> recognizer,
    Optional<PromptCache> prompts,
    CustomerFacts facts,
    HookClient hooks,
    SessionStore sessions,
    Journals journals,
    HearingLag lag,
    MeterRegistry meters,
    Limits limits) {

  /** Whether these threads are being ended, as when the server goes down: what is cut off then has not gone wrong. */
  static boolean ending(Executor threads) {
    return threads instanceof ExecutorService service && service.isShutdown();
  }

  /**
   * Limits of conversations.
   *
   * @param maxConversations live at once; more are refused (Throttling)
   * @param mailbox inputs of one conversation that wait
   * @param audioMs of one caller's sound that waits
   */
  public record Limits(int maxConversations, int mailbox, int audioMs) {

    /** For a machine of a few cores. */
    public static final Limits STANDARD = new Limits(500, 256, 5_000);
  }
}
