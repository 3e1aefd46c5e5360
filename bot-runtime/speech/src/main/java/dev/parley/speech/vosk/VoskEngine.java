package dev.parley.speech.vosk;

import dev.parley.audio.Hiss;
import dev.parley.speech.PreferringRecognizer;
import dev.parley.speech.RecognitionHints;
import dev.parley.speech.Recognizer;
import dev.parley.speech.RecognizerCapabilities;
import dev.parley.speech.RecognizerEngine;
import dev.parley.speech.RecognizerRequest;
import dev.parley.speech.SpeechException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.vosk.LibVosk;
import org.vosk.Model;

/**
 * Vosk with one model, for one language. The model (130 MB of memory, and as much again for who listens for certain phrases, see
 * {@link WideModel}) is loaded once, by {@link #warmUp} or by the first {@link #open}, and shared. Recognisers with an open vocabulary take 100 ms to make, so a few are kept ready; those with closed hints take
 * 1 ms and are not. Likely hints listen with one of each. Thread-safe.
 *
 * <p>Plan with one processor second for three to five seconds of open speech, and for forty of closed hints.
 */
public final class VoskEngine implements RecognizerEngine {
  /** The engine's name in configurations. */
  public static final String NAME = "vosk";
  /** About as many callers as two cores can hear at once with an open vocabulary. */
  static final int DEFAULT_POOL = 4;

  /**
   * From here on a likely phrase is believed. Measured with forty real strings of four digits over mu-law: the digits' grammar gave 0.82
   * and more; of twelve sentences without digits it heard nothing, or some digits with at most 0.68.
   */
  private static final double SURE = 0.75;

  /** What fills the hole above a telephone's band; of read speech over mu-law it takes four mistakes of ten away. */
  private static final double HISS_DBFS = -70;

  private static final Logger LOG = LoggerFactory.getLogger(VoskEngine.class);
  /** Kaldi's level for errors only: warnings tell of every word of a grammar that the model lacks, on standard error. */
  private static final int ERRORS_ONLY = -2;

  private final ModelSource source;
  private final Locale locale;
  private final Path cache;
  private final boolean plain;
  private final int poolSize;
  /** Held shared while a recogniser is made, and alone while the model is freed: freed under it, the process would die. */
  private final ReentrantReadWriteLock life = new ReentrantReadWriteLock();

  private final ReentrantLock lock = new ReentrantLock();
  private final Deque<NativeRecognizer> pool = new ArrayDeque<>();
  private @Nullable LoadedModel loaded;
  private @Nullable LoadedModel wide;
  private boolean closed;

  /**
   * @param source   where the model is
   * @param locale   language of the model
   * @param cache    folder that may be made, and written to
   * @param plain    whether Vosk hears without our help: without hiss, and phrases by one recogniser that tells of no alternatives
   * @param poolSize open-vocabulary recognisers kept ready
   */
  VoskEngine(ModelSource source, Locale locale, Path cache, boolean plain, int poolSize) {
    this.source = source;
    this.locale = locale;
    this.cache = cache;
    this.plain = plain;
    this.poolSize = poolSize;
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public RecognizerCapabilities capabilities() {
    return new RecognizerCapabilities(Set.of(locale), true, true, true, true);
  }

  @Override
  public void warmUp() {
    alive(this::model);
    if (!plain) {
      alive(this::wideModel);
    }
    for (int missing = missingInPool(); missing > 0; missing--) {
      giveBack(alive(() -> openVocabulary(model())));
    }
  }

  @Override
  public Recognizer open(RecognizerRequest request) {
    if (!capabilities().understands(request.locale())) {
      throw new SpeechException(SpeechException.Kind.NOT_SERVED, "this Vosk model understands " + locale.toLanguageTag() + ", not "
          + request.locale().toLanguageTag() + "; an engine with a model of that language must be configured");
    }
    return alive(() -> open(model(), request));
  }

  private Recognizer open(LoadedModel model, RecognizerRequest request) {
    RecognitionHints hints = request.hints();
    if (hints.phrases().isEmpty()) {
      return hearingEverything(model, request);
    }
    Recognizer expecting = plain ? hearingPlainly(model, request) : hearingOnly(wideModel(), request);
    return hints.closed() ? expecting : new PreferringRecognizer(expecting, hearingEverything(model, request), SURE);
  }

  private Recognizer hearingPlainly(LoadedModel model, RecognizerRequest request) {
    String grammar = VoskResults.grammar(request.hints().phrases().stream().map(phrase -> phrase.toLowerCase(locale).strip()).toList());
    return new VoskRecognizer(
        NativeRecognizer.plainWithGrammar(model.vosk(), model.rateHz(), grammar), request.sampleRateHz(), model.rateHz(), Optional.empty(), NativeRecognizer::close);
  }

  private Recognizer hearingOnly(LoadedModel model, RecognizerRequest request) {
    Vocabulary vocabulary = new Vocabulary(request.hints().phrases().stream().map(phrase -> phrase.toLowerCase(locale).strip()).toList());
    String grammar = vocabulary.grammar();
    List<NativeRecognizer> natives =
        Stream.generate(() -> NativeRecognizer.withGrammar(model.vosk(), model.rateHz(), grammar)).limit(PhraseRecognizer.listeners()).toList();
    return new PhraseRecognizer(natives, vocabulary, request.sampleRateHz(), model.rateHz());
  }

  private Recognizer hearingEverything(LoadedModel model, RecognizerRequest request) {
    NativeRecognizer ready = fromPool();
    boolean narrow = request.sampleRateHz() < model.rateHz();
    Optional<Hiss> hiss = narrow && !plain ? Optional.of(new Hiss(HISS_DBFS)) : Optional.empty();
    return new VoskRecognizer(ready != null ? ready : openVocabulary(model), request.sampleRateHz(), model.rateHz(), hiss, this::wipe);
  }

  private static NativeRecognizer openVocabulary(LoadedModel model) {
    return NativeRecognizer.openVocabulary(model.vosk(), model.rateHz());
  }

  /** What is done meanwhile has the model for as long as it takes; {@link #close} waits for it. */
  private <T> T alive(Supplier<T> made) {
    life.readLock().lock();
    try {
      return made.get();
    } finally {
      life.readLock().unlock();
    }
  }

  private LoadedModel model() {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the Vosk engine is closed");
      }
      LoadedModel model = loaded;
      if (model == null) {
        model = load(source.folder());
        loaded = model;
      }
      return model;
    } finally {
      lock.unlock();
    }
  }

  /** The same model for those who listen for certain phrases. */
  private LoadedModel wideModel() {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the Vosk engine is closed");
      }
      LoadedModel model = wide;
      if (model == null) {
        model = load(WideModel.of(source.folder(), cache));
        wide = model;
      }
      return model;
    } finally {
      lock.unlock();
    }
  }

  private static LoadedModel load(ModelFolder folder) {
    try {
      LibVosk.vosk_set_log_level(ERRORS_ONLY);
      Model model = new Model(folder.path().toString());
      LOG.info("loaded the Vosk model {} ({} Hz)", folder.path(), folder.sampleRateHz());
      return new LoadedModel(model, folder.sampleRateHz());
    } catch (IOException e) {
      throw new SpeechException(SpeechException.Kind.NOT_INSTALLED, "Vosk cannot load the model in " + folder.path().toAbsolutePath(), e);
    } catch (LinkageError e) {
      throw new SpeechException(SpeechException.Kind.NOT_INSTALLED, "Vosk's native library does not run on this machine ("
          + System.getProperty("os.name") + ", " + System.getProperty("os.arch") + ")", e);
    }
  }

  private int missingInPool() {
    lock.lock();
    try {
      return poolSize - pool.size();
    } finally {
      lock.unlock();
    }
  }

  private @Nullable NativeRecognizer fromPool() {
    lock.lock();
    try {
      return pool.poll();
    } finally {
      lock.unlock();
    }
  }

  /** Makes a recogniser forget its caller, and keeps it. */
  private void wipe(NativeRecognizer used) {
    used.finalPart();
    giveBack(used);
  }

  private void giveBack(NativeRecognizer recognizer) {
    boolean kept = false;
    lock.lock();
    try {
      if (!closed && pool.size() < poolSize) {
        pool.push(recognizer);
        kept = true;
      }
    } finally {
      lock.unlock();
    }
    if (!kept) {
      recognizer.close();
    }
  }

  @Override
  public void close() {
    life.writeLock().lock();
    lock.lock();
    try {
      closed = true;
      pool.forEach(NativeRecognizer::close);
      pool.clear();
      Stream.of(loaded, wide).filter(Objects::nonNull).forEach(model -> model.vosk().close());
      loaded = null;
      wide = null;
    } finally {
      lock.unlock();
      life.writeLock().unlock();
    }
  }

  private record LoadedModel(Model vosk, int rateHz) {}
}
