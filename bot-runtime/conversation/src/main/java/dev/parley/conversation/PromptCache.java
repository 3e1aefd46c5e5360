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
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
  private final Map<Words, Pcm> recordings = new ConcurrentHashMap<>();

  /** Words of a language that somebody has said. */
  private record Words(Locale locale, String text) {}

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

  /** Takes a recording: whenever these words are a message, or a sentence of one, it is heard instead of a synthesised voice. */
  public void record(Locale locale, String text, Pcm sound) {
    recordings.put(new Words(locale, text.strip()), sound);
  }

  /** Whether somebody has said these words. */
  boolean recorded(Locale locale, String text) {
    return recordings.containsKey(new Words(locale, text.strip()));
  }

  private Pcm made(SpeechRequest request) {
    Pcm recording = recordings.get(new Words(request.locale(), request.text().strip()));
    return recording == null ? synthesizer.synthesize(request) : Resampler.resample(recording, request.sampleRateHz());
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
    return kept != null ? kept : prompts.get(request, this::made);
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
    Deque<SpeechRequest> waiting = new ConcurrentLinkedDeque<>();
    for (String text : locale.constantTexts(ContentType.PLAIN_TEXT)) {
      for (String sentence : recorded(language, text) ? List.of(text) : Sentences.of(text, language)) {
        waiting.add(new SpeechRequest(sentence, SpeechRequest.Markup.PLAIN, language, locale.voice(), rateHz));
      }
    }
    for (String document : locale.constantTexts(ContentType.SSML)) {
      waiting.add(new SpeechRequest(document, SpeechRequest.Markup.SSML, language, locale.voice(), rateHz));
    }
    next(waiting, executor);
  }

  private void next(Deque<SpeechRequest> waiting, Executor executor) {
    SpeechRequest request = waiting.poll();
    if (request == null) {
      return;
    }
    try {
      executor.execute(() -> {
        try {
          speak(request, false);
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
