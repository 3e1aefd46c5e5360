package dev.parley.simulation;

import dev.parley.engine.ConversationCore;
import dev.parley.engine.ConversationState;
import dev.parley.event.DialogEvent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A whole call to the sample payments bot, as its journal: what the bench steps through and what a state's size is measured on.
 *
 * <p>The caller asks to pay, types the account number, is found by two look-ups, says nothing once, interrupts the question that
 * is asked again, asks for time before the card number, is reminded, comes back, confirms what is read back, and hears that the
 * payment hook has taken the money. So there are events of every kind: keys, speech, meanings, look-ups, a hook's answer, the
 * begin, end and interruption of prompts, and timers. Words that are not final are left out: a recogniser gives many, each
 * changes nothing, and they would flatter an average.
 *
 * @param events what happened, in order
 * @param end where the conversation stands then
 */
public record RecordedCall(List<Happening.Event> events, ConversationState end) {

  public RecordedCall {
    events = List.copyOf(events);
  }

  /** The call; always the same. */
  public static RecordedCall record() {
    Simulation simulation = new Simulation(PaymentsBot.call(1));
    ScriptedCaller caller = new ScriptedCaller(simulation);
    simulation.start(Optional.empty());
    simulation.settle();
    answer(simulation, caller, says("pay my bill"));
    answer(simulation, caller, new CallerAction.Presses(PaymentsBot.ACCOUNT, ScriptedCaller.BETWEEN_KEYS));
    silence(simulation, Duration.ofSeconds(6));
    caller.does(says("50"));
    answer(simulation, caller, says("hold on"));
    silence(simulation, Duration.ofSeconds(21));
    for (String words : List.of("i'm back", PaymentsBot.CARD, "yes", "123", "2028-03", "yes")) {
      answer(simulation, caller, says(words));
    }
    simulation.listen();
    List<Happening.Event> events = new ArrayList<>();
    for (Happening happening : simulation.happenings()) {
      if (happening instanceof Happening.Event event && counts(event.event())) {
        events.add(event);
      }
    }
    return new RecordedCall(events, simulation.state());
  }

  /** The core of the bot that was called. */
  public static ConversationCore core() {
    return new ConversationCore(PaymentsBot.bot(), "en_US");
  }

  /** When the caller rang. */
  public static Instant begin() {
    return PaymentsBot.START;
  }

  private static CallerAction says(String words) {
    return new CallerAction.Says(words, Optional.empty());
  }

  /** Hears the bot out, and does this. */
  private static void answer(Simulation simulation, ScriptedCaller caller, CallerAction action) {
    simulation.listen();
    caller.does(action);
    simulation.settle();
  }

  /** Hears the bot out, and is silent for so long: the bot has begun to speak again then. */
  private static void silence(Simulation simulation, Duration time) {
    simulation.listen();
    simulation.time().advance(time);
  }

  private static boolean counts(DialogEvent event) {
    return !(event instanceof DialogEvent.Transcribed words) || words.complete();
  }
}
