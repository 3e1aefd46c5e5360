package dev.parley.simulation;

import dev.parley.event.FeatureSnapshot;
import dev.parley.event.HookRequest;
import dev.parley.event.Message;
import dev.parley.event.SessionView.ConfirmationState;
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

/**
 * The world around a drawn conversation: a feature store and code hooks that mostly work, and now and then know nothing, fail,
 * are late, or answer what makes no sense here. Each answer depends on the seed and the question alone. Remembers what was asked,
 * so that it can be written down as a script. One thread.
 */
final class RandomWorld implements FeatureScript, HookScript {

  private static final List<String> WORDS = List.of("C-1001", "Dana", "gold", "482913", "Main Street 7", "true", "12");
  private static final List<String> SLOT_VALUES = List.of("7", "2026-12-31", "Dana", "482913", "4111111111111111", "");

  /** Attributes by which clients and hooks say how a question is listened to, some of them with values that are none. */
  private static final Map<String, String> LISTENING =
      new TreeMap<>(Map.of(
          "x-amz-lex:audio:start-timeout-ms:*:*", "1500",
          "x-amz-lex:audio:end-timeout-ms:*:*", "300",
          "x-amz-lex:allow-interrupt:*:*", "false",
          "x-amz-lex:allow-audio-input:*:*", "false",
          "x-amz-lex:allow-dtmf-input:*:*", "no",
          "x-amz-lex:dtmf:max-length:*:*", "3",
          "x-amz-lex:dtmf:end-timeout-ms:*:*", "-1",
          "x-amz-lex:dtmf:end-character:*:*", "*",
          "x-amz-lex:text:start-timeout-ms:*:*", "120000"));

  private final long seed;
  private final Instant eventTime;
  private final Mentions mentions;
  private final List<String> intents;
  private final List<String> telling;
  private final Map<String, Map<String, ScriptedFeatures.Reply>> asked = new TreeMap<>();
  private final Map<String, List<ScriptedHooks.Reply>> called = new TreeMap<>();

  /**
   * A world that knows no more of customers than the bot ever asks for.
   *
   * @param intents to which a hook may switch
   */
  RandomWorld(Mentions mentions, List<String> intents, long seed, Instant eventTime) {
    this.mentions = mentions;
    this.intents = intents;
    this.telling = mentions.all();
    this.seed = seed;
    this.eventTime = eventTime;
  }

  private Random random(String question) {
    return new Random(seed * 0x9E3779B97F4A7C15L + question.hashCode());
  }

  private static <T> T one(Random random, List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  /** Session attributes at the start: some of those that the bot names, and some that say how it listens. */
  Map<String, String> attributes() {
    Random random = random("attributes");
    Map<String, String> given = new LinkedHashMap<>();
    if (random.nextInt(2) == 0) {
      mentions.attributes().forEach((name, values) -> {
        if (random.nextBoolean()) {
          given.put(name, value(random, values));
        }
      });
    }
    if (random.nextInt(12) == 0) {
      given.putAll(listening(random));
    }
    given.values().removeIf(String::isEmpty);
    return given;
  }

  private static Map<String, String> listening(Random random) {
    String name = one(random, List.copyOf(LISTENING.keySet()));
    return Map.of(name, LISTENING.getOrDefault(name, ""));
  }

  /** Request attributes of the whole conversation: some of those that the bot names. */
  Map<String, String> requestAttributes() {
    Random random = random("request attributes");
    Map<String, String> given = new LinkedHashMap<>();
    mentions.requestAttributes().forEach((name, values) -> {
      if (random.nextBoolean()) {
        given.put(name, value(random, values));
      }
    });
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
        mentions.features().getOrDefault(group, Map.of()).forEach((feature, telling) -> {
          if (random.nextInt(9) > 0) {
            values.put(feature, value(random, telling));
          }
        });
        return new ScriptedFeatures.Reply(FeatureSnapshot.found(values, eventTime), false);
      }
    }
  }

  /** A value on which something turns, most often, or another one, or none. */
  private static String value(Random random, Set<String> telling) {
    if (random.nextInt(20) == 0) {
      return "";
    }
    return telling.isEmpty() || random.nextInt(5) == 0 ? one(random, WORDS) : one(random, List.copyOf(telling));
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
    boolean work = request.source() == HookRequest.InvocationSource.FULFILLMENT_CODE_HOOK;
    Optional<String> other = random.nextInt(24) == 0 ? Optional.of(one(random, intents)) : Optional.empty();
    List<String> slots = request.session().intent().map(IntentView::slots).map(s -> List.copyOf(s.keySet())).orElse(List.of());
    DialogAction.Type type =
        switch (random.nextInt(14)) {
          case 0 -> DialogAction.Type.ELICIT_INTENT;
          case 1, 2 -> DialogAction.Type.ELICIT_SLOT;
          case 3 -> DialogAction.Type.CONFIRM_INTENT;
          case 4, 5 -> work ? DialogAction.Type.DELEGATE : DialogAction.Type.CLOSE;
          case 6 -> random.nextInt(3) == 0 ? DialogAction.Type.NONE : DialogAction.Type.DELEGATE;
          default -> work ? DialogAction.Type.CLOSE : DialogAction.Type.DELEGATE;
        };
    boolean ends = type == DialogAction.Type.CLOSE || type == DialogAction.Type.DELEGATE && work;
    IntentState state = !ends ? IntentState.IN_PROGRESS : random.nextInt(6) == 0 ? IntentState.FAILED : IntentState.FULFILLED;
    if (random.nextInt(16) == 0 && type == DialogAction.Type.DELEGATE) {
      state = one(random, List.of(IntentState.values()));
    }
    Optional<ConfirmationState> confirmation =
        random.nextInt(8) == 0 ? Optional.of(one(random, List.of(ConfirmationState.values()))) : Optional.empty();
    // Lex wants words with ElicitIntent, and refuses an answer without them: the shell takes it as a failure.
    boolean speaks = type == DialogAction.Type.ELICIT_INTENT || random.nextInt(4) == 0;
    List<Message> messages = speaks ? List.of(Message.plain("The hook has this to say.")) : List.of();
    return new ScriptedHooks.Answers(
        action(random, type, slots), other, state, confirmation, attributes(random), values(random, slots), messages);
  }

  /** The action, at times with a slot or part that is not there. */
  private DialogAction action(Random random, DialogAction.Type type, List<String> slots) {
    if (type != DialogAction.Type.ELICIT_SLOT) {
      return new DialogAction(type, Optional.empty());
    }
    Optional<String> slot =
        slots.isEmpty() || random.nextInt(12) == 0
            ? Optional.of("NoSuchSlot")
            : Optional.of(one(random, slots));
    List<String> parts =
        mentions.slots().keySet().stream().filter(p -> p.startsWith(slot.orElse("") + ".")).map(p -> p.substring(p.indexOf('.') + 1)).toList();
    Optional<String> part = parts.isEmpty() || random.nextBoolean() ? Optional.empty() : Optional.of(one(random, parts));
    return new DialogAction(type, slot, part, Optional.empty());
  }

  private Map<String, String> attributes(Random random) {
    Map<String, String> set = new LinkedHashMap<>();
    mentions.attributes().forEach((name, values) -> {
      if (random.nextInt(6) > 0) {
        set.put(name, value(random, values));
      }
    });
    if (random.nextInt(24) == 0) {
      set.putAll(listening(random));
    }
    return set;
  }

  private Map<String, String> values(Random random, List<String> slots) {
    if (slots.isEmpty() || random.nextInt(6) > 0) {
      return Map.of();
    }
    String value = telling.isEmpty() || random.nextBoolean() ? one(random, SLOT_VALUES) : one(random, telling);
    return Map.of(random.nextInt(12) == 0 ? "NoSuchSlot" : one(random, slots), value);
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
}
