package dev.parley.lex;

import dev.parley.definition.BuiltInIntent;
import dev.parley.definition.DialogHook;
import dev.parley.definition.HookReference;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.IntentDefinition.ConfirmationDefinition;
import dev.parley.definition.IntentDefinition.FulfillmentDefinition;
import dev.parley.definition.IntentDefinition.OutputContext;
import dev.parley.definition.IntentDefinition.Update;
import dev.parley.definition.NextStep;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.Transition;
import dev.parley.diagnostic.Span;
import dev.parley.lex.LexDialog.Point;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Reads intents. */
final class LexIntents {

  private static final int DAY = 86_400;

  private final LexReport report;
  private final LexTypes types;
  private final String hookName;
  private final String fallback;

  LexIntents(LexReport report, LexTypes types, String hookName, String fallback) {
    this.report = report;
    this.types = types;
    this.hookName = hookName;
    this.fallback = fallback;
  }

  /** The built-in intent that it is; empty for one of the bot's own, and for one that is not known here. */
  static Optional<String> parent(LexObject intent) {
    return intent.words("parentIntentSignature").filter(p -> BuiltInIntent.of(p).isPresent());
  }

  /** An intent; empty, and a report, when it is one of AWS's services. */
  Optional<IntentDefinition> read(String name, LexObject intent, Map<String, LexObject> slotObjects) {
    intent.ignore("name", "intentName", "identifier", "intentId");
    boolean byName = name.equals(IntentDefinition.FALLBACK_NAME) && !intent.has("parentIntentSignature");
    Optional<String> parent = byName ? Optional.of(IntentDefinition.FALLBACK) : parent(intent);
    Optional<String> unknown = intent.words("parentIntentSignature").filter(p -> parent.isEmpty());
    if (unknown.isPresent() || parent.flatMap(BuiltInIntent::of).filter(BuiltInIntent.QNA::equals).isPresent()) {
      report.lost(intent.path(), "intent `" + LexReport.shown(name) + "` of " + LexReport.shown(unknown.or(() -> parent).orElse("")),
          "it asks a service of AWS", "write `questions:` under an intent with the parent AMAZON.QnAIntent, or let a hook ask a service");
      intent.pass();
      slotObjects.values().forEach(s -> s.pass());
      return Optional.empty();
    }
    services(intent);
    report.count("intent");
    return Optional.of(intent(name, intent, parent, ordered(intent, slotObjects)));
  }

  private static void services(LexObject intent) {
    String why = "it asks a service of AWS";
    intent.leave(why, "let a hook ask a service", "kendraConfiguration", "bedrockAgentIntentConfiguration", "qInConnectIntentConfiguration");
    intent.leave(why, "write `questions:` with their answers", "qnAIntentConfiguration");
    intent.leave("it names the intent where a generative model asks which one was meant", "", "intentDisplayName", "displayName");
  }

  /** The slots by their priority, those without one behind them by name. */
  private static Map<String, LexObject> ordered(LexObject intent, Map<String, LexObject> slots) {
    Map<String, Integer> priorities = new HashMap<>();
    for (LexObject priority : intent.objects("slotPriorities")) {
      int rank = priority.whole(Integer.MIN_VALUE, Integer.MAX_VALUE, "priority").orElse(Integer.MAX_VALUE);
      priority.words("slotName", "slotId").ifPresent(n -> priorities.put(n, rank));
    }
    Map<String, LexObject> byRank = new LinkedHashMap<>();
    Map<String, Integer> ranks = new HashMap<>();
    slots.forEach((name, slot) -> {
      Optional<String> id = slot.words("identifier", "slotId");
      ranks.put(name, Optional.ofNullable(priorities.get(name)).or(() -> id.map(priorities::get)).orElse(Integer.MAX_VALUE));
    });
    new TreeMap<>(slots).entrySet().stream()
        .sorted(Comparator.comparing((Map.Entry<String, LexObject> e) -> ranks.getOrDefault(e.getKey(), Integer.MAX_VALUE)))
        .forEach(e -> byRank.put(e.getKey(), e.getValue()));
    return byRank;
  }

  private IntentDefinition intent(String name, LexObject intent, Optional<String> parent, Map<String, LexObject> slotObjects) {
    List<String> names = new ArrayList<>();
    slotObjects.forEach((n, s) -> names.addAll(LexSlots.names(n, s)));
    LexWords words = new LexWords(new LexTexts(report, Set.copyOf(names)));
    boolean builtIn = parent.flatMap(BuiltInIntent::of).filter(b -> b != BuiltInIntent.FALLBACK).isPresent();
    boolean calls = intent.object("dialogCodeHook").map(d -> d.flag(false, "enabled")).orElse(false);
    Optional<LexObject> confirmation = active(intent.object("intentConfirmationSetting"));
    Optional<LexObject> fulfillment = active(intent.object("fulfillmentCodeHook"));
    Optional<LexObject> closing = active(intent.object("intentClosingSetting"));
    List<String> needed = slotObjects.entrySet().stream().filter(e -> LexSlots.required(e.getValue())).map(Map.Entry::getKey).toList();
    Course course = new Course(needed, confirmation.isPresent(), fulfillment.isPresent(), closing.isPresent(), fallback);
    LexDialog dialog = new LexDialog(words, calls && !builtIn ? Optional.of(hookName) : Optional.empty());
    LexSlots slots = new LexSlots(words, dialog, types, course);
    List<SlotDefinition> slotList = new ArrayList<>();
    slotObjects.forEach((n, s) -> {
      slotList.add(slots.read(n, s));
      report.count("slot");
    });
    Optional<LexObject> initial = intent.object("initialResponseSetting");
    Optional<LexObject> openingHook = initial.flatMap(i -> i.object("codeHook"));
    Optional<Transition> opening =
        initial.flatMap(i -> dialog.read(new Point(i, "initialResponse", "nextStep", "conditional"), openingHook, Optional.of(course.opening())));
    dialog.unused(openingHook);
    IntentDefinition read = new IntentDefinition(
        Span.NONE, name, parent, intent.words("description"), LexSlots.utterances(intent), List.of(), inputContexts(intent), outputContexts(intent), false,
        slotList, Optional.empty(), opening,
        confirmation.flatMap(c -> confirmation(c, words, dialog, course)),
        fulfillment.flatMap(f -> fulfillment(f, words, dialog, course)),
        closing.flatMap(c -> closing(c, dialog, IntentDefinition.afterClosing(parent, false))));
    if (builtIn) {
      return onlyWords(read, intent, calls);
    }
    boolean silentEnd = read.isFallback()
        && read.opening().filter(t -> t.response().isEmpty() && t.next().filter(n -> n.action() == NextStep.Action.END_CONVERSATION).isPresent()).isPresent();
    if (silentEnd) {
      report.note(intent.path(), "the fallback intent ends the conversation without a word", "so it does in Lex, and a call is hung up here",
          "give it words: `close:` with what the bot can do");
    }
    boolean turn = calls && !called(read);
    return turn ? with(read, Optional.of(new DialogHook(
        Span.NONE, new HookReference(Span.NONE, hookName, HookReference.LEX_TIMEOUT),
        Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()))) : read;
  }

  /** Whether a point of the intent calls the dialog code hook; in older exports none does, and Lex calls it after every input. */
  private static boolean called(IntentDefinition intent) {
    return intent.transitions().anyMatch(t -> t.hook().isPresent())
        || intent.confirmation().flatMap(ConfirmationDefinition::retryHook).isPresent()
        || intent.slots().stream().anyMatch(s -> s.retryHook().isPresent() || s.transitions().anyMatch(t -> t.hook().isPresent()));
  }

  private static IntentDefinition with(IntentDefinition i, Optional<DialogHook> turnHook) {
    return new IntentDefinition(
        i.span(), i.name(), i.parent(), i.description(), i.utterances(), i.questions(), i.inputContexts(), i.outputContexts(), i.digression(), i.slots(),
        turnHook, i.opening(), i.confirmation(), i.fulfillment(), i.closing());
  }

  /** What a built-in intent does is known here: only its words are its own. */
  private IntentDefinition onlyWords(IntentDefinition i, LexObject intent, boolean calls) {
    boolean does = calls || i.fulfillment().flatMap(FulfillmentDefinition::hook).isPresent()
        || i.opening().filter(t -> !t.branches().isEmpty() || !t.attributes().isEmpty()).isPresent()
        || i.closing().filter(t -> !t.branches().isEmpty() || !t.attributes().isEmpty()).isPresent();
    if (does) {
      report.lost(intent.path(), "the code hooks, branches and attributes of a built-in intent", "the runtime itself repeats, helps, pauses, cancels, stops and starts over",
          "where the Lambda does more, drop `parent:`, write `utterances:`, and name the hook");
    }
    return new IntentDefinition(
        i.span(), i.name(), i.parent(), i.description(), i.utterances(), i.questions(), i.inputContexts(), i.outputContexts(), i.digression(), i.slots(),
        Optional.empty(), i.opening().flatMap(LexIntents::said), i.confirmation(), Optional.empty(), i.closing());
  }

  private static Optional<Transition> said(Transition opening) {
    return opening.response().map(Transition::saying);
  }

  private static Optional<LexObject> active(Optional<LexObject> object) {
    return object.filter(o -> {
      boolean active = o.flag(true, "isActive", "active");
      if (!active) {
        boolean says = o.names().size() > 1;
        o.pass();
        if (says) {
          o.report().note(o.path(), "a part of an intent that is switched off", "it is left out", "");
        }
      }
      return active;
    });
  }

  private static List<String> inputContexts(LexObject intent) {
    List<String> contexts = new ArrayList<>();
    intent.objects("inputContexts").forEach(c -> c.words("name").filter(n -> !contexts.contains(n)).ifPresent(contexts::add));
    return contexts;
  }

  private static List<OutputContext> outputContexts(LexObject intent) {
    Map<String, OutputContext> contexts = new LinkedHashMap<>();
    for (LexObject context : intent.objects("outputContexts")) {
      int seconds = context.whole(5, DAY, "timeToLiveInSeconds").orElse(90);
      int turns = context.whole(1, 20, "turnsToLive").orElse(5);
      context.words("name").ifPresent(n -> contexts.putIfAbsent(n, new OutputContext(Span.NONE, n, Duration.ofSeconds(seconds), turns)));
    }
    return List.copyOf(contexts.values());
  }

  private static Optional<ConfirmationDefinition> confirmation(LexObject object, LexWords words, LexDialog dialog, Course course) {
    Optional<LexObject> hook = object.object("codeHook");
    Optional<Transition> yes = dialog.read(Point.of(object, "confirmation"), hook, Optional.of(course.confirmed()));
    Optional<Transition> no = dialog.read(Point.of(object, "declination"), hook, Optional.empty());
    Optional<Transition> failed = dialog.read(Point.of(object, "failure"), hook, Optional.of(course.failed()));
    Optional<DialogHook> retry = dialog.betweenAttempts(object.object("elicitationCodeHook"));
    dialog.unused(hook);
    Optional<LexWords.Asked> asked = words.prompt(object.object("promptSpecification"));
    if (asked.isEmpty()) {
      object.report().lost(object.path(), "a confirmation without a question", "", "write it under `confirm:`");
    }
    return asked.map(a -> new ConfirmationDefinition(Span.NONE, a.prompt(), a.input(), List.of(), List.of(), yes, no, failed, retry, Optional.empty()));
  }

  private Optional<FulfillmentDefinition> fulfillment(LexObject object, LexWords words, LexDialog dialog, Course course) {
    boolean enabled = object.flag(false, "enabled");
    Optional<LexObject> after = object.object("postFulfillmentStatusSpecification");
    Optional<LexObject> updates = object.object("fulfillmentUpdatesSpecification").filter(u -> u.flag(true, "active", "isActive"));
    object.object("fulfillmentUpdatesSpecification").filter(u -> updates.isEmpty() || !enabled).ifPresent(u -> u.pass());
    Optional<Transition> success = after.flatMap(a -> dialog.read(Point.of(a, "success"), Optional.empty(), Optional.of(course.fulfilled())));
    if (!enabled) {
      after.ifPresent(a -> a.names().stream().filter(n -> n.startsWith("failure") || n.startsWith("timeout")).forEach(a::ignore));
      return Optional.of(new FulfillmentDefinition(Span.NONE, Optional.empty(), success, Optional.empty(), Optional.empty()));
    }
    Optional<NextStep> none = Optional.empty();
    Optional<Transition> failure = after.flatMap(a -> dialog.read(Point.of(a, "failure"), Optional.empty(), none));
    Optional<Transition> timeout = after.flatMap(a -> dialog.read(Point.of(a, "timeout"), Optional.empty(), none));
    int limit = updates.map(u -> u.whole(1, 900, "timeoutInSeconds").orElse(30)).orElse(30);
    int seconds = updates.filter(u -> u.has("startResponse", "updateResponse")).isPresent() ? limit : 30;
    HookReference reference = new HookReference(Span.NONE, hookName, Duration.ofSeconds(seconds));
    DialogHook hook = new DialogHook(Span.NONE, reference, Optional.empty(), Optional.empty(), success, failure, timeout);
    return Optional.of(new FulfillmentDefinition(
        Span.NONE, Optional.of(hook), Optional.empty(),
        updates.flatMap(u -> update(u.object("startResponse"), words, "delayInSeconds")),
        updates.flatMap(u -> update(u.object("updateResponse"), words, "frequencyInSeconds"))));
  }

  private static Optional<Update> update(Optional<LexObject> object, LexWords words, String time) {
    int seconds = object.map(o -> o.whole(1, 900, time).orElse(30)).orElse(30);
    return words.response(object).map(r -> new Update(Span.NONE, Duration.ofSeconds(seconds), r));
  }

  /** The closing; where Lex names no step, what follows is what follows here. */
  private static Optional<Transition> closing(LexObject object, LexDialog dialog, Optional<NextStep.Action> standard) {
    Optional<Transition> read = dialog.read(new Point(object, "closingResponse", "nextStep", "conditional"), Optional.empty(), Optional.empty());
    return read.map(t -> ended(t, standard));
  }

  private static Transition ended(Transition t, Optional<NextStep.Action> standard) {
    Optional<NextStep> next = t.next().map(LexIntents::end).or(() -> standard.map(a -> NextStep.of(Span.NONE, a)));
    List<Transition.Branch> branches =
        t.branches().stream().map(b -> new Transition.Branch(b.span(), b.name(), b.condition(), outcome(b.outcome(), next))).toList();
    return new Transition(t.span(), t.response(), t.attributes(), t.hook(), branches, t.otherwise().map(o -> outcome(o, next)), next);
  }

  private static Transition.Outcome outcome(Transition.Outcome o, Optional<NextStep> whole) {
    return new Transition.Outcome(o.span(), o.response(), o.attributes(), o.next().map(LexIntents::end).or(() -> whole));
  }

  /** To close what is closing is the end. */
  private static NextStep end(NextStep step) {
    boolean closes = step.action() == NextStep.Action.CLOSE_INTENT;
    return closes ? NextStep.of(step.span(), NextStep.Action.END_CONVERSATION) : step;
  }
}
