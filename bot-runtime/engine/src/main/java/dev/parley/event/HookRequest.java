package dev.parley.event;

import dev.parley.event.Interpretations.Interpretation;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a code hook is told (Lex: the Lambda event).
 *
 * @param source why it is called
 * @param label which of the bot's points calls it (Lex: invocationLabel)
 * @param proposed what the bot would do next without the hook (Lex: proposedNextState)
 * @param inputMode how the caller gave the last input
 * @param transcript the last input, with secrets as tokens
 * @param confidence how sure the recogniser is of it, 0..1
 * @param interpretations what it may mean
 * @param session the session as it is now
 * @param requestAttributes of this stream or request
 */
public record HookRequest(
    InvocationSource source,
    Optional<String> label,
    Optional<Proposed> proposed,
    InputMode inputMode,
    String transcript,
    double confidence,
    List<Interpretation> interpretations,
    SessionView session,
    Map<String, String> requestAttributes) {

  public HookRequest {
    interpretations = List.copyOf(interpretations);
    requestAttributes = Map.copyOf(requestAttributes);
  }

  /** A request that no label marks and that proposes nothing, about words that leave no doubt. */
  public HookRequest(
      InvocationSource source,
      InputMode inputMode,
      String transcript,
      List<Interpretation> interpretations,
      SessionView session,
      Map<String, String> requestAttributes) {
    this(source, Optional.empty(), Optional.empty(), inputMode, transcript, 1, interpretations, session, requestAttributes);
  }

  /**
   * What the bot would do next.
   *
   * @param attempt 0 for the first time something is asked (Lex: prompt.attempt)
   */
  public record Proposed(SessionView.DialogAction dialogAction, int attempt) {}

  /** Lex's invocation sources. */
  public enum InvocationSource {
    DIALOG_CODE_HOOK("DialogCodeHook"),
    FULFILLMENT_CODE_HOOK("FulfillmentCodeHook");

    private final String lexName;

    InvocationSource(String lexName) {
      this.lexName = lexName;
    }

    /** The name on the wire. */
    public String lexName() {
      return lexName;
    }
  }
}
