package dev.parley.identity;

import com.nimbusds.jwt.JWTParser;
import com.nimbusds.jwt.JWT;
import dev.parley.conversation.HttpRoute.Request;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.TextReportPrinter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.text.ParseException;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.UnaryOperator;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells who calls, by an identity file: AWS's signatures, API keys, tokens (JWT), and clients' certificates. Thread-safe; never blocks: tokens, whose keys may
 * have to be fetched, are verified on the executor.
 *
 * <p>How it works. The file is read whole into a {@link Policy}; {@link #refresh} reads it anew when it or a file that it names has
 * changed. A file with a mistake changes nothing: the log says what is wrong, and what was valid stays.
 */
public final class Identity {

  private static final Logger LOG = LoggerFactory.getLogger(Identity.class);
  private static final String BEARER = "bearer ";
  private static final String LEX = "lex";

  /** Streams that began lately, so that one that was recorded cannot be played again while its date is good. */
  private static final int MAX_SEEDS = 100_000;

  private final Path file;
  private final Clock clock;
  private final Executor executor;
  private final UnaryOperator<String> environment;
  private final Deque<Seed> seeds = new ArrayDeque<>();
  private final Set<String> seen = new HashSet<>();
  private volatile Policy policy;
  private Map<Path, String> stamps = Map.of();

  private record Seed(String signature, Instant time) {}

  /**
   * Who calls.
   *
   * @param chunks checks the events of a stream that is signed; empty = the request itself was proof enough
   */
  public record Caller(Principal principal, Optional<ChunkChain> chunks) {}

  /**
   * Reads the file.
   *
   * @param executor verifies tokens; bounded
   * @throws IllegalArgumentException when the file has a mistake; the message says where
   */
  public Identity(Path file, Clock clock, Executor executor, UnaryOperator<String> environment) {
    this.file = file;
    this.clock = clock;
    this.executor = executor;
    this.environment = environment;
    this.policy = read();
  }

  private synchronized Policy read() {
    Report report = new Report();
    IdentityReader reader = new IdentityReader(file, clock, environment, report);
    Policy read = reader.read();
    // A file that is mended is a change too, so the stamps are taken in any case.
    Map<Path, String> now = new LinkedHashMap<>();
    reader.named().forEach(f -> now.put(f, stamp(f)));
    stamps = now;
    if (report.hasErrors()) {
      throw new IllegalArgumentException(TextReportPrinter.print(report));
    }
    return read;
  }

  private static String stamp(Path path) {
    try {
      return Files.getLastModifiedTime(path) + " " + Files.size(path);
    } catch (IOException e) {
      return "unreadable";
    }
  }

  /** Reads the file anew when it or one that it names has changed. Blocks on the disk. */
  public void refresh() {
    synchronized (this) {
      if (stamps.entrySet().stream().allMatch(s -> stamp(s.getKey()).equals(s.getValue()))) {
        return;
      }
    }
    try {
      policy = read();
      LOG.info("{} has changed and holds from now on: {} principals", file, policy.principals().size());
    } catch (IllegalArgumentException e) {
      LOG.error("{} has changed, and what it said before stays: {}", file, e.getMessage());
    }
  }

  /** Who may call. */
  public List<Principal> principals() {
    return policy.principals();
  }

  /** Whether anybody may read metrics. */
  public boolean metricsForAnyone() {
    return policy.metricsForAnyone();
  }

  /**
   * Tells who sent this request.
   *
   * @param unsignedBody whether its body need not be signed (Lex: RecognizeUtterance)
   * @param stream whether events follow it (StartConversation)
   * @return fails with {@link IdentityRefused}
   */
  public CompletionStage<Caller> caller(Request request, boolean unsignedBody, boolean stream) {
    return caller(request, LEX, unsignedBody, stream);
  }

  /** The same of a request whose body is signed and which no events follow, for a service as AWS calls it. */
  public CompletionStage<Caller> caller(Request request, String service) {
    return caller(request, service, false, false);
  }

  private CompletionStage<Caller> caller(Request request, String service, boolean unsignedBody, boolean stream) {
    try {
      Policy now = policy;
      String authorization = request.header("authorization").orElse("");
      if (authorization.startsWith(SignatureV4.ALGORITHM)) {
        return CompletableFuture.completedFuture(signed(now, request, service, unsignedBody, stream));
      }
      boolean bearer = authorization.regionMatches(true, 0, BEARER, 0, BEARER.length());
      Optional<String> key = bearer ? Optional.of(authorization.substring(BEARER.length()).strip()) : request.header("x-api-key");
      if (authorization.isEmpty() && key.isEmpty() && request.client().isPresent()) {
        return CompletableFuture.completedFuture(certified(now, request.client().get()));
      }
      String secret = key.orElseThrow(IdentityRefused::missing);
      // Keys of ours have no dots.
      return bearer && secret.contains(".") ? token(now, secret) : CompletableFuture.completedFuture(keyed(now, secret));
    } catch (IdentityRefused e) {
      return CompletableFuture.failedFuture(e);
    }
  }

  /** Whoever sends a signature, key or token is asked for that; a certificate tells who the others are. */
  private static Caller certified(Policy now, X509Certificate certificate) {
    Set<Principal> meant = new HashSet<>();
    CertificateNames.of(certificate).forEach(name -> Optional.ofNullable(now.certificates().get(name)).ifPresent(meant::add));
    if (meant.isEmpty()) {
      throw IdentityRefused.unknown("the client's certificate");
    } else if (meant.size() > 1) {
      throw new IdentityRefused("UnrecognizedClientException", "the names of the client's certificate belong to several principals");
    }
    return new Caller(meant.iterator().next(), Optional.empty());
  }

  private static Caller keyed(Policy now, String key) {
    Principal principal = now.apiKeys().get(SignatureV4.sha256(SignatureV4.bytes(key)));
    if (principal == null) {
      throw IdentityRefused.unknown("the API key");
    }
    return new Caller(principal, Optional.empty());
  }

  private Caller signed(Policy now, Request request, String service, boolean unsignedBody, boolean stream) {
    SignatureV4 signature = SignatureV4.of(request, service);
    Policy.AccessKey key = now.accessKeys().get(signature.keyId());
    if (key == null) {
      throw IdentityRefused.unknown("the access key of the signature");
    }
    boolean chunked = request.header("x-amz-content-sha256").filter(SignatureV4.STREAMING::equals).isPresent();
    if (stream && !chunked || !stream && chunked) {
      throw IdentityRefused.signature(
          "x-amz-content-sha256 must " + (stream ? "" : "not ") + "be " + SignatureV4.STREAMING + (stream ? ": a stream's events must be signed" : " here"));
    }
    byte[] signingKey = SignatureV4.signingKey(key.secret(), signature.date(), signature.region(), service);
    signature.verify(request, signingKey, clock.instant(), unsignedBody);
    if (!stream) {
      return new Caller(key.principal(), Optional.empty());
    }
    once(signature);
    return new Caller(key.principal(), Optional.of(new ChunkChain(signingKey, signature.scope(), signature.signature(), clock)));
  }

  private synchronized void once(SignatureV4 signature) {
    Instant oldest = clock.instant().minus(SignatureV4.MAX_SKEW.multipliedBy(2));
    while (!seeds.isEmpty() && (seeds.element().time().isBefore(oldest) || seeds.size() >= MAX_SEEDS)) {
      seen.remove(seeds.remove().signature());
    }
    if (!seen.add(signature.signature())) {
      throw IdentityRefused.signature("this stream was begun before with the same signature; sign it anew");
    }
    seeds.add(new Seed(signature.signature(), clock.instant()));
  }

  private CompletionStage<Caller> token(Policy now, String token) {
    try {
      return CompletableFuture.supplyAsync(() -> verified(now, token), executor);
    } catch (RejectedExecutionException e) {
      return CompletableFuture.failedFuture(new IdentityRefused("ThrottlingException", "too many tokens are being verified; try again later"));
    }
  }

  private static Caller verified(Policy now, String token) {
    String claimed = issuer(token);
    Policy.Issuer issuer =
        now.issuers().values().stream().filter(i -> i.issuer().equals(claimed)).findFirst().orElseThrow(() -> IdentityRefused.unknown("the token's issuer (iss)"));
    Principal principal = now.subjects().get(issuer.name() + "/" + issuer.keys().subject(token));
    if (principal == null) {
      throw IdentityRefused.unknown("the token's subject (sub)");
    }
    return new Caller(principal, Optional.empty());
  }

  /** What a token says of its issuer, to find the keys by which to believe it. */
  private static String issuer(String token) {
    try {
      JWT jwt = JWTParser.parse(token);
      return Optional.ofNullable(jwt.getJWTClaimsSet()).map(c -> String.valueOf(c.getIssuer())).orElse("");
    } catch (ParseException e) {
      throw new IdentityRefused("UnrecognizedClientException", "the bearer token is no JWT");
    }
  }
}
