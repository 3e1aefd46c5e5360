package dev.parley.conversation;

import dev.parley.conversation.Bots.LocaleBot;
import dev.parley.event.DialogEvent;
import dev.parley.event.DialogOutput;
import dev.parley.event.HookResult;
import dev.parley.event.Interpretations;
import dev.parley.event.SecretToken;
import dev.parley.hook.HookContext;
import dev.parley.session.SessionKey;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries out what the core wants: tells the channel, speaks, listens, and asks the interpreter, hooks and the feature store, whose
 * answers come back as events. Secrets are filled in here, on their way out. In the mailbox only.
 */
final class Answers implements DialogOutput.Cases<Answers.Done> {

  private static final Logger LOG = LoggerFactory.getLogger(Answers.class);

  /** A client that reports no ends is not remembered for ever. */
  private static final int MAX_PLAYING = 64;

  private final LocaleBot bot;
  private final LiveSession session;
  private final Channel channel;
  private final ConversationServices services;
  private final Host host;
  private final Mouth mouth;
  private final Ears ears;
  private final HookContext hookContext;

  /** Prompts whose end the channel has not reported, oldest first. */
  private final Deque<Long> playing = new ArrayDeque<>();

  Answers(
      SessionKey key,
      BotAlias alias,
      LiveSession session,
      Channel channel,
      ConversationServices services,
      Host host,
      Mouth mouth,
      Ears ears) {
    this.bot = session.bot();
    this.session = session;
    this.channel = channel;
    this.services = services;
    this.host = host;
    this.mouth = mouth;
    this.ears = ears;
    this.hookContext =
        new HookContext(
            bot.definition().id(),
            bot.definition().name(),
            bot.version(),
            alias.id(),
            alias.name(),
            key.localeId(),
            key.sessionId(),
            channel.responseContentType());
  }

  /** That an output has been carried out. */
  enum Done {
    DONE
  }

  /** What concerns a prompt that plays: at once, before anything is saved. */
  void stop(List<DialogOutput> outputs) {
    for (DialogOutput output : outputs) {
      if (urgent(output)) {
        output.match(this);
      }
    }
  }

  /** All the others. */
  void carryOut(List<DialogOutput> outputs) {
    for (DialogOutput output : outputs) {
      if (!urgent(output)) {
        output.match(this);
      }
    }
  }

  /**
   * Whether a step must be saved before it is carried out. One that asks what words mean need not: outside, nobody hears of it but
   * those words themselves, and the answer's step saves both.
   */
  static boolean saved(List<DialogOutput> outputs) {
    boolean asks = false;
    for (DialogOutput output : outputs) {
      asks |= output instanceof DialogOutput.Interpret;
      if (!urgent(output)
          && !(output instanceof DialogOutput.Interpret || output instanceof DialogOutput.RevealTranscript || output instanceof DialogOutput.ListenFor)) {
        return true;
      }
    }
    return !asks;
  }

  private static boolean urgent(DialogOutput output) {
    return output instanceof DialogOutput.StopPlayback
        || output instanceof DialogOutput.LowerPlayback
        || output instanceof DialogOutput.ResumePlayback;
  }

  /** The caller has heard the oldest prompt. */
  void heardOldest() {
    Long prompt = playing.poll();
    if (prompt != null) {
      host.handle(new DialogEvent.PlaybackEnded(prompt));
    }
  }

  /** The caller has heard this prompt, and so those before it. */
  void heard(long prompt) {
    playing.removeIf(p -> p <= prompt);
    host.handle(new DialogEvent.PlaybackEnded(prompt));
  }

  @Override
  public Done stopPlayback(DialogOutput.StopPlayback o) {
    playing.clear();
    channel.send(new ChannelOutput.Interruption(o.prompt(), o.reason(), o.causedByEventId()));
    mouth.stop();
    ears.cut();
    session.note("interrupted: " + o.reason());
    return Done.DONE;
  }

  @Override
  public Done lowerPlayback(DialogOutput.LowerPlayback o) {
    mouth.lower();
    return Done.DONE;
  }

  @Override
  public Done resumePlayback(DialogOutput.ResumePlayback o) {
    mouth.resume();
    return Done.DONE;
  }

  @Override
  public Done revealTranscript(DialogOutput.RevealTranscript o) {
    session.heard(o.text());
    channel.send(new ChannelOutput.Transcript(session.vault().reveal(o.text())));
    return Done.DONE;
  }

  @Override
  public Done revealIntentResult(DialogOutput.RevealIntentResult o) {
    channel.send(new ChannelOutput.IntentResult(
        o.inputMode(),
        session.vault().reveal(o.interpretations()),
        session.vault().reveal(o.session()),
        session.vault().revealed(session.state().dialog().requestAttributes())));
    return Done.DONE;
  }

  @Override
  public Done say(DialogOutput.Say o) {
    session.said(o.messages(), o.facts());
    if (channel.capabilities().playback()) {
      if (playing.size() >= MAX_PLAYING) {
        playing.remove();
      }
      playing.add(o.prompt());
    }
    ears.during(o.policy());
    mouth.say(o, session.vault());
    return Done.DONE;
  }

  @Override
  public Done heard(DialogOutput.Heard o) {
    session.cut(o.heard());
    return Done.DONE;
  }

  @Override
  public Done interpret(DialogOutput.Interpret o) {
    host.run(() -> {
      Instant started = services.clock().instant();
      Interpretations meaning = bot.interpreter().interpret(session.vault().reveal(o.text()), o.expectation());
      Interpretations concealed = session.vault().conceal(meaning, o);
      services.meters().timer("parley.interpret").record(Duration.between(started, services.clock().instant()));
      host.handle(new DialogEvent.Interpreted(o.turn(), concealed));
    });
    return Done.DONE;
  }

  @Override
  public Done callHook(DialogOutput.CallHook o) {
    var unused =
        services.hooks().call(o.hook(), session.vault().reveal(o.request()), hookContext)
            .thenAccept(result -> host.happened(new DialogEvent.HookAnswered(o.turn(), known(o, result))));
    return Done.DONE;
  }

  /** A hook that names what the bot does not have has failed, and is told of where its owner looks. */
  private HookResult known(DialogOutput.CallHook call, HookResult result) {
    Optional<String> mistake =
        result instanceof HookResult.Answer answer
            ? SessionNames.mistake(bot.definition().locale(bot.localeId()).orElseThrow(), answer.session())
            : Optional.empty();
    mistake.ifPresent(m -> LOG.warn("hook {} of bot {}: its answer cannot be used: {}", call.hook().target(), bot.definition().name(), m));
    return mistake.<HookResult>map(HookResult.Failed::new).orElse(result);
  }

  @Override
  public Done lookUpFeatures(DialogOutput.LookUpFeatures o) {
    var unused =
        services.facts().lookUp(o.group(), session.vault().reveal(o.key()), o.within())
            .thenAccept(snapshot -> host.happened(new DialogEvent.FeaturesArrived(o.turn(), o.group(), o.key(), snapshot)));
    return Done.DONE;
  }

  @Override
  public Done decided(DialogOutput.Decided o) {
    // Written to the record with its step.
    return Done.DONE;
  }

  @Override
  public Done writeFeatures(DialogOutput.WriteFeatures o) {
    Map<String, String> values = new LinkedHashMap<>();
    o.values().forEach((feature, value) -> values.put(feature, session.vault().reveal(value)));
    Set<String> secret = o.values().entrySet().stream().filter(e -> SecretToken.isIn(e.getValue())).map(Map.Entry::getKey).collect(Collectors.toSet());
    services.facts().write(new CustomerFacts.Edit(o.group(), session.vault().reveal(o.key()), o.at(), values, secret, o.counts()));
    return Done.DONE;
  }

  @Override
  public Done listenFor(DialogOutput.ListenFor o) {
    ears.expect(o.expectation());
    return Done.DONE;
  }

  @Override
  public Done close(DialogOutput.Close o) {
    session.note("closed: " + o.reason());
    channel.send(new ChannelOutput.Closed(o.reason()));
    return Done.DONE;
  }
}
