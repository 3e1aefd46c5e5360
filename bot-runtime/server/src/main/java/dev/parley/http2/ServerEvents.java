package dev.parley.http2;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.conversation.ChannelOutput;
import dev.parley.hook.LexJson;
import java.util.Base64;

/** Writes what clients are told in a conversation; counts events, since Lex numbers them all. One thread at a time. */
final class ServerEvents {

  private final String sessionId;
  private final String botId;
  private final String botName;
  private final String audioContentType;
  private long count;

  ServerEvents(String sessionId, String botId, String botName, String audioContentType) {
    this.sessionId = sessionId;
    this.botId = botId;
    this.botName = botName;
    this.audioContentType = audioContentType;
  }

  /** An event's name and members. */
  record Outgoing(String type, ObjectNode payload) {}

  Outgoing interruption(ChannelOutput.Interruption o) {
    ObjectNode event = event().put("eventReason", o.reason().name());
    if (!o.causedByEventId().isEmpty()) {
      event.put("causedByEventId", o.causedByEventId());
    }
    return new Outgoing("PlaybackInterruptionEvent", event);
  }

  Outgoing transcript(ChannelOutput.Transcript o) {
    return new Outgoing("TranscriptEvent", event().put("transcript", o.text()));
  }

  Outgoing intentResult(ChannelOutput.IntentResult o) {
    ObjectNode event = event().put("inputMode", o.inputMode().lexName());
    event.set("interpretations", LexJson.interpretations(o.interpretations(), o.session().intent(), false));
    event.set("sessionState", LexJson.session(o.session()));
    event.set("requestAttributes", LexJson.texts(o.requestAttributes()));
    event.put("sessionId", sessionId);
    event.putObject("recognizedBotMember").put("botId", botId).put("botName", botName);
    return new Outgoing("IntentResultEvent", event);
  }

  Outgoing text(ChannelOutput.Text o) {
    ObjectNode event = event();
    event.set("messages", LexJson.messages(o.messages()));
    return new Outgoing("TextResponseEvent", event);
  }

  Outgoing audio(byte[] sound) {
    return new Outgoing(
        "AudioResponseEvent",
        event()
            .put("audioChunk", Base64.getEncoder().encodeToString(sound))
            .put("contentType", audioContentType));
  }

  /** The end of a response's sound is an event without any. */
  Outgoing audioEnd() {
    return new Outgoing("AudioResponseEvent", event().put("contentType", audioContentType));
  }

  Outgoing heartbeat() {
    return new Outgoing("HeartbeatEvent", event());
  }

  private ObjectNode event() {
    count++;
    return LexJson.MAPPER.createObjectNode().put("eventId", "RESPONSE-" + count);
  }
}
