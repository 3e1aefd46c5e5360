package dev.parley.feature.load;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * A row as it stands in its file.
 *
 * @param bytes without the end of the line
 * @param line where it begins, from 1
 * @param end the offset after its end, in bytes
 * @param nextLine the line after it
 * @param fault why it is no row; empty = it is one
 */
record RawRow(byte[] bytes, long line, long end, long nextLine, String fault) {

  /** As text; empty when it is no UTF-8. */
  Optional<String> text() {
    try {
      return Optional.of(StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString());
    } catch (CharacterCodingException e) {
      return Optional.empty();
    }
  }
}
