package dev.parley.feature;

import java.util.Map;
import java.util.TreeMap;

/** Keeps what is known of feature groups, as text by their names. Thread-safe; may block; what was put survives the end of the process. */
public interface GroupStore {

  /** Everything, by name. */
  Map<String, String> all();

  /** Keeps a text in the place of the one that was there. */
  void put(String name, String text);

  /** One that forgets everything when the process ends. */
  static GroupStore inMemory() {
    Map<String, String> texts = new TreeMap<>();
    return new GroupStore() {
      @Override
      public synchronized Map<String, String> all() {
        return Map.copyOf(texts);
      }

      @Override
      public synchronized void put(String name, String text) {
        texts.put(name, text);
      }
    };
  }
}
