package dev.parley.identity;

import dev.parley.conversation.HttpRoute.Request;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.eventstream.HeaderValue;
import software.amazon.eventstream.Message;

/** A client that signs, and that can sign wrongly as no SDK can. What it signs rightly, AWS's SDK signs in the same way. */
public final class Signer {

  private final String id;
  private final String secret;
  private byte[] key = new byte[0];
  private String scope = "";
  private String prior = "";

  public Signer(String id, String secret) {
    this.id = id;
    this.secret = secret;
  }

  /** The request with its signature. */
  public Request sign(String method, String uri, Map<String, String> headers, byte[] body, String payload, Instant time) {
    String date = SignatureV4.time(time).substring(0, 8);
    key = SignatureV4.signingKey(secret, date, "eu-west-1", "lex");
    scope = date + "/eu-west-1/lex/aws4_request";
    List<Map.Entry<String, String>> all = new ArrayList<>(headers.entrySet());
    all.add(Map.entry("x-amz-date", SignatureV4.time(time)));
    all.add(Map.entry("x-amz-content-sha256", payload));
    List<String> names = all.stream().map(Map.Entry::getKey).sorted().toList();
    List<Map.Entry<String, String>> seen = new ArrayList<>(all);
    // The server knows HTTP/2's name of the host as the host.
    headers.entrySet().stream().filter(h -> h.getKey().equals(":authority")).forEach(h -> seen.add(Map.entry("host", h.getValue())));
    prior = SignatureV4.sign(key, time, scope, SignatureV4.canonical(new Request(method, uri, seen, body, "", false), names, payload));
    all.add(Map.entry(
        "authorization", "AWS4-HMAC-SHA256 Credential=" + id + "/" + scope + ", SignedHeaders=" + String.join(";", names) + ", Signature=" + prior));
    return new Request(method, uri, all, body, "", false);
  }

  /** The head of a stream. */
  public Request stream(String uri, String host, Instant time) {
    return sign("POST", uri, Map.of("host", host, "content-type", "application/vnd.amazon.eventstream"), new byte[0], SignatureV4.STREAMING, time);
  }

  /** A chunk that holds this payload. */
  public byte[] chunk(byte[] payload, Instant time) {
    byte[] date = ByteBuffer.allocate(15).put((byte) 5).put(SignatureV4.bytes(":date")).put((byte) 8).putLong(time.toEpochMilli()).array();
    byte[] signature =
        SignatureV4.hmac(
            key,
            "AWS4-HMAC-SHA256-PAYLOAD\n" + SignatureV4.time(time) + "\n" + scope + "\n" + prior + "\n" + SignatureV4.sha256(date) + "\n" + SignatureV4.sha256(payload));
    prior = HexFormat.of().formatHex(signature);
    return message(Map.of(":date", HeaderValue.fromTimestamp(time), ":chunk-signature", HeaderValue.fromByteArray(signature)), payload);
  }

  /** A server's chain that no client has begun: it refuses every chunk. */
  public static ChunkChain chain(Clock clock) {
    return new ChunkChain(new byte[32], "20260101/eu-west-1/lex/aws4_request", "0".repeat(64), clock);
  }

  /** An event, not signed. */
  public static byte[] event(String type, String json) {
    Map<String, HeaderValue> headers = new LinkedHashMap<>();
    headers.put(":message-type", HeaderValue.fromString("event"));
    headers.put(":event-type", HeaderValue.fromString(type));
    headers.put(":content-type", HeaderValue.fromString("application/json"));
    return message(headers, SignatureV4.bytes(json));
  }

  private static byte[] message(Map<String, HeaderValue> headers, byte[] payload) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    new Message(headers, payload).encode(out);
    return out.toByteArray();
  }
}
