package dev.parley.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.definition.LocaleDefinition;
import dev.parley.diagnostic.SourceText;
import dev.parley.event.SessionView;
import dev.parley.hook.LexJson;
import dev.parley.yaml.BotReader;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionNamesTest {

  private static final LocaleDefinition LOCALE =
      BotReader.read(new SourceText("bot.yaml", "bot: B\nintents:\n  Pay:\n    utterances: [pay]\n    slots: { Amount: { type: Number, ask: How much? } }\n    close: Paid.\n"))
          .value().orElseThrow().locale("en_US").orElseThrow();

  private static SessionView session(String json) throws IOException {
    return LexJson.readSession(LexJson.MAPPER.readTree(json.replace('\'', '"')));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', quoteCharacter = '~', value = {
    "{'intent':{'name':'Fly'}} | sessionState.intent.name 'Fly' is no intent of this bot; the intents are FallbackIntent, Pay",
    "{'intent':{'name':'Pay','slots':{'Amout':null}}} | sessionState.intent.slots 'Amout' is no slot of intent 'Pay'; its slots are Amount",
    "{'intent':{'name':'Pay'},'dialogAction':{'type':'ElicitSlot','slotToElicit':'Size'}} | sessionState.dialogAction.slotToElicit 'Size' is no slot of intent 'Pay'; its slots are Amount",
    "{'runtimeHints':{'slotHints':{'Fly':{}}}} | sessionState.runtimeHints.slotHints 'Fly' is no intent of this bot; the intents are FallbackIntent, Pay",
    "{'runtimeHints':{'slotHints':{'Pay':{'Size':{'runtimeHintValues':[]}}}}} | sessionState.runtimeHints.slotHints.Pay 'Size' is no slot of the intent; its slots are Amount",
    "{'intent':{'name':'Pay','slots':{'Amount':{'shape':'Composite','subSlots':{'A':{'value':{'interpretedValue':'1'}}}}}}} | sessionState.intent.slots.Amount has the shape Composite, but the slot has no parts",
    "{'intent':{'name':'Pay','slots':{'Amount':{'shape':'List','values':[{'value':{'interpretedValue':'1'}}]}}}} | sessionState.intent.slots.Amount has the shape List, but the slot takes one value (allowMultipleValues)",
  })
  void whatTheBotDoesNotHaveIsNamedWithWhatItHas(String json, String mistake) throws IOException {
    assertThat(SessionNames.mistake(LOCALE, session(json))).contains(mistake);
  }

  @Test
  void aClientThatAsksAboutAnIntentMustNameIt() throws IOException {
    SessionView view = session("{'dialogAction':{'type':'ConfirmIntent'}}");
    assertThat(SessionNames.clientsMistake(LOCALE, view)).contains("sessionState.intent is missing; dialogAction.type ConfirmIntent needs it");
    assertThat(SessionNames.clientsMistake(LOCALE, session("{'dialogAction':{'type':'ElicitIntent'}}"))).isEmpty();
  }

  @Test
  void whatTheBotHasIsRight() throws IOException {
    assertThat(SessionNames.mistake(LOCALE, session("{'intent':{'name':'Pay','slots':{'Amount':null}},'dialogAction':{'type':'ElicitSlot','slotToElicit':'Amount'}}")))
        .isEmpty();
    assertThat(SessionNames.mistake(LOCALE, session("{'sessionAttributes':{'a':'b'}}"))).isEmpty();
  }
}
