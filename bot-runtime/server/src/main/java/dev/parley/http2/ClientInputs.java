package dev.parley.http2;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.audio.AudioFormat;
import dev.parley.audio.AudioFrame;
import dev.parley.conversation.LiveConversation;
import dev.parley.conversation.LiveConversation.Offer;
import dev.parley.event.InputMode;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What a client does in a conversation that has begun: each event checked, and offered to the conversation. One thread at a time. */
final class ClientInputs {

  private final ConversationHead head;
  private final SoundLimits limits;
  private @Nullable AudioFormat audioIn;
  private long audioBytes;

  ClientInputs(ConversationHead head, SoundLimits limits) {
    this.head = head;
    this.limits = limits;
  }

  /**
   * Offers an event.
   *
   * @throws dev.parley.conversation.ConversationRefused INVALID: the event breaks a rule, which the message names
   */
  Offer offer(LiveConversation live, WireFormat.Incoming incoming) {
    JsonNode payload = incoming.payload();
    String eventId = ClientEvents.eventId(payload);
    return switch (incoming.type()) {
      case "TextInputEvent" -> {
        allow(InputMode.TEXT, incoming.type());
        yield live.text(eventId, ClientEvents.text(payload));
      }
      case "DTMFInputEvent" -> {
        allow(InputMode.DTMF, incoming.type());
        yield live.key(eventId, ClientEvents.key(payload));
      }
      case "AudioInputEvent" -> {
        allow(InputMode.SPEECH, incoming.type());
        yield audio(live, eventId, payload);
      }
      case "PlaybackCompletionEvent" -> live.playbackCompleted(eventId);
      case "DisconnectionEvent" -> {
        live.finish("the client disconnected");
        yield Offer.ACCEPTED;
      }
      default -> throw ClientEvents.invalid("there is no event '" + incoming.type() + "'");
    };
  }

  private void allow(InputMode input, String type) {
    if (!head.inputs().contains(input)) {
      throw ClientEvents.invalid(
          type + " is not taken in a conversation of mode " + head.mode().orElse("AUDIO") + " (x-amz-lex-conversation-mode)");
    }
  }

  private Offer audio(LiveConversation live, String eventId, JsonNode payload) {
    AudioFormat format = ClientEvents.audioIn(payload);
    if (audioIn != null && !audioIn.equals(format)) {
      throw ClientEvents.invalid("all AudioInputEvents of a conversation must have the same contentType");
    }
    audioIn = format;
    Optional<AudioFrame> frame = ClientEvents.audio(payload, format, format.msOf(audioBytes), limits);
    if (frame.isEmpty()) {
      return Offer.ACCEPTED;
    }
    Offer offer = live.audio(eventId, frame.get());
    audioBytes += offer == Offer.ACCEPTED ? frame.get().bytes().length : 0;
    return offer;
  }
}
