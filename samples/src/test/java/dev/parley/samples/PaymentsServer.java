package dev.parley.samples;

import dev.parley.cli.TestServer;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lexruntimev2.LexRuntimeV2AsyncClient;

/** The sample bot, served whole on a free port, for the tests of a class. */
final class PaymentsServer implements BeforeAllCallback, AfterAllCallback {

  private final Map<String, String> settings;
  private Path folder;
  private TestServer server;
  private LexRuntimeV2AsyncClient client;

  PaymentsServer(Map<String, String> settings) {
    this.settings = settings;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws IOException {
    folder = Files.createTempDirectory("parley-samples");
    Map<String, String> all = new HashMap<>(settings);
    // However busy the machine is that runs the tests, their callers are let in.
    all.put("speech.most-lag", "60s");
    server = TestServer.start(List.of(Path.of("payments")), folder, all);
    client =
        LexRuntimeV2AsyncClient.builder()
            .endpointOverride(address())
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
            .httpClientBuilder(NettyNioAsyncHttpClient.builder().maxConcurrency(50))
            .build();
  }

  URI address() {
    return URI.create("http://127.0.0.1:" + server.port());
  }

  LexRuntimeV2AsyncClient client() {
    return client;
  }

  TestServer server() {
    return server;
  }

  /** Everything that the server wrote to disk. */
  List<String> filesThatHold(String text) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).filter(f -> holds(f, text)).map(Path::toString).toList();
    }
  }

  private static boolean holds(Path file, String text) {
    try {
      return new String(Files.readAllBytes(file), java.nio.charset.StandardCharsets.ISO_8859_1).contains(text);
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    client.close();
    server.close();
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
