package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.parley.diagnostic.SourceText;
import dev.parley.event.Message;
import dev.parley.event.SessionView;
import dev.parley.hook.LexJson;
import dev.parley.session.SessionKey;
import dev.parley.simulation.ExactInterpreter;
import dev.parley.yaml.BotReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a client sets of a session is what the bot goes on with, and what clients are told is what is. */
class SessionStateTest {

  private static final String BOT =
      """
      bot: Trip
      locale: en_US
      slot_types:
        Size: { values: [small, large] }
      intents:
        Travel:
          utterances: [travel]
          slots:
            City: { type: Size, ask: Where to? }
            Where: { parts: { Street: { type: AlphaNumeric, ask: Which street? }, Number: { type: Number, ask: Which number? } } }
            Extras: { type: Size, multiple: true, ask: Which extras? }
            Pin: { type: Digits, obfuscate: true, ask: Which PIN? }
          confirm: "Go to {City}?"
          close: "Off to {City}."
      """;

  private final TestServices test = new TestServices();
  private final Bots bots = new Bots(ExactInterpreter::train);
  private final Conversations conversations = conversations();

  private Conversations conversations() {
    var read = BotReader.read(new SourceText("bot.yaml", BOT));
    bots.load(read.value().orElseThrow(() -> new AssertionError(read.toString())));
    return new Conversations(bots, test.services());
  }

  private static SessionView session(String json) {
    try {
      return LexJson.readSession(LexJson.MAPPER.readTree(json.replace('\'', '"')));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  /** A request: what is set, what is said (empty = nothing), and what the bot says to it. */
  private List<String> request(String state, String text) {
    RecordingChannel channel = RecordingChannel.chat();
    LiveConversation live =
        conversations.start(
            new ConversationRequest("Trip", "live", "en_US", "ann", Optional.of(session(state)), List.of(), Map.of(), Optional.empty()), channel);
    channel.attach(live);
    flow();
    int before = said(channel).size();
    if (!text.isEmpty()) {
      channel.type(text);
      flow();
    }
    live.finish("done");
    flow();
    return said(channel).subList(text.isEmpty() ? 0 : before, said(channel).size());
  }

  private static List<String> said(RecordingChannel channel) {
    return channel.sent(ChannelOutput.Text.class).stream().flatMap(t -> t.messages().stream()).map(Message::content).toList();
  }

  private void flow() {
    boolean any = true;
    while (any) {
      any = test.work.runAll() | test.speech.runAll();
    }
  }

  private JsonNode stored() {
    var stored = conversations.get("Trip", "live", "en_US", "ann").toCompletableFuture();
    flow();
    return LexJson.session(stored.join().view());
  }

  @Test
  void aSlotThatTheClientElicitsIsAskedAndFilled() {
    assertThat(request("{'dialogAction':{'type':'ElicitSlot','slotToElicit':'City'},'intent':{'name':'Travel'}}", "")).containsExactly("Where to?");
    assertThat(stored().at("/dialogAction/slotToElicit").asText()).isEqualTo("City");
    assertThat(request("{}", "large")).isNotEmpty();
    assertThat(stored().at("/intent/slots/City/value/interpretedValue").asText()).isEqualTo("large");
  }

  @Test
  void aPartThatTheClientElicitsIsAskedAndKept() {
    String elicit = "{'dialogAction':{'type':'ElicitSlot','slotToElicit':'Where','subSlotToElicit':{'name':'Number'}},'intent':{'name':'Travel','slots':{'City':%s}}}";
    String city = "{'value':{'interpretedValue':'small'}}";
    assertThat(request(elicit.formatted(city), "")).containsExactly("Which number?");
    assertThat(stored().at("/dialogAction/subSlotToElicit/name").asText()).isEqualTo("Number");
    request("{}", "7");
    assertThat(stored().at("/intent/slots/Where/subSlots/Number/value/interpretedValue").asText()).isEqualTo("7");
  }

  @Test
  void scalarListAndCompositeSlotsAreCarriedBothWays() {
    String slots =
        "{'City':{'shape':'Scalar','value':{'originalValue':'big','interpretedValue':'large','resolvedValues':['large']}},"
            + "'Where':{'shape':'Composite','subSlots':{'Street':{'shape':'Scalar','value':{'originalValue':'a1','interpretedValue':'a1','resolvedValues':['a1']}}}},"
            + "'Extras':{'shape':'List','values':[{'shape':'Scalar','value':{'originalValue':'small','interpretedValue':'small','resolvedValues':['small']}}],"
            + "'value':{'originalValue':'small','interpretedValue':'small','resolvedValues':['small']}},'Pin':null}";
    request("{'dialogAction':{'type':'None'},'intent':{'name':'Travel','slots':" + slots + "}}", "");
    try {
      assertThat(stored().at("/intent/slots")).isEqualTo(LexJson.MAPPER.readTree(slots.replace('\'', '"')));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void delegateConfirmAndCloseAreDone() {
    String filled =
        "'intent':{'name':'Travel','slots':{'City':{'value':{'interpretedValue':'large'}},'Where':{'shape':'Composite','subSlots':{"
            + "'Street':{'value':{'interpretedValue':'a1'}},'Number':{'value':{'interpretedValue':'7'}}}},"
            + "'Extras':{'shape':'List','values':[{'value':{'interpretedValue':'small'}}]},'Pin':{'value':{'interpretedValue':'1234'}}}%s}";
    assertThat(request("{'dialogAction':{'type':'Delegate'}," + filled.formatted("") + "}", "")).containsExactly("Go to large?");
    assertThat(request("{'dialogAction':{'type':'ConfirmIntent'}," + filled.formatted("") + "}", "yes")).containsExactly("Off to large.");
    assertThat(request("{'dialogAction':{'type':'Delegate'}," + filled.formatted(",'confirmationState':'Confirmed'") + "}", "")).containsExactly("Off to large.");
    assertThat(stored().at("/dialogAction/type").asText()).isEqualTo("Close");
    assertThat(stored().at("/intent/state").asText()).as("nobody fulfils it here, so it stays to be done, as in Lex").isEqualTo("ReadyForFulfillment");
    request("{'dialogAction':{'type':'ElicitIntent'}}", "");
    assertThat(stored().at("/dialogAction/type").asText()).isEqualTo("ElicitIntent");
    request("{'dialogAction':{'type':'Close'},'intent':{'name':'Travel','state':'Failed'}}", "");
    assertThat(stored().at("/dialogAction/type").asText()).isEqualTo("Close");
    assertThat(stored().at("/intent/state").asText()).isEqualTo("Failed");
  }

  @Test
  void whatIsNotNamedStaysAndWhatIsEmptyGoes() {
    request("{'sessionAttributes':{'a':'b'},'activeContexts':[{'name':'c','timeToLive':{'timeToLiveInSeconds':90,'turnsToLive':5},'contextAttributes':{'k':'v'}}]}", "");
    request("{}", "");
    assertThat(stored().at("/sessionAttributes/a").asText()).isEqualTo("b");
    assertThat(stored().at("/activeContexts/0/contextAttributes/k").asText()).isEqualTo("v");
    assertThat(stored().at("/activeContexts/0/timeToLive/turnsToLive").asInt()).isEqualTo(5);
    request("{'activeContexts':[],'sessionAttributes':{}}", "");
    assertThat(stored().get("activeContexts")).isEmpty();
    assertThat(stored().get("sessionAttributes")).isEmpty();
  }

  @Test
  void whatAHintSaysIsLikelyIsAValueOfTheSlotThatIsAsked() {
    String hints = "'runtimeHints':{'slotHints':{'Travel':{'City':{'runtimeHintValues':[{'phrase':'Extra Large'}]}}}}";
    request("{'dialogAction':{'type':'ElicitSlot','slotToElicit':'City'},'intent':{'name':'Travel'}," + hints + "}", "");
    request("{}", "extra large!");
    assertThat(stored().at("/intent/slots/City/value/interpretedValue").asText()).isEqualTo("Extra Large");
    assertThat(stored().at("/runtimeHints/slotHints/Travel/City/runtimeHintValues/0/phrase").asText()).isEqualTo("Extra Large");
    request("{'runtimeHints':{}}", "");
    assertThat(stored().has("runtimeHints")).isFalse();
  }

  @Test
  void theRecognizerIsToldOfHints() {
    HintedInterpreter interpreter = (HintedInterpreter) bots.require("Trip", "live", "en_US").bot().interpreter();
    var expectation = new dev.parley.event.Expectation(
        dev.parley.event.Expectation.Kind.SLOT, Optional.of("Travel"), Optional.of("City"), Optional.empty(),
        dev.parley.definition.SlotDefinition.Spelling.DEFAULT, Optional.empty(), List.of(), List.of(), List.of(), false, false, List.of(),
        dev.parley.definition.InputSettings.LEX_DEFAULTS, test.time.clock().instant(), java.time.ZoneOffset.UTC, "en_US", List.of("Extra Large"));
    assertThat(interpreter.hints(expectation).words()).contains("extra large");
    assertThat(interpreter.rescore(List.of("extra", "extra large"), expectation)).isEqualTo("extra large");
  }

  @Test
  void hintsOfASecretAreKeptNowhere(@TempDir Path folder) throws IOException {
    test.journals = folder;
    Conversations journalled = new Conversations(bots, test.services());
    String hints = "{'runtimeHints':{'slotHints':{'Travel':{'Pin':{'runtimeHintValues':[{'phrase':'nine eight seven'}]}}}}}";
    LiveConversation live =
        journalled.start(
            new ConversationRequest("Trip", "live", "en_US", "bob", Optional.of(session(hints)), List.of(), Map.of(), Optional.empty()),
            RecordingChannel.chat());
    flow();
    live.finish("done");
    flow();
    try (var files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        assertThat(Files.readString(file)).doesNotContain("nine eight");
      }
    }
  }

  /** A store may be far away: what words mean is asked and answered before anything is said: one save holds both. */
  @Test
  void aTurnIsSavedOnceAndBeforeTheBotSpeaks() {
    RecordingChannel channel = RecordingChannel.chat();
    LiveConversation live =
        conversations.start(new ConversationRequest("Trip", "live", "en_US", "ann", Optional.empty(), List.of(), Map.of(), Optional.empty()), channel);
    channel.attach(live);
    flow();
    channel.type("travel");
    flow();
    long asked = version();
    for (String size : List.of("what", "large")) {
      channel.type(size);
      flow();
    }
    assertThat(version()).isEqualTo(asked + 2);
    assertThat(said(channel)).endsWith("Where to?", "Where to?", "Which street?");
    assertThat(stored().at("/intent/slots/City/value/interpretedValue").asText()).isEqualTo("large");
  }

  private long version() {
    return test.sessions.load(new SessionKey(bots.find("Trip").orElseThrow().definition().id(), "live", "en_US", "ann")).orElseThrow().version();
  }
}
