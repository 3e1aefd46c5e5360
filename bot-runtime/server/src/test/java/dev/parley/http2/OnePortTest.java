package dev.parley.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ConnectException;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The port speaks HTTP/1.1 and HTTP/2, with and without an upgrade, and mounts what channels bring. */
final class OnePortTest {

  @RegisterExtension
  private final ParleyServerExtension parley =
      new ParleyServerExtension(c -> c.with(new ServerConfig.Connections(
          20,
          100,
          16 * 1024,
          400,
          Duration.ofSeconds(30),
          32,
          Duration.ofSeconds(2),
          Duration.ofSeconds(1),
          Duration.ofSeconds(1))).with(c.streams().withHeartbeat(Duration.ofSeconds(1))));

  private HttpResponse<String> call(HttpClient.Version version, String method, String path, String body) throws Exception {
    // The JDK's client asks for HTTP/2 by an upgrade of its first HTTP/1.1 request.
    HttpClient client = HttpClient.newBuilder().version(version).build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(parley.http() + path))
            .method(method, HttpRequest.BodyPublishers.ofString(body))
            .header("content-type", "application/json")
            .header("x-sent", "yes")
            .build();
    return client.send(request, HttpResponse.BodyHandlers.ofString());
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void aRouteSeesTheRequestAsItWasSent(HttpClient.Version version) throws Exception {
    HttpResponse<String> response = call(version, "POST", "/mirror?a=%20b&c", "body");
    assertThat(response.body()).isEqualTo("/mirror?a=%20b&c secure=false body");
    assertThat(response.headers().firstValue("x-seen")).contains("yes");
    assertThat(response.version()).isEqualTo(version);
  }

  @Test
  void aRequestWhoseBodyComesAfterItsHeadIsAnsweredEveryTime() throws Exception {
    // The JDK's client writes them one after the other: now one segment, now two.
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    HttpRequest request = HttpRequest.newBuilder(URI.create(parley.http() + "/mirror")).POST(HttpRequest.BodyPublishers.ofString("body")).build();
    for (int i = 0; i < 200; i++) {
      assertThat(client.send(request, HttpResponse.BodyHandlers.ofString()).body()).endsWith(" body");
    }
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void recognizeTextWorksWithoutAnSdk(HttpClient.Version version) throws Exception {
    HttpResponse<String> response = call(version, "POST", EchoGateway.BASE + "o-1/text", "{\"text\":\"hello\"}");
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).contains("you said hello").contains("\"sessionId\":\"o-1\"");
    assertThat(response.headers().firstValue("x-amzn-requestid")).isPresent();
  }

  @ParameterizedTest
  @EnumSource(HttpClient.Version.class)
  void whatIsNotThereIsToldInJson(HttpClient.Version version) throws Exception {
    HttpResponse<String> nowhere = call(version, "GET", "/nowhere?x=1", "");
    assertThat(nowhere.statusCode()).isEqualTo(404);
    assertThat(nowhere.body()).isEqualTo("{\"message\":\"there is nothing at /nowhere\"}");
    assertThat(nowhere.headers().firstValue("x-amzn-errortype")).contains("ResourceNotFoundException");
    assertThat(call(version, "GET", "/mirror", "").statusCode()).isEqualTo(405);
    assertThat(call(version, "PUT", EchoGateway.BASE + "o-1/text", "").statusCode()).isEqualTo(405);
    HttpResponse<String> unknown = call(version, "POST", "/bots/Nobody/botAliases/A/botLocales/en_US/sessions/o-1/text", "{\"text\":\"a\"}");
    assertThat(unknown.statusCode()).isEqualTo(404);
    assertThat(unknown.body()).contains("Nobody");
    assertThat(call(version, "POST", EchoGateway.BASE + "o-1/text", "{\"text\":").statusCode()).isEqualTo(400);
    assertThat(call(version, "POST", EchoGateway.BASE + "o-1/text", "").body()).contains("text is missing");
  }

  @Test
  void aBrokenPathIsToldInJson() {
    try (RawHttp2 client = new RawHttp2(parley.port())) {
      RawHttp2.Stream stream = client.open(new DefaultHttp2Headers().method("POST").path(EchoGateway.BASE + "%zz/text"), true);
      assertThat(stream.status()).isEqualTo("400");
      assertThat(stream.all().get(0)).contains("percent escape");
      RawHttp2.Stream conversation = client.open(new DefaultHttp2Headers().method("POST").path(EchoGateway.BASE + "%zz/conversation"), false);
      assertThat(conversation.status()).isEqualTo("400");
    }
  }

  @Test
  void aRoutesOwnMistakeIsToldWithoutDetails() throws Exception {
    HttpResponse<String> response = call(HttpClient.Version.HTTP_1_1, "GET", "/broken", "");
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).doesNotContain("secret detail");
  }

  @Test
  void conversationsNeedHttp2() throws Exception {
    HttpResponse<String> response = call(HttpClient.Version.HTTP_1_1, "POST", EchoGateway.BASE + "o-2/conversation", "");
    assertThat(response.statusCode()).isEqualTo(426);
    assertThat(response.body()).contains("--http2-prior-knowledge");
  }

  @Test
  void recognizeUtteranceTakesTextAndAnswersInHeaders() throws Exception {
    HttpClient client = HttpClient.newHttpClient();
    HttpResponse<byte[]> response =
        client.send(
            HttpRequest.newBuilder(URI.create(parley.http() + EchoGateway.BASE + "o-3/utterance"))
                .header("content-type", "text/plain; charset=utf-8")
                .header("x-amz-lex-session-state", LexHeaders.zip("{\"sessionAttributes\":{\"k\":\"v\"}}"))
                .POST(HttpRequest.BodyPublishers.ofString("hello"))
                .build(),
            HttpResponse.BodyHandlers.ofByteArray());
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.headers().firstValue("x-amz-lex-input-mode")).contains("Text");
    assertThat(unzip(response.headers().firstValue("x-amz-lex-messages").orElseThrow())).contains("you said hello");
    assertThat(unzip(response.headers().firstValue("x-amz-lex-input-transcript").orElseThrow())).isEqualTo("\"hello\"");
    assertThat(unzip(response.headers().firstValue("x-amz-lex-session-state").orElseThrow())).contains("\"k\":\"v\"");
  }

  private static String unzip(String header) throws IOException {
    var in = new java.util.zip.GZIPInputStream(new java.io.ByteArrayInputStream(Base64.getDecoder().decode(header)));
    return new String(in.readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void answersKeepTheOrderOfTheirRequests() throws Exception {
    try (Socket socket = new Socket("127.0.0.1", parley.port())) {
      OutputStream out = socket.getOutputStream();
      out.write("GET /late HTTP/1.1\r\nhost: a\r\n\r\nPOST /mirror HTTP/1.1\r\nhost: a\r\ncontent-length: 2\r\n\r\nhiGET /nowhere HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n"
          .getBytes(StandardCharsets.US_ASCII));
      CompletableFuture<String> answers = CompletableFuture.supplyAsync(() -> read(socket));
      parley.gateway().wake.complete(null);
      assertThat(RawHttp2.await(answers)).containsSubsequence("200 OK", "secure=false hi", "404 Not Found");
    }
  }

  private static String read(Socket socket) {
    try {
      InputStream in = socket.getInputStream();
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      return e.toString();
    }
  }

  @Test
  void aConnectionThatSaysNothingOrSendsARequestByTheByteIsClosed() throws Exception {
    try (Socket silent = new Socket("127.0.0.1", parley.port());
        Socket dripping = new Socket("127.0.0.1", parley.port());
        Socket halfPreface = new Socket("127.0.0.1", parley.port())) {
      dripping.getOutputStream().write("POST /mirror HTTP/1.1\r\nhost: a\r\n".getBytes(StandardCharsets.US_ASCII));
      halfPreface.getOutputStream().write("PRI * HTT".getBytes(StandardCharsets.US_ASCII));
      for (Socket socket : new Socket[] {silent, dripping, halfPreface}) {
        socket.setSoTimeout(30_000);
        assertThat(read(socket)).doesNotContain("200");
      }
    }
  }

  @Test
  void aConnectionBeyondTheLimitIsClosedAtOnceAndOneThatWentMakesRoom() throws Exception {
    Socket[] sockets = new Socket[20];
    for (int i = 0; i < sockets.length; i++) {
      sockets[i] = new Socket("127.0.0.1", parley.port());
      // Answered, so that it surely counts.
      sockets[i].getOutputStream().write("GET /nowhere HTTP/1.1\r\nhost: a\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
      assertThat(sockets[i].getInputStream().read()).isEqualTo('H');
    }
    try (Socket further = new Socket("127.0.0.1", parley.port())) {
      further.setSoTimeout(30_000);
      assertThat(further.getInputStream().read()).isEqualTo(-1);
    }
    for (Socket socket : sockets) {
      socket.close();
    }
    HttpResponse<String> response = null;
    for (int i = 0; i < 100 && response == null; i++) {
      try {
        response = call(HttpClient.Version.HTTP_1_1, "GET", "/nowhere", "");
      } catch (IOException e) {
        // The server has not noticed yet that the others went.
        assertThat(e).isNotInstanceOf(ConnectException.class);
      }
    }
    assertThat(response).isNotNull();
  }

  @Test
  void anIdleHttp2ConnectionIsToldToGo() {
    try (RawHttp2 client = new RawHttp2(parley.port())) {
      assertThat(RawHttp2.await(client.goAway)).isZero();
      client.awaitClosed();
    }
  }

  @Test
  void aSilentConversationIsPingedAndStays() {
    try (RawHttp2 client = new RawHttp2(parley.port())) {
      RawHttp2.Stream stream = client.conversation("o-4", "application/x-ndjson").sendLine("{\"TextInputEvent\":{\"text\":\"a\"}}");
      assertThat(stream.next()).contains("Transcript");
      // A heartbeat a second: the connection's limit of a second's silence has passed several times by then.
      int heartbeats = 0;
      while (heartbeats < 5) {
        heartbeats += stream.nextOfAny().contains("HeartbeatEvent") ? 1 : 0;
      }
      assertThat(client.isOpen()).isTrue();
    }
  }

  @Test
  void aPeerThatAnswersNoPingIsGone() throws Exception {
    try (RawFrames client = new RawFrames(parley.port())) {
      client.conversation(1, "gone").say(1, 0, "a").awaitEnd();
      RawHttp2.await(parley.gateway().goneConversation("gone"));
    }
  }

  @Test
  void aServerThatGoesDownTellsItsClients() {
    RawHttp2 client = new RawHttp2(parley.port());
    RawHttp2.Stream stream = client.conversation("o-5", "application/x-ndjson").sendLine("{\"TextInputEvent\":{\"text\":\"a\"}}");
    stream.next();
    parley.server().close();
    assertThat(RawHttp2.await(client.goAway)).isZero();
    client.close();
    assertThatThrownBy(() -> new Socket("127.0.0.1", parley.port())).isInstanceOf(IOException.class);
  }

  @Test
  void aPortThatIsTakenIsNamed() {
    assertThatThrownBy(() -> ParleyServer.start(
            ServerConfig.loopback(parley.port()),
            parley.gateway(),
            parley.gateway(),
            EchoGateway.bots(),
            java.util.List.of(),
            java.util.List.of(),
            java.util.Optional.empty(),
            Runnable::run,
            new SimpleMeterRegistry()))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("127.0.0.1:" + parley.port())
        .hasMessageContaining("server.port");
  }
}
