package dev.parley.diagnostic;

import java.util.List;

/**
 * A text with a name, as read from a file.
 *
 * @param name shown in messages
 * @param text all of it
 */
public record SourceText(String name, String text) {

  /** The text's lines without their ends. */
  public List<String> lines() {
    return text.lines().toList();
  }
}
