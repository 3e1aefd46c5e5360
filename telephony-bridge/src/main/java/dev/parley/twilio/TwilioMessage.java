package dev.parley.twilio;

import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What Twilio tells us on a media socket (Media Streams, "messages from Twilio"). Numbers that Twilio writes as strings are
 * numbers here; a number that is missing or cannot be read is empty.
 */
public sealed interface TwilioMessage {

  /** The socket speaks; before {@link Start}. */
  record Connected(String protocol, String version) implements TwilioMessage {}

  /**
   * The call's sound is about to flow.
   *
   * @param streamSid names the stream in all we send
   * @param accountSid whose call it is
   * @param callSid the call
   * @param tracks {@code inbound}, and {@code outbound} when this is a listen-only copy of a call
   * @param parameters of our own TwiML, which come back here
   * @param format of the sound
   */
  record Start(
      String streamSid,
      String accountSid,
      String callSid,
      List<String> tracks,
      Map<String, String> parameters,
      MediaFormat format)
      implements TwilioMessage {
    public Start {
      tracks = List.copyOf(tracks);
      parameters = Map.copyOf(parameters);
    }
  }

  /** The format of the sound; Twilio knows only {@code audio/x-mulaw}, 8000, 1. */
  record MediaFormat(String encoding, long sampleRateHz, long channels) {
    /** What Twilio sends. */
    public static final MediaFormat MULAW_8K = new MediaFormat("audio/x-mulaw", 8000, 1);
  }

  /**
   * A piece of the caller's sound, usually 20 ms.
   *
   * @param track {@code inbound} for the caller
   * @param chunk counts the pieces of this track, from 1
   * @param timestampMs of its first sample, since the stream began
   * @param audio mu-law, 8 bytes a millisecond
   */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody, and copied by nobody: one is made every 20 ms
  record Media(String track, OptionalLong chunk, OptionalLong timestampMs, byte[] audio)
      implements TwilioMessage {}

  /** The caller pressed a key: one of {@code 0-9 # * A-D}. */
  record Dtmf(char digit) implements TwilioMessage {}

  /** A mark of ours comes back: the sound before it was played, or was cleared. */
  record Mark(String name) implements TwilioMessage {}

  /** The stream ended: the caller hung up, or the call was sent elsewhere. */
  record Stop() implements TwilioMessage {}
}
