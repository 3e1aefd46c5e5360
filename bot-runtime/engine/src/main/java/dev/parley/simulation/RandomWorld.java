package dev.parley.simulation;

import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.Template.AttributeReference;
import dev.parley.definition.Template.FeatureReference;
import dev.parley.definition.Template.Filter;
import dev.parley.event.FeatureSnapshot;
import dev.parley.event.HookRequest;
import dev.parley.event.Message;
import dev.parley.event.SessionView.DialogAction;
import dev.parley.event.SessionView.IntentState;
import dev.parley.event.SessionView.IntentView;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The world around a drawn conversation: a feature store and code hooks that mostly work, and now and then know nothing, fail or
 * are late. Each answer depends on the seed and the question alone. Remembers what was asked, so that it can be written down as
 * a script. One thread.
 */
final class RandomWorld implements FeatureScript, HookScript {

  private static final List<String> AMOUNTS = List.of("128.40", "50.00", "0", "7", "19999.99");
  private static final List<String> DAYS = List.of("2026-05-08", "2027-01-31", "2020-02-29", "2028-03");
  private static final List<String> WORDS = List.of("C-1001", "Dana", "gold", "482913", "Main Street 7", "true", "12");

  private final long seed;
  private final Instant eventTime;
  private final Named named;
  private final Map<String, Map<String, ScriptedFeatures.Reply>> asked = new TreeMap<>();
  private final Map<String, List<ScriptedHooks.Reply>> called = new TreeMap<>();

  /** A world that knows no more of customers than the bot ever asks for. */
  RandomWorld(Named named, long seed, Instant eventTime) {
    this.named = named;
    this.seed = seed;
    this.eventTime = eventTime;
  }

  private Random random(String question) {
    return new Random(seed * 0x9E3779B97F4A7C15L + question.hashCode());
  }

  private static <T> T one(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** Session attributes at the start: some of those that the bot names. */
  Map<String, String> attributes() {
    Random random = random("attributes");
    Map<String, String> given = new LinkedHashMap<>();
    if (random.nextInt(3) == 0) {
      named.attributes().stream().filter(a -> random.nextBoolean()).forEach(a -> given.put(a, one(random, WORDS)));
    }
    return given;
  }

  @Override
  public ScriptedFeatures.Reply find(String group, String key) {
    return asked.computeIfAbsent(group, g -> new TreeMap<>()).computeIfAbsent(key, k -> draw(group, key));
  }

  private ScriptedFeatures.Reply draw(String group, String key) {
    int mood = random("store").nextInt(24);
    Random random = random(group + "/" + key);
    switch (mood < 2 ? mood : random.nextInt(14)) {
      case 0 -> {
        return ScriptedFeatures.Reply.LATE;
      }
      case 1 -> {
        return ScriptedFeatures.Reply.UNAVAILABLE;
      }
      case 2, 3 -> {
        return ScriptedFeatures.Reply.ABSENT;
      }
      default -> {
        Map<String, String> values = new TreeMap<>();
        named.features().getOrDefault(group, Map.of()).forEach((feature, shapes) -> {
          if (random.nextInt(9) > 0) {
            values.put(feature, value(random, shapes));
          }
        });
        return new ScriptedFeatures.Reply(FeatureSnapshot.found(values, eventTime), false);
      }
    }
  }

  private static String value(Random random, Set<Filter> shapes) {
    if (random.nextInt(20) == 0) {
      return "";
    }
    return one(random, shapes.contains(Filter.MONEY) ? AMOUNTS : shapes.contains(Filter.DATE) || shapes.contains(Filter.DAY) ? DAYS : WORDS);
  }

  @Override
  public Optional<ScriptedHooks.Reply> reply(String hook, int call, HookRequest request) {
    Random random = random(hook + "#" + call);
    Duration takes = Duration.ofMillis(random.nextInt(8) == 0 ? random.nextInt(60_000) : random.nextInt(900));
    ScriptedHooks.Answer answer = random.nextInt(10) == 0 ? new ScriptedHooks.Fails("drawn") : answer(random, request);
    ScriptedHooks.Reply reply = new ScriptedHooks.Reply(answer, takes);
    called.computeIfAbsent(hook, h -> new ArrayList<>()).add(reply);
    return Optional.of(reply);
  }

  private ScriptedHooks.Answer answer(Random random, HookRequest request) {
    Map<String, String> set = new LinkedHashMap<>();
    named.attributes().stream().filter(a -> random.nextInt(6) > 0).forEach(a -> set.put(a, one(random, WORDS)));
    List<String> slots = request.session().intent().map(IntentView::slots).map(s -> List.copyOf(s.keySet())).orElse(List.of());
    boolean work = request.source() == HookRequest.InvocationSource.FULFILLMENT_CODE_HOOK;
    DialogAction.Type type =
        switch (random.nextInt(12)) {
          case 0 -> DialogAction.Type.ELICIT_INTENT;
          case 1 -> slots.isEmpty() ? DialogAction.Type.DELEGATE : DialogAction.Type.ELICIT_SLOT;
          case 2 -> DialogAction.Type.CONFIRM_INTENT;
          case 3, 4 -> work ? DialogAction.Type.DELEGATE : DialogAction.Type.CLOSE;
          default -> work ? DialogAction.Type.CLOSE : DialogAction.Type.DELEGATE;
        };
    Optional<String> slot = type == DialogAction.Type.ELICIT_SLOT ? Optional.of(one(random, slots)) : Optional.empty();
    boolean ends = type == DialogAction.Type.CLOSE || type == DialogAction.Type.DELEGATE && work;
    IntentState state = !ends ? IntentState.IN_PROGRESS : random.nextInt(6) == 0 ? IntentState.FAILED : IntentState.FULFILLED;
    Map<String, String> values = slots.isEmpty() || random.nextInt(8) > 0 ? Map.of() : Map.of(one(random, slots), "7");
    List<Message> messages = random.nextInt(4) == 0 ? List.of(Message.plain("The hook has this to say.")) : List.of();
    return new ScriptedHooks.Answers(new DialogAction(type, slot), state, set, values, messages);
  }

  /** The answers that were given, as a script. */
  ScriptedFeatures features() {
    Map<String, ScriptedFeatures.Group> groups = new LinkedHashMap<>();
    asked.forEach((group, records) -> groups.put(group, new ScriptedFeatures.Group(Optional.empty(), records)));
    return new ScriptedFeatures(groups);
  }

  /** The answers that were given, as a script. */
  ScriptedHooks hooks() {
    Map<String, List<ScriptedHooks.Reply>> replies = new LinkedHashMap<>();
    called.forEach((hook, answers) -> replies.put(hook, List.copyOf(answers)));
    return new ScriptedHooks(replies);
  }

  /**
   * What a bot names of the world.
   *
   * @param features by group, then by name, the shapes in which they are said
   * @param attributes session attributes
   */
  record Named(Map<String, Map<String, Set<Filter>>> features, Set<String> attributes) {

    static Named by(LocaleDefinition locale) {
      Named named = new Named(new TreeMap<>(), new TreeSet<>());
      DefinitionTree.walk(locale, "", (part, none) -> {
        if (part instanceof FeatureReference f) {
          named.features().computeIfAbsent(f.group(), g -> new TreeMap<>())
              .computeIfAbsent(f.feature(), n -> new TreeSet<>()).addAll(f.filters());
        } else if (part instanceof AttributeReference a) {
          named.attributes().add(a.attribute());
        }
        return none;
      });
      return named;
    }
  }
}
