package dev.parley.twilio.fake;

import dev.parley.audio.AudioFormat;
import dev.parley.audio.Pcm;
import dev.parley.speech.Recognizer;
import dev.parley.speech.RecognizerEngine;
import dev.parley.speech.RecognizerRequest;
import java.util.Locale;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Writes down the bot's prompts with a recogniser, one prompt at a time on each thread of an executor. Thread-safe. */
public final class RecognizingEars implements BotEars {

  /** Recognisers like pieces of about this length. */
  private static final long PIECE_MS = 200;

  /** Silence after the last word, without which its end is not heard. */
  private static final long TAIL_MS = 400;

  private final RecognizerEngine engine;
  private final Locale locale;
  private final Executor executor;

  /**
   * Makes ears.
   *
   * @param engine stays the caller's to close, after the executor has finished
   * @param locale that the bot speaks
   * @param executor for the work, which takes about a third of the prompt's length
   */
  public RecognizingEars(RecognizerEngine engine, Locale locale, Executor executor) {
    this.engine = engine;
    this.locale = locale;
    this.executor = executor;
  }

  @Override
  public CompletionStage<String> words(byte[] mulaw) {
    return CompletableFuture.supplyAsync(() -> recognize(mulaw), executor);
  }

  private String recognize(byte[] mulaw) {
    int rateHz = AudioFormat.MULAW_8K.sampleRateHz();
    Pcm prompt = Pcm.concat(Pcm.fromBytes(mulaw, AudioFormat.MULAW_8K), Pcm.silence(TAIL_MS, rateHz));
    try (Recognizer recognizer = engine.open(RecognizerRequest.open(locale, rateHz))) {
      for (long at = 0; at < prompt.durationMs(); at += PIECE_MS) {
        recognizer.accept(prompt.slice(at, at + PIECE_MS));
      }
      return recognizer.finish().text();
    }
  }
}
