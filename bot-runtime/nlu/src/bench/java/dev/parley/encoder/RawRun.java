package dev.parley.encoder;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import java.nio.LongBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * One run of a sentence model by ONNX Runtime and nothing around it, on pieces that were cut before: what {@link OnnxEncoder}, and
 * understanding as a whole, are measured against. One thread.
 */
public final class RawRun implements AutoCloseable {

  private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
  private final OrtSession session;
  private final WordPiece cutter;

  /** Loads the model with the options that {@link OnnxEncoder} has, on one core. */
  public RawRun(EncoderModel model) throws OrtException {
    cutter = new WordPiece(model.vocabulary(), OnnxEncoder.MAX_PIECES);
    try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setInterOpNumThreads(1);
      options.setMemoryPatternOptimization(false);
      options.addConfigEntry("session.x64quantprecision", "1");
      session = environment.createSession(model.onnx(), options);
    }
  }

  /** The model's inputs for a text. */
  public Map<String, OnnxTensor> inputs(String text) throws OrtException {
    long[] pieces = cutter.numbers(text);
    Map<String, OnnxTensor> inputs = new HashMap<>();
    for (String name : session.getInputNames()) {
      long[] numbers = pieces;
      if (!name.equals("input_ids")) {
        numbers = new long[pieces.length];
        java.util.Arrays.fill(numbers, name.equals("attention_mask") ? 1 : 0);
      }
      inputs.put(name, OnnxTensor.createTensor(environment, LongBuffer.wrap(numbers), new long[] {1, pieces.length}));
    }
    return inputs;
  }

  /** Runs it; gives how many numbers came out, so that nobody can leave the run out. */
  public long run(Map<String, OnnxTensor> inputs) throws OrtException {
    try (OrtSession.Result result = session.run(inputs)) {
      return ((OnnxTensor) result.get(0)).getInfo().getNumElements();
    }
  }

  @Override
  public void close() throws OrtException {
    session.close();
  }
}
