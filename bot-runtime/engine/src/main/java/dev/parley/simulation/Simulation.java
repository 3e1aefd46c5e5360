package dev.parley.simulation;

import dev.parley.definition.LocaleDefinition;
import dev.parley.engine.ConversationCore;
import dev.parley.engine.ConversationState;
import dev.parley.engine.Step;
import dev.parley.event.DialogEvent;
import dev.parley.event.DialogOutput;
import dev.parley.event.Expectation;
import dev.parley.event.HookResult;
import dev.parley.event.Interpretations;
import dev.parley.event.Message;
import dev.parley.event.SessionView;
import dev.parley.turn.TurnState;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One conversation in virtual time: the real core, and around it a shell that does what the core wants from a script. Nothing
 * happens until the time is moved. What must hold of every step ({@link Laws}, {@link Invariants}) is checked at
 * each. One thread.
 *
 * <p>How it works: whatever happens is a timer of {@link VirtualTime}; each applies one event to the core, and carries out the
 * outputs by setting further timers, so that equal scripts give equal conversations.
 */
public final class Simulation {

  /** How fast words are spoken, in characters a second: about 150 English words a minute. */
  public static final int SPOKEN_PER_SECOND = 14;

  /** A conversation of more steps than this is going round in circles. */
  public static final int MAX_STEPS = 20_000;

  /** What understanding an utterance takes. */
  private static final Duration INTERPRETING = Duration.ofMillis(20);

  /** How often it is looked whether words that were held up are over. */
  private static final Duration LOOK_AGAIN = Duration.ofMillis(100);

  private final SimulationSetup setup;
  private final Consumer<Step> watcher;
  private final LocaleDefinition locale;
  private final ConversationCore core;
  private final Laws laws;
  private final Secrets secrets;
  private final VirtualTime time;
  private final List<Happening> happenings = new ArrayList<>();
  private final List<String> troubles = new ArrayList<>();
  private final Map<String, Integer> hookCalls = new HashMap<>();
  private final SimulatedPlayback playback;
  private ConversationState state;
  private Optional<VirtualTime.Timer> wakeUp = Optional.empty();
  private Optional<Instant> wakesAt = Optional.empty();
  private int awaited;
  private int steps;

  /**
   * A conversation before it begins.
   *
   * @throws IllegalArgumentException when the bot does not have the locale
   */
  public Simulation(SimulationSetup setup) {
    this(setup, step -> {});
  }

  /**
   * A conversation before it begins, each of whose steps is shown to someone.
   *
   * @throws IllegalArgumentException when the bot does not have the locale
   */
  public Simulation(SimulationSetup setup, Consumer<Step> watcher) {
    this(setup, watcher, new ProvenEvents());
  }

  /** The same, one of many conversations that have events in common. */
  Simulation(SimulationSetup setup, Consumer<Step> watcher, ProvenEvents events) {
    this.setup = setup;
    this.watcher = watcher;
    this.core = new ConversationCore(setup.bot(), setup.localeId());
    this.locale =
        setup.bot().locale(setup.localeId()).orElseThrow(() -> new IllegalArgumentException("no locale " + setup.localeId()));
    this.secrets = new Secrets(locale, setup.interpreter());
    this.time = new VirtualTime(setup.start());
    this.state = core.fresh(setup.start());
    this.laws = new Laws(core, locale, events, state);
    this.playback = new SimulatedPlayback(time, setup.start(), this::reveal, this::apply);
  }

  /** How long so many characters take to speak. */
  public static Duration spoken(int characters) {
    return Duration.ofMillis(characters * 1000L / SPOKEN_PER_SECOND);
  }

  /** The caller is there. */
  public void start(Optional<SessionView> session) {
    start(session, Map.of());
  }

  /** The caller is there, with these request attributes. */
  void start(Optional<SessionView> session, Map<String, String> requestAttributes) {
    ZoneId zone = setup.zone();
    offer(new DialogEvent.Started(setup.seed(), zone, setup.channel().caller(), session, List.of(), requestAttributes));
  }

  /** Something happens now. */
  public void offer(DialogEvent event) {
    offerAfter(Duration.ZERO, event);
  }

  /** Something happens so long after now. */
  public void offerAfter(Duration delay, DialogEvent event) {
    later(delay, () -> apply(event));
  }

  /** Something is done so long after now; the conversation is not settled before. */
  void later(Duration delay, Runnable work) {
    awaited++;
    time.after(delay, () -> {
      awaited--;
      work.run();
    });
  }

  private void apply(DialogEvent said) {
    Instant now = time.now();
    DialogEvent event = secrets.conceal(said, core.expectation(state, now));
    if (++steps > MAX_STEPS) {
      throw new BrokenRule("the conversation does not end", place() + "the conversation does not end", null);
    }
    happenings.add(new Happening.Event(now, event));
    Step step = step(event, now);
    watcher.accept(step);
    state = setup.restored() ? laws.restored() : step.state();
    for (DialogOutput output : step.outputs()) {
      happenings.add(new Happening.Output(now, output));
      output.match(new Shell());
    }
    wakeUp.ifPresent(VirtualTime.Timer::cancel);
    wakesAt = step.wakeAt();
    wakeUp = step.wakeAt().map(at -> time.at(at, () -> apply(new DialogEvent.DeadlinePassed())));
  }

  private Step step(DialogEvent event, Instant now) {
    try {
      return laws.step(event, now, secrets.slotValues());
    } catch (AssertionError e) {
      throw new BrokenRule(String.valueOf(e.getMessage()), place() + e.getMessage() + "\n  by " + event, e);
    } catch (RuntimeException e) {
      throw new BrokenRule("the core fails: " + e, place() + "the core fails: " + e + "\n  by " + event, e);
    }
  }

  private String place() {
    return "seed=" + setup.seed() + " step=" + steps + " at " + time.now() + ": ";
  }

  /** The clock; moving it lets things happen. */
  public VirtualTime time() {
    return time;
  }

  /** Where the conversation stands. */
  public ConversationState state() {
    return state;
  }

  /** The session as a client would see it; secrets are tokens. */
  public SessionView view() {
    return core.view(state);
  }

  /** What the bot waits for. */
  public Expectation expectation() {
    return core.expectation(state, time.now());
  }

  /** All that happened so far, in order. */
  public List<Happening> happenings() {
    return Collections.unmodifiableList(happenings);
  }

  /** What the script did not foresee: calls of hooks for which it has no answer. */
  public List<String> troubles() {
    return Collections.unmodifiableList(troubles);
  }

  /** The text with secrets filled in, as the caller hears it. */
  public String reveal(String text) {
    return secrets.vault().reveal(text);
  }

  /** What the caller hears: all messages, one after another. */
  public String words(DialogOutput.Say say) {
    return say.messages().stream().map(Message::content).map(this::reveal).collect(Collectors.joining(" "));
  }

  /** When the bot's last words began. */
  public Instant lastSaidAt() {
    return playback.lastSaidAt();
  }

  /** Whether a prompt is being heard. */
  public boolean speaking() {
    return playback.speaking();
  }

  /** How the caller reaches the bot. */
  ChannelKind channel() {
    return setup.channel();
  }

  /** How many events the core has taken. */
  int steps() {
    return steps;
  }

  /** When the core wants to be woken, if it does. */
  Optional<Instant> wakeAt() {
    return wakesAt;
  }

  /** Whether the caller is gone. */
  public boolean over() {
    return state.turn().floor() == TurnState.Floor.CLOSED;
  }

  /** Whether all that was begun has come to something: only a caller, or a deadline, would move the conversation on. */
  public boolean settled() {
    TurnState turn = state.turn();
    boolean quiet = turn.floor() != TurnState.Floor.CALLER && turn.keys().isEmpty() && turn.queue().isEmpty();
    return awaited == 0 && (over() || quiet && state.dialog().pending().isEmpty());
  }

  /** Moves the time on until the conversation is {@link #settled()}. */
  public void settle() {
    while (!settled()) {
      if (!time.runNext()) {
        throw new BrokenRule(
            "something is awaited that will never come", place() + "something is awaited that will never come", null);
      }
    }
  }

  /** Moves the time on until the bot is silent and the conversation settled. */
  public void listen() {
    settle();
    while (speaking()) {
      time.advanceTo(playback.spokenUntil());
      settle();
    }
  }

  /** Carries out what the core wants. */
  private final class Shell implements DialogOutput.Cases<Boolean> {

    @Override
    public Boolean stopPlayback(DialogOutput.StopPlayback o) {
      playback.stop(o.prompt()).ifPresent(heard -> offer(new DialogEvent.PlaybackStopped(o.prompt(), heard)));
      return true;
    }

    @Override
    public Boolean lowerPlayback(DialogOutput.LowerPlayback o) {
      playback.hold();
      return true;
    }

    @Override
    public Boolean resumePlayback(DialogOutput.ResumePlayback o) {
      playback.resume();
      return true;
    }

    @Override
    public Boolean say(DialogOutput.Say o) {
      if (setup.channel().caller().playback()) {
        playback.say(o);
      } else {
        playback.shown();
        offer(new DialogEvent.PlaybackEnded(o.prompt()));
      }
      return true;
    }

    @Override
    public Boolean interpret(DialogOutput.Interpret o) {
      Interpretations safe = secrets.conceal(understood(o), o);
      offerAfter(INTERPRETING, new DialogEvent.Interpreted(o.turn(), safe));
      return true;
    }

    private Interpretations understood(DialogOutput.Interpret o) {
      try {
        return setup.interpreter().interpret(reveal(o.text()), o.expectation());
      } catch (RuntimeException e) {
        throw new BrokenRule("the interpreter fails: " + e, place() + "the interpreter fails: " + e, e);
      }
    }

    @Override
    public Boolean callHook(DialogOutput.CallHook o) {
      String hook = o.hook().target();
      int call = hookCalls.merge(hook, 1, Integer::sum) - 1;
      Optional<ScriptedHooks.Reply> reply = setup.hooks().reply(hook, call, o.request());
      if (reply.isEmpty()) {
        troubles.add("the bot called the hook `" + hook + "` for the " + (call + 1) + ". time, and the script has no answer");
      }
      boolean late = reply.filter(r -> r.takes().compareTo(o.hook().within()) > 0).isPresent();
      Duration takes = late ? o.hook().within() : reply.map(ScriptedHooks.Reply::takes).orElse(ScriptedHooks.USUAL);
      HookResult result =
          late
              ? new HookResult.TimedOut()
              : reply
                  .map(r -> r.answer().to(secrets.vault().reveal(o.request())))
                  .orElseGet(() -> new HookResult.Failed("the script has no answer"));
      offerAfter(takes, new DialogEvent.HookAnswered(o.turn(), result));
      return true;
    }

    @Override
    public Boolean lookUpFeatures(DialogOutput.LookUpFeatures o) {
      ScriptedFeatures.Reply reply = setup.features().find(o.group(), reveal(o.key()));
      Duration takes = reply.late() ? o.within() : ScriptedFeatures.USUAL;
      offerAfter(takes, new DialogEvent.FeaturesArrived(o.turn(), o.group(), o.key(), reply.snapshot()));
      return true;
    }

    @Override
    public Boolean decided(DialogOutput.Decided o) {
      return true;
    }

    @Override
    public Boolean writeFeatures(DialogOutput.WriteFeatures o) {
      return true;
    }

    @Override
    public Boolean close(DialogOutput.Close o) {
      if (setup.channel() == ChannelKind.PHONE) {
        time.at(playback.spokenUntil(), this::hangUp);
      }
      return true;
    }

    /** The line is cut after the closing words, unless the caller has got the bot to talk again. */
    private void hangUp() {
      if (playback.speaking()) {
        // The closing words were held up.
        time.after(LOOK_AGAIN, this::hangUp);
        return;
      }
      if (state.dialog().closed() && !over()) {
        apply(new DialogEvent.HungUp("the dialog is over"));
      }
    }

    @Override
    public Boolean heard(DialogOutput.Heard o) {
      return true;
    }

    @Override
    public Boolean revealTranscript(DialogOutput.RevealTranscript o) {
      return true;
    }

    @Override
    public Boolean revealIntentResult(DialogOutput.RevealIntentResult o) {
      return true;
    }

    @Override
    public Boolean listenFor(DialogOutput.ListenFor o) {
      return true;
    }
  }
}
