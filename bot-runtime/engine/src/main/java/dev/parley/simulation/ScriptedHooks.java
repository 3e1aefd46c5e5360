package dev.parley.simulation;

import dev.parley.event.HookRequest;
import dev.parley.event.HookResult;
import dev.parley.event.Message;
import dev.parley.event.SessionView;
import dev.parley.event.SessionView.DialogAction;
import dev.parley.event.SessionView.IntentState;
import dev.parley.event.SessionView.IntentView;
import dev.parley.event.SlotValue;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The code hooks of a script: what each answers to its first call, its second, and so on. Immutable.
 *
 * @param replies by the hook's name, in the order of the calls
 */
public record ScriptedHooks(Map<String, List<Reply>> replies) {

  /** No hooks. */
  public static final ScriptedHooks NONE = new ScriptedHooks(Map.of());

  /** What a healthy hook takes. */
  public static final Duration USUAL = Duration.ofMillis(200);

  public ScriptedHooks {
    replies = Map.copyOf(replies);
  }

  /** What a hook answers to this call of it, the first being 0; empty when the script does not say. */
  Optional<Reply> reply(String hook, int call) {
    List<Reply> known = replies.getOrDefault(hook, List.of());
    return call < known.size() ? Optional.of(known.get(call)) : Optional.empty();
  }

  /** What a hook answers, and how long it takes. */
  public record Reply(Answer answer, Duration takes) {}

  /** How a hook answers a request. */
  @FunctionalInterface
  public interface Answer {
    /** The result of this call. */
    HookResult to(HookRequest request);
  }

  /** An answer that leaves the session as it is, but for what is named here. */
  public static Answer answer(
      DialogAction action,
      IntentState state,
      Map<String, String> attributes,
      Map<String, String> slots,
      List<Message> messages) {
    return request -> {
      Map<String, String> all = new LinkedHashMap<>(request.session().sessionAttributes());
      all.putAll(attributes);
      Optional<IntentView> intent = request.session().intent().map(i -> changed(i, state, slots));
      SessionView session = new SessionView(Optional.of(action), intent, request.session().activeContexts(), all);
      return new HookResult.Answer(session, messages, request.requestAttributes());
    };
  }

  private static IntentView changed(IntentView intent, IntentState state, Map<String, String> values) {
    Map<String, Optional<SlotValue>> slots = new LinkedHashMap<>(intent.slots());
    values.forEach((name, value) -> slots.put(name, Optional.of(SlotValue.Scalar.of(value))));
    return new IntentView(intent.name(), slots, state, intent.confirmationState());
  }
}
