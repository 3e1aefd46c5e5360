package dev.parley.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.definition.BotDefinition;
import dev.parley.definition.BuiltInIntent;
import dev.parley.definition.Condition;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.NextStep.Action;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.SlotTypeDefinition.Resolution;
import dev.parley.definition.Template.ContextReference;
import dev.parley.definition.Template.RequestAttributeReference;
import dev.parley.definition.ValidationRule;
import dev.parley.diagnostic.SourceText;
import dev.parley.diagnostic.TextReportPrinter;
import java.io.IOException;
import java.nio.file.Files;
import dev.parley.definition.BargeIn;
import dev.parley.definition.ResponseDefinition;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Each form of the language gives what it says. */
class WholeLanguageTest {

  private LocaleDefinition locale;
  private IntentDefinition book;

  @BeforeEach
  void read() throws IOException {
    Loaded<BotDefinition> loaded =
        BotReader.read(new SourceText("bot.yaml", Files.readString(Fixtures.WHOLE)), Fixtures.beside(Fixtures.WHOLE), Optional.empty());
    assertThat(TextReportPrinter.print(loaded.report())).isEmpty();
    locale = loaded.value().orElseThrow().locale("en_US").orElseThrow();
    book = locale.intents().get("Book");
  }

  @Test
  void anOpeningHasWordsAttributesAHookBranchesAndANextStep() {
    var opening = book.opening().orElseThrow();

    assertThat(opening.attributes()).containsOnlyKeys("started", "by");
    var hook = opening.hook().orElseThrow();
    assertThat(hook.reference().target()).isEqualTo("dialog");
    assertThat(hook.reference().within()).isEqualTo(Duration.ofSeconds(5));
    assertThat(hook.filler().orElseThrow().after()).isEqualTo(Duration.ofMillis(800));
    assertThat(hook.failure().orElseThrow().next().orElseThrow().action()).isEqualTo(Action.CLOSE_INTENT);
    assertThat(opening.branches()).extracting("name").containsExactly("member", "{features.account.balance_due} > 100");
    assertThat(opening.branches().get(0).condition()).isInstanceOf(Condition.All.class);
    assertThat(opening.branches().get(1).outcome().next().orElseThrow().silent()).isTrue();
    assertThat(opening.otherwise()).isPresent();
  }

  @Test
  void aQuestionHasItsOwnAttempts() {
    SlotDefinition slot = book.slot("AccountId").orElseThrow();

    assertThat(slot.prompt().retries()).hasSize(3);
    assertThat(slot.prompt().retries().get(1)).isEqualTo(slot.prompt().retries().get(0));
    assertThat(slot.prompt().noInput()).hasSize(2);
    assertThat(slot.prompt().inputs()).containsOnlyKeys(0, 2, 3, 4);
    assertThat(slot.prompt().inputs().get(2).startTimeout()).isEqualTo(Duration.ofSeconds(8));
    assertThat(slot.prompt().inputs().get(4).allowAudio()).isFalse();
    assertThat(slot.retryHook().orElseThrow().reference().target()).isEqualTo("dialog");
  }

  @Test
  void interruptionsAreSetForALocaleASlotAndAPrompt() {
    assertThat(locale.bargeIn())
        .isEqualTo(new BargeIn(Optional.of(Duration.ofMillis(200)), Optional.of(1), Optional.empty(), List.of("gotcha", "sure thing")));
    BargeIn nights = book.slot("Nights").orElseThrow().bargeIn();
    assertThat(nights.within(locale.bargeIn()))
        .isEqualTo(new BargeIn(Optional.of(Duration.ofMillis(200)), Optional.of(2), Optional.of(Duration.ofSeconds(1)), List.of("gotcha", "sure thing")));
    SlotDefinition until = book.slot("Until").orElseThrow();
    assertThat(until.confirmation().orElseThrow().prompt().first().interruptible()).isFalse();
    assertThat(until.prompt().responses()).allMatch(ResponseDefinition::interruptible);
    assertThat(until.prompt().retries().get(0).bargeIn()).isEqualTo(until.prompt().first().bargeIn());
    assertThat(until.prompt().retries().get(1).bargeIn().minSpeech()).contains(Duration.ofSeconds(1));
  }

  @Test
  void defaultsComeFromContextsRequestsSessionsAndWords() {
    var defaults = book.slot("AccountId").orElseThrow().defaults();

    assertThat(defaults).hasSize(4);
    assertThat(defaults.get(0).parts().get(0)).isInstanceOf(ContextReference.class);
    assertThat(defaults.get(1).parts().get(0)).isInstanceOf(RequestAttributeReference.class);
  }

  @Test
  void rulesMayLookAtOtherValues() {
    assertThat(book.slot("Nights").orElseThrow().validation()).extracting(r -> r.check().getClass())
        .isEqualTo(java.util.List.of(
            ValidationRule.Minimum.class, ValidationRule.AtMost.class, ValidationRule.Holds.class, ValidationRule.DiffersFrom.class));
  }

  @Test
  void aCompositeSlotHasThePartsOfItsTypeOrItsOwn() {
    SlotDefinition where = book.slot("Where").orElseThrow();

    assertThat(where.parts()).containsOnlyKeys("Street", "Number", "Code");
    assertThat(where.parts().get("Number").type()).isEqualTo("Number");
    assertThat(where.parts().get("Code").required()).isFalse();
    assertThat(where.expression().orElseThrow().names()).extracting("name").containsExactly("Street", "Number", "Code");
    assertThat(book.slot("Guest").orElseThrow().parts()).containsOnlyKeys("First", "Last");
  }

  @Test
  void aNamedPromptIsTakenWithItsAttemptsAndOwnKeysWin() {
    var prompt = book.slot("Day").orElseThrow().prompt();

    assertThat(prompt.first().interruptible()).isFalse();
    assertThat(prompt.maxRetries()).isEqualTo(3);
    assertThat(prompt.inputs()).containsOnlyKeys(1, 2, 3);
  }

  @Test
  void aFulfilmentHasUpdatesAndItsHooksOutcomes() {
    var fulfillment = book.fulfillment().orElseThrow();

    assertThat(fulfillment.hook().orElseThrow().reference().within()).isEqualTo(Duration.ofSeconds(20));
    assertThat(fulfillment.hook().orElseThrow().timeout()).isPresent();
    assertThat(fulfillment.started().orElseThrow().after()).isEqualTo(Duration.ofSeconds(2));
    assertThat(locale.intents().get("Count").fulfillment().orElseThrow().hook()).isEmpty();
  }

  @Test
  void aClosingEndsTheConversationUnlessAnotherMeaningDecides() {
    assertThat(book.closing().orElseThrow().next().orElseThrow().action()).isEqualTo(Action.END_CONVERSATION);
    assertThat(book.closing().orElseThrow().otherwise().orElseThrow().next().orElseThrow().action()).isEqualTo(Action.END_CONVERSATION);
    assertThat(locale.intents().get("Help").closing().orElseThrow().next()).isEmpty();
    assertThat(locale.intents().get("Question").is(BuiltInIntent.QNA)).isTrue();
  }

  @Test
  void includedFilesBelongToTheBot() {
    assertThat(locale.cues().hold()).containsExactly("bear with me");
    assertThat(locale.slotTypes()).containsKeys("Address", "Seat", "Extra");
    assertThat(locale.slotTypes().get("Address").span().file()).isEqualTo("shared/types.yaml");
    assertThat(locale.slotTypes().get("Extra").resolution()).isEqualTo(Resolution.CONCATENATION);
    assertThat(locale.slotTypes().get("Seat").grammar()).hasSize(2);
  }

  @Test
  void theLocaleWayToWaitHoldsWhereNoneOtherIsSaid() {
    assertThat(book.slot("AccountId").orElseThrow().waitAndContinue()).isPresent();
    assertThat(book.slot("Nights").orElseThrow().waitAndContinue()).isEmpty();
    assertThat(book.confirmation().orElseThrow().waitAndContinue().orElseThrow().waiting()).isNotEqualTo(
        book.slot("AccountId").orElseThrow().waitAndContinue().orElseThrow().waiting());
  }

  @Test
  void aDisclosureIsGuardedWithinAnInterruptibleGreeting() {
    assertThat(locale.greeting().orElseThrow().groups()).extracting("guarded").containsExactly(true, false, false);
    assertThat(locale.greeting().orElseThrow().interruptible()).isTrue();
  }
}
