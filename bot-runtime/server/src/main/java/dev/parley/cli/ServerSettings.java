package dev.parley.cli;

import dev.parley.http2.ServerConfig;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** The settings of the network: keys under {@code server.}, as {@code limits.md} lists them. */
final class ServerSettings {

  private static final int KIB = 1024;

  private ServerSettings() {}

  /** Adds the keys with their defaults. */
  static void defaults(Map<String, String> to) {
    ServerConfig standard = ServerConfig.loopback(8080);
    ServerConfig.Connections connections = standard.connections();
    ServerConfig.Requests requests = standard.requests();
    ServerConfig.Streams streams = standard.streams();
    to.put("server.host", standard.host());
    to.put("server.port", Integer.toString(standard.port()));
    to.put("server.tls-certificates", "");
    to.put("server.tls-key", "");
    to.put("server.tls-required", "false");
    to.put("server.tls-clients", "");
    to.put("server.tls-clients-required", "false");
    to.put("server.max-connections", Integer.toString(connections.max()));
    to.put("server.max-streams", Integer.toString(connections.maxStreams()));
    to.put("server.max-header-bytes", Integer.toString(connections.maxHeaderBytes()));
    to.put("server.max-resets", Integer.toString(connections.maxResets()));
    to.put("server.reset-window", connections.resetWindow().toSeconds() + "s");
    to.put("server.max-empty-frames", Integer.toString(connections.maxEmptyFrames()));
    to.put("server.handshake", connections.handshake().toSeconds() + "s");
    to.put("server.idle", connections.idle().toSeconds() + "s");
    to.put("server.closing", connections.closing().toSeconds() + "s");
    to.put("server.max-body-bytes", Integer.toString(requests.maxBodyBytes()));
    to.put("server.arrival", requests.arrival().toSeconds() + "s");
    to.put("server.window", Integer.toString(streams.window()));
    to.put("server.max-event-bytes", Integer.toString(streams.maxEventBytes()));
    to.put("server.max-unsent-bytes", Integer.toString(streams.maxUnsentBytes()));
    to.put("server.heartbeat", streams.heartbeat().toSeconds() + "s");
    to.put("server.first-event", streams.firstEvent().toSeconds() + "s");
    to.put("server.linger", streams.linger().toSeconds() + "s");
    to.put("server.strict-limits", Boolean.toString(standard.strictLimits()));
  }

  /** The configuration that the settings make. */
  static ServerConfig read(Settings settings) {
    return new ServerConfig(
        settings.text("server.host"),
        settings.count("server.port", 0),
        tls(settings),
        new ServerConfig.Connections(
            settings.count("server.max-connections", 1),
            settings.count("server.max-streams", 1),
            settings.count("server.max-header-bytes", KIB),
            settings.count("server.max-resets", 1),
            settings.time("server.reset-window"),
            settings.count("server.max-empty-frames", 1),
            settings.time("server.handshake"),
            settings.time("server.idle"),
            settings.time("server.closing")),
        new ServerConfig.Requests(settings.count("server.max-body-bytes", KIB), settings.time("server.arrival")),
        new ServerConfig.Streams(
            settings.count("server.window", KIB),
            settings.count("server.max-event-bytes", KIB),
            settings.count("server.max-unsent-bytes", KIB),
            settings.time("server.heartbeat"),
            settings.time("server.first-event"),
            settings.time("server.linger")),
        flag(settings, "server.strict-limits"));
  }

  private static Optional<ServerConfig.Tls> tls(Settings settings) {
    Optional<String> certificates = settings.optional("server.tls-certificates");
    Optional<String> key = settings.optional("server.tls-key");
    if (certificates.isPresent() != key.isPresent()) {
      throw new Complaint("settings server.tls-certificates and server.tls-key belong together; set both or neither");
    }
    Optional<Path> clients = settings.optional("server.tls-clients").map(Path::of);
    boolean clientsRequired = flag(settings, "server.tls-clients-required");
    if (clientsRequired && (clients.isEmpty() || certificates.isEmpty())) {
      throw new Complaint("setting server.tls-clients-required needs server.tls-clients, and TLS (server.tls-certificates)");
    }
    boolean required = flag(settings, "server.tls-required");
    return certificates.map(c -> new ServerConfig.Tls(Path.of(c), Path.of(key.orElseThrow()), required || clientsRequired, clients, clientsRequired));
  }

  private static boolean flag(Settings settings, String key) {
    String text = settings.text(key);
    if (!text.equals("true") && !text.equals("false")) {
      throw new Complaint("setting " + key + " must be true or false, not '" + text + "'");
    }
    return text.equals("true");
  }
}
