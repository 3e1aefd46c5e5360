package dev.parley.learning;

import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;

/** A trained model that can be written down. */
public interface LearntModel {

  /** Writes what was learnt, so that what reads it gives an equal model. */
  void write(DataOutput out) throws IOException;

  /** Reads models of one kind. */
  @FunctionalInterface
  interface Reader<M extends LearntModel> {

    /**
     * The model that was written.
     *
     * @throws IOException when these bytes are no model of the kind
     */
    M read(DataInput in) throws IOException;
  }
}
