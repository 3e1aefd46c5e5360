package dev.parley.speech;

import dev.parley.audio.DtmfTones;
import dev.parley.audio.Pcm;

/**
 * Says "speech" only where three agree: it is loud enough above the line's noise, it is no telephone key, and the inner classifier
 * calls it speech. The WebRTC classifier alone calls loud steady noise speech always, key tones four times of five, and the
 * first frames of any noise.
 */
final class GatedDetector implements VoiceActivityDetector {
  /** The classifier and the floor settle in the meantime. */
  private static final int SETTLING_FRAMES = 100 / FRAME_MS;
  /** A key's edges fill a frame only in part, and the classifier lingers: some frames after a tone belong to it. */
  private static final int TONE_TAIL_FRAMES = 60 / FRAME_MS;

  private final Classifier classifier;
  private final double minLevelDbfs;
  private final double aboveFloorDb;
  private final NoiseFloor floor = new NoiseFloor();
  private long frames;
  private int toneTail;

  /**
   * @param classifier   tells speech from sound
   * @param minLevelDbfs what is softer is never speech
   * @param aboveFloorDb how much louder than the line's noise speech must be
   */
  GatedDetector(Classifier classifier, double minLevelDbfs, double aboveFloorDb) {
    this.classifier = classifier;
    this.minLevelDbfs = minLevelDbfs;
    this.aboveFloorDb = aboveFloorDb;
  }

  @Override
  public VadDecision push(short[] frame) {
    if (frame.length != FRAME_SAMPLES) {
      throw new IllegalArgumentException("a frame must have " + FRAME_SAMPLES + " samples, not " + frame.length);
    }
    double levelDbfs = Pcm.levelDbfs(frame);
    double floorDbfs = floor.push(levelDbfs);
    // The classifier has a memory of its own, so it hears every frame.
    boolean speech = classifier.isSpeech(frame);
    frames++;
    toneTail = DtmfTones.keyIn(frame, SAMPLE_RATE_HZ).isPresent() ? TONE_TAIL_FRAMES : toneTail - 1;
    if (toneTail >= 0) {
      return VadDecision.KEY_TONE;
    }
    boolean loud = levelDbfs >= minLevelDbfs && levelDbfs >= floorDbfs + aboveFloorDb;
    return speech && loud && frames > SETTLING_FRAMES ? VadDecision.SPEECH : VadDecision.SILENCE;
  }

  @Override
  public void reset() {
    classifier.reset();
    floor.reset();
    frames = 0;
    toneTail = 0;
  }

  @Override
  public void close() {
    classifier.close();
  }

  /** Tells speech from sound, without a thought for loudness. */
  interface Classifier {
    /** Judges a frame. */
    boolean isSpeech(short[] frame);

    /** Forgets. */
    void reset();

    /** Frees. */
    void close();
  }
}
