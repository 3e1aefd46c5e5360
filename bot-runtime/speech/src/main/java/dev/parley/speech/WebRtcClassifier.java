package dev.parley.speech;

import io.github.givimad.libfvadjni.VoiceActivityDetector;
import java.io.IOException;

/** The WebRTC project's classifier (Gaussian mixtures over six bands), by libfvad. Holds a little native memory until it is closed. */
final class WebRtcClassifier implements GatedDetector.Classifier {
  private final VoiceActivityDetector fvad;
  private boolean closed;

  private WebRtcClassifier(VoiceActivityDetector fvad) {
    this.fvad = fvad;
  }

  /**
   * Makes one.
   *
   * @throws IOException  when the native library cannot be unpacked or loaded
   * @throws LinkageError when it does not run here
   */
  static WebRtcClassifier open() throws IOException {
    load();
    WebRtcClassifier classifier = new WebRtcClassifier(VoiceActivityDetector.newInstance());
    classifier.configure();
    return classifier;
  }

  /** Once, whoever comes first: the library does not see to that itself. */
  private static synchronized void load() throws IOException {
    VoiceActivityDetector.loadLibrary();
  }

  private void configure() throws IOException {
    fvad.setSampleRate(VoiceActivityDetector.SampleRate.S8000);
    // The next to strictest of four: the strictest heard a word 20 ms later, and refused no more of the noises that we tried.
    fvad.setMode(VoiceActivityDetector.Mode.AGGRESSIVE);
  }

  @Override
  public boolean isSpeech(short[] frame) {
    try {
      return fvad.process(frame);
    } catch (IOException e) {
      throw new SpeechException(SpeechException.Kind.FAILED, "the WebRTC voice detector failed", e);
    }
  }

  @Override
  public void reset() {
    try {
      fvad.reset();
      // A reset goes back to other defaults.
      configure();
    } catch (IOException e) {
      throw new SpeechException(SpeechException.Kind.FAILED, "the WebRTC voice detector failed", e);
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      fvad.close();
    }
  }
}
