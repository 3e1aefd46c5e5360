package dev.parley.conversation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.audio.Pcm;
import dev.parley.audio.Resampler;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.ResponseDefinition.ContentType;
import dev.parley.speech.SpeechException;
import dev.parley.speech.SpeechRequest;
import dev.parley.speech.SynthesizerEngine;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Deque;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Prompts that were spoken before: a call hears its first words at once. Bounded by bytes of sound; secrets are never kept.
 * Thread-safe; {@link #speak} blocks while a prompt is made.
 */
public final class PromptCache {

  private static final Logger LOG = LoggerFactory.getLogger(PromptCache.class);
  private static final int BYTES_PER_SAMPLE = 2;

  private final SynthesizerEngine synthesizer;
  private final Cache<SpeechRequest, Pcm> prompts;
  private final MeterRegistry meters;

  /** Each bot's own, and each version's: gone when no conversation has that version any more. */
  private final Cache<LocaleDefinition, Recordings> recordings = Caffeine.newBuilder().weakKeys().build();

  /** What somebody has said for a bot in one language, as it was recorded and at the rates of the lines that heard it. */
  private record Recordings(Map<String, Pcm> said, Map<AtRate, Pcm> heard) {

    private record AtRate(String text, int rateHz) {}

    Optional<Pcm> at(String text, int rateHz) {
      Pcm sound = said.get(text);
      return sound == null ? Optional.empty() : Optional.of(heard.computeIfAbsent(new AtRate(text, rateHz), k -> Resampler.resample(sound, rateHz)));
    }
  }

  /**
   * @param maxBytes of sound that are kept
   */
  public PromptCache(SynthesizerEngine synthesizer, long maxBytes, MeterRegistry meters) {
    this.synthesizer = synthesizer;
    this.meters = meters;
    this.prompts =
        Caffeine.newBuilder()
            .maximumWeight(maxBytes)
            .<SpeechRequest, Pcm>weigher((request, sound) -> sound.length() * BYTES_PER_SAMPLE + request.text().length() * BYTES_PER_SAMPLE)
            .build();
    meters.gauge("parley.prompts.cached", prompts, Cache::estimatedSize);
    meters.gauge("parley.prompts.bytes", prompts, PromptCache::bytes);
  }

  /**
   * Takes a recording of a bot's: whenever these words are a message of it, or a sentence of one, it is heard instead of a
   * synthesised voice. Other bots that say the same words do not have it.
   */
  public void record(LocaleDefinition bot, String text, Pcm sound) {
    recordings.get(bot, b -> new Recordings(new ConcurrentHashMap<>(), new ConcurrentHashMap<>())).said.put(text.strip(), sound);
  }

  /** Whether somebody has said these words for the bot. */
  boolean recorded(LocaleDefinition bot, String text) {
    Recordings of = recordings.getIfPresent(bot);
    return of != null && of.said.containsKey(text.strip());
  }

  /** These words as somebody has said them for the bot. */
  Optional<Pcm> recording(LocaleDefinition bot, String text, int rateHz) {
    return Optional.ofNullable(recordings.getIfPresent(bot)).flatMap(r -> r.at(text.strip(), rateHz));
  }

  private static double bytes(Cache<SpeechRequest, Pcm> prompts) {
    return prompts.policy().eviction().map(e -> e.weightedSize().orElse(0)).orElse(0L);
  }

  /** The sound of this text: kept, or made now (and kept, unless it is secret). */
  public Pcm speak(SpeechRequest request, boolean secret) {
    if (secret) {
      return synthesizer.synthesize(request);
    }
    Pcm kept = prompts.getIfPresent(request);
    meters.counter("parley.prompts", "cached", Boolean.toString(kept != null)).increment();
    return kept != null ? kept : prompts.get(request, synthesizer::synthesize);
  }

  /**
   * Makes a prompt that will perhaps be said; whoever says it meanwhile waits for the same work. Does not block.
   *
   * @param executor speaks; when it refuses the prompt is not made
   */
  void prepare(SpeechRequest request, Executor executor) {
    if (prompts.getIfPresent(request) != null) {
      return;
    }
    try {
      executor.execute(() -> {
        try {
          var unused = prompts.get(request, synthesizer::synthesize);
        } catch (SpeechException e) {
          // Whoever says it will be told.
          LOG.debug("a prompt cannot be spoken ahead: {}", e.getMessage());
        }
      });
      meters.counter("parley.prompts.foreseen").increment();
    } catch (RejectedExecutionException e) {
      LOG.debug("there is no room to speak a prompt ahead");
    }
  }

  /**
   * Speaks a bot's constant texts ahead, so that its calls need not wait for them: one sentence after the other, each a task of
   * its own, so that live calls come in between.
   *
   * @param executor speaks; what it refuses is left for the calls
   * @param rateHz of the channels that will be spoken to
   */
  public void warm(LocaleDefinition locale, Executor executor, int rateHz) {
    Locale language = Locale.forLanguageTag(locale.localeId().replace('_', '-'));
    Deque<Runnable> waiting = new ConcurrentLinkedDeque<>();
    for (String text : locale.constantTexts(ContentType.PLAIN_TEXT)) {
      if (recorded(locale, text)) {
        waiting.add(() -> recording(locale, text, rateHz));
      } else {
        Sentences.of(text, language).forEach(s -> waiting.add(spoken(s, SpeechRequest.Markup.PLAIN, locale, language, rateHz)));
      }
    }
    locale.constantTexts(ContentType.SSML).forEach(d -> waiting.add(spoken(d, SpeechRequest.Markup.SSML, locale, language, rateHz)));
    next(waiting, executor);
  }

  private Runnable spoken(String text, SpeechRequest.Markup markup, LocaleDefinition locale, Locale language, int rateHz) {
    return () -> speak(new SpeechRequest(text, markup, language, locale.voice(), rateHz), false);
  }

  private void next(Deque<Runnable> waiting, Executor executor) {
    Runnable prompt = waiting.poll();
    if (prompt == null) {
      return;
    }
    try {
      executor.execute(() -> {
        try {
          prompt.run();
        } catch (RuntimeException e) {
          if (ConversationServices.ending(executor)) {
            LOG.debug("prompts are spoken ahead no more: the server is going down");
            return;
          } else if (!(e instanceof SpeechException)) {
            throw e;
          }
          LOG.error("a prompt cannot be spoken: {}", e.getMessage(), e);
        }
        next(waiting, executor);
      });
    } catch (RejectedExecutionException e) {
      LOG.info("{} prompts were not spoken ahead; their calls will", waiting.size() + 1);
    }
  }
}
