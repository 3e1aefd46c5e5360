package dev.parley.feature.embedded;

import java.io.IOException;
import java.nio.file.Path;

/** Another process holds the folder of a store. */
public final class StoreInUseException extends IOException {

  private static final long serialVersionUID = 1;

  StoreInUseException(Path folder, Throwable cause) {
    super("the feature store " + folder + " is in use by another process; stop that one, or use another folder", cause);
  }
}
