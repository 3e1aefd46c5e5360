package dev.parley.identity;

import dev.parley.conversation.HttpRoute.Request;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * AWS Signature Version 4 of a request's head: {@code AWS4-HMAC-SHA256} in the Authorization header (AWS General Reference, "Create a
 * signed AWS API request"). Pure.
 *
 * @param keyId the access key's id
 * @param date of the credential's scope, {@code yyyyMMdd}
 * @param region any: a server of one's own is in all of them
 * @param service whose key signs
 * @param signedHeaders their names, in lower case
 * @param signature in hexadecimal
 * @param time when it was made
 */
record SignatureV4(
    String keyId, String date, String region, String service, List<String> signedHeaders, String signature, Instant time) {

  static final String ALGORITHM = "AWS4-HMAC-SHA256";
  static final String STREAMING = "STREAMING-AWS4-HMAC-SHA256-EVENTS";
  static final String UNSIGNED = "UNSIGNED-PAYLOAD";
  /** Clocks may differ so much (AWS's own limit). */
  static final Duration MAX_SKEW = Duration.ofMinutes(5);

  /** HTTP/2's name of the host, under which the SDK for JavaScript signs it. */
  private static final String AUTHORITY = ":authority";

  private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'", Locale.ROOT);
  private static final int SCOPE_PARTS = 5;

  /**
   * Reads a signature.
   *
   * @param service as AWS calls it: {@code lex} or {@code sagemaker}
   * @throws IdentityRefused when a part is missing or wrong
   */
  static SignatureV4 of(Request request, String service) {
    String header = request.header("authorization").orElse("").strip();
    Map<String, String> parts = new LinkedHashMap<>();
    for (String part : header.substring(Math.min(header.length(), ALGORITHM.length())).split(",", -1)) {
      int equals = part.indexOf('=');
      if (equals > 0) {
        parts.put(part.substring(0, equals).strip(), part.substring(equals + 1).strip());
      }
    }
    String[] scope = required(parts, "Credential").split("/", -1);
    if (scope.length != SCOPE_PARTS || !scope[4].equals("aws4_request")) {
      throw IdentityRefused.incomplete("Credential must be KEY/DATE/REGION/" + service + "/aws4_request");
    }
    if (!scope[3].equals(service)) {
      throw IdentityRefused.signature("Credential should be scoped to correct service: '" + service + "'.");
    }
    List<String> names = List.of(required(parts, "SignedHeaders").split(";", -1));
    Instant time = time(request.header("x-amz-date").orElseThrow(() -> IdentityRefused.incomplete("header x-amz-date is missing")));
    if (!TIME.format(time.atOffset(ZoneOffset.UTC)).startsWith(scope[1])) {
      throw IdentityRefused.signature("Date in Credential scope does not match YYYYMMDD from x-amz-date");
    }
    if (!names.contains("host") && !names.contains(AUTHORITY)) {
      throw IdentityRefused.signature("header host must be signed, and is not among SignedHeaders");
    }
    for (String name : requiredHeaders(request)) {
      if (!names.contains(name)) {
        throw IdentityRefused.signature("header " + name + " must be signed, and is not among SignedHeaders");
      }
    }
    return new SignatureV4(scope[0], scope[1], scope[2], service, names, required(parts, "Signature"), time);
  }

  /** What must be signed, so that nobody can add to a request what Lex or we would heed. */
  private static List<String> requiredHeaders(Request request) {
    List<String> names = new ArrayList<>(List.of("x-amz-date"));
    request.headers().stream().map(Map.Entry::getKey).filter(n -> n.startsWith("x-amz-")).forEach(names::add);
    return names;
  }

  private static String required(Map<String, String> parts, String name) {
    String value = parts.getOrDefault(name, "");
    if (value.isEmpty()) {
      throw IdentityRefused.incomplete("Authorization header requires '" + name + "' parameter.");
    }
    return value;
  }

  private static Instant time(String text) {
    try {
      return LocalDateTime.parse(text, TIME).toInstant(ZoneOffset.UTC);
    } catch (DateTimeException e) {
      throw IdentityRefused.incomplete("x-amz-date must be as 20260102T030405Z");
    }
  }

  static String time(Instant time) {
    return TIME.format(time.atOffset(ZoneOffset.UTC));
  }

  String scope() {
    return date + "/" + region + "/" + service + "/aws4_request";
  }

  /**
   * Checks the signature of a head, and its body where the head holds the body's hash.
   *
   * @throws IdentityRefused when it is not good
   */
  void verify(Request request, byte[] signingKey, Instant now, boolean unsignedBody) {
    checkSkew(time, now);
    String payload = request.header("x-amz-content-sha256").orElseGet(() -> sha256(request.body()));
    boolean covered = payload.equals(STREAMING) || payload.equals(UNSIGNED) && unsignedBody || payload.equals(sha256(request.body()));
    if (!covered) {
      throw IdentityRefused.signature(
          payload.equals(UNSIGNED) ? "this operation's body must be signed" : "x-amz-content-sha256 is not the SHA-256 of the body");
    }
    String expected = sign(signingKey, time, scope(), canonical(request, signedHeaders, payload));
    if (!MessageDigest.isEqual(bytes(expected), bytes(signature))) {
      throw IdentityRefused.signature(
          "The request signature we calculated does not match the signature you provided. Check your secret access key and signing method.");
    }
  }

  static void checkSkew(Instant time, Instant now) {
    if (Duration.between(time, now).abs().compareTo(MAX_SKEW) > 0) {
      throw IdentityRefused.signature(
          "Signature " + (time.isBefore(now) ? "expired" : "not yet current") + ": " + time(time) + " is more than " + MAX_SKEW.toMinutes()
              + " minutes from this server's time, " + time(now));
    }
  }

  /** The signature, in hexadecimal, of a canonical request. */
  static String sign(byte[] signingKey, Instant time, String scope, String canonical) {
    return HexFormat.of().formatHex(hmac(signingKey, ALGORITHM + "\n" + time(time) + "\n" + scope + "\n" + sha256(bytes(canonical))));
  }

  /** The key of a day, region and service. */
  static byte[] signingKey(String secret, String date, String region, String service) {
    return hmac(hmac(hmac(hmac(bytes("AWS4" + secret), date), region), service), "aws4_request");
  }

  /** The request in the one form that both sides sign. */
  static String canonical(Request request, List<String> signedHeaders, String payload) {
    int query = request.uri().indexOf('?');
    String path = query < 0 ? request.uri() : request.uri().substring(0, query);
    StringBuilder headers = new StringBuilder();
    for (String name : signedHeaders) {
      String carrier = name.equals(AUTHORITY) ? "host" : name;
      String value =
          request.headers().stream().filter(h -> h.getKey().equals(carrier)).map(h -> h.getValue().strip().replaceAll(" +", " ")).collect(Collectors.joining(","));
      headers.append(name).append(':').append(value).append('\n');
    }
    return String.join(
        "\n",
        request.method(),
        // Encoded once more than on the wire, as for every service but S3.
        List.of(path.split("/", -1)).stream().map(SignatureV4::encoded).collect(Collectors.joining("/")),
        query < 0 ? "" : query(request.uri().substring(query + 1)),
        headers,
        String.join(";", signedHeaders),
        payload);
  }

  private static String query(String raw) {
    return List.of(raw.split("&", -1)).stream()
        .filter(p -> !p.isEmpty())
        .map(p -> p.split("=", 2))
        .map(p -> Map.entry(encoded(decoded(p[0])), p.length > 1 ? encoded(decoded(p[1])) : ""))
        // By name, then value: as whole texts, "a-b=1" would come before "a=1".
        .sorted(Map.Entry.<String, String>comparingByKey().thenComparing(Map.Entry.comparingByValue()))
        .map(p -> p.getKey() + "=" + p.getValue())
        .collect(Collectors.joining("&"));
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw IdentityRefused.signature("the query holds a broken percent escape");
    }
  }

  private static String encoded(String text) {
    StringBuilder out = new StringBuilder();
    for (byte b : bytes(text)) {
      char c = (char) (b & 0xFF);
      boolean plain = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || "-._~".indexOf(c) >= 0;
      out.append(plain ? String.valueOf(c) : "%" + HexFormat.of().withUpperCase().toHexDigits(b));
    }
    return out.toString();
  }

  static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  static byte[] hmac(byte[] key, String text) {
    try {
      Mac mac = Mac.getInstance("HmacSHA256");
      mac.init(new SecretKeySpec(key, "HmacSHA256"));
      return mac.doFinal(bytes(text));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java has HmacSHA256", e);
    }
  }

  static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (GeneralSecurityException e) {
      throw new AssertionError("every Java has SHA-256", e);
    }
  }
}
