package dev.parley.speech.vosk;

import dev.parley.speech.SpeechException;
import java.io.IOException;
import org.vosk.Model;
import org.vosk.Recognizer;

/**
 * Vosk's own recogniser, and how many samples it got in its life: its word times count from there. Not thread-safe. Holds some 30 MB
 * outside of the Java heap once it has heard something.
 */
final class NativeRecognizer implements AutoCloseable {
  /** Enough for one wrong digit of sixteen at any place, and many pairs. */
  private static final int ALTERNATIVES = 200;

  private final Recognizer vosk;
  private final int rateHz;
  private long heardSamples;

  private NativeRecognizer(Recognizer vosk, int rateHz) {
    this.vosk = vosk;
    this.rateHz = rateHz;
    // Where alternatives are asked for, they carry scores instead, and their words no confidence.
    vosk.setWords(true);
  }

  /** For an open vocabulary; takes some 100 ms. */
  static NativeRecognizer openVocabulary(Model model, int rateHz) {
    try {
      return new NativeRecognizer(new Recognizer(model, rateHz), rateHz);
    } catch (IOException e) {
      throw new SpeechException(SpeechException.Kind.FAILED, "Vosk could not make a recogniser", e);
    }
  }

  /** For a closed vocabulary; takes some 1 ms. */
  static NativeRecognizer plainWithGrammar(Model model, int rateHz, String grammar) {
    return new NativeRecognizer(new Recognizer(model, rateHz, grammar), rateHz);
  }

  /** For a closed vocabulary, with what else may have been said instead of confidences; takes some 1 ms. */
  static NativeRecognizer withGrammar(Model model, int rateHz, String grammar) {
    Recognizer vosk = new Recognizer(model, rateHz, grammar);
    vosk.setMaxAlternatives(ALTERNATIVES);
    return new NativeRecognizer(vosk, rateHz);
  }

  /** Computes; true when Vosk ends a part here, whose {@link #part} must then be read. */
  boolean accept(short[] samples, int count) {
    heardSamples += count;
    return vosk.acceptWaveForm(samples, count);
  }

  String part() {
    return vosk.getResult();
  }

  String partial() {
    return vosk.getPartialResult();
  }

  /** The rest; what follows has nothing to do with what was before (no adaptation to the speaker either). */
  String finalPart() {
    return vosk.getFinalResult();
  }

  long heardMs() {
    return heardSamples * 1_000 / rateHz;
  }

  @Override
  public void close() {
    vosk.close();
  }
}
