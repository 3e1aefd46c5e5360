package dev.parley.yaml;

import dev.parley.definition.Condition;
import dev.parley.definition.DialogHook;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.IntentDefinition.ConfirmationDefinition;
import dev.parley.definition.IntentDefinition.FulfillmentDefinition;
import dev.parley.definition.NextStep;
import dev.parley.definition.PromptDefinition;
import dev.parley.definition.ResponseDefinition;
import dev.parley.definition.ResponseDefinition.MessageGroup;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.Template;
import dev.parley.definition.Transition;
import dev.parley.definition.ValidationRule;
import dev.parley.definition.WaitAndContinue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One walk through an intent in the order of its dialog. It collects everything that is said, decided, called and computed, and
 * for what is said the values that are sure to be known by then.
 */
final class DialogWalk {

  private final List<Spoken> spoken = new ArrayList<>();
  private final List<Transition> transitions = new ArrayList<>();
  private final List<NextStep> nextSteps = new ArrayList<>();
  private final List<Condition> conditions = new ArrayList<>();
  private final List<DialogHook> hooks = new ArrayList<>();
  private final List<Template> templates = new ArrayList<>();

  /** The slots, parts ({@code Slot.Part}) and features ({@code features.group.feature}) that have a value at this point. */
  private final Set<String> known = new LinkedHashSet<>();

  private DialogWalk() {}

  /**
   * Something said in an intent.
   *
   * @param known what has a value whenever this is said
   * @param retry whether it is a retry wording
   */
  record Spoken(ResponseDefinition response, Set<String> known, boolean retry) {
    Spoken {
      known = Set.copyOf(known);
    }
  }

  static DialogWalk through(IntentDefinition intent) {
    DialogWalk walk = new DialogWalk();
    walk.intent(intent);
    return walk;
  }

  List<Spoken> spoken() {
    return spoken;
  }

  /** All transitions, those of hooks too. */
  List<Transition> transitions() {
    return transitions;
  }

  List<NextStep> nextSteps() {
    return nextSteps;
  }

  /** The conditions of branches, slots and rules. */
  List<Condition> conditions() {
    return conditions;
  }

  List<DialogHook> hooks() {
    return hooks;
  }

  /** Templates whose text is not said: defaults, suggestions, attributes, slot values, bounds. */
  List<Template> templates() {
    return templates;
  }

  /** All placeholders. */
  Stream<Template.Reference> references() {
    return Stream.of(
            spoken.stream().map(Spoken::response).flatMap(DialogWalk::references),
            conditions.stream().flatMap(Condition::references),
            templates.stream().flatMap(Template::references))
        .flatMap(s -> s);
  }

  static Stream<Template.Reference> references(ResponseDefinition response) {
    return Stream.of(response.groups(), response.absent(), response.unavailable()).flatMap(DialogWalk::references);
  }

  static Stream<Template.Reference> references(List<MessageGroup> groups) {
    return groups.stream().flatMap(g -> g.variations().stream()).flatMap(v -> v.text().references());
  }

  private void intent(IntentDefinition intent) {
    intent.turnHook().ifPresent(this::hook);
    intent.questions().forEach(q -> say(q.answer()));
    intent.opening().ifPresent(this::go);
    for (SlotDefinition slot : intent.slots()) {
      slot(slot, slot.name());
      if (slot.required() && slot.onlyIf().isEmpty()) {
        known.add(slot.name());
        slot.parts().values().stream().filter(p -> PartLogic.sure(slot, p)).forEach(p -> known.add(slot.name() + "." + p.name()));
      }
    }
    intent.confirmation().ifPresent(this::confirmation);
    intent.fulfillment().ifPresent(this::fulfillment);
    intent.closing().ifPresent(this::go);
  }

  private void slot(SlotDefinition slot, String path) {
    slot.onlyIf().ifPresent(conditions::add);
    templates.addAll(slot.defaults());
    slot.suggestion().ifPresent(s -> templates.add(s.value()));
    Set<String> before = new LinkedHashSet<>(known);
    slot.onlyIf().ifPresent(c -> known.addAll(Conditions.known(c)));
    if (!slot.prompt().first().groups().isEmpty()) {
      ask(slot.prompt());
    }
    slot.waitAndContinue().ifPresent(this::hold);
    slot.help().ifPresent(this::say);
    slot.retryHook().ifPresent(this::hook);
    slot.failed().ifPresent(this::go);
    parts(slot, path);
    known.add(path);
    slot.which().ifPresent(this::say);
    slot.validation().forEach(this::rule);
    slot.confirmation().ifPresent(c -> {
      ask(c.prompt());
      c.declined().ifPresent(this::say);
      c.waitAndContinue().ifPresent(this::hold);
    });
    slot.captured().ifPresent(this::go);
    known.clear();
    known.addAll(before);
  }

  private void parts(SlotDefinition slot, String path) {
    List<SlotDefinition> parts = List.copyOf(slot.parts().values());
    Set<String> outside = new LinkedHashSet<>(known);
    for (int i = 0; i < parts.size(); i++) {
      SlotDefinition part = parts.get(i);
      parts.subList(0, i).stream().filter(e -> PartLogic.before(slot, e, part)).forEach(e -> known.add(path + "." + e.name()));
      slot(part, path + "." + part.name());
      known.clear();
      known.addAll(outside);
    }
    parts.stream().filter(p -> PartLogic.sure(slot, p)).forEach(p -> known.add(path + "." + p.name()));
  }

  private void rule(ValidationRule rule) {
    rule.otherwise().ifPresent(this::say);
    if (rule.check() instanceof ValidationRule.Holds holds) {
      conditions.add(holds.condition());
    } else if (rule.check() instanceof ValidationRule.AtLeast atLeast) {
      templates.add(atLeast.bound());
    } else if (rule.check() instanceof ValidationRule.AtMost atMost) {
      templates.add(atMost.bound());
    }
  }

  private void confirmation(ConfirmationDefinition confirmation) {
    ask(confirmation.prompt());
    confirmation.waitAndContinue().ifPresent(this::hold);
    confirmation.retryHook().ifPresent(this::hook);
    Stream.of(confirmation.confirmed(), confirmation.declined(), confirmation.failed()).flatMap(Optional::stream).forEach(this::go);
  }

  private void fulfillment(FulfillmentDefinition fulfillment) {
    fulfillment.hook().ifPresent(this::hook);
    fulfillment.success().ifPresent(this::go);
    Stream.of(fulfillment.started(), fulfillment.progress()).flatMap(Optional::stream).forEach(u -> say(u.response()));
  }

  private void hook(DialogHook hook) {
    hooks.add(hook);
    hook.filler().ifPresent(f -> say(f.response()));
    hook.transitions().forEach(this::go);
  }

  private void go(Transition transition) {
    transitions.add(transition);
    transition.response().ifPresent(this::say);
    templates.addAll(transition.attributes().values());
    transition.hook().ifPresent(this::hook);
    for (Transition.Branch branch : transition.branches()) {
      conditions.add(branch.condition());
      Set<String> before = new LinkedHashSet<>(known);
      known.addAll(Conditions.known(branch.condition()));
      outcome(branch.outcome());
      known.clear();
      known.addAll(before);
    }
    transition.otherwise().ifPresent(this::outcome);
    transition.next().ifPresent(this::next);
  }

  private void outcome(Transition.Outcome outcome) {
    outcome.response().ifPresent(this::say);
    templates.addAll(outcome.attributes().values());
    outcome.next().ifPresent(this::next);
  }

  private void next(NextStep next) {
    nextSteps.add(next);
    templates.addAll(next.slots().values());
  }

  private void hold(WaitAndContinue hold) {
    say(hold.waiting());
    say(hold.continuing());
    hold.stillWaiting().ifPresent(s -> say(s.response()));
  }

  private void say(ResponseDefinition response) {
    spoken.add(new Spoken(response, known, false));
  }

  private void ask(PromptDefinition prompt) {
    say(prompt.first());
    Stream.of(prompt.retries(), prompt.noInput()).flatMap(List::stream)
        .filter(r -> !r.equals(prompt.first()))
        .forEach(r -> spoken.add(new Spoken(r, known, true)));
  }
}
