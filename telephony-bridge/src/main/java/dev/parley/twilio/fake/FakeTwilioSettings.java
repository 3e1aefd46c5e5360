package dev.parley.twilio.fake;

import java.net.URI;
import java.time.Duration;
import java.util.Optional;

/**
 * Where the fake Twilio calls, and as whom.
 *
 * @param server scheme and authority of the server, such as {@code http://localhost:8080}
 * @param voicePath of the web-hook
 * @param publicUrl what the server thinks its address is, if it has a {@code public-url}: requests are signed for that one
 * @param accountSid whose call it is
 * @param authToken signs requests; empty = unsigned, for a server that does not verify
 * @param from the caller's number
 * @param to the number called
 * @param speed 1 = real time; a bot that runs in real time sees a faster caller
 * @param longest a call is given up after this
 * @param connectWithin how long web-hook and socket may each take; Twilio waits 15 s
 * @param silenceSecrets whether secrets are silent in the recording
 */
public record FakeTwilioSettings(
    URI server,
    String voicePath,
    Optional<URI> publicUrl,
    String accountSid,
    Optional<String> authToken,
    String from,
    String to,
    double speed,
    Duration longest,
    Duration connectWithin,
    boolean silenceSecrets) {

  public FakeTwilioSettings {
    if (!(speed > 0 && speed <= 100)) {
      throw new IllegalArgumentException("speed must be more than 0 and at most 100, but is " + speed);
    }
    if (longest.isNegative() || longest.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("longest must be at most 1h, since the call is recorded in memory");
    }
  }

  /** An unsigned call to a server on this machine, in real time. */
  public static FakeTwilioSettings loopback(URI server) {
    return new FakeTwilioSettings(
        server,
        "/twilio/voice",
        Optional.empty(),
        "ACfa4e0000000000000000000000000000",
        Optional.empty(),
        "+15005550006",
        "+15005550001",
        1,
        Duration.ofMinutes(10),
        Duration.ofSeconds(15),
        true);
  }

  /** The same to another web-hook. */
  public FakeTwilioSettings withVoicePath(String path) {
    return new FakeTwilioSettings(
        server, path, publicUrl, accountSid, authToken, from, to, speed, longest, connectWithin, silenceSecrets);
  }

  /** The same, signed. */
  public FakeTwilioSettings signedWith(String token) {
    return new FakeTwilioSettings(
        server, voicePath, publicUrl, accountSid, Optional.of(token), from, to, speed, longest, connectWithin, silenceSecrets);
  }

  /** Shows everything but the token. */
  @Override
  public String toString() {
    String signed = authToken.isPresent() ? "signed" : "unsigned";
    return "FakeTwilioSettings[" + server + voicePath + ", account " + accountSid + ", " + signed + ", speed " + speed + "]";
  }
}
