package dev.parley.yaml;

import dev.parley.definition.BuiltInIntent;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.NextStep;
import dev.parley.definition.NextStep.Action;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.Template;
import dev.parley.definition.Transition;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.diagnostic.Report;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** What must hold of the ways through a locale: they lead somewhere, every intent lies on one, and none goes round for ever. */
final class FlowChecks {

  private final LocaleDefinition locale;
  private final Map<String, DialogWalk> walks;
  private final Report report;

  FlowChecks(LocaleDefinition locale, Map<String, DialogWalk> walks, Report report) {
    this.locale = locale;
    this.walks = walks;
    this.report = report;
  }

  void check() {
    locale.intents().values().forEach(i -> walks.getOrDefault(i.name(), DialogWalk.through(i)).nextSteps().forEach(n -> next(i, n)));
    locale.start().ifPresent(this::started);
    reached();
    circles();
  }

  /** The intent that a step starts, if there is one. */
  private Optional<IntentDefinition> started(NextStep next) {
    String name = next.intent().orElse("");
    Optional<IntentDefinition> intent = Optional.ofNullable(locale.intents().get(name));
    if (intent.isEmpty()) {
      report.add(
          Diagnostic.error("unknown-intent", next.span(), "there is no intent `" + name + "` to start")
              .help(DidYouMean.help(name, locale.intents().keySet()).orElse("the intents are " + String.join(", ", locale.intents().keySet()))));
    }
    return intent;
  }

  private void next(IntentDefinition intent, NextStep next) {
    Optional<IntentDefinition> target = next.action() == Action.START_INTENT ? started(next) : Optional.empty();
    if (next.action() == Action.START_INTENT && target.isEmpty()) {
      return;
    }
    next.slot().ifPresent(slot -> elicit(intent, slot, next));
    if (next.action() == Action.CONFIRM_INTENT && intent.confirmation().isEmpty()) {
      report.add(
          Diagnostic.error("nothing-to-confirm", next.span(), "intent `" + intent.name() + "` has no `confirm`")
              .help("add the question, or go on with another step"));
    }
    boolean ends = next.action() == Action.END_CONVERSATION || next.action() == Action.ELICIT_INTENT;
    if (ends && !next.slots().isEmpty()) {
      report.add(
          Diagnostic.warning("slots-for-nothing", next.span(), "these values go nowhere: the intent is over")
              .help("set session attributes with `set:`, or start an intent"));
    }
    SlotNames names = SlotNames.of(target.orElse(intent));
    next.slots().keySet().forEach(name -> names.mistake(name).ifPresent(m -> report.add(
        Diagnostic.error(m.code(), next.span(), m.message()).label("`slots:` of this step").help(m.help()))));
  }

  private void elicit(IntentDefinition intent, String name, NextStep next) {
    Optional<SlotDefinition> slot = intent.slot(name);
    if (slot.isEmpty()) {
      SlotNames.of(intent).mistake(name).ifPresentOrElse(
          m -> report.add(Diagnostic.error(m.code(), next.span(), m.message()).help(m.help())),
          () -> report.add(
              Diagnostic.error("part-elicited", next.span(), "`" + name + "` is a part, and whole slots are asked")
                  .help("name the slot: what is missing of it is asked")));
    } else if (slot.get().prompt().first().groups().isEmpty() && slot.get().parts().isEmpty()) {
      report.add(
          Diagnostic.error("elicits-without-question", next.span(), "slot `" + name + "` is to be asked and has no question")
              .note(slot.get().span(), "the slot")
              .help("add `ask:` to it"));
    }
  }

  /** Finds the intents that nothing leads to. */
  private void reached() {
    Set<String> contexts = new LinkedHashSet<>();
    Set<String> reached = new LinkedHashSet<>();
    Optional<String> first = locale.start().flatMap(NextStep::intent);
    boolean more = true;
    while (more) {
      more = false;
      for (IntentDefinition intent : locale.intents().values()) {
        boolean said = hasWords(intent) && contexts.containsAll(intent.inputContexts());
        boolean started = first.equals(Optional.of(intent.name()))
            || reached.stream().anyMatch(from -> starts(from).contains(intent.name()));
        if ((said || started) && reached.add(intent.name())) {
          intent.outputContexts().forEach(c -> contexts.add(c.name()));
          more = true;
        }
      }
    }
    locale.intents().values().stream().filter(i -> !reached.contains(i.name())).forEach(i -> unreached(i, contexts));
  }

  private static boolean hasWords(IntentDefinition intent) {
    return !intent.utterances().isEmpty() || intent.builtIn().isPresent();
  }

  private List<String> starts(String from) {
    return Optional.ofNullable(walks.get(from)).stream().flatMap(w -> w.nextSteps().stream()).flatMap(n -> n.intent().stream()).toList();
  }

  private void unreached(IntentDefinition intent, Set<String> contexts) {
    List<String> missing = intent.inputContexts().stream().filter(c -> !contexts.contains(c)).toList();
    boolean startedByAny = locale.intents().keySet().stream().anyMatch(from -> !from.equals(intent.name()) && starts(from).contains(intent.name()));
    if (hasWords(intent)) {
      Set<String> known = new LinkedHashSet<>();
      locale.intents().values().forEach(i -> i.outputContexts().forEach(c -> known.add(c.name())));
      report.add(
          Diagnostic.warning("unreachable-intent", intent.span(),
                  "intent `" + intent.name() + "` waits for context `" + missing.get(0) + "`, which nothing before it sets")
              .help(DidYouMean.help(missing.get(0), known).filter(h -> !known.contains(missing.get(0)))
                  .orElse("add it to an intent's `output_contexts`, unless a hook or client sets it")));
    } else if (startedByAny) {
      report.add(
          Diagnostic.warning("unreachable-intent", intent.span(), "intent `" + intent.name() + "` is only started by intents that nothing leads to")
              .help("add `utterances:`"));
    } else {
      report.add(
          Diagnostic.error("intent-without-utterances", intent.span(), "nothing that a caller says reaches intent `" + intent.name() + "`")
              .help(intent.digression() ? "add `utterances:`: a digression begins with words" : "add `utterances:`, or start it with `next: {start: " + intent.name() + "}`"));
    }
  }

  private void circles() {
    Map<String, NextStep> intents = new LinkedHashMap<>();
    for (IntentDefinition intent : locale.intents().values()) {
      withoutListening(intent).ifPresent(next -> intents.put(intent.name(), next));
      Map<String, NextStep> slots = new LinkedHashMap<>();
      intent.slots().forEach(s -> s.captured().flatMap(FlowChecks::decided).filter(n -> n.action() == Action.ELICIT_SLOT).ifPresent(n -> slots.put(s.name(), n)));
      circle(slots, n -> n.slot().orElse("")).ifPresent(steps -> report.add(round(
          Diagnostic.error("elicit-circle", steps.get(0).span(), "whatever the caller says, " + names(steps, n -> n.slot().orElse("")) + " is asked again and again")
              .help("let it go on with `next: continue`, or ask again only under a condition"), steps)));
    }
    circle(intents, n -> n.intent().orElse("")).ifPresent(steps -> report.add(round(
        Diagnostic.error("start-circle", steps.get(0).span(), names(steps, n -> n.intent().orElse("")) + " begins again and again, and no caller is heard")
            .help("ask something on the way, or start it only under a condition"), steps)));
  }

  private static String names(List<NextStep> steps, Function<NextStep, String> target) {
    return steps.stream().map(n -> "`" + target.apply(n) + "`").reduce((a, b) -> a + ", " + b).orElse("");
  }

  private static Diagnostic round(Diagnostic diagnostic, List<NextStep> steps) {
    Diagnostic d = diagnostic;
    for (NextStep other : steps.subList(1, steps.size())) {
      d = d.note(other.span(), "this step is part of it");
    }
    return d;
  }

  /** The intent that begins for sure when this one does, with no chance for the caller to speak. */
  private static Optional<NextStep> withoutListening(IntentDefinition intent) {
    Optional<NextStep> opening = intent.opening().flatMap(FlowChecks::decided);
    if (opening.isPresent() && opening.get().action() != Action.CONTINUE) {
      return opening.filter(n -> n.action() == Action.START_INTENT);
    }
    boolean undecided = intent.opening().isPresent() && !straight(intent.opening().get());
    boolean listens = undecided || intent.confirmation().isPresent() || intent.slots().stream().anyMatch(SlotDefinition::required);
    boolean hooked = intent.fulfillment().isPresent() || intent.is(BuiltInIntent.QNA);
    return listens || hooked ? Optional.empty() : intent.closing().flatMap(FlowChecks::decided).filter(n -> n.action() == Action.START_INTENT);
  }

  /** The step that follows whatever the values are. */
  private static Optional<NextStep> decided(Transition transition) {
    return straight(transition) ? transition.next() : Optional.empty();
  }

  private static boolean straight(Transition transition) {
    return transition.branches().isEmpty() && transition.hook().isEmpty();
  }

  /** The steps of the first circle, if there is one. */
  private static Optional<List<NextStep>> circle(Map<String, NextStep> steps, Function<NextStep, String> target) {
    for (String start : steps.keySet()) {
      List<String> path = new ArrayList<>();
      String at = start;
      while (steps.containsKey(at) && !path.contains(at)) {
        path.add(at);
        at = target.apply(steps.get(at));
      }
      if (path.contains(at)) {
        return Optional.of(path.subList(path.indexOf(at), path.size()).stream().flatMap(name -> Optional.ofNullable(steps.get(name)).stream()).toList());
      }
    }
    return Optional.empty();
  }

  /** The contexts that some default reads. */
  static List<Template.ContextReference> contextsRead(DialogWalk walk) {
    return walk.templates().stream().flatMap(Template::references)
        .filter(Template.ContextReference.class::isInstance).map(Template.ContextReference.class::cast).toList();
  }
}
