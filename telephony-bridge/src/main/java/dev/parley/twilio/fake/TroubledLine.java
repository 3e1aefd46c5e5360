package dev.parley.twilio.fake;

import dev.parley.twilio.TwilioJson;
import dev.parley.twilio.TwilioMessage;
import java.util.ArrayDeque;
import java.util.Random;

/** A line with trouble on it. Its time is that of the caller's sound: each piece is 20 ms. Not thread-safe, as its call is. */
final class TroubledLine implements FakeCall.Line {

  /** How likely each piece is the first that is held back. */
  private static final double STALL = 0.05;

  private record Held(String json, long fromMs) {}

  private final FakeCall.Line to;
  private final LineTrouble trouble;
  private final Random chance;
  private final ArrayDeque<Held> held = new ArrayDeque<>();
  private final ArrayDeque<Held> marks = new ArrayDeque<>();
  private long nowMs;
  private long stalledUntilMs;

  TroubledLine(FakeCall.Line to, LineTrouble trouble) {
    this.to = to;
    this.trouble = trouble;
    this.chance = new Random(trouble.seed());
  }

  @Override
  public void send(String json) {
    TwilioMessage message = TwilioJson.message(json).orElseThrow();
    if (message instanceof TwilioMessage.Mark) {
      marks.add(new Held(json, nowMs + trouble.lateMarks().toMillis()));
    } else if (!(message instanceof TwilioMessage.Media)) {
      held.add(new Held(json, stalledUntilMs));
    } else {
      nowMs += ScriptedCaller.MOMENT_MS;
      if (nowMs >= stalledUntilMs && trouble.stalls().toMillis() > 0 && chance.nextDouble() < STALL) {
        stalledUntilMs = nowMs + (long) (chance.nextDouble() * trouble.stalls().toMillis());
      }
      if (chance.nextDouble() >= trouble.lost()) {
        held.add(new Held(json, stalledUntilMs));
      }
    }
    while (!marks.isEmpty() && marks.peek().fromMs() <= nowMs) {
      held.add(new Held(marks.remove().json(), stalledUntilMs));
    }
    while (!held.isEmpty() && held.peek().fromMs() <= nowMs) {
      to.send(held.remove().json());
    }
  }

  @Override
  public void close() {
    held.forEach(message -> to.send(message.json()));
    held.clear();
    to.close();
  }
}
