package dev.parley.feature.remote;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;

/** Requests to another Parley's {@code /features/}. Thread-safe. */
final class RemoteCalls {

  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** What Java's client sets by itself. */
  private static final Set<String> OWN = Set.of("host", "content-length");

  private final HttpClient client;
  private final URI server;
  private final RemoteFeatures.Login login;
  private final Duration timeout;

  RemoteCalls(URI server, RemoteFeatures.Login login, Duration timeout) {
    this.client = HttpClient.newBuilder().connectTimeout(timeout).version(HttpClient.Version.HTTP_1_1).build();
    this.server = server;
    this.login = login;
    this.timeout = timeout;
  }

  /** A part of a path, or of a query. */
  static String encoded(String part) {
    return URLEncoder.encode(part, StandardCharsets.UTF_8).replace("+", "%20");
  }

  static UncheckedIOException failed(String message) {
    return new UncheckedIOException(new IOException(message));
  }

  /** Asks, and reads the answer; throws {@link UncheckedIOException} when there is none, or it is no. */
  JsonNode json(String method, String pathAndQuery, String body, String type) {
    URI address = URI.create(server.toString().replaceAll("/+$", "") + pathAndQuery.replaceAll("[?&]$", ""));
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    HttpRequest.Builder request =
        HttpRequest.newBuilder(address)
            .timeout(timeout)
            .method(method, bytes.length == 0 ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(bytes));
    request.header("content-type", type);
    login.key().ifPresent(key -> request.header("x-api-key", key));
    login.credentials().ifPresent(credentials -> sign(request, method, address, bytes, type, credentials));
    try {
      HttpResponse<byte[]> response = client.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
      JsonNode answer = response.body().length == 0 ? MAPPER.createObjectNode() : MAPPER.readTree(response.body());
      if (response.statusCode() / 100 != 2) {
        throw failed("the server " + server + " refuses (" + response.statusCode() + "): " + answer.path("Message").asText("it does not say why"));
      }
      return answer;
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(new IOException("the server " + server + " does not answer as a Parley does", e));
    } catch (IOException e) {
      String why = e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
      throw new UncheckedIOException(new IOException("the server " + server + " cannot be asked: " + why, e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw failed("interrupted while the server " + server + " was asked");
    }
  }

  private static void sign(
      HttpRequest.Builder request, String method, URI address, byte[] body, String type, AwsCredentialsProvider credentials) {
    SdkHttpRequest plain = SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(address).putHeader("content-type", type).build();
    var signed =
        AwsV4HttpSigner.create()
            .sign(r -> r
                .identity(credentials.resolveCredentials())
                .request(plain)
                .payload(() -> new ByteArrayInputStream(body))
                .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, "sagemaker")
                .putProperty(AwsV4HttpSigner.REGION_NAME, "aws-global"));
    signed.request().forEachHeader((name, values) -> {
      if (!OWN.contains(name.toLowerCase(Locale.ROOT)) && !name.equalsIgnoreCase("content-type")) {
        values.forEach(v -> request.header(name, v));
      }
    });
  }
}
