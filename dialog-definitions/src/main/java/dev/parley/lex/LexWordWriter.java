package dev.parley.lex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.definition.BargeIn;
import dev.parley.definition.InputSettings;
import dev.parley.definition.PromptDefinition;
import dev.parley.definition.ResponseDefinition;
import dev.parley.definition.ResponseDefinition.Card;
import dev.parley.definition.ResponseDefinition.ContentType;
import dev.parley.definition.ResponseDefinition.MessageGroup;
import dev.parley.definition.ResponseDefinition.MessageTemplate;
import dev.parley.definition.Template;
import dev.parley.definition.WaitAndContinue;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes what a bot says and how it listens as Lex's message groups and prompts. */
final class LexWordWriter {

  static final JsonNodeFactory JSON = JsonNodeFactory.instance;

  /** A message and two variations. */
  private static final int MAX_WORDINGS = 3;

  private final LexTextWriter texts;
  private final LexReport report;

  LexWordWriter(LexTextWriter texts) {
    this.texts = texts;
    this.report = texts.report();
  }

  LexTextWriter texts() {
    return texts;
  }

  JsonNode response(Optional<ResponseDefinition> response, String place) {
    if (response.isEmpty() || response.get().groups().isEmpty()) {
      return NullNode.getInstance();
    }
    ObjectNode node = JSON.objectNode();
    said(node, response.get(), place);
    if (response.get().ordered()) {
      report.changed(place, "wordings in order", "Lex draws the wordings of a response", "");
    }
    return node;
  }

  private void said(ObjectNode node, ResponseDefinition response, String place) {
    node.put("allowInterrupt", response.interruptible());
    bargeIn(response.bargeIn(), place);
    ArrayNode groups = node.putArray("messageGroupsList");
    boolean facts =
        response.groups().stream().flatMap(g -> g.variations().stream()).flatMap(m -> m.text().references()).anyMatch(Template.FeatureReference.class::isInstance);
    boolean without = facts && !response.absent().isEmpty();
    if (without) {
      report.changed(place, "words with customer facts", "Lex knows no customers; the words for an absent fact are said", "let the Lambda say the facts");
    }
    for (MessageGroup group : without ? response.absent() : response.groups()) {
      groups.add(group(group.variations(), place));
      if (group.guarded()) {
        report.changed(place, "a message that may not be interrupted in a response that may", "Lex guards a response or none of it", "guard the whole response");
      }
    }
    if (!without && (!response.absent().isEmpty() || !response.unavailable().isEmpty())) {
      report.lost(place, "other words where a value is absent", "Lex has none", "let conditions decide what is said");
    }
  }

  private ObjectNode group(List<MessageTemplate> wordings, String place) {
    ObjectNode node = JSON.objectNode();
    node.set("message", message(wordings.get(0), place));
    if (wordings.size() == 1) {
      node.putNull("variations");
    } else {
      ArrayNode variations = node.putArray("variations");
      wordings.subList(1, Math.min(wordings.size(), MAX_WORDINGS)).forEach(m -> variations.add(message(m, place)));
    }
    if (wordings.size() > MAX_WORDINGS) {
      report.lost(place, "wordings beyond the third", "a message in Lex has two variations", "");
    }
    return node;
  }

  private ObjectNode message(MessageTemplate message, String place) {
    ObjectNode node = JSON.objectNode();
    for (String kind : List.of("plainTextMessage", "customPayload", "ssmlMessage", "imageResponseCard")) {
      node.putNull(kind);
    }
    if (message.card().isPresent()) {
      node.set("imageResponseCard", card(message.card().get()));
      return node;
    }
    ContentType type = message.contentType();
    String kind = type == ContentType.SSML ? "ssmlMessage" : type == ContentType.CUSTOM_PAYLOAD ? "customPayload" : "plainTextMessage";
    node.putObject(kind).put("value", texts.words(message.text(), place));
    return node;
  }

  private static ObjectNode card(Card card) {
    ObjectNode node = JSON.objectNode();
    node.put("title", card.title());
    node.put("subtitle", card.subtitle().orElse(null));
    node.put("imageUrl", card.imageUrl().orElse(null));
    ArrayNode buttons = node.putArray("buttons");
    card.buttons().forEach(b -> buttons.addObject().put("text", b.text()).put("value", b.value()));
    return node;
  }

  /** A question; null where there is none. */
  JsonNode prompt(PromptDefinition prompt, InputSettings base, String place) {
    if (prompt.first().groups().isEmpty()) {
      return NullNode.getInstance();
    }
    ObjectNode node = JSON.objectNode();
    ResponseDefinition first = prompt.first();
    List<ResponseDefinition> others = prompt.retries().stream().filter(r -> !r.groups().equals(first.groups())).toList();
    boolean ladder = !others.isEmpty() && first.groups().size() == 1 && others.stream().allMatch(r -> r.groups().size() == 1);
    if (ladder) {
      List<MessageTemplate> wordings = new ArrayList<>(List.of(first.groups().get(0).variations().get(0)));
      others.forEach(r -> wordings.add(r.groups().get(0).variations().get(0)));
      said(node, new ResponseDefinition(first.span(), List.of(new MessageGroup(first.span(), wordings, false)), first.interruptible(), true, first.absent(), first.unavailable()), place);
      report.changed(place, "the words of retries", "Lex has no words for an attempt of its own; they are variations in order now", "");
    } else {
      said(node, first, place);
      others.stream().findFirst().ifPresent(r -> report.lost(place, "the words of retries", "Lex has no words for an attempt of its own, and these are several messages", ""));
    }
    if (!prompt.noInput().isEmpty()) {
      report.lost(place, "the words after silence", "Lex asks alike after silence and after what it did not understand", "");
    }
    node.put("maxRetries", prompt.maxRetries());
    node.put("messageSelectionStrategy", ladder || first.ordered() ? "Ordered" : "Random");
    ObjectNode attempts = node.putObject("promptAttemptsSpecification");
    for (int i = 0; i <= prompt.maxRetries(); i++) {
      attempts.set(LexWords.attemptName(i), attempt(prompt.input(i).orElse(base), prompt.attempt(i).interruptible()));
    }
    return node;
  }

  /** Lex interrupts at the first sound, or never. */
  void bargeIn(BargeIn policy, String place) {
    if (!policy.unset()) {
      report.lost(place, "when callers interrupt (`barge_in`)", "Lex does so at any sound", "");
    }
  }

  private static ObjectNode attempt(InputSettings input, boolean interruptible) {
    ObjectNode node = JSON.objectNode();
    node.putObject("allowedInputTypes").put("allowAudioInput", input.allowAudio()).put("allowDTMFInput", input.allowKeys());
    node.put("allowInterrupt", interruptible);
    ObjectNode sound = node.putObject("audioAndDTMFInputSpecification");
    sound.put("startTimeoutMs", input.startTimeout().toMillis());
    sound.putObject("audioSpecification").put("maxLengthMs", input.maxLength().toMillis()).put("endTimeoutMs", input.endSilence().toMillis());
    sound.putObject("dtmfSpecification")
        .put("maxLength", input.keys().maxLength())
        .put("endTimeoutMs", input.keys().endTimeout().toMillis())
        .put("deletionCharacter", Character.toString(input.keys().deletionKey()))
        .put("endCharacter", Character.toString(input.keys().endKey()));
    node.putObject("textInputSpecification").put("startTimeoutMs", input.textStartTimeout().toMillis());
    return node;
  }

  JsonNode hold(Optional<WaitAndContinue> hold, String place) {
    if (hold.isEmpty()) {
      return NullNode.getInstance();
    }
    ObjectNode node = JSON.objectNode();
    node.put("isActive", true);
    node.set("waitingResponse", response(Optional.of(hold.get().waiting()), place));
    node.set("continueResponse", response(Optional.of(hold.get().continuing()), place));
    JsonNode still = response(hold.get().stillWaiting().map(WaitAndContinue.StillWaiting::response), place);
    hold.get().stillWaiting().ifPresent(s -> {
      if (still instanceof ObjectNode said) {
        said.put("frequencyInSeconds", s.every().toSeconds()).put("timeoutInSeconds", s.limit().toSeconds());
      }
    });
    node.set("stillWaitingResponse", still);
    return node;
  }
}
