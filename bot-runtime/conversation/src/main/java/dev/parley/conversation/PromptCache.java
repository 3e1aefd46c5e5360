package dev.parley.conversation;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.parley.audio.Pcm;
import dev.parley.speech.SpeechRequest;
import dev.parley.speech.SynthesizerEngine;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * Prompts that were spoken before: a call hears its first words at once. Bounded by bytes of sound; secrets are never kept.
 * Thread-safe; {@link #speak} blocks while a prompt is made.
 */
public final class PromptCache {

  private static final int BYTES_PER_SAMPLE = 2;

  private final SynthesizerEngine synthesizer;
  private final Cache<SpeechRequest, Pcm> prompts;
  private final MeterRegistry meters;

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
}
