package dev.parley.speech;

import com.sun.jna.Native;
import com.sun.jna.NativeLibrary;
import com.sun.jna.NativeLong;
import com.sun.jna.Platform;
import com.sun.jna.Pointer;
import java.io.File;
import java.io.IOException;

/**
 * The WebRTC project's classifier (Gaussian mixtures over six bands), by libfvad. Holds a little native memory until it is closed.
 *
 * <p>The library comes with the Java binding libfvad-jni, but is called without it: that binding keeps all its detectors in one table
 * without a lock, so that callers who come and go at once end the process, and it frees no frame that it was given (1.0.0).
 */
final class WebRtcClassifier implements GatedDetector.Classifier {

  private static final int SAMPLE_RATE_HZ = 8_000;
  /** The next to strictest of four: the strictest heard a word 20 ms later, and refused no more of the noises that we tried. */
  private static final int AGGRESSIVE = 2;

  private static boolean loaded;

  private final Pointer fvad;
  private boolean closed;

  private WebRtcClassifier(Pointer fvad) {
    this.fvad = fvad;
  }

  /**
   * Makes one.
   *
   * @throws IOException  when the native library cannot be unpacked
   * @throws LinkageError when it does not run here
   */
  static WebRtcClassifier open() throws IOException {
    load();
    Pointer fvad = Fvad.fvad_new();
    if (fvad == null) {
      throw new IOException("there is no memory for the WebRTC voice detector");
    }
    WebRtcClassifier classifier = new WebRtcClassifier(fvad);
    classifier.configure();
    return classifier;
  }

  private static synchronized void load() throws IOException {
    if (!loaded) {
      File library = Native.extractFromResourcePath(resource(), WebRtcClassifier.class.getClassLoader());
      Native.register(Fvad.class, NativeLibrary.getInstance(library.getAbsolutePath()));
      loaded = true;
    }
  }

  /** Where the library of this machine lies in libfvad-jni's archive; that for Windows keeps its functions to itself. */
  private static String resource() {
    String arch = Platform.isARM() ? (Platform.is64Bit() ? "arm64" : "armv7l") : "amd64";
    return Platform.isMac() ? "/macos-" + arch + "/liblibfvad-jni.dylib" : "/debian-" + arch + "/liblibfvad-jni.so";
  }

  private void configure() {
    if (Fvad.fvad_set_sample_rate(fvad, SAMPLE_RATE_HZ) < 0 || Fvad.fvad_set_mode(fvad, AGGRESSIVE) < 0) {
      throw new SpeechException(SpeechException.Kind.FAILED, "the WebRTC voice detector takes no sound of " + SAMPLE_RATE_HZ + " Hz");
    }
  }

  @Override
  public boolean isSpeech(short[] frame) {
    int said = Fvad.fvad_process(fvad, frame, new NativeLong(frame.length));
    if (said < 0) {
      throw new SpeechException(SpeechException.Kind.FAILED, "the WebRTC voice detector takes no frame of " + frame.length + " samples");
    }
    return said == 1;
  }

  @Override
  public void reset() {
    Fvad.fvad_reset(fvad);
    // A reset goes back to other defaults.
    configure();
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      Fvad.fvad_free(fvad);
    }
  }

  /** The library's functions, under their own names; each touches its own detector only. */
  @SuppressWarnings("MemberName")
  private static final class Fvad {

    static native Pointer fvad_new();

    static native void fvad_free(Pointer fvad);

    static native void fvad_reset(Pointer fvad);

    static native int fvad_set_mode(Pointer fvad, int mode);

    static native int fvad_set_sample_rate(Pointer fvad, int rateHz);

    static native int fvad_process(Pointer fvad, short[] frame, NativeLong length);

    private Fvad() {}
  }
}
