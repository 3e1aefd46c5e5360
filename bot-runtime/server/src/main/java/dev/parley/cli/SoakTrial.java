package dev.parley.cli;

import dev.parley.audio.Pcm;
import dev.parley.conversation.Bots;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.PromptCache;
import dev.parley.definition.BotDefinition;
import dev.parley.diagnostic.SourceText;
import dev.parley.diagnostic.TextReportPrinter;
import dev.parley.nlu.TrainedInterpreterFactory;
import dev.parley.speech.RecognizerEngine;
import dev.parley.yaml.BotReader;
import dev.parley.yaml.Loaded;
import java.util.ArrayList;
import java.util.List;

/** One line of calls, one after the other, to a bot that asks for all sorts of things. The calls' time is that of their sound. One thread. */
final class SoakTrial {

  private static final String BOT_NAME = "Soaked";

  private static final String BOT =
      """
      bot: Soaked
      locale: en_US
      greeting: Welcome. You can book a table, send money, or leave a note. What would you like?
      wait_and_continue:
        wait: Of course. Tell me when you are back.
        still_waiting: { say: I am still here., every: 15s, for: 1m }
        continue: Good, let's go on.
      intents:
        Book:
          utterances: [book a table, "a table for {People}", "I want to book a table on {Day}"]
          slots:
            People: { type: Number, ask: For how many people? }
            Day: { type: Date, ask: On which day? }
            Phone:
              type: Digits
              ask: What is your telephone number, please? Say its six digits or type them.
              validate: [{ length: 6, otherwise: A number has six digits. }]
              keys: { max_length: 6 }
          confirm: { ask: "A table for {People} on {Day}. Is that right?", no: "Then let's forget it." }
          close: { say: The table is yours. What else?, next: elicit_intent }
        Send:
          utterances: [send money, "send {Amount}", transfer money]
          slots:
            Amount: { type: Currency, ask: How much? }
            Card:
              type: PaymentCard
              obfuscate: true
              ask: Tell me the sixteen digits of your card.
              confirm: { ask: "I have {Card|groups}. Is that right?", no: "Let's take it again." }
          close: Done. Goodbye.
        Note:
          utterances: [leave a note, take a note]
          slots:
            Text: { type: FreeFormInput, ask: What shall I note? }
          close: { say: I have written it down. What else?, next: elicit_intent }
        FallbackIntent: { close: { say: "You can book a table, send money, or leave a note.", next: elicit_intent } }
      """;

  /** What callers say, fitting or not. */
  static final List<String> SENTENCES =
      List.of(
          "I want to book a table", "a table for four", "next friday", "two", "seven five three one two four", "yes", "no", "that is right",
          "hold on", "wait a moment please", "I'm back", "send money", "fifty dollars", "four one one one one one one one", "leave a note",
          "please tell my sister that the parcel has not come yet and that she should call the shop before they close on saturday", "stop",
          "what", "okay", "uh huh", "I do not know what you are talking about", "never mind", "start over");

  private final CallTime time = new CallTime();
  private final Conversations conversations;

  /** @param prompts what the bot says; may be shared */
  SoakTrial(RecognizerEngine ears, PromptCache prompts) {
    Bots bots = new Bots(new TrainedInterpreterFactory());
    Loaded<BotDefinition> bot = BotReader.read(new SourceText("soak.yaml", BOT));
    bots.load(bot.value().orElseThrow(() -> new IllegalStateException(TextReportPrinter.print(bot.report()))));
    this.conversations = time.conversations(bots, ears, prompts);
  }

  /** What became of some calls. */
  record Outcome(int calls, long ms, int turns, int interruptions, List<String> broken) {

    static final Outcome NONE = new Outcome(0, 0, 0, 0, List.of());

    Outcome and(Outcome other) {
      List<String> all = new ArrayList<>(broken);
      all.addAll(other.broken);
      return new Outcome(calls + other.calls, ms + other.ms, turns + other.turns, interruptions + other.interruptions, all);
    }
  }

  /** One call, whose course the seed decides. */
  Outcome call(long seed, List<Pcm> sentences) {
    SoakedCall call = new SoakedCall(conversations, time, BOT_NAME, "soak-" + seed);
    new SoakedCaller(seed, sentences).through(call);
    List<String> broken = call.watch().broken().stream().map(b -> "call " + seed + ", " + b).toList();
    return new Outcome(1, call.ms(), call.watch().turns(), call.watch().interruptions(), broken);
  }
}
