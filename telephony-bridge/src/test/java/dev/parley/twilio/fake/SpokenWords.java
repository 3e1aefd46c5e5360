package dev.parley.twilio.fake;

import dev.parley.audio.MuLaw;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A speech that tests can hear exactly: after some silence, each letter is 60 ms of one of the 96 loudest mu-law codes. */
final class SpokenWords {

  static final int LEAD_MS = 100;
  static final int LETTER_MS = 60;
  private static final int LETTER_BYTES = LETTER_MS * 8;

  private SpokenWords() {}

  static byte[] speak(String text) {
    byte[] sound = MuLaw.silence(LEAD_MS * 8 + text.length() * LETTER_BYTES);
    for (int i = 0; i < text.length(); i++) {
      int from = LEAD_MS * 8 + i * LETTER_BYTES;
      Arrays.fill(sound, from, from + LETTER_BYTES, code(text.charAt(i)));
    }
    return sound;
  }

  /** How long a text is spoken, with the silence before it. */
  static long lengthMs(String text) {
    return LEAD_MS + (long) text.length() * LETTER_MS;
  }

  /** The loudest 48 of each sign. */
  private static byte code(char letter) {
    int index = letter - ' ';
    return (byte) (index < 48 ? 0x80 + index : index - 48);
  }

  static String hear(byte[] mulaw) {
    StringBuilder text = new StringBuilder();
    for (int at = 0; at < mulaw.length; at++) {
      int code = mulaw[at] & 0xFF;
      int index = code >= 0x80 ? code - 0x80 : code + 48;
      if (index < 96 && (code >= 0x80 ? index < 48 : index >= 48)) {
        text.append((char) (' ' + index));
        at += LETTER_BYTES - 1;
      }
    }
    return text.toString();
  }

  static CompletionStage<String> words(byte[] mulaw) {
    return CompletableFuture.completedFuture(hear(mulaw));
  }
}
