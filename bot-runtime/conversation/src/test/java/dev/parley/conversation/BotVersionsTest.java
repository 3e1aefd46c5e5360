package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parley.conversation.Bots.LoadedBot;
import dev.parley.diagnostic.SourceText;
import dev.parley.event.Message;
import dev.parley.hook.CodeHook;
import dev.parley.session.SessionKey;
import dev.parley.simulation.ExactInterpreter;
import dev.parley.yaml.BotReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

/** What a caller sees of a bot whose aliases are pointed to other versions while it is served. */
class BotVersionsTest {

  private static final BotAlias PROD = new BotAlias("PRODALIAS1", "prod");
  private static final BotAlias STAGING = new BotAlias("STAGEALIA1", "staging");

  private final TestServices test = new TestServices();
  private final Map<String, LoadedBot> source = new LinkedHashMap<>();
  private final List<String> loads = new ArrayList<>();
  private final Till till = new Till();
  private final Bots bots =
      new Bots(ExactInterpreter::train, new IdleVersions(this::load, Duration.ofMinutes(10), 3, test.time.clock()));
  private final Conversations conversations = conversations();

  /** Is told what is sold, and has it sold. */
  private static final class Till implements CodeHook {
    final List<String> told = new ArrayList<>();

    @Override
    public String name() {
      return "till";
    }

    @Override
    public CompletionStage<String> handle(String lexEvent) {
      told.add(lexEvent);
      return CompletableFuture.completedFuture(
          "{\"sessionState\":{\"dialogAction\":{\"type\":\"Close\"},\"intent\":{\"name\":\"Order\",\"state\":\"Fulfilled\"}}}");
    }
  }

  private Conversations conversations() {
    test.hooks = Map.of("till", till);
    return new Conversations(bots, test.services());
  }

  private Optional<LoadedBot> load(String botId, String version) {
    loads.add(version);
    return Optional.ofNullable(source.get(version));
  }

  private LoadedBot version(String number) {
    String yaml =
        """
        bot: Shop
        locale: en_US
        intents:
          Order:
            utterances: [order]
            slots:
              Size: { type: FreeFormInput, ask: "%s: which size?" }
            fulfill: { hook: till }
            close: "%s: ordered."
        """.formatted(number, number);
    var read = BotReader.read(new SourceText("bot.yaml", yaml));
    LoadedBot bot = LoadedBot.of(read.value().orElseThrow(() -> new AssertionError(read.toString())), number, ExactInterpreter::train);
    source.put(number, bot);
    return bot;
  }

  private void point(Map<BotAlias, LoadedBot> aliases) {
    LoadedBot any = aliases.values().iterator().next();
    bots.publish(any.definition().id(), "Shop", aliases);
  }

  private RecordingChannel start(String alias, String session) {
    RecordingChannel channel = RecordingChannel.chat();
    LiveConversation live =
        conversations.start(new ConversationRequest("Shop", alias, "en_US", session, Optional.empty(), List.of(), Map.of(), Optional.empty()), channel);
    channel.attach(live);
    flow();
    return channel;
  }

  private List<String> say(RecordingChannel channel, String text) {
    int before = said(channel).size();
    channel.type(text);
    flow();
    return said(channel).subList(before, said(channel).size());
  }

  /** One turn of a session that is saved after it. */
  private List<String> ask(String alias, String session, String text) {
    RecordingChannel channel = start(alias, session);
    List<String> said = say(channel, text);
    channel.leave();
    flow();
    return said;
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

  @Test
  void newConversationsGetTheNewVersionRunningAndSavedOnesFinishOnTheirs() {
    point(Map.of(PROD, version("1")));
    RecordingChannel running = start("prod", "ann");
    assertThat(say(running, "order")).containsExactly("1: which size?");
    assertThat(ask("prod", "bob", "order")).containsExactly("1: which size?");

    point(Map.of(PROD, version("2")));
    assertThat(ask("prod", "cem", "order")).containsExactly("2: which size?");
    assertThat(say(running, "large")).containsExactly("1: ordered.");
    assertThat(ask("PRODALIAS1", "bob", "large")).as("the id is the same alias").containsExactly("1: ordered.");
    assertThat(conversationsGet("prod", "bob")).isEqualTo("bob");
    assertThat(loads).as("a version that was pointed to is still here").isEmpty();

    point(Map.of(PROD, version("1")));
    assertThat(ask("prod", "dan", "order")).as("rolled back").containsExactly("1: which size?");
    assertThat(ask("prod", "cem", "large")).containsExactly("2: ordered.");
  }

  private String conversationsGet(String alias, String session) {
    var stored = conversations.get("Shop", alias, "en_US", session).toCompletableFuture();
    flow();
    return stored.join().sessionId();
  }

  @Test
  void hooksAreToldWhichVersionWasCalledUnderWhichAlias() {
    point(Map.of(PROD, version("1"), STAGING, version("7")));
    ask("staging", "ann", "order");
    point(Map.of(PROD, version("1"), STAGING, version("8")));
    ask("STAGEALIA1", "ann", "small");
    assertThat(till.told).singleElement().asString().contains("\"version\":\"7\",\"aliasId\":\"STAGEALIA1\",\"aliasName\":\"staging\"");

    bots.withdraw(version("1").definition().id());
    bots.load(version("0").definition());
    ask("TestBotAlias", "ann", "order");
    ask("TSTALIASID", "ann", "small");
    assertThat(till.told).last().asString().contains("\"version\":\"DRAFT\",\"aliasId\":\"TSTALIASID\",\"aliasName\":\"TestBotAlias\"");
  }

  @Test
  void aVersionThatNoConversationUsesIsUnloadedAndLoadedAgainForASavedSession() {
    point(Map.of(PROD, version("1")));
    RecordingChannel running = start("prod", "ann");
    say(running, "order");
    point(Map.of(PROD, version("2")));
    assertThat(bots.loaded()).isEqualTo(2);
    test.time.pass(Duration.ofMinutes(9).toMillis());
    conversations.keepVersions();
    ask("prod", "bob", "order");
    test.time.pass(Duration.ofMinutes(9).toMillis());
    assertThat(bots.loaded()).as("a conversation is held with it").isEqualTo(2);
    conversations.keepVersions();
    running.leave();
    flow();
    ask("prod", "bob", "order");
    point(Map.of(PROD, version("3")));
    test.time.pass(Duration.ofMinutes(11).toMillis());
    assertThat(bots.loaded()).isEqualTo(1);

    // Bob's session is no longer than its idle time; somebody else's began with version 3.
    ask("prod", "cem", "order");
    point(Map.of(PROD, version("2")));
    source.remove("3");
    test.time.pass(Duration.ofMinutes(4).toMillis());
    assertThat(ask("prod", "cem", "small")).containsExactly("3: ordered.");
    assertThat(loads).isEmpty();
  }

  @Test
  void aSessionThatWasSavedBeforeARestartGoesOnWithItsVersionIfThatIsThere() {
    point(Map.of(PROD, version("1")));
    ask("prod", "ann", "order");
    ask("prod", "bob", "order");
    Bots after = new Bots(ExactInterpreter::train, new IdleVersions(this::load, Duration.ofMinutes(10), 3, test.time.clock()));
    LoadedBot two = version("2");
    after.publish(two.definition().id(), "Shop", Map.of(PROD, two));
    Conversations restarted = new Conversations(after, test.services());

    assertThat(ask(restarted, "ann", "large")).containsExactly("1: ordered.");
    assertThat(loads).containsExactly("1");

    source.remove("1");
    Bots later = new Bots(ExactInterpreter::train, new IdleVersions(this::load, Duration.ofMinutes(10), 3, test.time.clock()));
    later.publish(two.definition().id(), "Shop", Map.of(PROD, two));
    Conversations without = new Conversations(later, test.services());
    var stored = without.get("Shop", "prod", "en_US", "bob").toCompletableFuture();
    flow();
    assertThatThrownBy(stored::join).rootCause().hasMessageContaining("version 1 of bot 'Shop' is not to be had");
    assertThat(ask(without, "bob", "order")).as("it begins anew").containsExactly("2: which size?");
    assertThat(test.sessions.load(new SessionKey(two.definition().id(), PROD.id(), "en_US", "bob")).orElseThrow().botVersion()).isEqualTo("2");
  }

  private List<String> ask(Conversations there, String session, String text) {
    RecordingChannel channel = RecordingChannel.chat();
    channel.attach(there.start(new ConversationRequest("Shop", "prod", "en_US", session, Optional.empty(), List.of(), Map.of(), Optional.empty()), channel));
    flow();
    List<String> said = say(channel, text);
    channel.leave();
    flow();
    return said;
  }

  private void refused(String alias, String... words) {
    assertThatThrownBy(() -> bots.require("Shop", alias, "en_US"))
        .isInstanceOfSatisfying(ConversationRefused.class, r -> assertThat(r.kind()).isEqualTo(ConversationRefused.Kind.NOT_FOUND))
        .hasMessageContainingAll(words);
  }

  @Test
  void anAliasThatIsNotThereIsToldWithThoseThatAre() {
    LoadedBot draft = bots.load(version("0").definition());
    assertThat(bots.require("Shop", "whatever", "en_US").bot().version()).as("nothing is published").isEqualTo("DRAFT");

    point(Map.of(PROD, version("1")));
    refused("prot", "no alias 'prot'", "did you mean `prod`?", "TestBotAlias (TSTALIASID), prod (PRODALIAS1)");
    assertThat(bots.require("Shop", "TSTALIASID", "en_US").bot().version()).isEqualTo("DRAFT");

    Bots published = new Bots(ExactInterpreter::train);
    published.publish(draft.definition().id(), "Shop", Map.of());
    assertThatThrownBy(() -> published.require("Shop", "prod", "en_US")).hasMessageContaining("no alias points to a version yet").hasMessageContaining("parley bots point Shop prod VERSION");
    published.publish(draft.definition().id(), "Shop", Map.of(PROD, version("1")));
    assertThatThrownBy(() -> published.require("Shop", "TSTALIASID", "en_US")).hasMessageContaining("without a draft").hasMessageContaining("prod (PRODALIAS1)");
  }
}
