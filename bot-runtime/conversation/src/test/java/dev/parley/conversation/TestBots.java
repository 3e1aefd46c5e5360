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

  private static BotDefinition read(String yaml) {
    var read = BotReader.read(new SourceText("bot.yaml", yaml));
    return read.value().orElseThrow(() -> new AssertionError(read.toString()));
  }
}
