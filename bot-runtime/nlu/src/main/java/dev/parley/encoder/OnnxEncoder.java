package dev.parley.encoder;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.locks.ReentrantReadWriteLock;

/**
 * A BERT-like sentence model, run by ONNX Runtime on one core, in native memory. Thread-safe; lives as long as the process, or
 * until it is closed.
 */
public final class OnnxEncoder implements SentenceEncoder, AutoCloseable {

  /** Longer texts are read to here: far more than a caller says in one breath. */
  static final int MAX_PIECES = 128;

  private static final String PIECES = "input_ids";
  private static final String MASK = "attention_mask";
  private static final String SEGMENTS = "token_type_ids";
  private static final int FINGERPRINT_BYTES = 8;

  /** Held shared while a text is encoded, and alone while native memory is freed: freed under it, the process would die. */
  private final ReentrantReadWriteLock life = new ReentrantReadWriteLock();

  private final OrtEnvironment environment;
  private final OrtSession session;
  private final Set<String> inputs;
  private final WordPiece cutter;
  private final Pooling pooling;
  private final String fingerprint;
  private final int dimensions;
  private boolean closed;

  /**
   * Loads a model and tries it. Takes a second or so.
   *
   * @param threads how many cores one text may use; with more than 1, texts of different callers get in each other's way
   * @throws NativeLibraryException when the native library cannot be loaded on this machine
   * @throws EncoderException when the model cannot be used
   */
  public OnnxEncoder(EncoderModel model, int threads) {
    environment = environment();
    cutter = new WordPiece(model.vocabulary(), MAX_PIECES);
    pooling = model.pooling();
    fingerprint = fingerprint(model);
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      options.setInterOpNumThreads(1);
      // Texts differ in length, so memory cannot be laid out once for all.
      options.setMemoryPatternOptimization(false);
      // What goes wrong is an exception; it need not be on standard error too.
      options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
      // Without it, 8-bit sums overflow on processors without VNNI: the same text would mean something else there.
      options.addConfigEntry("session.x64quantprecision", "1");
      session = environment.createSession(model.onnx(), options);
    } catch (OrtException e) {
      throw new EncoderException("the model " + model.name() + " cannot be loaded: is it an ONNX file, and whole? " + e.getMessage(), e);
    }
    inputs = session.getInputNames();
    if (!inputs.contains(PIECES) || !Set.of(PIECES, MASK, SEGMENTS).containsAll(inputs)) {
      close();
      throw new EncoderException(
          "the model " + model.name() + " takes " + String.join(", ", inputs) + "; a sentence model takes " + PIECES + ", "
              + MASK + " and maybe " + SEGMENTS);
    }
    dimensions = tried(model).length;
  }

  private float[] tried(EncoderModel model) {
    try {
      return encode("hello");
    } catch (EncoderException e) {
      close();
      throw new EncoderException(
          "the model " + model.name() + " does not work with its vocabulary of " + model.vocabulary().pieces().size()
              + " pieces: do they belong together? " + e.getMessage(), e);
    }
  }

  private static OrtEnvironment environment() {
    try {
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      environment.setTelemetry(false);
      return environment;
    } catch (OrtException | LinkageError | RuntimeException e) {
      // A class that could not be initialised says why only the first time, and in its cause.
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw new NativeLibraryException(
          "ONNX Runtime's native library cannot be loaded here (" + cause.getMessage() + "); it needs glibc on Linux, a temporary "
              + "folder that may be written and executed (-Djava.io.tmpdir=FOLDER), and an x64 or arm64 processor", e);
    }
  }

  private static String fingerprint(EncoderModel model) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(model.onnx());
      digest.update(model.pooling().name().getBytes(StandardCharsets.US_ASCII));
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(model.vocabulary().pieces().hashCode()).array());
      return HexFormat.of().formatHex(digest.digest(), 0, FINGERPRINT_BYTES);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }

  @Override
  public float[] encode(String text) {
    long[] pieces = cutter.numbers(text);
    Map<String, OnnxTensor> given = new LinkedHashMap<>();
    life.readLock().lock();
    try {
      if (closed) {
        throw new EncoderException("the sentence encoder is closed");
      }
      for (String input : inputs) {
        long[] numbers = pieces;
        if (!input.equals(PIECES)) {
          numbers = new long[pieces.length];
          Arrays.fill(numbers, input.equals(MASK) ? 1 : 0);
        }
        given.put(input, OnnxTensor.createTensor(environment, LongBuffer.wrap(numbers), new long[] {1, pieces.length}));
      }
      try (OrtSession.Result result = session.run(given)) {
        return unit(pooled(result.get(0).getValue()));
      }
    } catch (OrtException e) {
      throw new EncoderException("ONNX Runtime: " + e.getMessage(), e);
    } finally {
      given.values().forEach(OnnxTensor::close);
      life.readLock().unlock();
    }
  }

  /** One vector of what came out: of each piece, or, with models that pool by themselves, of the text. */
  private float[] pooled(Object output) {
    if (output instanceof float[][] texts && texts.length == 1) {
      return texts[0];
    }
    if (!(output instanceof float[][][] texts) || texts.length != 1) {
      throw new EncoderException("the model's first output is no vector of the text or of its pieces");
    }
    float[] sum = texts[0][0].clone();
    for (int i = 1; i < texts[0].length && pooling == Pooling.MEAN; i++) {
      for (int d = 0; d < sum.length; d++) {
        sum[d] += texts[0][i][d];
      }
    }
    return sum;
  }

  private static float[] unit(float[] vector) {
    double squares = 0;
    for (float x : vector) {
      squares += (double) x * x;
    }
    if (!(squares > 0) || Double.isInfinite(squares)) {
      throw new EncoderException("the model gave no direction, but nothing or what is no number");
    }
    float length = (float) Math.sqrt(squares);
    for (int i = 0; i < vector.length; i++) {
      vector[i] /= length;
    }
    return vector;
  }

  @Override
  public int dimensions() {
    return dimensions;
  }

  @Override
  public String fingerprint() {
    return fingerprint;
  }

  /** Frees the native memory; waits for texts that are being encoded. No text may be encoded afterwards. Closing again does nothing. */
  @Override
  public void close() {
    life.writeLock().lock();
    try {
      if (!closed) {
        closed = true;
        session.close();
      }
    } catch (OrtException e) {
      throw new EncoderException("ONNX Runtime could not free a model: " + e.getMessage(), e);
    } finally {
      life.writeLock().unlock();
    }
  }
}
