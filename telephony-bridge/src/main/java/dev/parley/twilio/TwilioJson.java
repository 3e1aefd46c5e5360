package dev.parley.twilio;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The JSON of a media socket, in both directions, since the fake Twilio speaks the other one. Reading never throws: what it
 * does not know or cannot read is empty, and so is ignored. Stateless, thread-safe.
 */
public final class TwilioJson {

  /** The longest piece of sound that is taken, in base64 characters: 6 s, while Twilio sends 20 ms. */
  static final int MAX_PAYLOAD_CHARS = 64 * 1024;

  /** The most parameters that are taken from a {@code start}. */
  static final int MAX_PARAMETERS = 32;

  private static final ObjectMapper JSON = new ObjectMapper();

  private TwilioJson() {}

  /** What Twilio said, or empty when it is unknown or broken. */
  public static Optional<TwilioMessage> message(String json) {
    return object(json).flatMap(TwilioJson::message);
  }

  /** What Twilio was told, or empty when it is unknown or broken. */
  public static Optional<TwilioCommand> command(String json) {
    return object(json).flatMap(TwilioJson::command);
  }

  private static Optional<TwilioMessage> message(JsonNode root) {
    return switch (text(root, "event")) {
      case "connected" -> Optional.of(new TwilioMessage.Connected(text(root, "protocol"), text(root, "version")));
      case "start" -> Optional.of(start(root));
      case "media" -> media(root.path("media"));
      case "dtmf" -> digit(text(root.path("dtmf"), "digit")).map(TwilioMessage.Dtmf::new);
      case "mark" -> Optional.of(new TwilioMessage.Mark(text(root.path("mark"), "name")));
      case "stop" -> Optional.of(new TwilioMessage.Stop());
      default -> Optional.empty();
    };
  }

  private static Optional<TwilioCommand> command(JsonNode root) {
    return switch (text(root, "event")) {
      case "media" -> payload(root.path("media")).map(TwilioCommand.Play::new);
      case "mark" -> Optional.of(new TwilioCommand.SetMark(text(root.path("mark"), "name")));
      case "clear" -> Optional.of(new TwilioCommand.Clear());
      default -> Optional.empty();
    };
  }

  private static TwilioMessage start(JsonNode root) {
    JsonNode start = root.path("start");
    List<String> tracks = new ArrayList<>();
    start.path("tracks").forEach(track -> tracks.add(track.asText()));
    Map<String, String> parameters = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : start.path("customParameters").properties()) {
      if (parameters.size() < MAX_PARAMETERS) {
        parameters.put(entry.getKey(), entry.getValue().asText());
      }
    }
    JsonNode format = start.path("mediaFormat");
    // The stream's name stands at the top and inside; either will do.
    String streamSid = text(root, "streamSid").isEmpty() ? text(start, "streamSid") : text(root, "streamSid");
    return new TwilioMessage.Start(
        streamSid,
        text(start, "accountSid"),
        text(start, "callSid"),
        tracks,
        parameters,
        new TwilioMessage.MediaFormat(
            text(format, "encoding"), number(format, "sampleRate").orElse(0), number(format, "channels").orElse(0)));
  }

  private static Optional<TwilioMessage> media(JsonNode media) {
    return payload(media)
        .map(audio -> new TwilioMessage.Media(text(media, "track"), number(media, "chunk"), number(media, "timestamp"), audio));
  }

  private static Optional<byte[]> payload(JsonNode media) {
    String base64 = text(media, "payload");
    if (base64.length() > MAX_PAYLOAD_CHARS) {
      return Optional.empty();
    }
    try {
      return Optional.of(Base64.getDecoder().decode(base64));
    } catch (IllegalArgumentException broken) {
      return Optional.empty();
    }
  }

  private static Optional<Character> digit(String text) {
    return text.length() == 1 && "0123456789*#ABCD".contains(text) ? Optional.of(text.charAt(0)) : Optional.empty();
  }

  /** A number as a number or as a string: Twilio writes both, and not always the same one in the same place. */
  private static OptionalLong number(JsonNode parent, String field) {
    JsonNode node = parent.path(field);
    if (node.isNumber()) {
      return node.canConvertToLong() ? OptionalLong.of(node.longValue()) : OptionalLong.empty();
    }
    try {
      return OptionalLong.of(Long.parseLong(node.asText().strip()));
    } catch (NumberFormatException none) {
      return OptionalLong.empty();
    }
  }

  private static String text(JsonNode parent, String field) {
    return parent.path(field).asText("");
  }

  private static Optional<JsonNode> object(String json) {
    try {
      return Optional.of(JSON.readTree(json)).filter(JsonNode::isObject);
    } catch (JsonProcessingException broken) {
      return Optional.empty();
    }
  }

  /** A command as the text message that says it. */
  public static String write(String streamSid, TwilioCommand command) {
    if (command instanceof TwilioCommand.Play play) {
      ObjectNode root = event("media").put("streamSid", streamSid);
      root.putObject("media").put("payload", Base64.getEncoder().encodeToString(play.audio()));
      return root.toString();
    }
    if (command instanceof TwilioCommand.SetMark mark) {
      ObjectNode root = event("mark").put("streamSid", streamSid);
      root.putObject("mark").put("name", mark.name());
      return root.toString();
    }
    if (command instanceof TwilioCommand.Clear) {
      return event("clear").put("streamSid", streamSid).toString();
    }
    throw new AssertionError(command);
  }

  /**
   * A message as Twilio writes it.
   *
   * @param sequenceNumber counts the messages of a stream, from 1; {@code connected} has none
   */
  public static String write(String streamSid, long sequenceNumber, TwilioMessage message) {
    if (message instanceof TwilioMessage.Connected connected) {
      return event("connected").put("protocol", connected.protocol()).put("version", connected.version()).toString();
    }
    if (message instanceof TwilioMessage.Start start) {
      return write(sequenceNumber, start);
    }
    if (message instanceof TwilioMessage.Media media) {
      ObjectNode root = event("media", sequenceNumber, streamSid);
      ObjectNode node = root.putObject("media").put("track", media.track());
      media.chunk().ifPresent(chunk -> node.put("chunk", Long.toString(chunk)));
      media.timestampMs().ifPresent(ms -> node.put("timestamp", Long.toString(ms)));
      node.put("payload", Base64.getEncoder().encodeToString(media.audio()));
      return root.toString();
    }
    if (message instanceof TwilioMessage.Dtmf dtmf) {
      ObjectNode root = event("dtmf", sequenceNumber, streamSid);
      root.putObject("dtmf").put("track", "inbound_track").put("digit", String.valueOf(dtmf.digit()));
      return root.toString();
    }
    if (message instanceof TwilioMessage.Mark mark) {
      ObjectNode root = event("mark", sequenceNumber, streamSid);
      root.putObject("mark").put("name", mark.name());
      return root.toString();
    }
    if (message instanceof TwilioMessage.Stop) {
      ObjectNode root = event("stop", sequenceNumber, streamSid);
      root.putObject("stop");
      return root.toString();
    }
    throw new AssertionError(message);
  }

  private static String write(long sequenceNumber, TwilioMessage.Start start) {
    ObjectNode root = event("start", sequenceNumber, start.streamSid());
    ObjectNode node =
        root.putObject("start")
            .put("streamSid", start.streamSid())
            .put("accountSid", start.accountSid())
            .put("callSid", start.callSid());
    start.tracks().forEach(node.putArray("tracks")::add);
    start.parameters().forEach(node.putObject("customParameters")::put);
    node.putObject("mediaFormat")
        .put("encoding", start.format().encoding())
        .put("sampleRate", start.format().sampleRateHz())
        .put("channels", start.format().channels());
    return root.toString();
  }

  private static ObjectNode event(String name) {
    return JSON.createObjectNode().put("event", name);
  }

  private static ObjectNode event(String name, long sequenceNumber, String streamSid) {
    return event(name).put("sequenceNumber", Long.toString(sequenceNumber)).put("streamSid", streamSid);
  }
}
