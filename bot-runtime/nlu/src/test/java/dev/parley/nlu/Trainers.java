package dev.parley.nlu;

import dev.parley.encoder.EncoderModel;
import dev.parley.encoder.OnnxEncoder;
import dev.parley.encoder.RememberedSamples;
import java.util.Optional;

/** What trains the tests' bots: as a server does, with the model that comes along for English. */
final class Trainers {

  private static final RememberedSamples ENGLISH = new RememberedSamples(new OnnxEncoder(EncoderModel.bgeSmallEn(), 1), 10_000);

  private Trainers() {}

  static TrainedInterpreterFactory served() {
    return new TrainedInterpreterFactory(locale -> locale.startsWith("en") ? Optional.of(ENGLISH) : Optional.empty());
  }
}
