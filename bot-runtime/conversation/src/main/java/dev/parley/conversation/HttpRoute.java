package dev.parley.conversation;

import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletionStage;

/**
 * One address of a channel, mounted by the server.
 *
 * @param method GET, POST, …
 * @param path the exact path, without a query; or one that ends in {@code /*}, for all paths that begin like it
 * @param handler answers; called on a server thread, so it must not block
 */
public record HttpRoute(String method, String path, Handler handler) {

  private static final String ALL = "/*";

  /** Whether a path, without its query, is this route's. */
  public boolean covers(String wanted) {
    return path.endsWith(ALL) ? wanted.startsWith(path.substring(0, path.length() - 1)) : path.equals(wanted);
  }

  /** Answers requests. */
  @FunctionalInterface
  public interface Handler {
    /** Answers one request. A failed stage becomes a 500 without details. */
    CompletionStage<Reply> handle(Request request);
  }

  /**
   * A request, raw where signatures need it.
   *
   * @param method as sent
   * @param uri path and query exactly as sent
   * @param headers in order, names in lower case, values as sent
   * @param body the bytes as sent, within the server's limit
   * @param remoteAddress of the peer
   * @param secure whether it came over TLS
   * @param client the certificate that the client has shown, when an authority has signed it that the server trusts for that
   */
  public record Request(
      String method,
      String uri,
      List<Map.Entry<String, String>> headers,
      byte[] body,
      String remoteAddress,
      boolean secure,
      Optional<X509Certificate> client) {
    public Request {
      headers = List.copyOf(headers);
    }

    /** A request of a client without a certificate. */
    public Request(String method, String uri, List<Map.Entry<String, String>> headers, byte[] body, String remoteAddress, boolean secure) {
      this(method, uri, headers, body, remoteAddress, secure, Optional.empty());
    }

    /** The first header of this (lower-case) name. */
    public Optional<String> header(String name) {
      return headers.stream().filter(h -> h.getKey().equals(name)).map(Map.Entry::getValue).findFirst();
    }
  }

  /** An answer. */
  public record Reply(int status, String contentType, byte[] body, Map<String, String> headers) {
    public Reply {
      headers = Map.copyOf(headers);
    }

    /** A few words. */
    public static Reply text(int status, String text) {
      return new Reply(status, Channel.TEXT, text.getBytes(StandardCharsets.UTF_8), Map.of());
    }
  }
}
