package dev.parley.lex;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.definition.DialogHook;
import dev.parley.definition.HookReference;
import dev.parley.definition.NextStep;
import dev.parley.definition.NextStep.Action;
import dev.parley.definition.Template;
import dev.parley.definition.Transition;
import dev.parley.definition.Transition.Branch;
import dev.parley.definition.Transition.Outcome;
import dev.parley.lex.Course.Leads;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Writes what a bot does at the points of a dialog as Lex's next steps, conditions and code hooks. */
final class LexDialogWriter {

  private static final int MAX_BRANCHES = 4;
  private static final Pattern NAME = Pattern.compile("(?:[0-9a-zA-Z][_-]?){1,100}+");
  private static final Map<Action, String> TYPES =
      new EnumMap<>(Map.of(
          Action.CONTINUE, "EvaluateConditional",
          Action.ELICIT_INTENT, "ElicitIntent",
          Action.START_INTENT, "StartIntent",
          Action.ELICIT_SLOT, "ElicitSlot",
          Action.CONFIRM_INTENT, "ConfirmIntent",
          Action.FULFILL_INTENT, "FulfillIntent",
          Action.CLOSE_INTENT, "CloseIntent",
          Action.END_CONVERSATION, "EndConversation"));

  private final LexWordWriter words;
  private final LexReport report;
  private final Predicate<String> leftOut;
  private final Set<String> hooks = new TreeSet<>();

  /** Writes dialogs of a bot of which Lex has not these intents. */
  LexDialogWriter(LexWordWriter words, Predicate<String> leftOut) {
    this.words = words;
    this.leftOut = leftOut;
    this.report = words.texts().report();
  }

  /** The names of the hooks that were written so far: in Lex they are one Lambda. */
  Set<String> hooks() {
    return hooks;
  }

  /** Writes a point without a code hook of its own; one that it has is told as lost. */
  void point(ObjectNode owner, String prefix, Optional<Transition> transition, Leads usual, String place) {
    write(owner, prefix + "Response", prefix + "NextStep", prefix + "Conditional", transition, usual, place);
    transition.flatMap(Transition::hook).ifPresent(h -> report.lost(place, "a code hook", "Lex has none at this point", "let the hook before it do this"));
  }

  /** The opening of an intent, with its code hook. */
  JsonNode opening(Optional<Transition> transition, NextStep usual, String place) {
    if (transition.isEmpty()) {
      return NullNode.getInstance();
    }
    ObjectNode node = LexWordWriter.JSON.objectNode();
    write(node, "initialResponse", "nextStep", "conditional", transition, Leads.on(usual), place);
    node.set("codeHook", codeHook(transition, usual, place));
    return node;
  }

  /** The closing of an intent. */
  JsonNode closing(Optional<Transition> transition, String place) {
    if (transition.isEmpty()) {
      return NullNode.getInstance();
    }
    ObjectNode node = LexWordWriter.JSON.objectNode();
    node.put("isActive", true);
    write(node, "closingResponse", "nextStep", "conditional", transition, Leads.NOWHERE, place);
    transition.flatMap(Transition::hook).ifPresent(h -> report.lost(place, "a code hook", "Lex has none at the closing", "let the fulfilment do this"));
    return node;
  }

  void write(
      ObjectNode owner, String response, String next, String conditional, Optional<Transition> transition, Leads usual, String place) {
    owner.set(response, words.response(transition.flatMap(Transition::response), place));
    owner.putNull(next);
    owner.putNull(conditional);
    transition.ifPresent(t -> {
      boolean branches = t.hook().isEmpty() && !t.branches().isEmpty();
      if (t.hook().isPresent()) {
        owner.set(next, step("InvokeDialogCodeHook", Optional.empty(), t.attributes(), place));
      } else if (branches) {
        owner.set(next, t.attributes().isEmpty() ? NullNode.getInstance() : step("EvaluateConditional", Optional.empty(), t.attributes(), place));
        owner.set(conditional, conditional(t, usual, place));
      } else {
        owner.set(next, next(t.next(), t.attributes(), usual, place));
      }
    });
  }

  private JsonNode next(Optional<NextStep> next, Map<String, Template> attributes, Leads usual, String place) {
    Optional<NextStep> step =
        next.map(n -> n.action() == Action.CONTINUE ? usual.onward().map(u -> onward(u, n)) : Optional.of(n)).orElse(usual.standard());
    if (step.isEmpty()) {
      return attributes.isEmpty() ? NullNode.getInstance() : step("EvaluateConditional", Optional.empty(), attributes, place);
    }
    if (step.flatMap(NextStep::intent).filter(leftOut).isPresent()) {
      report.changed(place, "the step to intent `" + step.flatMap(NextStep::intent).orElse("") + "`", "Lex has no such intent; the conversation ends there", "");
      return step("EndConversation", Optional.empty(), attributes, place);
    }
    return step(TYPES.getOrDefault(step.get().action(), "EvaluateConditional"), step, attributes, place);
  }

  private static NextStep onward(NextStep usual, NextStep own) {
    return new NextStep(own.span(), usual.action(), usual.slot(), usual.intent(), own.slots(), own.silent());
  }

  private ObjectNode step(String type, Optional<NextStep> step, Map<String, Template> attributes, String place) {
    ObjectNode node = LexWordWriter.JSON.objectNode();
    ObjectNode action = node.putObject("dialogAction");
    action.put("type", type);
    action.put("slotToElicit", step.flatMap(NextStep::slot).orElse(null));
    if (step.filter(NextStep::silent).isPresent()) {
      action.put("suppressNextMessage", true);
    } else {
      action.putNull("suppressNextMessage");
    }
    if (attributes.isEmpty()) {
      node.putNull("sessionAttributes");
    } else {
      ObjectNode values = node.putObject("sessionAttributes");
      attributes.forEach((name, template) -> values.put(name, words.texts().words(template, place)));
    }
    ObjectNode intent = node.putObject("intent");
    intent.put("name", step.flatMap(NextStep::intent).orElse(null));
    Map<String, Template> given = step.map(NextStep::slots).orElse(Map.of());
    if (given.isEmpty()) {
      intent.putNull("slots");
    } else {
      ObjectNode slots = intent.putObject("slots");
      given.forEach((name, template) -> {
        ObjectNode slot = slots.putObject(name).put("shape", "Scalar");
        slot.putObject("value").put("interpretedValue", words.texts().words(template, place));
        slot.putNull("values");
      });
    }
    return node;
  }

  private ObjectNode conditional(Transition t, Leads usual, String place) {
    ObjectNode node = LexWordWriter.JSON.objectNode();
    node.put("isActive", true);
    ArrayNode branches = node.putArray("conditionalBranches");
    List<Branch> written = t.branches().subList(0, Math.min(MAX_BRANCHES, t.branches().size()));
    if (t.branches().size() > MAX_BRANCHES) {
      report.lost(place, "branches beyond the fourth", "Lex has four", "let a Lambda decide");
    }
    int number = 0;
    for (Branch branch : written) {
      number++;
      ObjectNode own = branches.addObject();
      own.put("name", NAME.matcher(branch.name()).matches() ? branch.name() : "Branch" + number);
      own.putObject("condition").put("expressionString", words.texts().condition(branch.condition(), place));
      outcome(own, Optional.of(branch.outcome()), t.next(), usual, place);
    }
    outcome(node.putObject("defaultBranch"), t.otherwise(), t.next(), usual, place);
    return node;
  }

  private void outcome(ObjectNode node, Optional<Outcome> outcome, Optional<NextStep> whole, Leads usual, String place) {
    node.set("response", words.response(outcome.flatMap(Outcome::response), place));
    node.set("nextStep", next(outcome.map(Outcome::next).orElse(whole), outcome.map(Outcome::attributes).orElse(Map.of()), usual, place));
  }

  /** The code hook of a transition; null when it has none. */
  JsonNode codeHook(Optional<Transition> transition, NextStep usual, String place) {
    Optional<DialogHook> hook = transition.flatMap(Transition::hook);
    if (hook.isEmpty()) {
      return NullNode.getInstance();
    }
    ObjectNode node = invocation(hook.get(), place);
    node.put("isActive", true);
    ObjectNode after = node.putObject("postCodeHookSpecification");
    point(after, "success", Optional.of(success(transition.get(), hook.get(), place)), Leads.on(usual), place);
    point(after, "failure", hook.get().failure(), Leads.away(Optional.empty(), usual), place);
    point(after, "timeout", hook.get().timeout(), Leads.away(Optional.empty(), usual), place);
    return node;
  }

  /** The hook's success, and then what the transition does when that does not decide. */
  private Transition success(Transition t, DialogHook hook, String place) {
    Transition own = hook.success().orElse(new Transition(
        t.span(), Optional.empty(), Map.of(), Optional.empty(), List.of(), Optional.empty(), Optional.empty()));
    boolean decides = own.next().isPresent() || !own.branches().isEmpty();
    if (decides) {
      if (!t.branches().isEmpty()) {
        report.lost(place, "the branches behind a code hook", "its success has branches or a step of its own", "");
      }
      return own;
    }
    return new Transition(own.span(), own.response(), own.attributes(), Optional.empty(), t.branches(), t.otherwise(), t.next());
  }

  /** The hook between attempts; null when there is none. */
  JsonNode betweenAttempts(Optional<DialogHook> hook, String place) {
    if (hook.isEmpty()) {
      return NullNode.getInstance();
    }
    if (hook.get().transitions().findAny().isPresent()) {
      report.lost(place, "what follows a hook between attempts", "in Lex the question comes again", "");
    }
    return invocation(hook.get(), place);
  }

  private ObjectNode invocation(DialogHook hook, String place) {
    hooks.add(hook.reference().target());
    if (hook.filler().isPresent()) {
      report.lost(place, "the filler of a hook", "Lex has one for a whole locale", "set it in the locale's audio filler");
    }
    if (!hook.reference().within().equals(HookReference.LEX_TIMEOUT)) {
      report.changed(place, "the time of a hook", "in Lex it is 30 s", "");
    }
    return LexWordWriter.JSON.objectNode().put("enableCodeHookInvocation", true).put("invocationLabel", hook.label().orElse(null));
  }
}
