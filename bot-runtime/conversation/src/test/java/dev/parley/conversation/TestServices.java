package dev.parley.conversation;

import dev.parley.hook.CodeHook;
import dev.parley.hook.HookClient;
import dev.parley.session.MemorySessionStore;
import dev.parley.session.SessionStore;
import dev.parley.speech.RecognizerEngine;
import dev.parley.speech.SynthesizerEngine;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Services in manual time and on manual threads. */
final class TestServices {

  private static final long PROMPT_BYTES = 10_000_000;

  final ManualTime time = new ManualTime();
  final ManualThreads work = new ManualThreads();
  final ManualThreads speech = new ManualThreads();
  final SimpleMeterRegistry meters = new SimpleMeterRegistry();
  final HearingLag lag = new HearingLag(time::nanoTime, Duration.ofSeconds(1), meters);
  final SessionStore sessions = new MemorySessionStore(100, time.clock(), meters);
  Optional<RecognizerEngine> recognizer = Optional.empty();
  Optional<SynthesizerEngine> synthesizer = Optional.empty();
  Map<String, CodeHook> hooks = Map.of();
  ConversationServices.Limits limits = ConversationServices.Limits.STANDARD;

  @Nullable Path journals;

  ConversationServices services() {
    try {
      return new ConversationServices(
          time.clock(),
          time::nanoTime,
          ZoneOffset.UTC,
          time,
          work,
          speech,
          recognizer,
          synthesizer.map(s -> new PromptCache(s, PROMPT_BYTES, meters)),
          CustomerFacts.NONE,
          new HookClient(HttpClient.newHttpClient(), Map.of(), hooks, work, meters),
          sessions,
          new Journals(Optional.ofNullable(journals)),
          lag,
          meters,
          limits);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
