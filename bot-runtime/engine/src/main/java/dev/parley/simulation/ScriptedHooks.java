package dev.parley.simulation;

import dev.parley.event.HookRequest;
import dev.parley.event.HookResult;
import dev.parley.event.Message;
import dev.parley.event.SessionView;
import dev.parley.event.SessionView.ConfirmationState;
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
public record ScriptedHooks(Map<String, List<Reply>> replies) implements HookScript {

  /** No hooks. */
  public static final ScriptedHooks NONE = new ScriptedHooks(Map.of());

  /** What a healthy hook takes. */
  public static final Duration USUAL = Duration.ofMillis(200);

  public ScriptedHooks {
    replies = Map.copyOf(replies);
  }

  @Override
  public Optional<Reply> reply(String hook, int call, HookRequest request) {
    List<Reply> known = replies.getOrDefault(hook, List.of());
    return call < known.size() ? Optional.of(known.get(call)) : Optional.empty();
  }

  /** What a hook answers, and how long it takes. */
  public record Reply(Answer answer, Duration takes) {}

  /** How a hook answers a request. */
  public sealed interface Answer {
    /** The result of this call. */
    HookResult to(HookRequest request);
  }

  /** The hook fails. */
  public record Fails(String reason) implements Answer {
    @Override
    public HookResult to(HookRequest request) {
      return new HookResult.Failed(reason);
    }
  }

  /**
   * The hook answers, and leaves the session as it is but for what is named here.
   *
   * @param action what the dialog shall do next
   * @param intent another intent that it opens; empty = the open one
   * @param state the open intent's state
   * @param confirmation whether the intent counts as confirmed; empty = as it was
   * @param attributes session attributes that it sets
   * @param slots slots that it sets
   * @param messages what it wants said
   */
  public record Answers(
      DialogAction action,
      Optional<String> intent,
      IntentState state,
      Optional<ConfirmationState> confirmation,
      Map<String, String> attributes,
      Map<String, String> slots,
      List<Message> messages)
      implements Answer {

    public Answers {
      messages = List.copyOf(messages);
    }

    /** An answer that stays with the open intent, and leaves its confirmation as it was. */
    public Answers(
        DialogAction action, IntentState state, Map<String, String> attributes, Map<String, String> slots, List<Message> messages) {
      this(action, Optional.empty(), state, Optional.empty(), attributes, slots, messages);
    }

    @Override
    public HookResult to(HookRequest request) {
      Map<String, String> all = new LinkedHashMap<>(request.session().sessionAttributes());
      all.putAll(attributes);
      Optional<IntentView> changed = request.session().intent().map(this::changed);
      SessionView session = new SessionView(Optional.of(action), changed, request.session().activeContexts(), all);
      return new HookResult.Answer(session, messages, request.requestAttributes());
    }

    private IntentView changed(IntentView open) {
      boolean same = intent.isEmpty() || intent.get().equals(open.name());
      Map<String, Optional<SlotValue>> values = new LinkedHashMap<>(same ? open.slots() : Map.of());
      slots.forEach((name, value) -> values.put(name, Optional.of(SlotValue.Scalar.of(value))));
      ConfirmationState agreed = confirmation.orElse(same ? open.confirmationState() : ConfirmationState.NONE);
      return new IntentView(intent.orElse(open.name()), values, state, agreed);
    }
  }
}
