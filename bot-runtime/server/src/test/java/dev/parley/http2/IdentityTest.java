package dev.parley.http2;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import dev.parley.conversation.HttpRoute.Request;
import dev.parley.identity.ApiKeys;
import dev.parley.identity.Identity;
import dev.parley.identity.Signer;
import io.netty.handler.codec.http2.DefaultHttp2Headers;
import io.netty.handler.codec.http2.Http2Headers;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.async.AsyncRequestBody;
import software.amazon.awssdk.core.async.AsyncResponseTransformer;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.lexruntimev2.LexRuntimeV2AsyncClient;
import software.amazon.awssdk.services.lexruntimev2.model.AccessDeniedException;
import software.amazon.awssdk.services.lexruntimev2.model.ConversationMode;
import software.amazon.awssdk.services.lexruntimev2.model.LexRuntimeV2Exception;
import software.amazon.awssdk.services.lexruntimev2.model.RecognizeUtteranceResponse;
import software.amazon.awssdk.services.lexruntimev2.model.TextResponseEvent;

/** Who calls, and what they may do: the unmodified AWS SDK signs, and a raw client signs wrongly. */
final class IdentityTest {

  private static final String KEY = ApiKeys.random();
  private static final String ISSUER = "https://id.example.com/";
  private static final ECKey SIGNS = key("one");

  @TempDir static Path folder;
  private static Identity identity;

  @RegisterExtension
  static final ParleyServerExtension parley =
      new ParleyServerExtension(c -> c, () -> {
        write("secret", "hush");
        write("jwks.json", new JWKSet(SIGNS.toPublicJWK()).toString());
        write("identity.yaml", file(KEY));
        identity = new Identity(folder.resolve("identity.yaml"), Clock.systemUTC(), Runnable::run, name -> null);
        return Optional.of(identity);
      });

  private static String file(String apiKey) {
    return """
        tokens:
          corp: { issuer: %s, audience: parley, jwks: jwks.json }
        principals:
          shop:
            access_keys: { AKIDSHOP: secret }
            api_keys: [%s]
            subjects: [corp/shop-app]
            converse: [EchoBot/TSTALIASID]
          watcher:
            access_keys: { AKIDWATCH: secret }
            read_sessions: ["*"]
            administer: true
        """.formatted(ISSUER, ApiKeys.hash(apiKey));
  }

  private static void write(String name, String text) {
    try {
      Files.writeString(folder.resolve(name), text);
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private static ECKey key(String id) {
    try {
      return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static LexRuntimeV2AsyncClient client(String id, String secret) {
    return LexRuntimeV2AsyncClient.builder()
        .endpointOverride(URI.create(parley.http()))
        .region(Region.EU_CENTRAL_1)
        .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create(id, secret)))
        .build();
  }

  private static String said(LexRuntimeV2AsyncClient client, String session, String alias) {
    return client.recognizeText(r -> r.botId(EchoGateway.BOT).botAliasId(alias).localeId("en_US").sessionId(session).text("hi")).join()
        .messages().get(0).content();
  }

  @Test
  void whatTheSdkSignsIsTaken() {
    try (LexRuntimeV2AsyncClient shop = client("AKIDSHOP", "hush")) {
      assertThat(said(shop, "i-a:b", "TSTALIASID")).isEqualTo("you said hi");
      ResponseBytes<RecognizeUtteranceResponse> heard =
          shop.recognizeUtterance(
              r -> r.botId(EchoGateway.BOT).botAliasId("TSTALIASID").localeId("en_US").sessionId("i-utter").requestContentType("text/plain")
                  .sessionState(LexHeaders.zip("{}")),
              AsyncRequestBody.fromString("hi"),
              AsyncResponseTransformer.toBytes()).join();
      assertThat(heard.response().inputMode()).isEqualTo("Text");
      shop.putSession(
          r -> r.botId(EchoGateway.BOT).botAliasId("TSTALIASID").localeId("en_US").sessionId("i-a:b").sessionState(s -> s.dialogAction(a -> a.type("ElicitIntent"))),
          AsyncResponseTransformer.toBytes()).join();
      shop.deleteSession(r -> r.botId(EchoGateway.BOT).botAliasId("TSTALIASID").localeId("en_US").sessionId("i-a:b")).join();
      LexConversation conversation = LexConversation.text(shop, "i-stream").say("one").say("two");
      conversation.next();
      conversation.next();
      assertThat(conversation.next(TextResponseEvent.class).messages().get(0).content()).isEqualTo("you said one");
      conversation.halfClose().drain(event -> assertThat(event).isNotInstanceOf(Throwable.class));
    }
  }

  @Test
  void aWrongSecretOrAnUnknownKeyIsRefusedByAmazonsName() {
    try (LexRuntimeV2AsyncClient wrong = client("AKIDSHOP", "loud"); LexRuntimeV2AsyncClient nobody = client("AKIDNOBODY", "hush")) {
      assertThatThrownBy(() -> said(wrong, "i-2", "TSTALIASID")).cause().isInstanceOfSatisfying(LexRuntimeV2Exception.class, e -> {
        assertThat(e.statusCode()).isEqualTo(403);
        assertThat(e.awsErrorDetails().errorCode()).isEqualTo("InvalidSignatureException");
      });
      assertThatThrownBy(() -> said(nobody, "i-2", "TSTALIASID")).cause().isInstanceOfSatisfying(
          LexRuntimeV2Exception.class, e -> assertThat(e.awsErrorDetails().errorCode()).isEqualTo("UnrecognizedClientException"));
      Throwable stream = new LexConversation(wrong, EchoGateway.BOT, "i-2", ConversationMode.TEXT).error();
      assertThat(stream).isInstanceOfSatisfying(LexRuntimeV2Exception.class, e -> assertThat(e.statusCode()).isEqualTo(403));
    }
  }

  @Test
  void whatIsNotAllowedIsDenied() {
    try (LexRuntimeV2AsyncClient shop = client("AKIDSHOP", "hush"); LexRuntimeV2AsyncClient watcher = client("AKIDWATCH", "hush")) {
      assertThatThrownBy(() -> said(shop, "i-3", "OTHER")).hasCauseInstanceOf(AccessDeniedException.class).hasMessageContaining("shop may not call RecognizeText");
      assertThatThrownBy(() -> said(watcher, "i-3", "TSTALIASID")).hasCauseInstanceOf(AccessDeniedException.class);
      said(shop, "i-3", "TSTALIASID");
      Consumer<software.amazon.awssdk.services.lexruntimev2.model.GetSessionRequest.Builder> session =
          r -> r.botId(EchoGateway.BOT).botAliasId("TSTALIASID").localeId("en_US").sessionId("i-3");
      assertThat(watcher.getSession(session).join().sessionId()).isEqualTo("i-3");
      assertThatThrownBy(() -> shop.getSession(session).join()).hasCauseInstanceOf(AccessDeniedException.class);
      assertThat(new LexConversation(watcher, EchoGateway.BOT, "i-3", ConversationMode.TEXT).error()).isInstanceOf(AccessDeniedException.class);
    }
  }

  private static HttpResponse<String> http(String path, String body, String... headers) {
    HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(parley.http() + path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try {
      return HttpClient.newHttpClient().send(
          (body.isEmpty() ? request.GET() : request.POST(HttpRequest.BodyPublishers.ofString(body))).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private static int text(String... headers) {
    return http(EchoGateway.BASE + "i-4/text", "{\"text\":\"hi\"}", headers).statusCode();
  }

  @Test
  void anApiKeyWorksInEitherHeaderAndNothingWorksWithoutOne() {
    assertThat(text("x-api-key", KEY)).isEqualTo(200);
    assertThat(text("authorization", "Bearer " + KEY)).isEqualTo(200);
    assertThat(text("x-api-key", KEY + "x")).isEqualTo(403);
    HttpResponse<String> bare = http(EchoGateway.BASE + "i-4/text", "{\"text\":\"hi\"}");
    assertThat(bare.statusCode()).isEqualTo(403);
    assertThat(bare.headers().firstValue("x-amzn-errortype")).contains("MissingAuthenticationTokenException");
    assertThat(http("/bots/Nobody/botAliases/A/botLocales/en_US/sessions/o-1/text", "{}").statusCode()).as("nothing is told of bots").isEqualTo(403);
    assertThat(http("/metrics", "").statusCode()).isEqualTo(403);
    assertThat(http("/metrics", "", "x-api-key", KEY).statusCode()).as("the shop does not administer").isEqualTo(403);
    assertThat(http("/mirror", "channels know their callers themselves").statusCode()).isEqualTo(200);
  }

  private static String token(ECKey key, JWTClaimsSet.Builder claims) {
    try {
      SignedJWT jwt = new SignedJWT(new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(), claims.build());
      jwt.sign(new ECDSASigner(key));
      return "Bearer " + jwt.serialize();
    } catch (com.nimbusds.jose.JOSEException e) {
      throw new AssertionError(e);
    }
  }

  private static JWTClaimsSet.Builder claims() {
    return new JWTClaimsSet.Builder().issuer(ISSUER).audience("parley").subject("shop-app").expirationTime(Date.from(Instant.now().plusSeconds(600)));
  }

  @Test
  void aTokenIsTakenWhenAllOfItIsRight() {
    assertThat(text("authorization", token(SIGNS, claims()))).isEqualTo(200);
    assertThat(text("authorization", token(SIGNS, claims().subject("somebody")))).isEqualTo(403);
    assertThat(text("authorization", token(SIGNS, claims().audience("other")))).isEqualTo(403);
    assertThat(text("authorization", token(SIGNS, claims().issuer("https://evil.example.com/")))).isEqualTo(403);
    assertThat(text("authorization", token(SIGNS, claims().expirationTime(Date.from(Instant.now().minusSeconds(600)))))).isEqualTo(403);
    assertThat(text("authorization", token(key("one"), claims()))).as("another key of the same name").isEqualTo(403);
    String good = token(SIGNS, claims());
    assertThat(text("authorization", good.substring(0, good.lastIndexOf('.') + 1))).as("without its signature").isEqualTo(403);
    assertThat(text("authorization", "Bearer eyJhbGciOiJub25lIn0.e30.")).isEqualTo(403);
  }

  private static DefaultHttp2Headers head(Request request) {
    DefaultHttp2Headers head = new DefaultHttp2Headers();
    head.method(request.method()).path(request.uri()).authority("localhost");
    request.headers().stream().filter(h -> !h.getKey().equals("host") && !h.getKey().startsWith(":")).forEach(h -> head.add(h.getKey(), h.getValue()));
    return head;
  }

  private static final byte[] CONFIGURE = Signer.event("ConfigurationEvent", "{\"responseContentType\":\"text/plain\"}");
  private static final byte[] SAY = Signer.event("TextInputEvent", "{\"text\":\"hi\"}");

  /** What comes of a stream whose chunks are these: its last event. */
  private static String last(String session, Consumer<RawHttp2.Stream> sends, Signer signer, Instant time) {
    try (RawHttp2 client = new RawHttp2(parley.port())) {
      Http2Headers head = head(signer.stream(EchoGateway.BASE + session + "/conversation", "localhost", time));
      RawHttp2.Stream stream = client.open(head, false);
      sends.accept(stream);
      if (!stream.status().equals("200")) {
        return stream.status() + " " + stream.all();
      }
      List<String> all = stream.halfClose().all();
      return all.get(all.size() - 1);
    }
  }

  @Test
  void aChunkThatIsChangedReorderedReplayedSkewedOrNotSignedEndsTheStream() {
    Instant now = Instant.now();
    Signer good = new Signer("AKIDSHOP", "hush");
    assertThat(last("i-c0", s -> s.send(good.chunk(CONFIGURE, now)).send(good.chunk(SAY, now)).send(good.chunk(new byte[0], now)), good, now))
        .contains("you said hi");

    Signer changes = new Signer("AKIDSHOP", "hush");
    assertRefused(last("i-c1", s -> {
      s.send(changes.chunk(CONFIGURE, now));
      byte[] chunk = changes.chunk(SAY, now);
      // The frame is whole, its checksums right, and its words other ones.
      String other = new String(chunk, StandardCharsets.ISO_8859_1).replace("hi", "ho");
      s.send(resealed(other.getBytes(StandardCharsets.ISO_8859_1)));
    }, changes, now));

    Signer reorders = new Signer("AKIDSHOP", "hush");
    assertRefused(last("i-c2", s -> {
      byte[] first = reorders.chunk(CONFIGURE, now);
      byte[] second = reorders.chunk(SAY, now);
      s.send(second).send(first);
    }, reorders, now));

    Signer replays = new Signer("AKIDSHOP", "hush");
    assertRefused(last("i-c3", s -> {
      byte[] said = s.send(replays.chunk(CONFIGURE, now)) == null ? SAY : replays.chunk(SAY, now);
      s.send(said).send(said);
    }, replays, now));

    Signer skews = new Signer("AKIDSHOP", "hush");
    assertRefused(last("i-c4", s -> s.send(skews.chunk(CONFIGURE, now.plusSeconds(600))), skews, now));

    Signer bare = new Signer("AKIDSHOP", "hush");
    assertThat(last("i-c5", s -> s.send(CONFIGURE), bare, now)).contains("ValidationException").contains(":chunk-signature");

    Signer late = new Signer("AKIDSHOP", "hush");
    assertThat(last("i-c6", s -> s.send(late.chunk(CONFIGURE, now)), late, now.minusSeconds(600))).contains("403").contains("expired");
  }

  @Test
  void aStreamThatWasRecordedCannotBePlayedAgain() {
    Instant now = Instant.now();
    Signer signer = new Signer("AKIDSHOP", "hush");
    Request request = signer.stream(EchoGateway.BASE + "i-again/conversation", "localhost", now);
    try (RawHttp2 client = new RawHttp2(parley.port())) {
      assertThat(client.open(head(request), false).halfClose().status()).isEqualTo("200");
      RawHttp2.Stream again = client.open(head(request), true);
      assertThat(again.status()).isEqualTo("403");
      assertThat(again.all().get(0)).contains("begun before");
    }
  }

  @Test
  void aSignedRequestIsRefusedWhenAnythingOfItIsChanged() {
    Instant now = Instant.now();
    String uri = EchoGateway.BASE + "i-5/text";
    byte[] body = "{\"text\":\"hi\"}".getBytes(StandardCharsets.UTF_8);
    String sha = ApiKeys.hash("{\"text\":\"hi\"}");
    Signer signer = new Signer("AKIDSHOP", "hush");
    Request right = signer.sign("POST", uri, Map.of("host", "localhost"), body, sha, now);
    assertThat(status(right, body)).isEqualTo("200");
    Request authority = new Signer("AKIDSHOP", "hush").sign("POST", uri, Map.of(":authority", "localhost"), body, sha, now);
    assertThat(status(authority, body)).as("as the SDK for JavaScript signs").isEqualTo("200");
    assertThat(status(right, "{\"text\":\"ho\"}".getBytes(StandardCharsets.UTF_8))).isEqualTo("403");
    assertThat(status(new Request("POST", uri + "?x=1", right.headers(), body, "", false), body)).isEqualTo("403");
    List<Map.Entry<String, String>> more = new java.util.ArrayList<>(right.headers());
    more.add(Map.entry("x-amz-lex-session-state", "x"));
    assertThat(status(new Request("POST", uri, more, body, "", false), body)).as("a header that was slipped in").isEqualTo("403");
    assertThat(status(signer.sign("POST", uri, Map.of("host", "localhost"), body, "UNSIGNED-PAYLOAD", now), body)).isEqualTo("403");
    assertThat(status(signer.sign("POST", uri, Map.of("host", "localhost"), body, sha, now.plusSeconds(400)), body)).isEqualTo("403");
  }

  private static String status(Request request, byte[] body) {
    try (RawHttp2 client = new RawHttp2(parley.port())) {
      return client.open(head(request), false).send(body).halfClose().status();
    }
  }

  private static void assertRefused(String last) {
    assertThat(last).contains("AccessDeniedException").contains("InvalidSignatureException");
  }

  /** The frame with the checksum at its end put right. */
  private static byte[] resealed(byte[] frame) {
    java.util.zip.CRC32 inner = new java.util.zip.CRC32();
    // The event within has a checksum of its own.
    int at = frame.length - 4 - SAY.length;
    inner.update(frame, at, SAY.length - 4);
    java.nio.ByteBuffer.wrap(frame).putInt(frame.length - 8, (int) inner.getValue());
    java.util.zip.CRC32 outer = new java.util.zip.CRC32();
    outer.update(frame, 0, frame.length - 4);
    java.nio.ByteBuffer.wrap(frame).putInt(frame.length - 4, (int) outer.getValue());
    return frame;
  }

  @Test
  void keysAreTakenFromTheChangedFileAndAMistakeInItChangesNothing() throws IOException {
    String rotated = ApiKeys.random();
    Path file = folder.resolve("identity.yaml");
    try {
      Files.writeString(file, file(rotated));
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
      identity.refresh();
      assertThat(text("x-api-key", rotated)).isEqualTo(200);
      assertThat(text("x-api-key", KEY)).isEqualTo(403);
      Files.writeString(file, "principals: { shop: { api_kees: [] } }");
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(10)));
      identity.refresh();
      assertThat(text("x-api-key", rotated)).isEqualTo(200);
    } finally {
      Files.writeString(file, file(KEY));
      Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(15)));
      identity.refresh();
    }
  }
}
