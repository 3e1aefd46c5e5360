package dev.parley.twilio;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How the Twilio channel is set up. {@link #of} reads it from text settings and names every key.
 *
 * @param accountSid whose calls are taken; empty = any that is signed rightly
 * @param authTokens of that account, by which requests are verified; two while the token is being changed
 * @param verifySignatures false takes unsigned requests, which is right on loopback only
 * @param publicUrl by which Twilio reaches us; empty = what the request's own Host header says
 * @param trustedProxies whose {@code X-Forwarded-} headers are believed, when there is no public URL
 * @param bots which bot answers at which web-hook
 * @param mediaPath where the calls' sound comes in
 * @param statusPath where Twilio tells that a call or its stream is over
 * @param session what a session belongs to
 * @param reconnect whether a call whose stream broke goes on in a new one
 * @param limits of calls
 */
public record TwilioSettings(
    Optional<String> accountSid,
    List<String> authTokens,
    boolean verifySignatures,
    Optional<URI> publicUrl,
    List<AddressRange> trustedProxies,
    List<AnsweringBot> bots,
    String mediaPath,
    String statusPath,
    SessionOf session,
    boolean reconnect,
    CallLimits limits) {

  /** The media socket's path, when nothing else is set. */
  public static final String DEFAULT_MEDIA_PATH = "/twilio/media";

  /** Where statuses come in, when nothing else is set. */
  public static final String DEFAULT_STATUS_PATH = "/twilio/status";

  /** The first bot's web-hook, when nothing else is set; the others have their name after it. */
  public static final String DEFAULT_VOICE_PATH = "/twilio/voice";

  /**
   * A bot and the web-hook at which it answers.
   *
   * @param voicePath path of the web-hook
   * @param bot its id or name
   * @param alias its alias
   * @param localeId the language of its calls
   */
  public record AnsweringBot(String voicePath, String bot, String alias, String localeId) {}

  /** What a session belongs to. */
  public enum SessionOf {
    /** Each call has its own. */
    CALL,
    /** A caller's next call goes on with it, until it expires; a caller without a number has one for each call. */
    CALLER
  }

  /**
   * What bounds a call, so that nothing waits or grows for ever.
   *
   * @param maxWaiting calls between web-hook and socket
   * @param waitingFor how long a call may be on the way from web-hook to socket
   * @param noMedia a call whose sound stops coming for this long is over
   * @param longest a call longer than this is ended
   * @param markGrace after the last words should have been heard, how long their mark may still take
   * @param audioLead how far ahead of the caller's ear sound is sent; also what a barge-in has to throw away
   * @param interruptibleLead the same while the caller may interrupt: little is on its way then, so a prompt can pause
   * @param markEvery how much sound goes between two marks
   * @param silentPrompt a prompt that has begun and of which nothing is sent for so long is reported
   * @param pingEvery how often the media socket is pinged, so that no proxy takes it for idle
   * @param maxReconnects how often a call whose stream broke may go on in a new one
   */
  public record CallLimits(
      int maxWaiting,
      Duration waitingFor,
      Duration noMedia,
      Duration longest,
      Duration markGrace,
      Duration audioLead,
      Duration interruptibleLead,
      Duration markEvery,
      Duration silentPrompt,
      Duration pingEvery,
      int maxReconnects) {

    /** What holds when nothing is set. */
    public static final CallLimits DEFAULT =
        new CallLimits(
            1_000,
            Duration.ofSeconds(30),
            Duration.ofSeconds(10),
            Duration.ofHours(4), // Twilio's own longest call
            Duration.ofSeconds(5),
            Duration.ofMillis(300),
            Duration.ofMillis(120),
            Duration.ofMillis(200),
            Duration.ofMillis(500),
            Duration.ofSeconds(15),
            3);

    public CallLimits {
      require(maxWaiting > 0, "max-waiting-calls must be at least 1");
      positive("waiting-call-timeout", waitingFor);
      positive("no-media-timeout", noMedia);
      positive("max-call-duration", longest);
      positive("mark-grace", markGrace);
      require(!audioLead.minusMillis(40).isNegative(), "audio-lead must be at least 40ms, or speech stutters");
      require(!interruptibleLead.minusMillis(40).isNegative(), "interruptible-audio-lead must be at least 40ms, or speech stutters");
      require(!markEvery.minusMillis(20).isNegative(), "mark-every must be at least 20ms, the length of a frame");
      positive("silent-prompt-warning", silentPrompt);
      positive("ping-every", pingEvery);
      require(maxReconnects > 0, "max-reconnects must be at least 1; without any: reconnect: false");
    }
  }

  public TwilioSettings {
    authTokens = List.copyOf(authTokens);
    trustedProxies = List.copyOf(trustedProxies);
    bots = List.copyOf(bots);
    require(!bots.isEmpty(), "bot: which bot answers the phone is not set");
    require(mediaPath.startsWith("/"), "media-path must begin with '/', but is '" + mediaPath + "'");
    require(statusPath.startsWith("/"), "status-path must begin with '/', but is '" + statusPath + "'");
    require(
        bots.stream().map(AnsweringBot::voicePath).distinct().count() == bots.size(),
        "bots: two bots have the same web-hook path; leave one of them out");
    bots.forEach(
        bot -> require(bot.voicePath().startsWith("/"), "voice-path must begin with '/', but is '" + bot.voicePath() + "'"));
    publicUrl.ifPresent(
        url ->
            require(
                url.getHost() != null && ("https".equals(url.getScheme()) || "http".equals(url.getScheme())),
                "public-url must be an http or https address, such as https://bot.example, but is '" + url + "'"));
    publicUrl.ifPresent(
        url ->
            require(
                url.getRawQuery() == null && url.getRawFragment() == null,
                "public-url ends where our own path begins, so it has no '?' and no '#', but is '" + url + "'"));
  }

  /**
   * Reads settings.
   *
   * @throws IllegalArgumentException when a key is unknown or a value is wrong; says what was expected
   */
  public static TwilioSettings of(Map<String, String> settings) {
    SettingsReader reader = new SettingsReader(settings);
    CallLimits standard = CallLimits.DEFAULT;
    TwilioSettings read =
        new TwilioSettings(
            reader.text("account-sid"),
            Stream.of("auth-token", "auth-token-next").flatMap(key -> reader.text(key).stream()).toList(),
            reader.flag("verify-signatures", true),
            reader.text("public-url").map(TwilioSettings::address),
            ranges(reader),
            bots(reader),
            reader.text("media-path").orElse(DEFAULT_MEDIA_PATH),
            reader.text("status-path").orElse(DEFAULT_STATUS_PATH),
            session(reader),
            reader.flag("reconnect", true),
            new CallLimits(
                reader.number("max-waiting-calls", standard.maxWaiting()),
                reader.duration("waiting-call-timeout", standard.waitingFor()),
                reader.duration("no-media-timeout", standard.noMedia()),
                reader.duration("max-call-duration", standard.longest()),
                reader.duration("mark-grace", standard.markGrace()),
                reader.duration("audio-lead", standard.audioLead()),
                reader.duration("interruptible-audio-lead", standard.interruptibleLead()),
                reader.duration("mark-every", standard.markEvery()),
                reader.duration("silent-prompt-warning", standard.silentPrompt()),
                reader.duration("ping-every", standard.pingEvery()),
                reader.number("max-reconnects", standard.maxReconnects())));
    reader.refuseUnknownKeys();
    return read;
  }

  /** The bot of {@code bot} answers at {@code voice-path}, each further one of {@code bots} below it, at its name. */
  private static List<AnsweringBot> bots(SettingsReader reader) {
    String path = reader.text("voice-path").orElse(DEFAULT_VOICE_PATH);
    String alias = reader.text("alias").orElse("TSTALIASID");
    String locale = reader.text("locale").orElse("en_US");
    List<AnsweringBot> bots = new ArrayList<>();
    reader.text("bot").ifPresent(bot -> bots.add(new AnsweringBot(path, bot, alias, locale)));
    for (String bot : reader.list("bots")) {
      int at = bot.indexOf('@');
      String name = at < 0 ? bot : bot.substring(0, at);
      bots.add(new AnsweringBot(path + "/" + name, name, alias, at < 0 ? locale : bot.substring(at + 1)));
    }
    return bots;
  }

  private static List<AddressRange> ranges(SettingsReader reader) {
    try {
      return reader.list("trusted-proxies").stream().map(AddressRange::of).toList();
    } catch (IllegalArgumentException broken) {
      throw new IllegalArgumentException("trusted-proxies: " + broken.getMessage(), broken);
    }
  }

  private static SessionOf session(SettingsReader reader) {
    String of = reader.text("session").orElse("call");
    return switch (of) {
      case "call" -> SessionOf.CALL;
      case "caller" -> SessionOf.CALLER;
      default -> throw new IllegalArgumentException("session must be call or caller, but is '" + of + "'");
    };
  }

  private static URI address(String text) {
    try {
      return URI.create(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
    } catch (IllegalArgumentException broken) {
      throw new IllegalArgumentException("public-url is no address: '" + text + "'; expected such as https://bot.example", broken);
    }
  }

  private static void positive(String key, Duration value) {
    require(!value.isNegative() && !value.isZero(), key + " must be longer than nothing");
  }

  private static void require(boolean holds, String message) {
    if (!holds) {
      throw new IllegalArgumentException(message);
    }
  }

  /** Shows everything but the tokens. */
  @Override
  public String toString() {
    return "TwilioSettings[accountSid="
        + accountSid
        + ", authTokens="
        + authTokens.size()
        + ", verifySignatures="
        + verifySignatures
        + ", publicUrl="
        + publicUrl
        + ", trustedProxies="
        + trustedProxies
        + ", bots="
        + bots
        + ", mediaPath="
        + mediaPath
        + ", statusPath="
        + statusPath
        + ", session="
        + session
        + ", reconnect="
        + reconnect
        + ", limits="
        + limits
        + "]";
  }
}
