package dev.parley.conversation;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.List;
import java.util.Map;

/**
 * Brings a kind of channel into a server; found by {@link java.util.ServiceLoader}. The server mounts its routes on every
 * listener, so a provider needs no network code.
 */
public interface ChannelProvider {

  /** The channel's name, which is also the section of its settings: {@code twilio}. */
  String name();

  /**
   * Makes the channel's routes.
   *
   * @param gateway starts conversations
   * @param settings this channel's own settings, by key without its section
   * @param meters holds what the channel counts: names begin with {@code parley.} and the channel's name
   * @throws IllegalArgumentException when a setting is unknown or wrong; the message says what was expected
   */
  Routes open(ConversationGateway gateway, Map<String, String> settings, MeterRegistry meters);

  /** The routes of a channel. */
  record Routes(List<HttpRoute> http, List<SocketRoute> sockets) {

    /** No routes. */
    public static final Routes NONE = new Routes(List.of(), List.of());

    public Routes {
      http = List.copyOf(http);
      sockets = List.copyOf(sockets);
    }
  }
}
