package dev.parley.lex;

import dev.parley.definition.Condition;
import dev.parley.definition.DialogHook;
import dev.parley.definition.HookReference;
import dev.parley.definition.NextStep;
import dev.parley.definition.NextStep.Action;
import dev.parley.definition.ResponseDefinition;
import dev.parley.definition.ResponseDefinition.MessageGroup;
import dev.parley.definition.Template;
import dev.parley.definition.Transition;
import dev.parley.definition.Transition.Branch;
import dev.parley.definition.Transition.Outcome;
import dev.parley.diagnostic.Span;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads what a Lex bot does at the points of a dialog. Lex tells it as a response, a next step, conditions and a code hook that a
 * next step {@code InvokeDialogCodeHook} calls; here they are one transition. A bot whose intent does not enable its dialog code hook
 * has such steps too, for the console writes them into every bot, and there they lead straight to what follows the hook's success.
 */
final class LexDialog {

  private static final Map<String, Action> ACTIONS =
      Map.of(
          "elicitintent", Action.ELICIT_INTENT,
          "startintent", Action.START_INTENT,
          "elicitslot", Action.ELICIT_SLOT,
          "confirmintent", Action.CONFIRM_INTENT,
          "fulfillintent", Action.FULFILL_INTENT,
          "closeintent", Action.CLOSE_INTENT,
          "endconversation", Action.END_CONVERSATION,
          "evaluateconditional", Action.CONTINUE);

  private static final String INVOKE = "invokedialogcodehook";

  private final LexWords words;
  private final LexReport report;
  private final Optional<String> hook;
  private final Set<String> invoked = new HashSet<>();

  /** Reads dialogs of an intent whose dialog code hook has this name; without one, none is called. */
  LexDialog(LexWords words, Optional<String> hook) {
    this.words = words;
    this.report = words.texts().report();
    this.hook = hook;
  }

  /** The members of one point: a response, what follows it, and its conditions. */
  record Point(LexObject owner, String response, String next, String conditional) {

    /** The point whose members begin so, as {@code captureResponse} does. */
    static Point of(LexObject owner, String prefix) {
      return new Point(owner, prefix + "Response", prefix + "NextStep", prefix + "Conditional");
    }
  }

  /** A next step as Lex writes it. */
  private record Step(boolean invokes, Optional<NextStep> next, Map<String, Template> attributes) {
    static final Step NONE = new Step(false, Optional.empty(), Map.of());
  }

  /**
   * A transition; empty when nothing is done but the usual.
   *
   * @param hookObject the code hook that a next step may call
   * @param usual what follows in the usual order; empty where there is none
   */
  Optional<Transition> read(Point point, Optional<LexObject> hookObject, Optional<NextStep> usual) {
    Optional<ResponseDefinition> response = words.response(point.owner().object(point.response()));
    Step step = point.owner().object(point.next()).map(o -> step(o, usual)).orElse(Step.NONE);
    Conditional conditional = point.owner().object(point.conditional()).filter(this::active).map(c -> conditional(c, usual)).orElse(Conditional.NONE);
    boolean invokes = step.invokes() || conditional.invokes();
    Optional<DialogHook> called = Optional.empty();
    Optional<Transition> through = Optional.empty();
    if (hookObject.isPresent() && invokes) {
      invoked.add(hookObject.get().path());
      boolean enabled = enabled(hookObject.get());
      if (hook.isPresent() && enabled) {
        called = Optional.of(hook(hookObject.get(), hook.get(), usual));
      } else {
        through = withoutHook(hookObject.get(), usual);
      }
    }
    if (!conditional.isEmpty() && called.isPresent()) {
      report.changed(point.owner().place(point.conditional()), "a branch that calls the code hook", "here a hook is called before the branches, which stand at its success now",
          "see whether the hook may be called for the other branches, too");
      DialogHook before = called.get();
      Optional<Transition> success = done(Optional.empty(), Step.NONE, conditional, Optional.empty(), before.success());
      DialogHook after = new DialogHook(before.span(), before.reference(), before.label(), before.filler(), success, before.failure(), before.timeout());
      return done(response, step, Conditional.NONE, Optional.of(after), Optional.empty());
    }
    return done(response, step, conditional, called, through);
  }

  private boolean active(LexObject conditional) {
    if (conditional.flag(true, "active", "isActive")) {
      return true;
    }
    conditional.pass();
    report.note(conditional.path(), "conditions that are switched off", "they are left out", "");
    return false;
  }

  private static Optional<Transition> done(
      Optional<ResponseDefinition> response, Step step, Conditional conditional, Optional<DialogHook> called, Optional<Transition> through) {
    Optional<ResponseDefinition> said = both(response, conditional.isEmpty() ? through.flatMap(Transition::response) : Optional.empty());
    Map<String, Template> attributes = new LinkedHashMap<>(step.attributes());
    if (conditional.isEmpty()) {
      through.ifPresent(t -> attributes.putAll(t.attributes()));
    }
    Optional<NextStep> next = conditional.isEmpty() ? step.next().or(() -> through.flatMap(Transition::next)) : conditional.next(through);
    List<Branch> branches = conditional.isEmpty() ? through.map(Transition::branches).orElse(List.of()) : conditional.branches(next, through);
    Optional<Outcome> otherwise =
        conditional.isEmpty() ? through.flatMap(Transition::otherwise) : conditional.otherwise(through).map(o -> Conditional.onward(o, next));
    if (branches.isEmpty() && otherwise.isPresent()) {
      attributes.putAll(otherwise.get().attributes()); // no condition is left to decide
      return Optional.of(new Transition(
          Span.NONE, both(said, otherwise.get().response()), attributes, called, branches, Optional.empty(), otherwise.get().next()));
    }
    boolean nothing = said.isEmpty() && attributes.isEmpty() && called.isEmpty() && branches.isEmpty() && otherwise.isEmpty() && next.isEmpty();
    return nothing
        ? Optional.empty()
        : Optional.of(new Transition(Span.NONE, said, attributes, called, branches, otherwise, next));
  }

  /** Two responses, one after the other. */
  static Optional<ResponseDefinition> both(Optional<ResponseDefinition> first, Optional<ResponseDefinition> second) {
    if (first.isEmpty() || second.isEmpty()) {
      return first.or(() -> second);
    }
    List<MessageGroup> groups = new ArrayList<>(first.get().groups());
    groups.addAll(second.get().groups());
    return Optional.of(new ResponseDefinition(
        Span.NONE, groups.subList(0, Math.min(groups.size(), 5)), first.get().interruptible(), first.get().ordered(), List.of(), List.of()));
  }

  private static boolean enabled(LexObject codeHook) {
    boolean invokes = codeHook.flag(true, "enableCodeHookInvocation");
    boolean active = codeHook.flag(true, "active", "isActive");
    return invokes && active;
  }

  /** Where a hook that is not called leads. */
  private Optional<Transition> withoutHook(LexObject object, Optional<NextStep> usual) {
    object.ignore("invocationLabel");
    return object.object("postCodeHookSpecification").flatMap(after -> {
      for (String name : after.names()) {
        if (name.startsWith("failure") || name.startsWith("timeout")) {
          after.ignore(name); // nothing is called that could fail
        }
      }
      return read(Point.of(after, "success"), Optional.empty(), usual);
    });
  }

  private DialogHook hook(LexObject object, String name, Optional<NextStep> usual) {
    Optional<LexObject> after = object.object("postCodeHookSpecification");
    return new DialogHook(
        Span.NONE,
        new HookReference(Span.NONE, name, HookReference.LEX_TIMEOUT),
        object.words("invocationLabel"),
        Optional.empty(),
        after.flatMap(a -> read(Point.of(a, "success"), Optional.empty(), usual)),
        after.flatMap(a -> read(Point.of(a, "failure"), Optional.empty(), Optional.empty())),
        after.flatMap(a -> read(Point.of(a, "timeout"), Optional.empty(), Optional.empty())));
  }

  /** The hook between attempts; empty when none is called. */
  Optional<DialogHook> betweenAttempts(Optional<LexObject> object) {
    return object.flatMap(o -> {
      boolean enabled = o.flag(true, "enableCodeHookInvocation");
      Optional<String> label = o.words("invocationLabel");
      return hook.filter(h -> enabled).map(h -> new DialogHook(
          Span.NONE, new HookReference(Span.NONE, h, HookReference.LEX_TIMEOUT), label, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty()));
    });
  }

  /** Tells of a code hook that no step of its points called. */
  void unused(Optional<LexObject> object) {
    object.filter(o -> !invoked.contains(o.path())).ifPresent(o -> {
      boolean enabled = enabled(o);
      o.pass();
      if (enabled && hook.isPresent()) {
        report.note(o.path(), "a code hook that no next step calls", "Lex calls it by the step InvokeDialogCodeHook alone", "add `hook:` there if it is meant to be called");
      }
    });
  }

  private Step step(LexObject object, Optional<NextStep> usual) {
    Map<String, Template> attributes = object.object("sessionAttributes").map(words.texts()::values).orElse(Map.of());
    Optional<LexObject> action = object.object("dialogAction");
    Optional<String> type = action.flatMap(a -> a.word("type"));
    Optional<String> slot = action.flatMap(a -> a.words("slotToElicit"));
    boolean silent = action.map(a -> a.flag(false, "suppressNextMessage")).orElse(false);
    action.ifPresent(a -> a.leave("only the message itself is elicited here", "", "intentsInScope"));
    Optional<LexObject> intent = object.object("intent");
    Optional<String> name = intent.flatMap(i -> i.words("name"));
    Map<String, Template> slots = intent.flatMap(i -> i.object("slots")).map(this::slots).orElse(Map.of());
    if (type.filter(INVOKE::equals).isPresent()) {
      return new Step(true, Optional.empty(), attributes);
    }
    Optional<Action> known = type.flatMap(t -> Optional.ofNullable(ACTIONS.get(t)));
    type.filter(t -> known.isEmpty()).ifPresent(t -> report.lost(object.path(), "the next step " + LexReport.shown(t), "it is not known here", "write another under `next:`"));
    Optional<NextStep> next = known.flatMap(a -> next(object, a, slot, name, slots, silent));
    return new Step(false, next.filter(n -> !Course.same(n, usual)).filter(LexDialog::says), attributes);
  }

  private static boolean says(NextStep next) {
    return next.action() != Action.CONTINUE || !next.slots().isEmpty() || next.silent();
  }

  private Optional<NextStep> next(
      LexObject object, Action action, Optional<String> slot, Optional<String> intent, Map<String, Template> slots, boolean silent) {
    if ((action == Action.ELICIT_SLOT && slot.isEmpty()) || (action == Action.START_INTENT && intent.isEmpty())) {
      report.lost(object.path(), "a next step that names nothing", "it says " + action.word() + " and not what", "write it under `next:`");
      return Optional.empty();
    }
    return Optional.of(new NextStep(
        Span.NONE, action, slot.filter(s -> action == Action.ELICIT_SLOT), intent.filter(i -> action == Action.START_INTENT), slots, silent));
  }

  private Map<String, Template> slots(LexObject object) {
    Map<String, Template> slots = new LinkedHashMap<>();
    for (String name : object.names()) {
      object.object(name).ifPresent(slot -> {
        slot.ignore("shape");
        Optional<String> value = slot.object("value").flatMap(v -> v.words("interpretedValue"));
        value.ifPresent(v -> slots.put(name, words.texts().words(v, slot.path())));
        slot.leave("a step gives one value to a slot here", "let a hook set several", "values");
      });
    }
    return slots;
  }

  private Conditional conditional(LexObject object, Optional<NextStep> usual) {
    List<Way> ways = new ArrayList<>();
    for (LexObject branch : object.objects("conditionalBranches")) {
      Optional<String> expression = branch.object("condition").flatMap(c -> c.words("expressionString"));
      Optional<Condition> condition = expression.flatMap(e -> words.texts().condition(e, branch.path()));
      if (expression.isEmpty()) {
        report.lost(branch.path(), "a branch without a condition", "it says not when it is taken", "write it under `when:`");
      }
      Way way = way(branch, usual);
      String name = branch.words("name").orElse("Branch" + (ways.size() + 1));
      condition.ifPresent(c -> ways.add(new Way(name, Optional.of(c), way.invokes(), way.outcome())));
    }
    Optional<Way> otherwise = object.object("defaultBranch").map(b -> way(b, usual));
    return new Conditional(ways, otherwise);
  }

  private Way way(LexObject branch, Optional<NextStep> usual) {
    Optional<ResponseDefinition> response = words.response(branch.object("response"));
    Step step = branch.object("nextStep").map(o -> step(o, usual)).orElse(Step.NONE);
    return new Way("", Optional.empty(), step.invokes(), new Outcome(Span.NONE, response, step.attributes(), step.next()));
  }

  /** A branch before it is known what follows the whole. */
  record Way(String name, Optional<Condition> condition, boolean invokes, Outcome outcome) {}
}
