package dev.parley.conversation;

import dev.parley.definition.BotDefinition;
import dev.parley.diagnostic.SourceText;
import dev.parley.yaml.BotReader;

/** Small bots for tests. */
final class TestBots {

  private TestBots() {}

  /** Takes an amount and a card. */
  static BotDefinition till() {
    return read(
        """
        bot: Till
        locale: en_US
        greeting: Hello.
        intents:
          Pay:
            utterances: [pay]
            slots:
              Amount: { type: Currency, ask: How much? }
              CardNumber: { type: PaymentCard, obfuscate: true, ask: Which card? }
            fulfill: { hook: payments, within: 10s }
            close: "Thanks, card {CardNumber|last4} it is."
        """);
  }

  /** Looks something up, says so meanwhile, and then that it is done: two prompts one after the other. */
  static BotDefinition desk() {
    return read(
        """
        bot: Desk
        locale: en_US
        intents:
          Ask:
            utterances: [ask]
            fulfill: { hook: payments, within: 1s, filler: One moment., timeout: 10s }
            close: { say: Done. Anything else?, next: elicit_intent }
        """);
  }

  /** Takes a PIN, and then an amount at which the PIN can be corrected. */
  static BotDefinition safe() {
    return read(
        """
        bot: Till
        locale: en_US
        intents:
          Pay:
            utterances: [pay]
            slots:
              Pin: { type: Digits, obfuscate: true, ask: Which PIN?, validate: [{ length: 4, otherwise: Four digits. }] }
              Amount: { type: Number, ask: How much? }
            close: "{Amount} with {Pin|last4}."
        """);
  }

  private static BotDefinition read(String yaml) {
    var read = BotReader.read(new SourceText("bot.yaml", yaml));
    return read.value().orElseThrow(() -> new AssertionError(read.toString()));
  }
}
