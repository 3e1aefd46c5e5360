package dev.parley.cli;

import dev.parley.encoder.EncoderException;
import dev.parley.encoder.EncoderModel;
import dev.parley.encoder.NativeLibraryException;
import dev.parley.encoder.OnnxEncoder;
import dev.parley.encoder.Pooling;
import dev.parley.encoder.RememberedSamples;
import dev.parley.encoder.Vocabulary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sentence encoder that the settings under {@code understanding.} name, for the locales whose language it knows. It is loaded
 * when the first bot needs it, which takes a second or two. Thread-safe.
 */
final class SentenceEncoders implements Function<String, Optional<RememberedSamples>>, AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(SentenceEncoders.class);

  private static final String ENCODER = "understanding.encoder";
  private static final String VOCABULARY = "understanding.vocabulary";
  private static final String LANGUAGES = "understanding.languages";
  private static final String POOLING = "understanding.pooling";
  private static final String NONE = "none";

  private final BiFunction<EncoderModel, Integer, OnnxEncoder> loader;
  private final Optional<Own> own;
  private final boolean none;
  private final Set<String> languages;
  private final int threads;
  private final int remembered;

  private boolean tried;
  private Optional<OnnxEncoder> encoder = Optional.empty();
  private volatile Optional<RememberedSamples> samples = Optional.empty();
  private long kept;

  /** A model of the operator's. */
  private record Own(Path onnx, Path vocabulary, Pooling pooling) {}

  /** Adds the keys with their defaults. */
  static void defaults(Map<String, String> to) {
    to.put(ENCODER, EncoderModel.BGE_SMALL_EN);
    to.put(VOCABULARY, "");
    to.put(POOLING, "");
    to.put(LANGUAGES, "");
    to.put("understanding.threads", "1");
    to.put("understanding.remembered-samples", "20000");
  }

  /**
   * As the settings say.
   *
   * @throws Complaint when they name what is not there, or do not fit together
   */
  SentenceEncoders(Settings settings) {
    this(settings, OnnxEncoder::new);
  }

  /** As the settings say, loaded by this from a model and the number of threads. */
  SentenceEncoders(Settings settings, BiFunction<EncoderModel, Integer, OnnxEncoder> loader) {
    this.loader = loader;
    String name = settings.text(ENCODER).strip();
    none = name.equals(NONE);
    own = none || name.equals(EncoderModel.BGE_SMALL_EN) ? Optional.empty() : Optional.of(own(settings, name));
    languages = languages(settings);
    threads = settings.count("understanding.threads", 1);
    remembered = settings.count("understanding.remembered-samples", 0);
    if (own.isEmpty()) {
      for (String key : new String[] {VOCABULARY, POOLING, LANGUAGES}) {
        if (settings.optional(key).isPresent()) {
          throw new Complaint("setting " + key + " belongs to a model of your own: name its .onnx file in " + ENCODER + ", or leave it out");
        }
      }
    }
  }

  private static Own own(Settings settings, String name) {
    Path onnx = Path.of(name);
    if (!Files.isRegularFile(onnx)) {
      throw new Complaint(
          "setting " + ENCODER + ": there is no file " + name + "; write " + EncoderModel.BGE_SMALL_EN + " (comes along), " + NONE
              + " (words alone), or the path of an .onnx file");
    }
    Path vocabulary =
        settings.optional(VOCABULARY).map(Path::of)
            .orElseThrow(() -> new Complaint("setting " + VOCABULARY + ": name the tokenizer.json or vocab.txt that belongs to " + name));
    if (!Files.isRegularFile(vocabulary)) {
      throw new Complaint("setting " + VOCABULARY + ": there is no file " + vocabulary);
    }
    String pooling = settings.optional(POOLING).orElse("mean").strip();
    if (!pooling.equals("mean") && !pooling.equals("cls")) {
      throw new Complaint("setting " + POOLING + " must be mean or cls, as the model's card says, not '" + pooling + "'");
    }
    return new Own(onnx, vocabulary, Pooling.valueOf(pooling.toUpperCase(Locale.ROOT)));
  }

  private Set<String> languages(Settings settings) {
    if (own.isEmpty()) {
      return Set.of("en");
    }
    Set<String> all = new TreeSet<>();
    for (String language : settings.text(LANGUAGES).split(",", -1)) {
      if (!language.isBlank()) {
        all.add(language.strip().toLowerCase(Locale.ROOT));
      }
    }
    if (all.isEmpty() || all.stream().anyMatch(l -> !l.matches("[a-z]{2,3}"))) {
      throw new Complaint(
          "setting " + LANGUAGES + ": list the languages that the model knows, such as 'de, fr', not '" + settings.text(LANGUAGES) + "'");
    }
    return all;
  }

  /** The encoder for a locale such as {@code en_US}, with the samples that it has encoded; none, and words alone must tell. */
  @Override
  public synchronized Optional<RememberedSamples> apply(String localeId) {
    if (none || !languages.contains(localeId.split("[_-]", 2)[0].toLowerCase(Locale.ROOT))) {
      return Optional.empty();
    }
    load();
    return samples;
  }

  /**
   * Loads the encoder, if there is one and it is not loaded yet. Where its native code cannot run, a warning says so, once.
   *
   * @throws Complaint when the operator's model is not as it must be
   */
  synchronized void load() {
    if (tried || none) {
      return;
    }
    tried = true;
    try {
      long began = System.nanoTime();
      encoder = Optional.of(loader.apply(model(), threads));
      samples = encoder.map(e -> new RememberedSamples(e, remembered));
      LOG.debug("the sentence encoder is ready, after {} ms", (System.nanoTime() - began) / 1_000_000);
    } catch (NativeLibraryException e) {
      LOG.warn(
          "intents are told apart by words alone, less well: {}. Setting {}: {} does without and silences this.", e.getMessage(), ENCODER, NONE);
    } catch (EncoderException | IOException e) {
      tried = false;
      throw new Complaint("setting " + ENCODER + ": " + e.getMessage(), e);
    }
  }

  /** How many samples are remembered by now; never waits. */
  long rememberedSamples() {
    return samples.map(RememberedSamples::size).orElse(0L);
  }

  /** Whether the operator brings a model, which may be wrong, so that it should be tried before anything is served. */
  boolean isOwn() {
    return own.isPresent();
  }

  private EncoderModel model() throws IOException {
    if (own.isEmpty()) {
      return EncoderModel.bgeSmallEn();
    }
    Own model = own.get();
    return new EncoderModel(
        model.onnx.toString(), Files.readAllBytes(model.onnx), Vocabulary.read(Files.readAllBytes(model.vocabulary)), model.pooling);
  }

  /** Takes the samples that an earlier start has kept in this file. A file that is damaged or of another model is left aside. */
  synchronized void recall(Path file) {
    if (none || !Files.isRegularFile(file)) {
      return;
    }
    load();
    samples.ifPresent(s -> {
      try {
        s.recall(Files.readAllBytes(file));
        kept = s.size();
      } catch (EncoderException | IOException e) {
        LOG.warn("{} is not used, and made anew: {}", file, e.getMessage());
      }
    });
  }

  /** Keeps the samples in this file for the next start, if there are new ones. They are kept as hashes and vectors, not as texts. */
  synchronized void keep(Path file) {
    samples.filter(s -> s.size() != kept).ifPresent(s -> {
      try {
        WholeFile.write(file, s.toBytes());
        kept = s.size();
      } catch (IOException e) {
        LOG.warn("samples are encoded anew at the next start, since {} cannot be written: {}", file, e.getMessage());
      }
    });
  }

  @Override
  public synchronized void close() {
    encoder.ifPresent(OnnxEncoder::close);
    encoder = Optional.empty();
    samples = Optional.empty();
  }
}
