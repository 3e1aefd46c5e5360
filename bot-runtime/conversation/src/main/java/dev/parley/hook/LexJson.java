package dev.parley.hook;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.definition.ResponseDefinition.Button;
import dev.parley.definition.ResponseDefinition.Card;
import dev.parley.definition.ResponseDefinition.ContentType;
import dev.parley.definition.SlotDefinition.Spelling;
import dev.parley.event.Interpretations.Interpretation;
import dev.parley.event.Message;
import dev.parley.event.SessionView.ActiveContext;
import dev.parley.event.SessionView.ConfirmationState;
import dev.parley.event.SessionView.DialogAction;
import dev.parley.event.SessionView.IntentState;
import dev.parley.event.SessionView.IntentView;
import dev.parley.event.SessionView.Member;
import dev.parley.event.SessionView;
import dev.parley.event.SlotValue;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Lex's JSON of sessions, intents, slots and messages, in both directions: the one place where its member names stand (Lex
 * Runtime V2 API model, 2020-08-07). Thread-safe.
 */
public final class LexJson {

  /** Reads and writes Lex's JSON; unknown members are the reader's business, not an error. */
  public static final ObjectMapper MAPPER = JsonMapper.builder().nodeFactory(new WellFormedNodes()).build();

  private static final int MAX_INTERPRETATIONS = 5;

  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private LexJson() {}

  /** What a client or hook said that Lex does not allow: which member, and what was expected. */
  public static final class Invalid extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public Invalid(String message) {
      super(message);
    }
  }

  /** A session. */
  public static ObjectNode session(SessionView view) {
    ObjectNode node = NODES.objectNode();
    view.dialogAction().ifPresent(action -> node.set("dialogAction", action(action)));
    view.intent().ifPresent(intent -> node.set("intent", intent(intent)));
    ArrayNode contexts = node.putArray("activeContexts");
    for (ActiveContext context : view.activeContexts()) {
      ObjectNode c = contexts.addObject().put("name", context.name());
      ObjectNode life = c.putObject("timeToLive");
      context.secondsToLive().ifPresent(s -> life.put("timeToLiveInSeconds", s));
      context.turnsToLive().ifPresent(t -> life.put("turnsToLive", t));
      c.set("contextAttributes", texts(context.attributes()));
    }
    node.set("sessionAttributes", texts(view.sessionAttributes()));
    LexHints.write(view.hints(), node);
    return node;
  }

  /** A dialog action. */
  public static ObjectNode action(DialogAction action) {
    ObjectNode node = NODES.objectNode().put("type", action.type().lexName());
    action.slotToElicit().ifPresent(s -> node.put("slotToElicit", s));
    action.subSlotToElicit().ifPresent(s -> node.putObject("subSlotToElicit").put("name", s));
    action.style().ifPresent(s -> node.put("slotElicitationStyle", s.lexName()));
    return node;
  }

  /** An intent; a slot without a value is an explicit null, as in Lex. */
  public static ObjectNode intent(IntentView intent) {
    ObjectNode node = NODES.objectNode();
    node.put("name", intent.name());
    node.set("slots", LexSlots.write(intent.slots()));
    node.put("state", intent.state().lexName());
    node.put("confirmationState", intent.confirmationState().lexName());
    return node;
  }

  /**
   * Interpretations, best first.
   *
   * @param open the open intent, whose slots and state stand in its interpretation
   * @param plainConfidence whether a confidence is a bare number, as hooks get it, or an object, as clients do
   */
  public static ArrayNode interpretations(
      List<Interpretation> interpretations, Optional<IntentView> open, boolean plainConfidence) {
    ArrayNode all = NODES.arrayNode();
    List<Interpretation> shown = new ArrayList<>(interpretations);
    if (open.isPresent() && shown.stream().noneMatch(i -> i.intent().equals(open.get().name()))) {
      shown.add(0, new Interpretation(open.get().name(), java.util.OptionalDouble.empty(), Map.of()));
    }
    for (Interpretation one : shown.subList(0, Math.min(MAX_INTERPRETATIONS, shown.size()))) {
      ObjectNode node = all.addObject();
      node.put("interpretationSource", "Lex");
      one.confidence().ifPresent(c -> {
        if (plainConfidence) {
          node.put("nluConfidence", c);
        } else {
          node.putObject("nluConfidence").put("score", c);
        }
      });
      Optional<IntentView> same = open.filter(i -> i.name().equals(one.intent()));
      node.set("intent", same.map(LexJson::intent).orElseGet(() -> unopened(one)));
    }
    return all;
  }

  private static ObjectNode unopened(Interpretation one) {
    Map<String, Optional<SlotValue>> slots = new LinkedHashMap<>();
    one.slots().forEach((name, value) -> slots.put(name, Optional.of(value)));
    return intent(new IntentView(one.intent(), slots, IntentState.IN_PROGRESS, ConfirmationState.NONE));
  }

  /** Messages. */
  public static ArrayNode messages(List<Message> messages) {
    ArrayNode all = NODES.arrayNode();
    for (Message message : messages) {
      ObjectNode node = all.addObject().put("contentType", message.contentType().lexName());
      if (message.card().isEmpty()) {
        node.put("content", message.content());
      }
      message.card().ifPresent(card -> {
        ObjectNode c = node.putObject("imageResponseCard").put("title", card.title());
        card.subtitle().ifPresent(s -> c.put("subtitle", s));
        card.imageUrl().ifPresent(u -> c.put("imageUrl", u));
        ArrayNode buttons = c.putArray("buttons");
        card.buttons().forEach(b -> buttons.addObject().put("text", b.text()).put("value", b.value()));
      });
    }
    return all;
  }

  /** A map of texts. */
  public static ObjectNode texts(Map<String, String> texts) {
    ObjectNode node = NODES.objectNode();
    texts.forEach(node::put);
    return node;
  }

  /**
   * Reads a session.
   *
   * @throws Invalid when a member is not what Lex allows; the message names it
   */
  public static SessionView readSession(JsonNode node) {
    requireObject(node, "sessionState");
    Optional<DialogAction> action = present(node, "dialogAction").map(LexJson::readAction);
    Optional<IntentView> intent = present(node, "intent").map(LexJson::readIntent);
    List<ActiveContext> contexts = new ArrayList<>();
    list(node, "activeContexts").forEach(c -> contexts.add(readContext(c)));
    Map<String, String> attributes = readTexts(node, "sessionAttributes");
    Map<String, Map<String, SessionView.SlotHints>> hints = LexHints.read(node);
    Set<Member> clears = EnumSet.noneOf(Member.class);
    // What is there and empty takes away; what is not there leaves as it is.
    if (contexts.isEmpty() && present(node, "activeContexts").isPresent()) {
      clears.add(Member.ACTIVE_CONTEXTS);
    }
    if (attributes.isEmpty() && present(node, "sessionAttributes").isPresent()) {
      clears.add(Member.SESSION_ATTRIBUTES);
    }
    if (hints.isEmpty() && present(node, "runtimeHints").isPresent()) {
      clears.add(Member.RUNTIME_HINTS);
    }
    return new SessionView(action, intent, contexts, attributes, hints, clears);
  }

  private static DialogAction readAction(JsonNode node) {
    String type = text(node, "type").orElseThrow(() -> new Invalid("sessionState.dialogAction.type is missing"));
    DialogAction.Type known =
        find(DialogAction.Type.values(), DialogAction.Type::lexName, type, "sessionState.dialogAction.type");
    Optional<String> slot = text(node, "slotToElicit");
    if (known == DialogAction.Type.ELICIT_SLOT && slot.isEmpty()) {
      throw new Invalid("sessionState.dialogAction.slotToElicit is missing; ElicitSlot needs it");
    }
    Optional<Spelling> style =
        text(node, "slotElicitationStyle")
            .map(s -> find(Spelling.values(), Spelling::lexName, s, "sessionState.dialogAction.slotElicitationStyle"));
    return new DialogAction(known, slot, present(node, "subSlotToElicit").flatMap(s -> text(s, "name")), style);
  }

  private static IntentView readIntent(JsonNode node) {
    String name = text(node, "name").orElseThrow(() -> new Invalid("sessionState.intent.name is missing"));
    Map<String, Optional<SlotValue>> slots = new LinkedHashMap<>();
    present(node, "slots").ifPresent(all -> {
      requireObject(all, "sessionState.intent.slots");
      all.properties().forEach(e -> slots.put(e.getKey(), LexSlots.read(e.getKey(), e.getValue())));
    });
    IntentState state =
        text(node, "state")
            .map(s -> find(IntentState.values(), IntentState::lexName, s, "sessionState.intent.state"))
            .orElse(IntentState.IN_PROGRESS);
    ConfirmationState confirmation =
        text(node, "confirmationState")
            .map(s -> find(ConfirmationState.values(), ConfirmationState::lexName, s, "sessionState.intent.confirmationState"))
            .orElse(ConfirmationState.NONE);
    return new IntentView(name, slots, state, confirmation);
  }

  private static ActiveContext readContext(JsonNode node) {
    String name = text(node, "name").orElseThrow(() -> new Invalid("an active context has no name"));
    JsonNode life = present(node, "timeToLive").orElse(NODES.objectNode());
    return new ActiveContext(
        name, number(life, "timeToLiveInSeconds"), number(life, "turnsToLive"), readTexts(node, "contextAttributes"));
  }

  /** Reads messages. */
  public static List<Message> readMessages(JsonNode list) {
    if (!list.isArray()) {
      throw new Invalid("messages must be a list");
    }
    List<Message> messages = new ArrayList<>();
    for (JsonNode node : list) {
      ContentType type =
          find(
              ContentType.values(),
              ContentType::lexName,
              text(node, "contentType").orElseThrow(() -> new Invalid("a message has no contentType")),
              "contentType");
      Optional<Card> card = present(node, "imageResponseCard").map(LexJson::readCard);
      messages.add(new Message(type, text(node, "content").orElse(""), card));
    }
    return messages;
  }

  private static Card readCard(JsonNode node) {
    List<Button> buttons = new ArrayList<>();
    list(node, "buttons").forEach(b -> buttons.add(new Button(text(b, "text").orElse(""), text(b, "value").orElse(""))));
    return new Card(text(node, "title").orElse(""), text(node, "subtitle"), text(node, "imageUrl"), buttons);
  }

  /** Reads a map of texts that is a member of this node; empty when it is not there. */
  public static Map<String, String> readTexts(JsonNode node, String member) {
    return present(node, member).map(map -> texts(map, member)).orElse(Map.of());
  }

  /** Reads a map of texts. */
  public static Map<String, String> readTexts(JsonNode map) {
    return texts(map, "the map");
  }

  private static Map<String, String> texts(JsonNode map, String member) {
    requireObject(map, member);
    Map<String, String> texts = new LinkedHashMap<>();
    map.properties().forEach(e -> present(map, e.getKey()).ifPresent(value -> texts.put(e.getKey(), plain(value, member + "." + e.getKey()))));
    return texts;
  }

  /** A member that is there and not null. */
  public static Optional<JsonNode> present(JsonNode node, String member) {
    return Optional.ofNullable(node.get(member)).filter(n -> !n.isNull());
  }

  /**
   * A text member; a number or a truth value is taken as it is written.
   *
   * @throws Invalid when it is a list or an object
   */
  public static Optional<String> text(JsonNode node, String member) {
    return present(node, member).map(value -> plain(value, member));
  }

  static String plain(JsonNode value, String member) {
    if (!value.isValueNode() || value.isNull()) {
      throw new Invalid(member + " must be a text");
    }
    return value.asText();
  }

  private static OptionalInt number(JsonNode node, String member) {
    Optional<JsonNode> value = present(node, member);
    if (value.isPresent() && !(value.get().isIntegralNumber() && value.get().canConvertToInt())) {
      throw new Invalid(member + " must be a whole number");
    }
    return value.isPresent() ? OptionalInt.of(value.get().asInt()) : OptionalInt.empty();
  }

  static Iterable<JsonNode> list(JsonNode node, String member) {
    Optional<JsonNode> list = present(node, member);
    if (list.isPresent() && !list.get().isArray()) {
      throw new Invalid(member + " must be a list");
    }
    return list.isPresent() ? list.get() : List.of();
  }

  static void requireObject(JsonNode node, String what) {
    if (!node.isObject()) {
      throw new Invalid(what + " must be a JSON object");
    }
  }

  private static <E> E find(E[] values, java.util.function.Function<E, String> name, String wanted, String member) {
    List<String> names = new ArrayList<>();
    for (E value : values) {
      if (name.apply(value).equals(wanted)) {
        return value;
      }
      names.add(name.apply(value));
    }
    throw new Invalid(member + " cannot be '" + wanted + "'; it is one of " + String.join(", ", names));
  }
}
