package dev.parley.twilio;

import dev.parley.conversation.HttpRoute;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Twilio's request signature (X-Twilio-Signature): {@code base64(HMAC-SHA1(token, url + names and values of the form))}; a
 * body of another kind is covered by its SHA-256 in the URL's {@code bodySHA256}. See
 * https://www.twilio.com/docs/usage/webhooks/webhooks-security.
 *
 * <p>The SDK's own validator is not used: it takes a map, so a repeated name is lost; it rebuilds the URL from decoded parts,
 * so {@code %2B} may become {@code +}; it hashes the body's text instead of its bytes; and it puts port 80 on {@code wss}.
 * Here the URL is only ever cut as text. Thread-safe.
 */
public final class RequestSignature {

  /** The header that carries it, in lower case. */
  public static final String HEADER = "x-twilio-signature";

  private static final Pattern AUTHORITY = Pattern.compile("^([a-zA-Z]+)://([^/?#]*)(.*)$", Pattern.DOTALL);
  private static final Pattern PORT = Pattern.compile(":\\d+$");
  private static final Pattern BODY_HASH = Pattern.compile("[?&]bodySHA256=([0-9a-fA-F]*)");

  private final List<SecretKeySpec> keys;

  /**
   * Makes a verifier.
   *
   * @param authTokens the account's token; two while it is being changed; with none nothing is accepted
   */
  public RequestSignature(List<String> authTokens) {
    keys =
        authTokens.stream().map(token -> new SecretKeySpec(token.getBytes(StandardCharsets.UTF_8), "HmacSHA1")).toList();
  }

  /**
   * Whether Twilio made this request.
   *
   * @param publicBase by which Twilio calls us, up to where our own path begins, such as {@code https://bot.example}
   * @param request as it came
   */
  public boolean accepts(String publicBase, HttpRoute.Request request) {
    Optional<String> signature = request.header(HEADER);
    Optional<String> formText = formText(request);
    if (signature.isEmpty() || formText.isEmpty()) {
      return false;
    }
    byte[] given = signature.get().getBytes(StandardCharsets.UTF_8);
    boolean accepted = false;
    // No early way out: the time taken says nothing about which token or which form of the URL came close.
    for (SecretKeySpec key : keys) {
      for (String url : spellings(publicBase + request.uri())) {
        accepted |= MessageDigest.isEqual(sign(key, url + formText.get()).getBytes(StandardCharsets.UTF_8), given);
      }
    }
    return accepted;
  }

  /**
   * The signature that Twilio puts on a request; the fake Twilio signs with it.
   *
   * @param form the posted form as sent, or no bytes for a GET or a socket's handshake
   */
  public static String sign(String authToken, String url, byte[] form) {
    SecretKeySpec key = new SecretKeySpec(authToken.getBytes(StandardCharsets.UTF_8), "HmacSHA1");
    return sign(key, url + SignedText.of(FormBody.parse(form)));
  }

  /** What of the body is signed as text; empty when the body is not covered by any signature. */
  private static Optional<String> formText(HttpRoute.Request request) {
    if (request.body().length == 0) {
      return bodyHashFits(request).filter(fits -> !fits).isPresent() ? Optional.empty() : Optional.of("");
    }
    if (SignedText.isForm(request)) {
      return Optional.of(SignedText.of(FormBody.parse(request.body())));
    }
    return bodyHashFits(request).filter(fits -> fits).map(fits -> "");
  }

  private static Optional<Boolean> bodyHashFits(HttpRoute.Request request) {
    Matcher hash = BODY_HASH.matcher(request.uri());
    if (!hash.find()) {
      return Optional.empty();
    }
    byte[] expected = hash.group(1).toLowerCase(Locale.ROOT).getBytes(StandardCharsets.US_ASCII);
    return Optional.of(MessageDigest.isEqual(sha256Hex(request.body()).getBytes(StandardCharsets.US_ASCII), expected));
  }

  /** The URL with and without its port, since Twilio does not always sign the one it was given; a fragment is never signed. */
  private static Set<String> spellings(String url) {
    Matcher parts = AUTHORITY.matcher(url.replaceFirst("#.*$", ""));
    if (!parts.matches()) {
      return Set.of(url);
    }
    String scheme = parts.group(1);
    String bare = PORT.matcher(parts.group(2)).replaceFirst("");
    String defaultPort = scheme.equalsIgnoreCase("https") || scheme.equalsIgnoreCase("wss") ? ":443" : ":80";
    Set<String> spellings = new LinkedHashSet<>();
    for (String authority : List.of(parts.group(2), bare, bare + defaultPort)) {
      spellings.add(scheme + "://" + authority + parts.group(3));
      if (parts.group(3).equals("/")) {
        spellings.add(scheme + "://" + authority);
      }
    }
    return spellings;
  }

  /** The same address with the scheme of a socket: a handshake is signed as {@code wss}, whatever the framework shows. */
  static String asSocket(String publicBase) {
    return publicBase.replaceFirst("^http", "ws");
  }

  private static String sign(SecretKeySpec key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA1");
      mac.init(key);
      return Base64.getEncoder().encodeToString(mac.doFinal(text.getBytes(StandardCharsets.UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has HmacSHA1", e);
    }
  }

  private static String sha256Hex(byte[] body) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(body));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }
}
