package dev.parley.conformance;

import static dev.parley.conformance.Line.words;
import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.conformance.Feature.Area;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.services.lexruntimev2.model.Interpretation;
import software.amazon.awssdk.services.lexruntimev2.model.Message;
import software.amazon.awssdk.services.lexruntimev2.model.RecognizeTextResponse;
import software.amazon.awssdk.services.lexruntimev2.model.SessionState;
import software.amazon.awssdk.services.lexruntimev2.model.Slot;

/** What stands in a session state, and what a client can do with it. */
final class SessionStates {

  private SessionStates() {}

  static List<Feature> features() {
    return List.of(
        of("slot-null", "A slot without a value", "is an explicit null", SessionStates::unfilled),
        of("slot-scalar", "Slots of shape Scalar", "`originalValue`, `interpretedValue`, `resolvedValues`", SessionStates::scalar),
        of("slot-list", "Slots of shape List", "`values`, one for each", SessionStates::list),
        of("slot-composite", "Slots of shape Composite", "`subSlots`, and `subSlotToElicit` says which is asked", SessionStates::composite),
        of("slot-set", "Slots that the client fills", "are not asked any more", SessionStates::filled),
        of("slot-obfuscated", "Obfuscated slots", "the client gets the value; logs do not", SessionStates::obfuscated),
        of("action-elicit-slot", "`dialogAction` ElicitSlot", "the bot asks for that slot", SessionStates::elicitSlot),
        of("action-confirm-intent", "`dialogAction` ConfirmIntent", "the bot asks whether to go ahead", SessionStates::confirmIntent),
        of("action-elicit-intent", "`dialogAction` ElicitIntent", "the bot waits for what is wanted", SessionStates::elicitIntent),
        of("action-delegate", "`dialogAction` Delegate", "the bot goes on as it is made", SessionStates::delegate),
        of("action-close", "`dialogAction` Close", "the intent has ended", SessionStates::close),
        of("action-none", "`dialogAction` None", "nothing is asked", SessionStates::none),
        of("elicitation-style", "`slotElicitationStyle`", "Default, SpellByLetter or SpellByWord, for one elicitation", SessionStates::style),
        of("state-in-progress", "Intent state InProgress", "while slots are asked", SessionStates::inProgress),
        of("state-ready", "Intent state ReadyForFulfillment", "when the client does the work", SessionStates::ready),
        of("state-fulfilled", "Intent state Fulfilled, `confirmationState` Confirmed", "when the work is done, after a yes", SessionStates::fulfilled),
        of("state-failed", "Intent state Failed, `confirmationState` Denied", "after a no", SessionStates::denied),
        of("session-attributes", "Session attributes", "stay; what is not named stays as it is, an empty map takes them away", SessionStates::attributes),
        of("request-attributes", "Request attributes", "hold for one request", SessionStates::requestAttributes),
        of("active-contexts", "Active contexts", "a fulfilled intent leaves them, with what is left of their life; an intent may need them", SessionStates::contexts),
        of("active-contexts-set", "Active contexts that the client sets", "count at once; an empty list takes them away", SessionStates::contextsSet),
        of("runtime-hints", "`runtimeHints`", "are heard more easily, and come back", SessionStates::hints)
            .does("the same; they are values of the slot, too, where its type knows none"),
        of("messages", "Messages: PlainText, SSML, CustomPayload, ImageResponseCard", "in the order in which they stand", SessionStates::messages),
        of("interpretations", "Interpretations", "up to five, the best first, with `nluConfidence.score` and `interpretationSource`", SessionStates::interpretations),
        of("fallback", "FallbackIntent", "takes what nothing else does; its interpretation has no score", SessionStates::fallback),
        of("sentiment", "`sentimentResponse`, `originatingRequestId`", "when sentiment analysis is on; an id of the first request", SessionStates::sentiment)
            .onPurpose("left out", "nothing here judges callers' moods, and no client needs the id"));
  }

  private static Feature of(String id, String name, String lex, Feature.Check check) {
    return Feature.of(Area.SESSION, id, name, lex, check);
  }

  private static Slot value(String value) {
    return Slot.builder().shape("Scalar").value(v -> v.originalValue(value).interpretedValue(value).resolvedValues(value)).build();
  }

  private static void unfilled(Line line) {
    assertThat(line.text("order a pizza").sessionState().intent().slots()).containsEntry("Size", null).containsEntry("Pin", null);
  }

  private static void scalar(Line line) {
    Slot size = line.text("a big pizza please").sessionState().intent().slots().get("Size");
    assertThat(size.shapeAsString()).isEqualTo("Scalar");
    assertThat(size.value().originalValue()).isEqualTo("big");
    assertThat(size.value().interpretedValue()).isEqualTo("large");
    assertThat(size.value().resolvedValues()).contains("large");
  }

  /** Up to the question for the address. */
  private static RecognizeTextResponse toppings(Line line) {
    line.text("a large pizza please");
    return line.text("ham and olives");
  }

  private static void list(Line line) {
    Slot toppings = toppings(line).sessionState().intent().slots().get("Toppings");
    assertThat(toppings.shapeAsString()).isEqualTo("List");
    assertThat(toppings.values().stream().map(s -> s.value().interpretedValue())).containsExactly("ham", "olives");
  }

  private static void composite(Line line) {
    RecognizeTextResponse number = toppings(line);
    assertThat(words(number)).isEqualTo("Which house number?");
    assertThat(number.sessionState().dialogAction().subSlotToElicit().name()).isEqualTo("Number");
    line.text("12");
    Slot address = line.text("Riverton").sessionState().intent().slots().get("Address");
    assertThat(address.shapeAsString()).isEqualTo("Composite");
    assertThat(address.subSlots().get("Number").value().interpretedValue()).isEqualTo("12");
    assertThat(address.subSlots().get("Town").value().interpretedValue()).isEqualTo("Riverton");
  }

  private static void filled(Line line) {
    SessionState state =
        SessionState.builder().dialogAction(a -> a.type("Delegate")).intent(i -> i.name("OrderPizza").state("InProgress").slots(Map.of("Size", value("small")))).build();
    assertThat(Line.unzip(line.put(r -> r.sessionState(state)).response().messages())).contains("Which toppings?");
    assertThat(line.get().sessionState().intent().slots().get("Size").value().interpretedValue()).isEqualTo("small");
  }

  /** Up to the question whether to go ahead. */
  private static RecognizeTextResponse confirmation(Line line) {
    toppings(line);
    line.text("12");
    line.text("Riverton");
    return line.text("4321");
  }

  private static void obfuscated(Line line) {
    assertThat(confirmation(line).sessionState().intent().slots().get("Pin").value().interpretedValue()).isEqualTo("4321");
    assertThat(line.get().sessionState().intent().slots().get("Pin").value().interpretedValue()).isEqualTo("4321");
  }

  private static void elicitSlot(Line line) {
    assertThat(Line.unzip(line.put(r -> r.sessionState(Line.asking("OrderPizza", "Toppings"))).response().messages())).contains("Which toppings?");
  }

  private static void confirmIntent(Line line) {
    SessionState state =
        SessionState.builder()
            .dialogAction(a -> a.type("ConfirmIntent")).intent(i -> i.name("OrderPizza").state("InProgress").slots(Map.of("Size", value("small")))).build();
    assertThat(Line.unzip(line.put(r -> r.sessionState(state)).response().messages())).contains("A small pizza, is that right?");
    assertThat(line.get().sessionState().dialogAction().typeAsString()).isEqualTo("ConfirmIntent");
  }

  private static void elicitIntent(Line line) {
    line.put(r -> r.sessionState(s -> s.dialogAction(a -> a.type("ElicitIntent"))));
    assertThat(line.get().sessionState().dialogAction().typeAsString()).isEqualTo("ElicitIntent");
    assertThat(words(line.text("order a pizza"))).isEqualTo("Which size?");
  }

  private static void delegate(Line line) {
    SessionState state = SessionState.builder().dialogAction(a -> a.type("Delegate")).intent(i -> i.name("Dial").state("InProgress")).build();
    assertThat(Line.unzip(line.put(r -> r.sessionState(state)).response().messages())).contains("Which code?");
  }

  private static void close(Line line) {
    line.text("order a pizza");
    SessionState state = SessionState.builder().dialogAction(a -> a.type("Close")).intent(i -> i.name("OrderPizza").state("Failed")).build();
    line.put(r -> r.sessionState(state));
    assertThat(line.get().sessionState().dialogAction().typeAsString()).isEqualTo("Close");
    assertThat(line.get().sessionState().intent().stateAsString()).isEqualTo("Failed");
  }

  private static void none(Line line) {
    assertThat(Line.unzip(line.put(r -> r.sessionState(s -> s.dialogAction(a -> a.type("None")))).response().messages())).isEqualTo("[]");
  }

  private static void style(Line line) {
    for (String style : List.of("SpellByLetter", "SpellByWord", "Default")) {
      SessionState state =
          SessionState.builder()
              .dialogAction(a -> a.type("ElicitSlot").slotToElicit("Size").slotElicitationStyle(style)).intent(i -> i.name("OrderPizza").state("InProgress")).build();
      line.put(r -> r.sessionState(state));
      assertThat(line.get().sessionState().dialogAction().slotToElicit()).isEqualTo("Size");
    }
    assertThat(words(line.text("small"))).isEqualTo("Which toppings?");
    assertThat(line.get().sessionState().dialogAction().slotElicitationStyleAsString()).isIn(null, "Default");
  }

  private static void inProgress(Line line) {
    var intent = line.text("order a pizza").sessionState().intent();
    assertThat(intent.stateAsString()).isEqualTo("InProgress");
    assertThat(intent.confirmationStateAsString()).isEqualTo("None");
  }

  private static void ready(Line line) {
    RecognizeTextResponse done = line.text("leave it to the app");
    assertThat(done.sessionState().intent().stateAsString()).isEqualTo("ReadyForFulfillment");
    assertThat(done.sessionState().dialogAction().typeAsString()).isEqualTo("Close");
    assertThat(words(done)).isEqualTo("The app does it.");
  }

  private static void fulfilled(Line line) {
    assertThat(confirmation(line).sessionState().dialogAction().typeAsString()).isEqualTo("ConfirmIntent");
    RecognizeTextResponse done = line.text("yes");
    assertThat(words(done)).isEqualTo("Your pizza is on its way.");
    assertThat(done.sessionState().dialogAction().typeAsString()).isEqualTo("Close");
    assertThat(done.sessionState().intent().stateAsString()).isEqualTo("Fulfilled");
    assertThat(done.sessionState().intent().confirmationStateAsString()).isEqualTo("Confirmed");
  }

  private static void denied(Line line) {
    confirmation(line);
    RecognizeTextResponse done = line.text("no");
    assertThat(words(done)).contains("I bake nothing then.");
    assertThat(done.sessionState().intent().stateAsString()).isEqualTo("Failed");
    assertThat(done.sessionState().intent().confirmationStateAsString()).isEqualTo("Denied");
  }

  private static void attributes(Line line) {
    line.text("good morning", SessionState.builder().sessionAttributes(Map.of("a", "1", "b", "2")).build());
    assertThat(line.text("good morning").sessionState().sessionAttributes()).containsEntry("a", "1").containsEntry("b", "2");
    line.text("good morning", SessionState.builder().activeContexts(List.of()).build());
    assertThat(line.get().sessionState().sessionAttributes()).containsEntry("a", "1");
    line.text("good morning", SessionState.builder().sessionAttributes(Map.of()).build());
    assertThat(line.get().sessionState().sessionAttributes()).isEmpty();
  }

  private static void requestAttributes(Line line) {
    assertThat(line.text(r -> r.text("good morning").requestAttributes(Map.of("r", "s"))).requestAttributes()).containsEntry("r", "s");
    assertThat(line.text("good morning").requestAttributes()).isEmpty();
  }

  private static void contexts(Line line) {
    assertThat(words(line.text("how far has it come"))).isEqualTo("I did not get that.");
    Line own = line.of(line.session() + ".ordered");
    confirmation(own);
    var contexts = own.text("yes").sessionState().activeContexts();
    assertThat(contexts).hasSize(1);
    assertThat(contexts.get(0).name()).isEqualTo("ordered");
    assertThat(contexts.get(0).timeToLive().turnsToLive()).isBetween(1, 5);
    assertThat(contexts.get(0).timeToLive().timeToLiveInSeconds()).isBetween(1, 90);
    assertThat(words(own.text("how far has it come"))).isEqualTo("It is close to you.");
  }

  private static void contextsSet(Line line) {
    SessionState ordered =
        SessionState.builder()
            .activeContexts(c -> c.name("ordered").timeToLive(t -> t.timeToLiveInSeconds(600).turnsToLive(9)).contextAttributes(Map.of("k", "v"))).build();
    assertThat(words(line.text("how far has it come", ordered))).isEqualTo("It is close to you.");
    assertThat(line.get().sessionState().activeContexts().get(0).contextAttributes()).containsEntry("k", "v");
    assertThat(words(line.text("how far has it come", SessionState.builder().activeContexts(List.of()).build()))).isEqualTo("I did not get that.");
  }

  private static void hints(Line line) {
    SessionState state =
        Line.asking("OrderPizza", "Size").toBuilder()
            .runtimeHints(h -> h.slotHints(Map.of("OrderPizza", Map.of("Size", software.amazon.awssdk.services.lexruntimev2.model.RuntimeHintDetails.builder()
                .runtimeHintValues(v -> v.phrase("large")).build()))))
            .build();
    line.put(r -> r.sessionState(state));
    assertThat(line.get().sessionState().runtimeHints().slotHints().get("OrderPizza").get("Size").runtimeHintValues().get(0).phrase()).isEqualTo("large");
  }

  private static void messages(Line line) {
    List<Message> all = line.text("show all messages").messages();
    assertThat(all.stream().map(Message::contentTypeAsString)).containsExactly("PlainText", "SSML", "CustomPayload", "ImageResponseCard");
    assertThat(all.get(1).content()).isEqualTo("<speak>All of them.</speak>");
    assertThat(all.get(2).content()).isEqualTo("{\"kind\": \"payload\"}");
    assertThat(all.get(3).imageResponseCard().title()).isEqualTo("Sizes");
    assertThat(all.get(3).imageResponseCard().buttons().get(1).value()).isEqualTo("large");
  }

  private static void interpretations(Line line) {
    List<Interpretation> all = line.text("order a pizza").interpretations();
    assertThat(all).hasSizeBetween(1, 5);
    assertThat(all.get(0).intent().name()).isEqualTo("OrderPizza");
    assertThat(all.get(0).nluConfidence().score()).isBetween(0.4, 1.0);
    assertThat(all.get(0).interpretationSourceAsString()).isEqualTo("Lex");
    assertThat(all.stream().filter(i -> i.nluConfidence() != null).map(i -> i.nluConfidence().score())).isSortedAccordingTo((a, b) -> Double.compare(b, a));
  }

  private static void fallback(Line line) {
    RecognizeTextResponse lost = line.text("the moon is made of green cheddar");
    assertThat(words(lost)).isEqualTo("I did not get that.");
    assertThat(lost.sessionState().intent().name()).isEqualTo("FallbackIntent");
    Interpretation fallback = lost.interpretations().stream().filter(i -> i.intent().name().equals("FallbackIntent")).findFirst().orElseThrow();
    assertThat(fallback.nluConfidence()).isNull();
  }

  private static void sentiment(Line line) {
    RecognizeTextResponse said = line.text("order a pizza");
    assertThat(said.interpretations()).allMatch(i -> i.sentimentResponse() == null);
    assertThat(said.sessionState().originatingRequestId()).isNull();
  }
}
