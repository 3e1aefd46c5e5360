package dev.parley.http2;

import dev.parley.audio.AudioFormat;
import dev.parley.sound.CbrOpus;
import dev.parley.sound.SoundFormat;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

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

  private static final String OPUS = "audio/x-cbr-opus-with-preamble";

  static final String UTTERANCES =
      "text/plain; charset=utf-8, " + LEX + ", " + LEX_16 + ", or " + OPUS + "; preamble-size=0; bit-rate=256000; frame-size-milliseconds=4";

  /** More than any header of a container needs. */
  private static final int MAX_PREAMBLE = 65_535;

  private static final BigDecimal BITS_OF_A_MS = BigDecimal.valueOf(8_000);
  private static final Pattern NUMBER = Pattern.compile("[0-9]{1,9}([.][0-9]{1,6})?");

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
    if (type.name.equals(OPUS)) {
      throw ClientEvents.invalid(member + " '" + contentType + "' (Opus) is taken by RecognizeUtterance only; use " + taken);
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

  /**
   * How a caller's Opus is packed; empty = it is no Opus. A packet has bit-rate x frame-size-milliseconds / 8000 bytes, whatever time
   * it lasts: there is no Opus of 4 ms, which Lex's own example names.
   *
   * @throws dev.parley.conversation.ConversationRefused INVALID; the message names the parameter
   */
  static Optional<CbrOpus> opus(String contentType, String member) {
    ContentType type = ContentType.of(contentType);
    if (!type.name.equals(OPUS)) {
      return Optional.empty();
    }
    BigDecimal preamble = type.number("preamble-size", Optional.of("0"), contentType, member);
    BigDecimal rate = type.number("bit-rate", Optional.empty(), contentType, member);
    BigDecimal frame = type.number("frame-size-milliseconds", Optional.empty(), contentType, member);
    if (!whole(preamble) || preamble.compareTo(BigDecimal.valueOf(MAX_PREAMBLE)) > 0) {
      throw ClientEvents.invalid(member + " '" + contentType + "' is not served; preamble-size must be a whole number of bytes, 0 to " + MAX_PREAMBLE);
    }
    BigDecimal packet = rate.multiply(frame).divide(BITS_OF_A_MS);
    if (!whole(packet) || packet.signum() == 0 || packet.compareTo(BigDecimal.valueOf(CbrOpus.MAX_PACKET)) > 0) {
      throw ClientEvents.invalid(
          member + " '" + contentType + "' is not served; bit-rate x frame-size-milliseconds / 8000 is the bytes of a packet, and must be a whole number, 1 to "
              + CbrOpus.MAX_PACKET + ", not " + packet.stripTrailingZeros().toPlainString());
    }
    return Optional.of(new CbrOpus(preamble.intValueExact(), packet.intValueExact()));
  }

  private static boolean whole(BigDecimal number) {
    return number.stripTrailingZeros().scale() <= 0;
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

    /** A number that is not negative and has few digits. */
    BigDecimal number(String parameter, Optional<String> usual, String contentType, String member) {
      String given =
          Optional.ofNullable(parameters.get(parameter)).or(() -> usual)
              .orElseThrow(() -> ClientEvents.invalid(member + " '" + contentType + "' is not served; " + parameter + " is missing"));
      if (!NUMBER.matcher(given).matches()) {
        throw ClientEvents.invalid(member + " '" + contentType + "' is not served; " + parameter + " must be a number, not '" + given + "'");
      }
      return new BigDecimal(given);
    }

    void require(String parameter, String wanted, String contentType, String member) {
      String given = parameters.getOrDefault(parameter, wanted);
      if (!given.equals(wanted)) {
        throw ClientEvents.invalid(member + " '" + contentType + "' is not served; " + parameter + " must be " + wanted);
      }
    }
  }
}
