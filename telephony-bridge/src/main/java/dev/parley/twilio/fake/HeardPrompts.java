package dev.parley.twilio.fake;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * The bot as the caller hears it. A caller knows nothing of prompts, only of sound and silence: a prompt begins with sound,
 * and has ended when it has been quiet for a while, or when it was cut. Not thread-safe.
 */
final class HeardPrompts {

  /** A stretch of the bot's speech. */
  static final class Prompt {
    final long startMs;
    private final ByteArrayOutputStream sound = new ByteArrayOutputStream();
    private long endMs;
    private boolean ended;
    private boolean cut;
    private boolean secret;
    private CompletableFuture<String> words = new CompletableFuture<>();

    private Prompt(long startMs) {
      this.startMs = startMs;
      this.endMs = startMs;
    }

    /** When its last sound was heard. */
    long endMs() {
      return endMs;
    }

    boolean ended() {
      return ended;
    }

    boolean cut() {
      return cut;
    }

    boolean secret() {
      return secret;
    }

    void makeSecret() {
      secret = true;
    }

    /** Its words: empty while they are not known, and when nobody listens. */
    Optional<String> words() {
      return words.isDone() && !words.isCompletedExceptionally() ? Optional.of(words.join()) : Optional.empty();
    }
  }

  private final long quietMs;
  private final Optional<BotEars> ears;
  private final List<Prompt> prompts = new ArrayList<>();
  private @Nullable Prompt current;

  HeardPrompts(long quietMs, Optional<BotEars> ears) {
    this.quietMs = quietMs;
    this.ears = ears;
  }

  boolean withEars() {
    return ears.isPresent();
  }

  List<Prompt> all() {
    return Collections.unmodifiableList(prompts);
  }

  /** Whether the bot is in the middle of a prompt. */
  boolean speaking() {
    return current != null;
  }

  /** What was heard in the last moment: no bytes = silence. */
  void hear(long fromMs, long toMs, byte[] sound) {
    if (sound.length > 0) {
      if (current == null) {
        current = new Prompt(fromMs);
        prompts.add(current);
      }
      current.sound.writeBytes(sound);
      current.endMs = toMs;
    } else if (current != null && toMs - current.endMs >= quietMs) {
      end(current);
    }
  }

  /** What was to be played of the current prompt was dropped. */
  void cut() {
    if (current != null) {
      current.cut = true;
      end(current);
    }
  }

  /** The call is over: what is being said has ended. */
  void finish() {
    if (current != null) {
      end(current);
    }
  }

  private void end(Prompt prompt) {
    prompt.ended = true;
    current = null;
    byte[] sound = prompt.sound.toByteArray();
    prompt.sound.reset();
    prompt.words =
        ears.map(listening -> listening.words(sound).toCompletableFuture())
            .orElseGet(() -> CompletableFuture.completedFuture(""));
  }

  /** Done when all words are known that ever will be; never fails. */
  CompletableFuture<Void> allWords() {
    CompletableFuture<?>[] known =
        prompts.stream().map(prompt -> prompt.words.handle((words, failure) -> "")).toArray(CompletableFuture[]::new);
    return CompletableFuture.allOf(known);
  }
}
