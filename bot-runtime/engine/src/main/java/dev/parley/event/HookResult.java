package dev.parley.event;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.util.List;
import java.util.Map;

/** How a code hook's call ended. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = HookResult.Answer.class, name = "answer"),
  @JsonSubTypes.Type(value = HookResult.Failed.class, name = "failed"),
  @JsonSubTypes.Type(value = HookResult.TimedOut.class, name = "timedOut")
})
public sealed interface HookResult {

  /**
   * The hook answered.
   *
   * @param session the session as the hook wants it; its dialog action is always there
   * @param messages what the hook wants said
   * @param requestAttributes of this stream or request
   */
  record Answer(SessionView session, List<Message> messages, Map<String, String> requestAttributes)
      implements HookResult {
    public Answer {
      messages = List.copyOf(messages);
      requestAttributes = Map.copyOf(requestAttributes);
    }
  }

  /** The hook could not be reached, failed, or answered what it may not. */
  record Failed(String reason) implements HookResult {}

  /** The hook did not answer in time. */
  record TimedOut() implements HookResult {}
}
