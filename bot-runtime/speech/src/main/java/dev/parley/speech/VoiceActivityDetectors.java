package dev.parley.speech;

import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Makes voice activity detectors. Thread-safe. */
public final class VoiceActivityDetectors {
  /** About the softest that callers are on a line: 30 dB below usual speech. */
  public static final double DEFAULT_MIN_LEVEL_DBFS = -55;
  /** Steady noise stays within 5 dB of its floor; speech is usually 15 dB above. */
  public static final double DEFAULT_ABOVE_FLOOR_DB = 9;

  private static final Logger LOG = LoggerFactory.getLogger(VoiceActivityDetectors.class);
  private static final AtomicBoolean WARNED = new AtomicBoolean();

  private VoiceActivityDetectors() {}

  /** The usual one: WebRTC's classifier behind our gates; where that does not run (a warning says so, once), {@link #byLoudness}. */
  public static VoiceActivityDetector standard() {
    return standard(DEFAULT_MIN_LEVEL_DBFS, DEFAULT_ABOVE_FLOOR_DB);
  }

  /**
   * The usual one with other gates.
   *
   * @param minLevelDbfs what is softer is never speech
   * @param aboveFloorDb how much louder than the line's noise speech must be
   */
  public static VoiceActivityDetector standard(double minLevelDbfs, double aboveFloorDb) {
    try {
      return new GatedDetector(WebRtcClassifier.open(), minLevelDbfs, aboveFloorDb);
    } catch (IOException | LinkageError e) {
      if (WARNED.compareAndSet(false, true)) {
        LOG.warn("the WebRTC voice detector does not run here; loudness alone decides who speaks", e);
      }
      return byLoudness(minLevelDbfs, aboveFloorDb);
    }
  }

  /** Why WebRTC's classifier does not run here; empty when it does. */
  public static Optional<String> whyNotWebRtc() {
    try {
      WebRtcClassifier.open().close();
      return Optional.empty();
    } catch (IOException | LinkageError e) {
      return Optional.of(e.getClass().getSimpleName() + ": " + e.getMessage());
    }
  }

  /** One in plain Java that goes by loudness above the line's noise. */
  public static VoiceActivityDetector byLoudness(double minLevelDbfs, double aboveFloorDb) {
    return new GatedDetector(new LoudnessClassifier(), minLevelDbfs, aboveFloorDb);
  }
}
