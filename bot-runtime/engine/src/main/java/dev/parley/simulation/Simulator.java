package dev.parley.simulation;

import dev.parley.definition.BotDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.Span;
import dev.parley.event.Interpreter;
import dev.parley.event.InterpreterFactory;
import dev.parley.simulation.ConversationTest.Absent;
import dev.parley.simulation.ConversationTest.Happened;
import dev.parley.simulation.ConversationTest.Turn;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Holds conversations of one bot with drawn callers, in virtual time, and checks the core's laws at every step. A seed is one
 * conversation: caller, customers, hooks, channel, locale and time of day all come from it. One thread; no clock.
 *
 * <p>How it works: {@link RandomCaller} draws a turn, {@link TurnPlayer} plays it, until the conversation is over or long enough;
 * then an ending is played in which it must come to its end (law 6). What is drawn are the turns of a {@link ConversationTest}:
 * when something breaks, the test is there already, and {@link Shrinker} makes it short.
 */
public final class Simulator {

  /** A drawn caller does no more than this before the ending. */
  static final int MAX_TURNS = 40;

  /** A caller who makes no sense is let go after so many attempts at most: five retries of some slots, then the fallback's. */
  private static final int MAX_NONSENSE = 60;

  private static final Instant EARLIEST = Instant.parse("2026-01-01T00:00:00Z");
  private static final int DAYS = 730;
  private static final List<String> ZONES = List.of("Z", "America/New_York", "Europe/Berlin", "Asia/Kolkata", "Pacific/Auckland");
  private static final List<ChannelKind> CHANNELS =
      Stream.concat(Stream.generate(() -> ChannelKind.PHONE).limit(7), Stream.of(ChannelKind.CHAT, ChannelKind.CHAT, ChannelKind.REQUEST)).toList();

  /** As long as a silent caller is left alone at a time, and how often. */
  private static final Duration SILENCE = Duration.ofHours(1);

  private static final int SILENCES = 3;

  private final BotDefinition bot;
  private final List<LocaleDefinition> locales;
  private final List<Interpreter> interpreters;
  private final List<Mentions> mentions;
  private final Coverage coverage;
  private final ProvenEvents events = new ProvenEvents();

  /** A simulator of this bot; trains an interpreter for each of its locales. */
  public Simulator(BotDefinition bot, InterpreterFactory factory) {
    this.bot = bot;
    this.locales = List.copyOf(bot.locales().values());
    this.interpreters = locales.stream().map(l -> factory.train(bot, l.localeId())).toList();
    this.mentions = locales.stream().map(Mentions::by).toList();
    this.coverage = new Coverage(bot);
  }

  /** What the conversations so far have reached of the bot. */
  public Coverage coverage() {
    return coverage;
  }

  /** Holds the conversation of this seed. */
  public Outcome conversation(long seed) {
    return conversation(seed, Set.of());
  }

  /**
   * Holds the conversation of this seed.
   *
   * @param known laws that are known to break, by {@link Break#law()}: a conversation that breaks one of them is told no more
   */
  public Outcome conversation(long seed, Set<String> known) {
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    int l = random.nextInt(locales.size());
    LocaleDefinition locale = locales.get(l);
    ChannelKind channel = CHANNELS.get(random.nextInt(CHANNELS.size()));
    Instant start = EARLIEST.plus(Duration.ofMinutes(random.nextInt(DAYS * 24 * 60)));
    ZoneId zone = ZoneId.of(ZONES.get(random.nextInt(ZONES.size())));
    RandomWorld world = new RandomWorld(mentions.get(l), List.copyOf(locale.intents().keySet()), seed, start);
    ConversationTest drawn =
        new ConversationTest(
            Span.NONE, Optional.of("Drawn by parley simulate --seed " + seed), Optional.of("../bot.yaml"),
            Optional.of(locale.localeId()), start, zone, random.nextInt(Integer.MAX_VALUE), channel, world.attributes(),
            world.requestAttributes(), ScriptedFeatures.NONE, ScriptedHooks.NONE, List.of());
    Simulation simulation = new Simulation(setup(drawn, interpreters.get(l), world, world), coverage.in(locale.localeId()), events);
    List<Turn> turns = new ArrayList<>();
    int fixed = 0;
    String law = "the conversation does not come to its end";
    try {
      TurnPlayer player = new TurnPlayer(simulation, channel);
      player.start(drawn.attributes(), drawn.requestAttributes());
      RandomCaller caller = new RandomCaller(locale, mentions.get(l), simulation, random);
      for (int left = 1 + random.nextInt(MAX_TURNS); left > 0 && !simulation.over(); left--) {
        turns.add(caller.next());
        player.play(turns.get(turns.size() - 1));
      }
      int before = turns.size();
      boolean ended = ending(simulation, player, caller, random, turns);
      fixed = turns.size() - before;
      if (ended) {
        return new Outcome(seed, simulation.steps(), Optional.empty());
      }
    } catch (BrokenRule e) {
      // What broke is found again, and shortened, from the turns alone.
      law = e.rule();
    }
    if (known.contains(law)) {
      return new Outcome(seed, simulation.steps(), Optional.empty());
    }
    ConversationTest whole =
        new ConversationTest(
            drawn.span(), drawn.about(), drawn.bot(), drawn.locale(), start, zone, drawn.seed(), channel, drawn.attributes(), drawn.requestAttributes(),
            world.features(), world.hooks(), turns);
    Shrinker shrinker = new Shrinker(test -> run(test, interpreters.get(l)), fixed);
    return new Outcome(seed, simulation.steps(), Optional.of(shrinker.shrink(law, whole)));
  }

  /** Law 6: whoever falls silent, or never makes sense, is let go. */
  private static boolean ending(
      Simulation simulation, TurnPlayer player, RandomCaller caller, Random random, List<Turn> turns) {
    if (simulation.over()) {
      return true;
    }
    boolean phone = simulation.channel() == ChannelKind.PHONE;
    if (phone && random.nextInt(4) == 0) {
      for (int i = 0; i < MAX_NONSENSE && !simulation.over(); i++) {
        // Talk in the room while the bot waits is not for the bot; its patience ends by time.
        turns.add(simulation.state().dialog().waiting() ? RandomCaller.waits(SILENCE) : caller.nonsense());
        player.play(turns.get(turns.size() - 1));
      }
    } else {
      for (int i = 0; i < SILENCES; i++) {
        turns.add(RandomCaller.waits(SILENCE));
        player.play(turns.get(turns.size() - 1));
      }
    }
    boolean ended = phone ? simulation.over() : simulation.wakeAt().isEmpty();
    Turn last = turns.remove(turns.size() - 1);
    turns.add(
        new Turn(
            last.span(), last.caller(), last.after(), last.silent(), last.waits(), last.said(),
            phone && !ended ? List.of(new Happened(Span.NONE, "HangUp", Optional.empty())) : List.of(),
            phone || ended ? List.of() : List.of(new Absent(Span.NONE, "TextResponse", SILENCE))));
    return ended;
  }

  private TestRun run(ConversationTest test, Interpreter interpreter) {
    TestRun run =
        new TestRun(
            test, new Simulation(setup(test, interpreter, test.features(), test.hooks())), new Report());
    run.run();
    return run;
  }

  private SimulationSetup setup(ConversationTest test, Interpreter interpreter, FeatureScript features, HookScript hooks) {
    return new SimulationSetup(
        bot, test.locale().orElseThrow(), interpreter, test.channel(), test.start(), test.zone(), test.seed(), features, hooks, false);
  }

  /**
   * How a conversation went.
   *
   * @param seed which
   * @param steps how many steps it had
   * @param broken what broke, if something did
   */
  public record Outcome(long seed, int steps, Optional<Break> broken) {}

  /**
   * A conversation that broke a law, made short.
   *
   * @param law what broke, in the same words for each conversation that breaks it
   * @param rule what broke, and where
   * @param drawnTurns how many turns it had
   * @param turns how many are left
   * @param test the conversation as a test for {@code parley test}, which fails
   */
  public record Break(String law, String rule, int drawnTurns, int turns, String test) {}
}
