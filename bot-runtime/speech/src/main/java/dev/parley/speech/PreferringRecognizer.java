package dev.parley.speech;

import java.util.List;
import java.util.Optional;

/**
 * Listens with two recognisers at once, one that hears only what is expected and one that hears everything, and believes the first
 * when it is sure. So a caller is well understood who answers the question, and one who says something else is understood too. Costs
 * both. Not thread-safe.
 */
public final class PreferringRecognizer implements Recognizer {
  private final Recognizer expecting;
  private final Recognizer open;
  private final double sure;

  /**
   * @param expecting hears only what is expected; belongs to this one from now on
   * @param open      hears everything; belongs to this one from now on
   * @param sure      confidence, 0 to 1, from which on the first is believed
   */
  public PreferringRecognizer(Recognizer expecting, Recognizer open, double sure) {
    this.expecting = expecting;
    this.open = open;
    this.sure = sure;
  }

  @Override
  public void accept(short[] samples) {
    expecting.accept(samples);
    open.accept(samples);
  }

  /** Of the one that hears everything: how sure the other is shows only in the end. */
  @Override
  public Optional<String> partial() {
    return open.partial();
  }

  @Override
  public Transcript finish() {
    return finishWithAlternatives().get(0);
  }

  @Override
  public List<Transcript> finishWithAlternatives() {
    List<Transcript> expected = expecting.finishWithAlternatives();
    Transcript anything = open.finish();
    Transcript best = expected.get(0);
    return !best.isEmpty() && (best.confidence() >= sure || anything.isEmpty()) ? expected : List.of(anything);
  }

  @Override
  public void reset() {
    expecting.reset();
    open.reset();
  }

  @Override
  public void close() {
    expecting.close();
    open.close();
  }
}
