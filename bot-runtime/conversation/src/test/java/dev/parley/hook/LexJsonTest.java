package dev.parley.hook;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.definition.ResponseDefinition.Button;
import dev.parley.definition.ResponseDefinition.Card;
import dev.parley.definition.ResponseDefinition.ContentType;
import dev.parley.event.Message;
import dev.parley.event.SessionView;
import dev.parley.event.SessionView.ActiveContext;
import dev.parley.event.SessionView.ConfirmationState;
import dev.parley.event.SessionView.DialogAction;
import dev.parley.event.SessionView.IntentState;
import dev.parley.event.SessionView.IntentView;
import dev.parley.event.SlotValue;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class LexJsonTest {

  private static JsonNode wire(JsonNode node) throws JsonProcessingException {
    return LexJson.MAPPER.readTree(node.toString());
  }

  @Property(tries = 200)
  void aSessionComesBackFromItsJsonAsItWas(@ForAll("sessions") SessionView session) throws JsonProcessingException {
    assertThat(named(LexJson.readSession(wire(LexJson.session(session))))).isEqualTo(session);
  }

  @Property(tries = 200)
  void messagesComeBackFromTheirJsonAsTheyWere(@ForAll("messageLists") List<Message> messages) throws JsonProcessingException {
    assertThat(LexJson.readMessages(wire(LexJson.messages(messages)))).isEqualTo(messages);
  }

  /** Whatever a hook answers: one member of a good answer is something else. */
  @Property(tries = 500)
  void anyAnswerOfAHookIsAnAnswerOrAFailure(@ForAll("sessions") SessionView session, @ForAll("junk") String junk, @ForAll int place)
      throws JsonProcessingException {
    String good = LexJson.MAPPER.createObjectNode().set("sessionState", LexJson.session(session)).toString();
    assertThat(HookJson.response(good)).isNotNull();
    String[] parts = good.split("(?<=:)", -1);
    int broken = Math.floorMod(place, parts.length);
    parts[broken] = junk;
    assertThat(HookJson.response(String.join("", parts))).isNotNull();
    assertThat(HookJson.response(good.substring(0, Math.floorMod(place, good.length())))).isNotNull();
  }

  @Test
  void whatIsNullInPythonIsNotThereInASession() throws JsonProcessingException {
    JsonNode node = LexJson.MAPPER.readTree("{\"sessionAttributes\": {\"a\": null, \"b\": 5, \"c\": true}, \"activeContexts\": null, \"intent\": null}");
    assertThat(named(LexJson.readSession(node))).isEqualTo(new SessionView(Optional.empty(), Optional.empty(), List.of(), Map.of("b", "5", "c", "true")));
  }

  @Test
  void whatMayBeEitherOfTwoTimesHasBothAndNoValueYet() throws JsonProcessingException {
    SlotValue either = new SlotValue.Scalar("half past five", "", List.of("05:30", "17:30"));
    SessionView session =
        new SessionView(
            Optional.empty(),
            Optional.of(new IntentView("Book", Map.of("When", Optional.of(either)), IntentState.IN_PROGRESS, ConfirmationState.NONE)),
            List.of(),
            Map.of());

    JsonNode json = wire(LexJson.session(session));

    assertThat(json.at("/intent/slots/When/value"))
        .isEqualTo(LexJson.MAPPER.readTree(
            "{\"originalValue\": \"half past five\", \"interpretedValue\": null, \"resolvedValues\": [\"05:30\", \"17:30\"]}"));
    assertThat(named(LexJson.readSession(json))).isEqualTo(session);
  }

  @Provide
  Arbitrary<String> junk() {
    return Arbitraries.of("null", "7", "1e9", "\"\"", "\"x\"", "[]", "{}", "[null]", "[7]", "{\"a\":null}", "}", ",", "true", "\"ReadyForFulfillment\"");
  }

  private static Arbitrary<String> names() {
    return Arbitraries.strings().withCharRange('a', 'z').ofMinLength(1).ofMaxLength(8);
  }

  private static Arbitrary<Map<String, String>> attributes() {
    return Arbitraries.maps(names(), Arbitraries.strings().ofMaxLength(12)).ofMaxSize(3);
  }

  private static Arbitrary<SlotValue> values() {
    Arbitrary<String> text = Arbitraries.strings().ofMaxLength(12);
    return Combinators.combine(text, text, text.list().ofMaxSize(3)).as(SlotValue.Scalar::new);
  }

  private static Arbitrary<IntentView> intents() {
    return Combinators.combine(
            names(),
            Arbitraries.maps(names(), values().optional()).ofMaxSize(3),
            Arbitraries.of(IntentState.class),
            Arbitraries.of(ConfirmationState.class))
        .as(IntentView::new);
  }

  private static Arbitrary<DialogAction> actions() {
    return Combinators.combine(Arbitraries.of(DialogAction.Type.class), names())
        .as((type, slot) -> new DialogAction(type, Optional.of(slot).filter(s -> type == DialogAction.Type.ELICIT_SLOT)));
  }

  private static Arbitrary<ActiveContext> contexts() {
    Arbitrary<OptionalInt> left = Arbitraries.integers().between(-1, 86_400).map(n -> n < 0 ? OptionalInt.empty() : OptionalInt.of(n));
    return Combinators.combine(names(), left, left, attributes()).as(ActiveContext::new);
  }

  @Provide
  Arbitrary<SessionView> sessions() {
    return Combinators.combine(actions().optional(), intents().optional(), contexts().list().ofMaxSize(2), attributes())
        .as(SessionView::new);
  }

  @Provide
  Arbitrary<List<Message>> messageLists() {
    Arbitrary<String> text = Arbitraries.strings().ofMaxLength(20);
    Arbitrary<Button> buttons = Combinators.combine(text, text).as(Button::new);
    Arbitrary<Card> cards =
        Combinators.combine(text, text.optional(), text.optional(), buttons.list().ofMaxSize(5)).as(Card::new);
    Arbitrary<Message> card = cards.map(c -> new Message(ContentType.IMAGE_RESPONSE_CARD, "", Optional.of(c)));
    Arbitrary<Message> words =
        Combinators.combine(Arbitraries.of(ContentType.PLAIN_TEXT, ContentType.SSML, ContentType.CUSTOM_PAYLOAD), text)
            .as((type, content) -> new Message(type, content, Optional.empty()));
    return Arbitraries.oneOf(card, words).list().ofMaxSize(4);
  }

  /** Without what it takes away: a session that is told has all its members, and so those that are empty. */
  private static SessionView named(SessionView view) {
    return new SessionView(
        view.dialogAction(), view.intent(), view.activeContexts(), view.sessionAttributes(), view.hints(), java.util.Set.of());
  }

  /** What is read must be a number when it is written again. */
  @Test
  void aNumberBeyondADoubleIsTheLargestOne() throws Exception {
    for (String number : List.of("83e7247", "-83e7247")) {
      JsonNode read = LexJson.MAPPER.readTree("{\"n\":" + number + "}");
      assertThat(read.get("n").isNumber()).isTrue();
      assertThat(LexJson.MAPPER.readTree(LexJson.MAPPER.writeValueAsBytes(read))).isEqualTo(read);
    }
  }
}
