package dev.parley.http2;

import io.netty.handler.codec.http2.Http2SecurityUtil;
import io.netty.handler.ssl.ApplicationProtocolConfig;
import io.netty.handler.ssl.ApplicationProtocolNames;
import io.netty.handler.ssl.ClientAuth;
import io.netty.handler.ssl.SslContext;
import io.netty.handler.ssl.SslContextBuilder;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SupportedCipherSuiteFilter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLPeerUnverifiedException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The server's certificates, and those of its clients; read anew when their files change. Thread-safe. */
final class Certificates {

  private static final Logger LOG = LoggerFactory.getLogger(Certificates.class);

  private final ServerConfig.Tls files;
  private volatile SslContext context;
  private String stamps;

  /**
   * @throws IOException when they cannot be used; the message names them
   */
  Certificates(ServerConfig.Tls files) throws IOException {
    this.files = files;
    this.stamps = stamps();
    this.context = read();
  }

  /** The certificate that the client of a connection has shown and that was verified. */
  static Optional<X509Certificate> client(@Nullable SslHandler tls) {
    try {
      // The first is the client's own; those after it lead to the authority.
      return tls != null && tls.engine().getSession().getPeerCertificates()[0] instanceof X509Certificate own ? Optional.of(own) : Optional.empty();
    } catch (SSLPeerUnverifiedException e) {
      return Optional.empty();
    }
  }

  /** What new connections are encrypted with. */
  SslContext context() {
    return context;
  }

  /** Looks whether the files have changed. What cannot be used is told in the log, and the certificates before it stay. */
  synchronized void refresh() {
    String now = stamps();
    if (now.equals(stamps)) {
      return;
    }
    stamps = now;
    try {
      context = read();
      LOG.info("the certificates of {} hold from now on", files.certificates());
    } catch (IOException e) {
      LOG.error("certificates have changed, and those before them stay: {}", e.getMessage());
    }
  }

  private String stamps() {
    return Stream.concat(Stream.of(files.certificates(), files.key()), files.clients().stream()).map(Certificates::stamp).collect(Collectors.joining(" "));
  }

  private static String stamp(Path file) {
    try {
      return Files.getLastModifiedTime(file) + "/" + Files.size(file);
    } catch (IOException e) {
      return "unreadable";
    }
  }

  private SslContext read() throws IOException {
    try {
      SslContextBuilder builder =
          SslContextBuilder.forServer(files.certificates().toFile(), files.key().toFile())
              .ciphers(Http2SecurityUtil.CIPHERS, SupportedCipherSuiteFilter.INSTANCE)
              .applicationProtocolConfig(
                  new ApplicationProtocolConfig(
                      ApplicationProtocolConfig.Protocol.ALPN,
                      ApplicationProtocolConfig.SelectorFailureBehavior.NO_ADVERTISE,
                      ApplicationProtocolConfig.SelectedListenerFailureBehavior.ACCEPT,
                      ApplicationProtocolNames.HTTP_2,
                      ApplicationProtocolNames.HTTP_1_1));
      files.clients().ifPresent(c -> builder.trustManager(c.toFile()).clientAuth(files.clientsRequired() ? ClientAuth.REQUIRE : ClientAuth.OPTIONAL));
      return builder.build();
    } catch (SSLException | IllegalArgumentException e) {
      throw new IOException(
          "the certificate " + files.certificates() + " and key " + files.key() + files.clients().map(c -> " and clients' certificates " + c).orElse("")
              + " cannot be used (" + e.getMessage() + "); all must be PEM, and the key PKCS#8 and not encrypted",
          e);
    }
  }
}
