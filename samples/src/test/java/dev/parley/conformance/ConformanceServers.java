package dev.parley.conformance;

import dev.parley.audio.DtmfTones;
import dev.parley.audio.Pcm;
import dev.parley.cli.TestServer;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lexruntimev2.LexRuntimeV2AsyncClient;

/**
 * What the suite is run against: a server that anybody may call, one that verifies signatures, both in clear and TLS on one port, and
 * one that is full with a single conversation.
 */
final class ConformanceServers implements BeforeAllCallback, AfterAllCallback {

  static final String KEY = "AKIDCONFORMANCE";
  static final String SECRET = "a secret of the suite";
  static final String GUEST = "AKIDGUEST";

  /** Of a machine that has much else to do. */
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  private final List<AutoCloseable> closing = new ArrayList<>();
  private final Map<String, Line> lines = new TreeMap<>();
  private Path folder;
  private X509Bundle certificate;
  private TestServer open;
  private TestServer signed;
  private TestServer crowded;

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    folder = Files.createTempDirectory("parley-conformance");
    certificate = new CertificateBuilder().rsa2048().subject("CN=localhost").addSanDnsName("localhost").setIsCertificateAuthority(true).buildSelfSigned();
    Path certificates = Files.writeString(certificatePath(), certificate.getCertificatePathPEM());
    Path key = Files.writeString(folder.resolve("key.pem"), certificate.getPrivateKeyPEM());
    Files.writeString(folder.resolve("key.secret"), SECRET);
    Path identity =
        Files.writeString(
            folder.resolve("identity.yaml"),
            """
            principals:
              suite: { access_keys: { %s: key.secret }, converse: ['*'], read_sessions: ['*'] }
              guest: { access_keys: { %s: key.secret }, converse: [SomeOtherBot] }
            """
                .formatted(KEY, GUEST));
    sound("voice.pcm", Sounds.speech(8_000));
    sound("wide.pcm", Sounds.speech(16_000));
    Files.write(folder.resolve("opus.pcm"), Sounds.opus(Sounds.speech(16_000)));
    sound("breaking.pcm", Sounds.breaking(8_000));
    sound("keys.pcm", DtmfTones.keys("4711", 8_000, 80, 60));
    ScriptedHook hook = new ScriptedHook();
    closing.add(hook);
    Map<String, String> settings = new TreeMap<>(hook.settings());
    settings.put("speech.recognizer", "conformance");
    settings.put("speech.synthesizer", "conformance");
    settings.put("understanding.encoder", "none");
    settings.put("server.heartbeat", "1s");
    // However busy the machine is that runs the tests, their callers are let in.
    settings.put("speech.most-lag", "60s");
    for (String wait : List.of("server.handshake", "server.arrival", "server.linger")) {
      settings.put(wait, PATIENCE.toSeconds() + "s");
    }
    settings.put("server.tls-certificates", certificates.toString());
    settings.put("server.tls-key", key.toString());
    open = start("open", settings, Map.of());
    signed = start("signed", settings, Map.of("identity.file", identity.toString()));
    crowded = start("crowded", settings, Map.of("conversations.max", "1"));
  }

  private TestServer start(String name, Map<String, String> settings, Map<String, String> more) {
    Map<String, String> all = new TreeMap<>(settings);
    all.putAll(more);
    TestServer server = TestServer.start(List.of(Path.of("src/test/conformance")), folder.resolve(name), all);
    closing.add(server);
    return server;
  }

  private void sound(String name, Pcm sound) throws IOException {
    Files.write(folder.resolve(name), sound.toBytesLittleEndian());
  }

  /** Where the JavaScript suite finds the certificate and the sounds. */
  Path folder() {
    return folder;
  }

  Path certificatePath() {
    return folder.resolve("certificates.pem");
  }

  /** Addresses by the lines' names, in the order in which they are tried. */
  Map<String, URI> addresses(Feature.Lines lines) {
    Map<String, URI> all = new LinkedHashMap<>();
    if (lines == Feature.Lines.CROWDED) {
      all.put("clear, crowded", URI.create("http://127.0.0.1:" + crowded.port()));
      return all;
    }
    if (lines == Feature.Lines.ALL || lines == Feature.Lines.ENDS) {
      all.put("clear", URI.create("http://127.0.0.1:" + open.port()));
    }
    if (lines == Feature.Lines.ALL) {
      all.put("TLS", URI.create("https://localhost:" + open.port()));
    }
    if (lines != Feature.Lines.ENDS) {
      all.put("clear, signed", URI.create("http://127.0.0.1:" + signed.port()));
    }
    all.put("TLS, signed", URI.create("https://localhost:" + signed.port()));
    return all;
  }

  /** A line to each address. */
  List<Line> lines(Feature.Lines where) {
    return addresses(where).entrySet().stream().map(a -> lines.computeIfAbsent(a.getKey(), name -> line(name, a.getValue()))).toList();
  }

  private Line line(String name, URI address) {
    return new Line(name, client(address, KEY, SECRET), client(address, GUEST, SECRET), client(address, KEY, "a wrong secret"), "");
  }

  private LexRuntimeV2AsyncClient client(URI address, String key, String secret) {
    // Without retries: an exception is to be seen, not to be hidden.
    LexRuntimeV2AsyncClient client =
        LexRuntimeV2AsyncClient.builder()
            .endpointOverride(address)
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(key, secret)))
            .overrideConfiguration(c -> c.retryStrategy(AwsRetryStrategy.doNotRetry()))
            .httpClientBuilder(
                NettyNioAsyncHttpClient.builder().maxConcurrency(200).connectionAcquisitionTimeout(PATIENCE).tlsTrustManagersProvider(() -> new TrustManager[] {certificate.toTrustManager()}))
            .build();
    closing.add(client);
    return client;
  }

  @Override
  public void afterAll(ExtensionContext context) throws Exception {
    for (int i = closing.size() - 1; i >= 0; i--) {
      closing.get(i).close();
    }
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
