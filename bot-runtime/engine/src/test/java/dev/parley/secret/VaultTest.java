package dev.parley.secret;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.definition.BotDefinition;
import dev.parley.definition.InputSettings;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.Template.Filter;
import dev.parley.diagnostic.SourceText;
import dev.parley.event.DialogEvent;
import dev.parley.event.DialogOutput;
import dev.parley.event.Expectation;
import dev.parley.event.HookRequest;
import dev.parley.event.HookResult;
import dev.parley.event.InputMode;
import dev.parley.event.Interpretations;
import dev.parley.event.Interpretations.Interpretation;
import dev.parley.event.Interpreter;
import dev.parley.event.Message;
import dev.parley.event.SecretToken;
import dev.parley.event.SessionView;
import dev.parley.event.SessionView.ActiveContext;
import dev.parley.event.SessionView.ConfirmationState;
import dev.parley.event.SessionView.DialogAction;
import dev.parley.event.SessionView.IntentState;
import dev.parley.event.SessionView.IntentView;
import dev.parley.event.SlotValue;
import dev.parley.event.TurnId;
import dev.parley.simulation.ExactInterpreter;
import dev.parley.yaml.BotReader;
import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class VaultTest {

  private static final String CARD = "4111111111111111";
  private static final Instant NOON = Instant.parse("2026-11-25T12:00:00Z");
  private static final ZoneId ZONE = ZoneId.of("America/New_York");
  private static final String TOKEN_LIKE = "\uE000CardNumber#1|NONE\uE001";

  private static final BotDefinition TILL =
      bot(
          """
          bot: Till
          locale: en_US
          intents:
            Pay:
              utterances: [pay]
              slots:
                Amount: { type: Currency, ask: How much? }
                CardNumber:
                  type: PaymentCard
                  obfuscate: true
                  ask: Which card?
                  validate: [{ luhn: true, otherwise: That is no card. }]
              close: Thanks.
          """);

  private static final BotDefinition KIOSK =
      bot(
          """
          bot: Kiosk
          locale: en_US
          intents:
            Order:
              utterances: [order]
              slots:
                Number: { type: Digits, ask: Which number? }
              close: Thanks.
          """);

  private final Vault vault = vault(TILL, Map.of());

  private static BotDefinition bot(String yaml) {
    var read = BotReader.read(new SourceText("bot.yaml", yaml));
    return read.value().orElseThrow(() -> new AssertionError(read.toString()));
  }

  private static Vault vault(BotDefinition bot, Map<Long, String> kept) {
    LocaleDefinition locale = bot.locale("en_US").orElseThrow();
    Interpreter interpreter = ExactInterpreter.train(bot, "en_US");
    return new Vault(locale, interpreter, kept);
  }

  private static Expectation asking(String slot, boolean secret) {
    return new Expectation(
        Expectation.Kind.SLOT,
        Optional.of("Pay"),
        Optional.of(slot),
        false,
        secret,
        List.of(),
        InputSettings.LEX_DEFAULTS,
        NOON,
        ZONE,
        "en_US");
  }

  private static final Expectation CARD_ASKED = asking("CardNumber", true);
  private static final Expectation AMOUNT_ASKED = asking("Amount", false);

  private String said(String text, Expectation expected) {
    return ((DialogEvent.TextArrived) vault.conceal(new DialogEvent.TextArrived("1", text), expected)).text();
  }

  private static String pressed(Vault vault, char key, Expectation expected) {
    return ((DialogEvent.KeyPressed) vault.conceal(new DialogEvent.KeyPressed("1", String.valueOf(key)), expected)).key();
  }

  private static DialogOutput.Interpret interpret(String text, Expectation expected) {
    return new DialogOutput.Interpret(new TurnId(1), text, InputMode.TEXT, expected);
  }

  private static SlotValue.Scalar value(String original, String value) {
    return new SlotValue.Scalar(original, value, List.of(value));
  }

  // ---- when something is sealed

  @Test
  void whatIsSaidWhileASecretIsAskedIsSealedAndComesOutAgain() {
    String token = said("my card is " + CARD, CARD_ASKED);
    assertThat(SecretToken.mask(token)).isEqualTo("{CardNumber}");
    assertThat(token).doesNotContain("4111");
    assertThat(vault.reveal("I heard: " + token)).isEqualTo("I heard: my card is " + CARD);
  }

  @Test
  void aCardNumberSaidAtAnotherQuestionIsSealedAllTheSame() {
    assertThat(SecretToken.mask(said("it is " + CARD, AMOUNT_ASKED))).isEqualTo("{Amount}");
    assertThat(said("fifty dollars", AMOUNT_ASKED)).isEqualTo("fifty dollars");
  }

  @Test
  void everyKeyIsSealedWhereThereAreSecretsButForThoseThatEndOrClear() {
    assertThat(SecretToken.mask(pressed(vault, '4', AMOUNT_ASKED))).isEqualTo("{Amount}");
    assertThat(SecretToken.mask(pressed(vault, '4', CARD_ASKED))).isEqualTo("{CardNumber}");
    assertThat(pressed(vault, '#', CARD_ASKED)).isEqualTo("#");
    assertThat(pressed(vault, '*', CARD_ASKED)).isEqualTo("*");
  }

  @Test
  void nothingIsSealedInABotWithoutSecrets() {
    Vault open = vault(KIOSK, Map.of());
    assertThat(pressed(open, '4', AMOUNT_ASKED)).isEqualTo("4");
    DialogEvent words = new DialogEvent.Transcribed(CARD, 1, true);
    assertThat(open.conceal(words, AMOUNT_ASKED)).isEqualTo(words);
    assertThat(open.contents()).isEmpty();
  }

  @Test
  void silenceIsNoSecret() {
    DialogEvent silence = new DialogEvent.Transcribed("", 0, true);
    assertThat(vault.conceal(silence, CARD_ASKED)).isEqualTo(silence);
    assertThat(vault.contents()).isEmpty();
  }

  @Test
  void equalKeysGetTokensOfTheirOwnSoThatNobodySeesWhichAreEqual() {
    assertThat(pressed(vault, '1', CARD_ASKED)).isNotEqualTo(pressed(vault, '1', CARD_ASKED));
  }

  @Test
  void theSameSecretGivesTheSameToken() {
    assertThat(said(CARD, CARD_ASKED)).isEqualTo(said(CARD, CARD_ASKED));
    assertThat(vault.contents()).hasSize(1);
  }

  @Test
  void aLabelIsAlwaysOneThatATokenCanCarry() {
    for (String label : List.of("Carte bleue", "Carte bleue", "", "x".repeat(300))) {
      SecretToken token = vault.seal(label, CARD);
      assertThat(SecretToken.parse(token.text())).as(label).contains(token);
    }
  }

  // ---- meanings

  @Test
  void theValueOfAnAskedSecretIsATokenThatKnowsItsBrokenRules() {
    SlotValue good = answer(CARD_ASKED, said(CARD, CARD_ASKED), value(CARD, CARD));
    SlotValue wrong = answer(CARD_ASKED, said("4111111111111112", CARD_ASKED), value("4111111111111112", "4111111111111112"));
    assertThat(((SlotValue.Secret) good).failedRules()).isEmpty();
    assertThat(((SlotValue.Secret) good).length()).isEqualTo(16);
    assertThat(((SlotValue.Secret) wrong).failedRules()).containsExactly(0);
    assertThat(vault.reveal(good.interpretedValue())).isEqualTo(CARD);
  }

  private SlotValue answer(Expectation expected, String text, SlotValue value) {
    Interpretations meaning = new Interpretations(List.of(), Optional.empty(), Optional.of(value), false);
    return vault.conceal(meaning, interpret(text, expected)).answer().orElseThrow();
  }

  @Test
  void wordsAroundAPlainValueStayInTheVaultWhenTheUtteranceWasSealed() {
    String words = "fifty dollars from card " + CARD;
    String token = said(words, AMOUNT_ASKED);
    assertThat(answer(AMOUNT_ASKED, token, value(words, "50"))).isEqualTo(value("50", "50"));
    assertThat(answer(AMOUNT_ASKED, "fifty dollars", value("fifty dollars", "50"))).isEqualTo(value("fifty dollars", "50"));
  }

  @Test
  void wordsAroundAPlainValueOfAnotherIntentStayInTheVaultToo() {
    String words = "pay fifty dollars from card " + CARD;
    Map<String, SlotValue> slots = Map.of("Amount", value(words, "50"), "CardNumber", value(words, CARD));
    Interpretations meaning =
        new Interpretations(
            List.of(new Interpretation("Pay", OptionalDouble.of(1), slots)), Optional.empty(), Optional.empty(), false);
    Interpretations concealed = vault.conceal(meaning, interpret(said(words, AMOUNT_ASKED), AMOUNT_ASKED));
    assertThat(concealed.toString()).doesNotContain(CARD);
    assertThat(concealed.ranked().get(0).slots()).containsEntry("Amount", value("50", "50"));
    assertThat(vault.reveal(concealed.ranked()).get(0).slots()).containsEntry("CardNumber", value(CARD, CARD));
  }

  @Test
  void aSecretThatAlsoReadsAsAPlainSlotsValueIsNotToldByIt() {
    Interpretation other = new Interpretation("Pay", OptionalDouble.of(0.4), Map.of("Amount", value(CARD, CARD)));
    Interpretations meaning =
        new Interpretations(List.of(other), Optional.empty(), Optional.of(value(CARD, CARD)), false);
    Interpretations concealed = vault.conceal(meaning, interpret(said(CARD, CARD_ASKED), CARD_ASKED));
    assertThat(concealed.toString()).doesNotContain(CARD);
    assertThat(concealed.ranked().get(0).slots()).isEmpty();
  }

  // ---- hooks and clients

  private static SessionView session(Map<String, Optional<SlotValue>> slots, Map<String, String> attributes) {
    return new SessionView(
        Optional.of(new DialogAction(DialogAction.Type.DELEGATE, Optional.empty())),
        Optional.of(new IntentView("Pay", slots, IntentState.IN_PROGRESS, ConfirmationState.NONE)),
        List.of(new ActiveContext("paying", OptionalInt.of(60), OptionalInt.of(2), attributes)),
        attributes);
  }

  @Test
  void aHookSeesSecretsAndWhatItSendsBackIsSealedAgain() {
    Map<String, Optional<SlotValue>> slots = new LinkedHashMap<>();
    slots.put("Amount", Optional.of(value("fifty", "50")));
    slots.put("CardNumber", Optional.of(answer(CARD_ASKED, said(CARD, CARD_ASKED), value(CARD, CARD))));
    HookRequest request =
        new HookRequest(
            HookRequest.InvocationSource.FULFILLMENT_CODE_HOOK,
            InputMode.SPEECH,
            said("use card " + CARD, CARD_ASKED),
            List.of(),
            session(slots, Map.of()),
            Map.of());
    HookRequest told = vault.reveal(request);
    assertThat(told.transcript()).isEqualTo("use card " + CARD);
    assertThat(told.session().intent().orElseThrow().slots()).containsEntry("CardNumber", Optional.of(value(CARD, CARD)));

    SessionView answered = session(told.session().intent().orElseThrow().slots(), Map.of("card", CARD, "note", "charged " + CARD + "!"));
    HookResult.Answer answer = new HookResult.Answer(answered, List.of(Message.plain("Charged to " + CARD + ".")), Map.of("c", CARD));
    DialogEvent event = vault.conceal(new DialogEvent.HookAnswered(new TurnId(1), answer), CARD_ASKED);
    assertThat(event.toString()).doesNotContain(CARD);

    HookResult.Answer safe = (HookResult.Answer) ((DialogEvent.HookAnswered) event).result();
    assertThat(safe.session().intent().orElseThrow().slots()).isEqualTo(slots);
    assertThat(vault.reveal(safe.session())).isEqualTo(answered);
    assertThat(vault.reveal(safe.messages().get(0)).content()).isEqualTo("Charged to " + CARD + ".");
    assertThat(vault.revealed(safe.requestAttributes())).isEqualTo(Map.of("c", CARD));
  }

  @Test
  void theLongestOfSeveralKnownSecretsIsTheOneThatIsSealedInAHooksWords() {
    said("41111111", CARD_ASKED);
    said(CARD, CARD_ASKED);
    HookResult.Answer answer =
        new HookResult.Answer(session(Map.of(), Map.of()), List.of(Message.plain(CARD + " and 41111111")), Map.of());
    DialogEvent event = vault.conceal(new DialogEvent.HookAnswered(new TurnId(1), answer), CARD_ASKED);
    String content = ((HookResult.Answer) ((DialogEvent.HookAnswered) event).result()).messages().get(0).content();
    assertThat(SecretToken.mask(content)).isEqualTo("{secret} and {secret}");
    assertThat(vault.reveal(content)).isEqualTo(CARD + " and 41111111");
  }

  @Test
  void aClientsSessionIsSealedWhenItStartsAndWhenItChanges() {
    SessionView session = session(Map.of("CardNumber", Optional.of(value(CARD, CARD))), Map.of("card", CARD));
    DialogEvent started =
        new DialogEvent.Started(
            1,
            ZONE,
            new DialogEvent.CallerChannel(List.of(InputMode.TEXT), false, true, false),
            Optional.of(session),
            List.of(Message.plain("Your card is " + CARD)),
            Map.of("card", CARD));
    assertThat(vault.conceal(started, AMOUNT_ASKED).toString()).doesNotContain(CARD);
    assertThat(vault.conceal(new DialogEvent.SessionChanged(session, List.of()), AMOUNT_ASKED).toString()).doesNotContain(CARD);
  }

  @Test
  void nobodyOutsideCanWriteAToken() {
    said(CARD, CARD_ASKED);
    assertThat(SecretToken.isIn(said(TOKEN_LIKE, AMOUNT_ASKED))).isFalse();
    SessionView forged = session(Map.of("Amount", Optional.of(value(TOKEN_LIKE, TOKEN_LIKE))), Map.of("a", TOKEN_LIKE));
    HookResult.Answer answer = new HookResult.Answer(forged, List.of(Message.plain(TOKEN_LIKE)), Map.of("r", TOKEN_LIKE));
    DialogEvent event = vault.conceal(new DialogEvent.HookAnswered(new TurnId(1), answer), AMOUNT_ASKED);
    assertThat(SecretToken.isIn(event.toString())).isFalse();
    assertThat(vault.reveal(event.toString())).doesNotContain(CARD);
  }

  // ---- what is kept

  @Test
  void aPromptShapesASecretByItsFilters() {
    SecretToken token = vault.seal("CardNumber", CARD);
    assertThat(vault.reveal("ending in " + token.filtered(List.of(Filter.LAST4, Filter.DIGITS)).text())).isEqualTo("ending in 1 1 1 1");
    assertThat(vault.reveal(Message.plain(token.filtered(List.of(Filter.GROUPS)).text())).content()).startsWith("4 1 1 1, ");
  }

  @Test
  void theOldestSecretGoesWhenThereAreTooManyAndIsShownAsItsLabel() {
    String first = said(CARD, CARD_ASKED);
    for (int i = 0; i < Vault.MAX_SECRETS; i++) {
      vault.seal("Key", "secret " + i);
    }
    assertThat(vault.contents()).hasSize(Vault.MAX_SECRETS);
    assertThat(vault.reveal(SecretToken.parse(first).orElseThrow().filtered(List.of(Filter.DIGITS)).text())).isEqualTo("{CardNumber}");
  }

  @Property(tries = 50)
  void aVaultThatWasSavedRevealsWhatItDidAndGivesNoTokenTwice(@ForAll List<String> secrets) {
    Vault before = vault(TILL, Map.of());
    List<SecretToken> tokens = secrets.stream().map(s -> before.seal("Pin", s)).toList();
    Vault after = vault(TILL, before.contents());
    for (int i = 0; i < tokens.size(); i++) {
      assertThat(after.reveal(tokens.get(i).text())).isEqualTo(secrets.get(i));
    }
    assertThat(tokens).doesNotContain(after.seal("Pin", "this was never said"));
    assertThat(after.contents()).containsAllEntriesOf(before.contents());
  }
}
