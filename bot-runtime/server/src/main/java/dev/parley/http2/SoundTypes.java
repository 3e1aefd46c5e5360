package dev.parley.http2;

import dev.parley.audio.AudioFormat;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Content types of sound, as Lex's clients write them: {@code audio/lpcm; sample-rate=8000; sample-size-bits=16; channel-count=1;
 * is-big-endian=false}. Parameters that are not known are ignored; those that are must name what is served, since sound that is
 * taken at a wrong rate is noise. Linear sound is little-endian under every name, also {@code audio/l16}: so does Lex.
 */
final class SoundTypes {

  private static final List<String> LINEAR = List.of("audio/lpcm", "audio/pcm", "audio/l16", "audio/x-l16");
  private static final String LEX = "audio/lpcm; sample-rate=8000; sample-size-bits=16; channel-count=1; is-big-endian=false";

  private SoundTypes() {}

  /**
   * The format of a caller's sound. 8 kHz is Lex's own for streams; 16 kHz is taken too.
   *
   * @throws dev.parley.conversation.ConversationRefused INVALID; the message names what is served
   */
  static AudioFormat in(String contentType, String member) {
    ContentType type = ContentType.of(contentType);
    if (!LINEAR.contains(type.name)) {
      throw ClientEvents.invalid(member + " '" + contentType + "' is not served; use " + LEX);
    }
    return linear(type, contentType, member);
  }

  /**
   * What a client wants to be answered in; empty = text. {@code audio/pcm} without a rate is 8 kHz in every operation: the rate of
   * a stream's input.
   *
   * @throws dev.parley.conversation.ConversationRefused INVALID; the message names what is served
   */
  static Optional<AudioFormat> out(String contentType, String member) {
    ContentType type = ContentType.of(contentType);
    if (type.name.equals("text/plain")) {
      return Optional.empty();
    }
    if (!type.name.equals("audio/pcm") && !type.name.equals("audio/lpcm")) {
      throw ClientEvents.invalid(
          member + " '" + contentType
              + "' is not served; use audio/pcm (8 kHz, or 16 kHz with ; sample-rate=16000) or text/plain; charset=utf-8");
    }
    return Optional.of(linear(type, contentType, member));
  }

  private static AudioFormat linear(ContentType type, String contentType, String member) {
    type.require("sample-size-bits", "16", contentType, member);
    type.require("channel-count", "1", contentType, member);
    type.require("channels", "1", contentType, member);
    type.require("is-big-endian", "false", contentType, member);
    String rate = type.parameters.getOrDefault("sample-rate", type.parameters.getOrDefault("rate", "8000"));
    return switch (rate) {
      case "8000" -> AudioFormat.LPCM_8K;
      case "16000" -> AudioFormat.LPCM_16K;
      default -> throw ClientEvents.invalid(member + " '" + contentType + "' has a rate of " + rate + "; 8000 and 16000 are served");
    };
  }

  /** A content type and its parameters, in lower case. */
  private record ContentType(String name, Map<String, String> parameters) {

    static ContentType of(String text) {
      String[] parts = text.toLowerCase(Locale.ROOT).split(";", -1);
      Map<String, String> parameters = new HashMap<>();
      for (int i = 1; i < parts.length; i++) {
        int equals = parts[i].indexOf('=');
        if (equals > 0) {
          parameters.put(parts[i].substring(0, equals).strip(), parts[i].substring(equals + 1).strip().replace("\"", ""));
        }
      }
      return new ContentType(parts[0].strip(), parameters);
    }

    void require(String parameter, String wanted, String contentType, String member) {
      String given = parameters.getOrDefault(parameter, wanted);
      if (!given.equals(wanted)) {
        throw ClientEvents.invalid(member + " '" + contentType + "' is not served; " + parameter + " must be " + wanted);
      }
    }
  }
}
