package dev.parley.nlu;

import dev.parley.diagnostic.SourceText;
import dev.parley.event.Interpreter;

/** Small bots that tests share. */
final class Bots {

  private Bots() {}

  /** One intent with an amount, in German. */
  static Interpreter inGerman() {
    String yaml =
        """
        bot: Bank
        locale: de_DE
        intents:
          Transfer:
            utterances: [ich möchte etwas überweisen, überweisen]
            slots:
              amount: { type: Number, ask: Wie viel? }
              when: { type: Date, ask: Wann? }
            confirm: Soll ich?
            close: Fertig.
          FallbackIntent:
            close: Wie bitte?
        """;
    return new TrainedInterpreterFactory().train(ExampleFiles.bot(new SourceText("german.yaml", yaml)), "de_DE");
  }
}
