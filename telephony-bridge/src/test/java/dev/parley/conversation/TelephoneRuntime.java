package dev.parley.conversation;

import dev.parley.diagnostic.SourceText;
import dev.parley.simulation.ExactInterpreter;
import dev.parley.speech.SynthesizerEngine;
import dev.parley.yaml.BotReader;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Real conversations with a bot, in virtual time: only what is heard is scripted. */
public final class TelephoneRuntime {

  private final TestServices test = new TestServices();
  private final ScriptedRecognizer recognizer = new ScriptedRecognizer();
  private final Conversations conversations;

  public TelephoneRuntime(String yaml, SynthesizerEngine voice) {
    Bots bots = new Bots(ExactInterpreter::train);
    var read = BotReader.read(new SourceText("bot.yaml", yaml));
    bots.load(read.value().orElseThrow(() -> new AssertionError(read.toString())));
    test.recognizer = Optional.of(recognizer);
    test.synthesizer = Optional.of(voice);
    conversations = new Conversations(bots, test.services());
  }

  public ConversationGateway gateway() {
    return conversations;
  }

  /** What the next recogniser that is opened understands. */
  public void understands(String text) {
    recognizer.understands(text, 0.9);
  }

  public int heardTurns() {
    return recognizer.opened.size();
  }

  public long openRecognizers() {
    return recognizer.open();
  }

  public int live() {
    return conversations.size();
  }

  /** Does all that is to be done, and lets so much time pass. */
  public void advance(long ms) {
    long until = test.time.nanoTime() + TimeUnit.MILLISECONDS.toNanos(ms);
    work();
    while (test.time.next(TimeUnit.NANOSECONDS.toMillis(until - test.time.nanoTime()))) {
      work();
    }
    test.time.pass(TimeUnit.NANOSECONDS.toMillis(until - test.time.nanoTime()));
  }

  private void work() {
    boolean any = true;
    while (any) {
      any = test.work.runAll() | test.speech.runAll();
    }
  }
}
