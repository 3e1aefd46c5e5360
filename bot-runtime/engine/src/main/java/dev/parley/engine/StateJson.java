package dev.parley.engine;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import dev.parley.event.DialogEvent;

/** The JSON form of states and events. Thread-safe. Secrets stand in it as tokens. */
public final class StateJson {

  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new Jdk8Module())
          .addModule(new JavaTimeModule())
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          .disable(DeserializationFeature.ADJUST_DATES_TO_CONTEXT_TIME_ZONE)
          .build();

  /** Kept: each look for its serialisers takes as long as writing a small state. */
  private static final ObjectWriter STATES = MAPPER.writerFor(ConversationState.class);

  private static final ObjectWriter EVENTS = MAPPER.writerFor(DialogEvent.class);

  private StateJson() {}

  /** The state as one line of JSON. */
  public static String write(ConversationState state) {
    try {
      return STATES.writeValueAsString(state);
    } catch (JsonProcessingException e) {
      throw new AssertionError("every state has a JSON form", e);
    }
  }

  /** The event as one line of JSON. */
  public static String write(DialogEvent event) {
    try {
      return EVENTS.writeValueAsString(event);
    } catch (JsonProcessingException e) {
      throw new AssertionError("every event has a JSON form", e);
    }
  }

  /**
   * The state that was written.
   *
   * @throws IllegalArgumentException when the text is no state, or of another format than {@link ConversationState#FORMAT}
   */
  public static ConversationState readState(String json) {
    // The format first: a state of another format need not have the shape of this one's.
    int format = read(json, SavedState.class).format();
    if (format != ConversationState.FORMAT) {
      throw new IllegalArgumentException(
          "a saved conversation has format " + format + ", this version reads " + ConversationState.FORMAT);
    }
    return read(json, ConversationState.class);
  }

  /** Of a state of any format what all of them have. */
  @JsonIgnoreProperties(ignoreUnknown = true)
  private record SavedState(int format) {}

  /**
   * The event that was written.
   *
   * @throws IllegalArgumentException when the text is no event
   */
  public static DialogEvent readEvent(String json) {
    return read(json, DialogEvent.class);
  }

  private static <T> T read(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not the JSON form of a " + type.getSimpleName(), e);
    }
  }
}
