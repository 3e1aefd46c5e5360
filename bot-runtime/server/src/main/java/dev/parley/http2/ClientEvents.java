package dev.parley.http2;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.audio.AudioFormat;
import dev.parley.audio.AudioFrame;
import dev.parley.conversation.ConversationRefused;
import dev.parley.event.Message;
import dev.parley.event.SessionView;
import dev.parley.hook.LexJson;
import dev.parley.sound.SoundFormat;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads and checks what clients send in a conversation (lex-runtime-v2 API model, StartConversationRequestEventStream). */
final class ClientEvents {

  static final int MAX_TEXT = 1024;

  private static final Pattern EVENT_ID = Pattern.compile("[0-9a-zA-Z._:-]{2,100}");

  private ClientEvents() {}

  /** The first event. */
  record Configuration(
      String responseContentType,
      Optional<SoundFormat> sound,
      Optional<Boolean> disablePlayback,
      Optional<SessionView> session,
      List<Message> welcome,
      Map<String, String> requestAttributes) {}

  static Configuration configuration(JsonNode event) {
    String type =
        LexJson.text(event, "responseContentType")
            .orElseThrow(() -> invalid("ConfigurationEvent.responseContentType is missing"));
    Optional<SessionView> session = LexJson.present(event, "sessionState").map(LexJson::readSession);
    List<Message> welcome = LexJson.present(event, "welcomeMessages").map(LexJson::readMessages).orElse(List.of());
    if (!welcome.isEmpty() && session.flatMap(SessionView::dialogAction).isEmpty()) {
      throw invalid("ConfigurationEvent.welcomeMessages needs sessionState.dialogAction.type");
    }
    return new Configuration(
        type,
        SoundTypes.out(type, "ConfigurationEvent.responseContentType", SoundTypes.STREAM_HZ),
        LexJson.present(event, "disablePlayback").map(JsonNode::asBoolean),
        session,
        welcome,
        LexJson.readTexts(event, "requestAttributes"));
  }

  static AudioFormat audioIn(JsonNode event) {
    String type = LexJson.text(event, "contentType").orElseThrow(() -> invalid("AudioInputEvent.contentType is missing"));
    return SoundTypes.in(type, "AudioInputEvent.contentType", SoundTypes.SOUNDS);
  }

  /** The sound, or empty for an event without any (which ends the caller's sound in some clients). */
  static Optional<AudioFrame> audio(JsonNode event, AudioFormat format, long positionMs, SoundLimits limits) {
    Optional<String> chunk = LexJson.text(event, "audioChunk").filter(c -> !c.isEmpty());
    if (chunk.isEmpty()) {
      return Optional.empty();
    }
    byte[] bytes;
    try {
      bytes = Base64.getDecoder().decode(chunk.get());
    } catch (IllegalArgumentException e) {
      throw invalid("AudioInputEvent.audioChunk is not base64");
    }
    if (bytes.length > limits.eventBytes()) {
      throw invalid("AudioInputEvent.audioChunk has " + bytes.length + " bytes; at most " + limits.eventBytes() + " are taken" + limits.hint());
    }
    if (bytes.length % 2 != 0) {
      throw invalid("AudioInputEvent.audioChunk has " + bytes.length + " bytes; samples have two bytes each");
    }
    return Optional.of(new AudioFrame(format, bytes, positionMs));
  }

  static String text(JsonNode event) {
    return text(event, "TextInputEvent.text");
  }

  /** The member {@code text} of a request, which its caller knows as {@code member}. */
  static String text(JsonNode body, String member) {
    JsonNode text = LexJson.present(body, "text").orElseThrow(() -> invalid(member + " is missing"));
    if (!text.isTextual()) {
      throw invalid(member + " must be a JSON string, was " + text.getNodeType().name().toLowerCase(Locale.ROOT));
    }
    return checkText(text.textValue(), member);
  }

  static String checkText(String text, String member) {
    int length = text.codePointCount(0, text.length());
    if (length > MAX_TEXT) {
      throw invalid(member + " has " + length + " characters; 1 to " + MAX_TEXT + " are taken");
    }
    if (text.isBlank()) {
      throw invalid(member + " is blank; 1 to " + MAX_TEXT + " characters are taken");
    }
    return wellFormed(text);
  }

  /** A lone surrogate cannot be stored or sent on; it becomes the replacement character. */
  private static String wellFormed(String text) {
    StringBuilder out = new StringBuilder(text.length());
    text.codePoints().forEach(c -> out.appendCodePoint(c >= 0xD800 && c <= 0xDFFF ? 0xFFFD : c));
    return out.toString();
  }

  static char key(JsonNode event) {
    String key = LexJson.text(event, "inputCharacter").orElse("");
    if (key.length() != 1 || "0123456789#*ABCD".indexOf(key.charAt(0)) < 0) {
      throw invalid("DTMFInputEvent.inputCharacter must be one of 0-9, A-D, # and *");
    }
    return key.charAt(0);
  }

  static String eventId(JsonNode event) {
    String id = LexJson.text(event, "eventId").orElse("");
    if (!id.isEmpty() && !EVENT_ID.matcher(id).matches()) {
      throw invalid("eventId must be 2 to 100 of the characters 0-9 a-z A-Z . _ : -");
    }
    return id;
  }

  static ConversationRefused invalid(String message) {
    return new ConversationRefused(ConversationRefused.Kind.INVALID, message);
  }
}
