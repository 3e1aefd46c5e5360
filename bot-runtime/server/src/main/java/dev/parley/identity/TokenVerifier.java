package dev.parley.identity;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.RemoteKeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.source.ImmutableJWKSet;
import com.nimbusds.jose.jwk.source.JWKSource;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.jose.util.DefaultResourceRetriever;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.proc.DefaultJWTClaimsVerifier;
import com.nimbusds.jwt.proc.DefaultJWTProcessor;
import com.nimbusds.jwt.proc.ExpiredJWTException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.text.ParseException;
import java.time.Clock;
import java.util.Date;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Verifies one issuer's tokens with its public keys (JWKS), by Nimbus. Thread-safe; may block to fetch keys, which are cached. */
final class TokenVerifier {

  private static final int TIMEOUT_MS = 2_000;
  private static final int MAX_JWKS_BYTES = 128 * 1024;

  /** Asymmetric only: a public key must never be taken for a shared secret. */
  private static final Set<JWSAlgorithm> ALGORITHMS =
      Set.of(
          JWSAlgorithm.RS256, JWSAlgorithm.RS384, JWSAlgorithm.RS512, JWSAlgorithm.PS256, JWSAlgorithm.PS384, JWSAlgorithm.PS512,
          JWSAlgorithm.ES256, JWSAlgorithm.ES384, JWSAlgorithm.ES512);

  private final DefaultJWTProcessor<SecurityContext> processor = new DefaultJWTProcessor<>();

  private TokenVerifier(JWKSource<SecurityContext> keys, String issuer, String audience, Clock clock) {
    processor.setJWSKeySelector(new JWSVerificationKeySelector<>(ALGORITHMS, keys));
    processor.setJWTClaimsSetVerifier(
        new DefaultJWTClaimsVerifier<>(audience, new JWTClaimsSet.Builder().issuer(issuer).build(), Set.of("sub", "exp")) {
          @Override
          protected Date currentTime() {
            return Date.from(clock.instant());
          }
        });
  }

  /**
   * With keys in a file, or at an address: kept for five minutes, asked for again when a token names another key, at most twice in
   * half a minute.
   *
   * @throws IOException when the file cannot be read or holds no keys
   */
  static TokenVerifier of(String jwks, Path beside, String issuer, String audience, Clock clock) throws IOException {
    if (jwks.startsWith("https://") || jwks.startsWith("http://")) {
      return new TokenVerifier(
          JWKSourceBuilder.create(URI.create(jwks).toURL(), new DefaultResourceRetriever(TIMEOUT_MS, TIMEOUT_MS, MAX_JWKS_BYTES)).retrying(true).build(),
          issuer,
          audience,
          clock);
    }
    try {
      return new TokenVerifier(new ImmutableJWKSet<>(JWKSet.load(beside.resolveSibling(jwks).toFile())), issuer, audience, clock);
    } catch (ParseException e) {
      throw new IOException("it holds no JSON web keys", e);
    }
  }

  /**
   * The subject of a token.
   *
   * @throws IdentityRefused when the token is not good
   */
  String subject(String token) {
    try {
      return processor.process(token, (@Nullable SecurityContext) null).getSubject();
    } catch (ExpiredJWTException e) {
      throw new IdentityRefused("ExpiredTokenException", "the token has expired");
    } catch (RemoteKeySourceException e) {
      throw new IdentityRefused("UnrecognizedClientException", "the keys of the token's issuer cannot be fetched now; try again later");
    } catch (KeySourceException e) {
      throw new IdentityRefused("UnrecognizedClientException", "the token's issuer has no such key");
    } catch (BadJOSEException | com.nimbusds.jose.JOSEException | ParseException e) {
      throw new IdentityRefused(
          "UnrecognizedClientException", "the token is not good: its signature, issuer, audience, times or subject (iss, aud, exp, nbf, sub)");
    }
  }
}
