package dev.parley.hook;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.event.HookRequest;
import dev.parley.event.HookResult;
import dev.parley.event.Interpretations.Interpretation;
import dev.parley.event.Message;
import dev.parley.event.SessionView;
import dev.parley.event.SessionView.DialogAction;
import dev.parley.event.SessionView.IntentState;
import java.util.List;
import java.util.Optional;

/** The Lambda event and response of Lex V2, format 1.0. Thread-safe. */
final class HookJson {

  private HookJson() {}

  /** The event. Secrets have been filled in. */
  static String event(HookRequest request, HookContext context) {
    ObjectNode node = LexJson.MAPPER.createObjectNode();
    node.put("messageVersion", "1.0");
    node.put("invocationSource", request.source().lexName());
    request.label().ifPresent(label -> node.put("invocationLabel", label));
    request.proposed().ifPresent(next -> node.set("proposedNextState", proposed(next, request)));
    node.put("inputMode", request.inputMode().lexName());
    node.put("responseContentType", context.responseContentType());
    node.put("sessionId", context.sessionId());
    node.put("inputTranscript", request.transcript());
    node.putObject("bot")
        .put("id", context.botId())
        .put("name", context.botName())
        .put("localeId", context.localeId())
        .put("version", context.version())
        .put("aliasId", context.aliasId())
        .put("aliasName", context.aliasName());
    node.set("interpretations", LexJson.interpretations(request.interpretations(), request.session().intent(), true));
    node.set("requestAttributes", LexJson.texts(request.requestAttributes()));
    node.set("sessionState", LexJson.session(request.session()));
    ArrayNode transcriptions = node.putArray("transcriptions");
    ObjectNode said = transcriptions.addObject().put("transcription", request.transcript()).put("transcriptionConfidence", request.confidence());
    said.putObject("resolvedContext").put("intent", about(request));
    ObjectNode resolved = said.putObject("resolvedSlots");
    request.interpretations().stream().findFirst().ifPresent(best -> best.slots().forEach((name, value) -> resolved.set(name, LexSlots.slot(value))));
    return node.toString();
  }

  /** What was heard is about what it was taken for; without that, about the open intent. */
  private static String about(HookRequest request) {
    return request.interpretations().stream().findFirst().map(Interpretation::intent)
        .or(() -> request.session().intent().map(SessionView.IntentView::name)).orElse("");
  }

  private static ObjectNode proposed(HookRequest.Proposed next, HookRequest request) {
    ObjectNode node = LexJson.MAPPER.createObjectNode();
    node.set("dialogAction", LexJson.action(next.dialogAction()));
    request.session().intent().ifPresent(intent -> node.set("intent", LexJson.intent(intent)));
    node.putObject("prompt").put("attempt", next.attempt() == 0 ? "Initial" : "Retry" + next.attempt());
    return node;
  }

  /** The response, checked by Lex's rules. */
  static HookResult response(String json) {
    try {
      JsonNode node = LexJson.MAPPER.readTree(json);
      if (node == null || !node.isObject()) {
        return new HookResult.Failed("its answer is no JSON object");
      }
      JsonNode state = LexJson.present(node, "sessionState").orElseThrow(() -> new LexJson.Invalid("sessionState is missing"));
      SessionView session = LexJson.readSession(state);
      DialogAction action =
          session.dialogAction().orElseThrow(() -> new LexJson.Invalid("sessionState.dialogAction is missing"));
      List<Message> messages = LexJson.present(node, "messages").map(LexJson::readMessages).orElse(List.of());
      check(action, session, messages);
      return new HookResult.Answer(session, messages, LexJson.readTexts(node, "requestAttributes"));
    } catch (LexJson.Invalid e) {
      return new HookResult.Failed("its answer breaks Lex's rules: " + e.getMessage());
    } catch (JsonProcessingException e) {
      return new HookResult.Failed("its answer is no JSON");
    }
  }

  private static void check(DialogAction action, SessionView session, List<Message> messages) {
    boolean needsIntent = action.type() != DialogAction.Type.DELEGATE && action.type() != DialogAction.Type.ELICIT_INTENT;
    if (needsIntent && session.intent().isEmpty()) {
      throw new LexJson.Invalid("sessionState.intent is missing; " + action.type().lexName() + " needs it");
    }
    if (action.type() == DialogAction.Type.ELICIT_INTENT && messages.isEmpty()) {
      throw new LexJson.Invalid("messages is missing; ElicitIntent needs it");
    }
    Optional<IntentState> state = session.intent().map(SessionView.IntentView::state);
    boolean ended = state.filter(s -> s == IntentState.FULFILLED || s == IntentState.FAILED).isPresent();
    if (action.type() == DialogAction.Type.CLOSE && !ended) {
      throw new LexJson.Invalid("sessionState.intent.state must be Fulfilled or Failed with Close");
    }
    if (state.filter(IntentState.READY_FOR_FULFILLMENT::equals).isPresent() && action.type() != DialogAction.Type.DELEGATE) {
      throw new LexJson.Invalid("sessionState.intent.state can be ReadyForFulfillment only with Delegate");
    }
  }
}
