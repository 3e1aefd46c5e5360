package dev.parley.twilio;

/** What we tell Twilio on a media socket (Media Streams, "messages to Twilio"). */
public sealed interface TwilioCommand {

  /** Play this after what was sent before: mu-law, 8 kHz, no header. */
  @SuppressWarnings("ArrayRecordComponent") // compared by nobody, and copied by nobody: one is made every 20 ms
  record Play(byte[] audio) implements TwilioCommand {}

  /** Send this name back once all that was sent before it has been played or cleared. */
  record SetMark(String name) implements TwilioCommand {}

  /** Drop all that has not been played yet, and send its marks back. */
  record Clear() implements TwilioCommand {}
}
