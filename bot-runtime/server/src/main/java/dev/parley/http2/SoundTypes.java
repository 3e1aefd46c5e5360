package dev.parley.http2;

import dev.parley.audio.AudioFormat;
import dev.parley.sound.SoundFormat;
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
  private static final String LEX_16 = "audio/l16; rate=16000; channels=1";

  /** What a stream's sound may be, and what RecognizeUtterance takes. */
  static final String SOUNDS = LEX + ", or " + LEX_16;

  static final String UTTERANCES = "text/plain; charset=utf-8, " + SOUNDS;

  /** The rate of {@code audio/pcm} in an answer that is given whole (Lex: 16 kHz), and of a stream (its input's). */
  static final int REQUEST_HZ = 16_000;

  static final int STREAM_HZ = 8_000;

  private SoundTypes() {}

  /**
   * The format of a caller's sound. 8 kHz is Lex's own for streams; 16 kHz is taken too.
   *
   * @param member what the caller knows the content type as
   * @param taken what may stand there
   * @throws dev.parley.conversation.ConversationRefused INVALID; the message names what is served
   */
  static AudioFormat in(String contentType, String member, String taken) {
    ContentType type = ContentType.of(contentType);
    if (type.name.startsWith("audio/x-cbr-opus")) {
      throw ClientEvents.invalid(member + " '" + contentType + "' (Opus) is not decoded here; use " + taken);
    }
    if (!LINEAR.contains(type.name)) {
      throw ClientEvents.invalid(member + " '" + contentType + "' is not served; use " + taken);
    }
    // What is named l16 is 16 kHz in all of Lex's own types.
    return linear(type, contentType, member, type.name.endsWith("l16") ? REQUEST_HZ : STREAM_HZ);
  }

  /**
   * What a client wants to be answered in; empty = text.
   *
   * @param pcmHz the rate of {@code audio/pcm} when it tells none
   * @throws dev.parley.conversation.ConversationRefused INVALID; the message names what is served
   */
  static Optional<SoundFormat> out(String contentType, String member, int pcmHz) {
    ContentType type = ContentType.of(contentType);
    return switch (type.name) {
      case "text/plain" -> Optional.empty();
      case "audio/pcm", "audio/lpcm" ->
          Optional.of(new SoundFormat(contentType, linear(type, contentType, member, pcmHz), SoundFormat.Coding.PCM));
      case "audio/mpeg" -> Optional.of(new SoundFormat(contentType, AudioFormat.LPCM_16K, SoundFormat.Coding.MP3));
      case "audio/*" -> Optional.of(new SoundFormat("audio/mpeg", AudioFormat.LPCM_16K, SoundFormat.Coding.MP3));
      case "audio/ogg" -> Optional.of(new SoundFormat(contentType, AudioFormat.LPCM_16K, SoundFormat.Coding.OGG_OPUS));
      default ->
          throw ClientEvents.invalid(
              member + " '" + contentType + "' is not served; use audio/mpeg, audio/ogg, audio/pcm (8 or 16 kHz: ; sample-rate=16000) or "
                  + "text/plain; charset=utf-8");
    };
  }

  private static AudioFormat linear(ContentType type, String contentType, String member, int usualHz) {
    type.require("sample-size-bits", "16", contentType, member);
    type.require("channel-count", "1", contentType, member);
    type.require("channels", "1", contentType, member);
    type.require("is-big-endian", "false", contentType, member);
    String rate = type.parameters.getOrDefault("sample-rate", type.parameters.getOrDefault("rate", Integer.toString(usualHz)));
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
