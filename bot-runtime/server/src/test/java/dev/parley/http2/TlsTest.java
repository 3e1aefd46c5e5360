package dev.parley.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.identity.Identity;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.pkitesting.CertificateBuilder;
import io.netty.pkitesting.X509Bundle;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.KeyStore;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.TrustManager;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.ProtocolNegotiation;
import software.amazon.awssdk.http.nio.netty.NettyNioAsyncHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lexruntimev2.LexRuntimeV2AsyncClient;
import software.amazon.awssdk.services.lexruntimev2.model.TranscriptEvent;

/** TLS on the same port: with ALPN, and without, as the AWS SDK for Java does. */
final class TlsTest {

  @TempDir private static Path folder;
  private static X509Bundle bundle;

  @RegisterExtension
  private final ParleyServerExtension parley = new ParleyServerExtension(c -> c.with(tls(false)));

  @BeforeAll
  static void certify() throws Exception {
    bundle =
        new CertificateBuilder()
            .rsa2048()
            .subject("CN=localhost")
            .addSanDnsName("localhost")
            .setIsCertificateAuthority(true)
            .buildSelfSigned();
    Files.writeString(folder.resolve("certificates.pem"), bundle.getCertificatePathPEM());
    Files.writeString(folder.resolve("key.pem"), bundle.getPrivateKeyPEM());
  }

  private static ServerConfig.Tls tls(boolean required) {
    return new ServerConfig.Tls(folder.resolve("certificates.pem"), folder.resolve("key.pem"), required);
  }

  private static SSLContext trusting() throws Exception {
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(null, new TrustManager[] {bundle.toTrustManager()}, null);
    return context;
  }

  private String https() {
    return "https://localhost:" + parley.port();
  }

  @ParameterizedTest
  @EnumSource(ProtocolNegotiation.class)
  void theAwsSdkConversesOverTlsWithAndWithoutAlpn(ProtocolNegotiation negotiation) throws Exception {
    try (LexRuntimeV2AsyncClient client =
        LexRuntimeV2AsyncClient.builder()
            .endpointOverride(URI.create(https()))
            .region(Region.US_EAST_1)
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("any", "any")))
            .httpClientBuilder(
                NettyNioAsyncHttpClient.builder()
                    .protocolNegotiation(negotiation)
                    .tlsTrustManagersProvider(() -> new TrustManager[] {bundle.toTrustManager()}))
            .build()) {
      LexConversation conversation = LexConversation.text(client, "t-1").say("hello").halfClose();
      assertThat(conversation.next(TranscriptEvent.class).transcript()).isEqualTo("hello");
    }
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void alpnChoosesAndRoutesSeeThatItWasSecure(HttpClient.Version version) throws Exception {
    HttpResponse<String> response =
        HttpClient.newBuilder().version(version).sslContext(trusting()).build()
            .send(
                HttpRequest.newBuilder(URI.create(https() + "/mirror")).POST(HttpRequest.BodyPublishers.ofString("x")).build(),
                HttpResponse.BodyHandlers.ofString());
    assertThat(response.body()).isEqualTo("/mirror secure=true x");
    assertThat(response.version()).isEqualTo(version);
  }

  @Test
  void socketsWorkOverTls() throws Exception {
    CompletableFuture<String> first = new CompletableFuture<>();
    HttpClient.newBuilder().sslContext(trusting()).build()
        .newWebSocketBuilder()
        .buildAsync(URI.create("wss://localhost:" + parley.port() + "/socket"), new WebSocket.Listener() {
          @Override
          public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            first.complete(data.toString());
            return null;
          }
        })
        .join();
    assertThat(RawHttp2.await(first)).isEqualTo("hello /socket");
  }

  @Test
  void clearTextIsServedOnTheSamePort() {
    try (RawHttp2 client = new RawHttp2(parley.port())) {
      assertThat(client.conversation("t-2", "application/x-ndjson").sendLine("{\"TextInputEvent\":{\"text\":\"a\"}}").next()).contains("Transcript");
    }
  }

  @Test
  void clearTextIsRefusedWhereTlsIsRequired() throws Exception {
    EchoGateway gateway = new EchoGateway();
    try (gateway;
        ParleyServer server =
            ParleyServer.start(
                ServerConfig.loopback(0).with(tls(true)), gateway, gateway, EchoGateway.bots(), List.of(), List.of(), Optional.empty(), Runnable::run, new SimpleMeterRegistry())) {
      HttpRequest clear = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/x")).timeout(Duration.ofSeconds(30)).build();
      assertThatThrownBy(() -> HttpClient.newHttpClient().send(clear, HttpResponse.BodyHandlers.ofString())).isInstanceOf(IOException.class);
      HttpRequest secret = HttpRequest.newBuilder(URI.create("https://localhost:" + server.port() + "/x")).build();
      assertThat(HttpClient.newBuilder().sslContext(trusting()).build().send(secret, HttpResponse.BodyHandlers.ofString()).statusCode()).isEqualTo(404);
      assertThatThrownBy(() -> HttpClient.newHttpClient().send(secret, HttpResponse.BodyHandlers.ofString())).isInstanceOf(SSLHandshakeException.class);
    }
  }

  private static int status(int port, X509Bundle trusted, X509Bundle own) throws Exception {
    return get(port, "/x", trusted, own).statusCode();
  }

  private static HttpResponse<String> get(int port, String path, X509Bundle trusted, X509Bundle own) throws Exception {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    if (own != null) {
      KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
      store.load(null, null);
      store.setKeyEntry("own", own.getKeyPair().getPrivate(), new char[0], own.getCertificatePath());
      keys.init(store, new char[0]);
    }
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(own == null ? null : keys.getKeyManagers(), new TrustManager[] {trusted.toTrustManager()}, null);
    HttpRequest request = HttpRequest.newBuilder(URI.create("https://localhost:" + port + path)).timeout(Duration.ofSeconds(30)).build();
    return HttpClient.newBuilder().sslContext(context).build().send(request, HttpResponse.BodyHandlers.ofString());
  }

  private static X509Bundle certificate(String name) throws Exception {
    return new CertificateBuilder().rsa2048().subject("CN=" + name).addSanDnsName("localhost").setIsCertificateAuthority(true).buildSelfSigned();
  }

  @Test
  void newCertificatesHoldWithoutARestartAndBrokenOnesChangeNothing() throws Exception {
    X509Bundle first = certificate("first");
    X509Bundle second = certificate("second");
    Path chain = Files.writeString(folder.resolve("chain.pem"), first.getCertificatePathPEM());
    Path key = Files.writeString(folder.resolve("chain-key.pem"), first.getPrivateKeyPEM());
    EchoGateway gateway = new EchoGateway();
    try (gateway;
        ParleyServer server =
            ParleyServer.start(
                ServerConfig.loopback(0).with(new ServerConfig.Tls(chain, key, true)), gateway, gateway, EchoGateway.bots(), List.of(), List.of(),
                Optional.empty(), Runnable::run, new SimpleMeterRegistry())) {
      assertThat(status(server.port(), first, null)).isEqualTo(404);
      Files.writeString(chain, second.getCertificatePathPEM());
      Files.writeString(key, second.getPrivateKeyPEM());
      Files.setLastModifiedTime(chain, FileTime.from(Instant.now().plusSeconds(5)));
      server.refreshCertificates();
      assertThat(status(server.port(), second, null)).isEqualTo(404);
      Files.writeString(chain, "broken");
      Files.setLastModifiedTime(chain, FileTime.from(Instant.now().plusSeconds(10)));
      server.refreshCertificates();
      assertThat(status(server.port(), second, null)).isEqualTo(404);
    }
  }

  @Test
  void aClientMustShowACertificateWhereThatIsRequired() throws Exception {
    X509Bundle clients = certificate("clients");
    Path trusted = Files.writeString(folder.resolve("clients.pem"), clients.getCertificatePathPEM());
    ServerConfig.Tls tls =
        new ServerConfig.Tls(folder.resolve("certificates.pem"), folder.resolve("key.pem"), true, Optional.of(trusted), true);
    EchoGateway gateway = new EchoGateway();
    try (gateway;
        ParleyServer server =
            ParleyServer.start(
                ServerConfig.loopback(0).with(tls), gateway, gateway, EchoGateway.bots(), List.of(), List.of(), Optional.empty(), Runnable::run, new SimpleMeterRegistry())) {
      assertThat(status(server.port(), bundle, clients)).isEqualTo(404);
      assertThatThrownBy(() -> status(server.port(), bundle, null)).isInstanceOf(IOException.class);
      assertThatThrownBy(() -> status(server.port(), bundle, certificate("stranger"))).isInstanceOf(IOException.class);
    }
  }

  @Test
  void aClientsCertificateTellsWhoTheyAre() throws Exception {
    X509Bundle authority = certificate("authority");
    Path trusted = Files.writeString(folder.resolve("authority.pem"), authority.getCertificatePathPEM());
    ServerConfig.Tls tls =
        new ServerConfig.Tls(folder.resolve("certificates.pem"), folder.resolve("key.pem"), true, Optional.of(trusted), false);
    Path file =
        Files.writeString(
            folder.resolve("identity.yaml"),
            """
            principals:
              till: { certificates: ["cn=Till, O=Example"], read_sessions: [EchoBot] }
              desk: { certificates: ["dns:Desk.example.com"], read_sessions: [EchoBot] }
              kiosk: { certificates: ["CN=kiosk"], converse: [EchoBot] }
            """);
    Identity identity = new Identity(file, Clock.systemUTC(), Runnable::run, name -> null);
    String path = EchoGateway.BASE + "nobody";
    EchoGateway gateway = new EchoGateway();
    try (gateway;
        ParleyServer server =
            ParleyServer.start(
                ServerConfig.loopback(0).with(tls), gateway, gateway, EchoGateway.bots(), List.of(), List.of(), Optional.of(identity), Runnable::run, new SimpleMeterRegistry())) {
      assertThat(get(server.port(), path, bundle, issued(authority, "CN=till,O=Example", "x")).statusCode()).as("no such session, which they may know").isEqualTo(404);
      assertThat(get(server.port(), path, bundle, issued(authority, "CN=a", "desk.example.com")).statusCode()).isEqualTo(404);
      assertThat(get(server.port(), path, bundle, issued(authority, "CN=kiosk", "x")).body()).contains("kiosk may not call GetSession");
      assertThat(get(server.port(), path, bundle, issued(authority, "CN=stranger", "x")).body()).contains("the client's certificate is not known here");
      assertThat(get(server.port(), path, bundle, issued(authority, "CN=kiosk", "desk.example.com")).body()).contains("several principals");
      assertThat(get(server.port(), path, bundle, null).body()).contains("show a certificate");
      // A client does not even show one of an authority that the server has not asked for.
      assertThat(get(server.port(), path, bundle, issued(certificate("other"), "CN=till,O=Example", "x")).statusCode()).isEqualTo(403);
    }
  }

  private static X509Bundle issued(X509Bundle by, String subject, String dns) throws Exception {
    return new CertificateBuilder().ecp256().subject(subject).addSanDnsName(dns).buildIssuedBy(by);
  }

  @Test
  void aCertificateThatCannotBeUsedIsNamed() throws Exception {
    Path broken = Files.writeString(folder.resolve("broken.pem"), "no certificate");
    ServerConfig config = ServerConfig.loopback(0).with(new ServerConfig.Tls(broken, folder.resolve("key.pem"), false));
    assertThatThrownBy(() ->
            ParleyServer.start(config, parley.gateway(), parley.gateway(), EchoGateway.bots(), List.of(), List.of(), Optional.empty(), Runnable::run, new SimpleMeterRegistry()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("broken.pem")
        .hasMessageContaining("PEM");
  }
}
