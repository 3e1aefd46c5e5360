package dev.parley.yaml;

import dev.parley.definition.DialogHook;
import dev.parley.definition.HookReference;
import dev.parley.definition.IntentDefinition.FulfillmentDefinition;
import dev.parley.definition.IntentDefinition.Update;
import dev.parley.definition.NextStep;
import dev.parley.definition.NextStep.Action;
import dev.parley.definition.Template;
import dev.parley.definition.Transition;
import dev.parley.definition.Transition.Branch;
import dev.parley.definition.Transition.Outcome;
import dev.parley.yaml.YamlEmitter.Plain;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Writes what the bot does at the points of a dialog: transitions, next steps, hooks and fulfilment. */
final class DialogWriter {

  private final Optional<String> standardHook;

  /** Writes {@code true} where this hook is called. */
  DialogWriter(Optional<String> standardHook) {
    this.standardHook = standardHook;
  }

  Object transition(Transition transition) {
    return transition(transition, Optional.empty(), false);
  }

  /** How an intent ends; what follows where nothing is said need not be written. */
  Object closing(Transition transition, Optional<Action> standard) {
    return transition(transition, standard, true);
  }

  private Object transition(Transition t, Optional<Action> standard, boolean closing) {
    Map<String, Object> keys = new LinkedHashMap<>();
    t.response().ifPresent(r -> WordsWriter.response(keys, r));
    set(keys, t.attributes());
    t.hook().ifPresent(h -> keys.put("hook", hook(h)));
    Optional<Object> usual = t.next().map(DialogWriter::next);
    if (!t.branches().isEmpty()) {
      keys.put("when", t.branches().stream().map(b -> branch(b, usual)).toList());
    }
    t.otherwise().ifPresent(o -> keys.put("otherwise", outcome(new LinkedHashMap<>(), o, usual)));
    boolean known = usual.equals(standard.map(a -> (Object) new Plain(a.word())));
    if (usual.isPresent() && (!known || (closing && keys.isEmpty()))) {
      keys.put("next", usual.get());
    }
    return WordsWriter.shortened(keys);
  }

  private static Map<String, Object> branch(Branch branch, Optional<Object> usual) {
    Map<String, Object> keys = new LinkedHashMap<>();
    String condition = ExpressionWriter.condition(branch.condition());
    if (!branch.name().equals(condition)) {
      keys.put("name", branch.name());
    }
    keys.put("if", condition);
    outcome(keys, branch.outcome(), usual);
    return keys;
  }

  private static Object outcome(Map<String, Object> keys, Outcome outcome, Optional<Object> usual) {
    outcome.response().ifPresent(r -> WordsWriter.response(keys, r));
    set(keys, outcome.attributes());
    Optional<Object> next = outcome.next().map(DialogWriter::next);
    if (!next.equals(usual)) {
      keys.put("next", next.orElse(new Plain(Action.CONTINUE.word())));
    }
    return WordsWriter.shortened(keys);
  }

  private static void set(Map<String, Object> keys, Map<String, Template> attributes) {
    if (!attributes.isEmpty()) {
      keys.put("set", sources(attributes));
    }
  }

  private static Map<String, Object> sources(Map<String, Template> templates) {
    Map<String, Object> sources = new LinkedHashMap<>();
    templates.forEach((name, template) -> sources.put(name, template.source()));
    return sources;
  }

  static Object next(NextStep step) {
    boolean word = step.slot().isEmpty() && step.intent().isEmpty();
    if (word && step.slots().isEmpty() && !step.silent()) {
      return new Plain(step.action().word());
    }
    Map<String, Object> keys = new LinkedHashMap<>();
    step.slot().ifPresent(s -> keys.put("elicit", s));
    step.intent().ifPresent(i -> keys.put("start", i));
    if (word) {
      keys.put("then", new Plain(step.action().word()));
    }
    if (!step.slots().isEmpty()) {
      keys.put("slots", sources(step.slots()));
    }
    if (step.silent()) {
      keys.put("silent", WordsWriter.flag(true));
    }
    return keys;
  }

  /** A hook: its name, or {@code true} for the locale's own, or its keys. */
  Object hook(DialogHook hook) {
    Map<String, Object> keys = new LinkedHashMap<>();
    boolean standard = standardHook.equals(Optional.of(hook.reference().target()));
    if (!standard) {
      keys.put("name", hook.reference().target());
    }
    hook.label().ifPresent(l -> keys.put("label", l));
    patience(keys, hook, true);
    hook.success().ifPresent(t -> keys.put("success", transition(t)));
    hook.failure().ifPresent(t -> keys.put("failure", transition(t)));
    hook.timeout().ifPresent(t -> keys.put("on_timeout", transition(t)));
    boolean nameAlone = keys.size() == (standard ? 0 : 1);
    return nameAlone ? named(hook) : keys;
  }

  private Object named(DialogHook hook) {
    String target = hook.reference().target();
    return standardHook.equals(Optional.of(target)) ? WordsWriter.flag(true) : target;
  }

  private static void patience(Map<String, Object> keys, DialogHook hook, boolean limit) {
    HookReference reference = hook.reference();
    boolean usual = reference.within().equals(HookReference.LEX_TIMEOUT);
    if (hook.filler().isEmpty()) {
      if (!usual) {
        keys.put("within", new Plain(Times.write(reference.within())));
      }
      return;
    }
    DialogHook.Filler filler = hook.filler().get();
    if (!filler.after().equals(HookReader.FILLER_AFTER)) {
      keys.put("within", new Plain(Times.write(filler.after())));
    }
    keys.put("filler", WordsWriter.response(filler.response()));
    if (limit && !usual) {
      keys.put("timeout", new Plain(Times.write(reference.within())));
    }
  }

  Object fulfillment(FulfillmentDefinition fulfillment) {
    Map<String, Object> keys = new LinkedHashMap<>();
    fulfillment.hook().ifPresent(hook -> {
      boolean atLength = hook.filler().isPresent() && !hook.reference().within().equals(HookReference.LEX_TIMEOUT);
      if (atLength) {
        keys.put("hook", hook(bare(hook)));
      } else {
        keys.put("hook", named(hook));
        patience(keys, hook, false);
        hook.label().ifPresent(l -> keys.put("label", l));
      }
      hook.success().ifPresent(t -> keys.put("success", transition(t)));
      hook.failure().ifPresent(t -> keys.put("failure", transition(t)));
      hook.timeout().ifPresent(t -> keys.put("timeout", transition(t)));
    });
    if (fulfillment.hook().isEmpty()) {
      fulfillment.success().ifPresent(t -> keys.put("success", transition(t)));
    }
    Map<String, Object> updates = new LinkedHashMap<>();
    fulfillment.started().ifPresent(u -> updates.put("started", update("after", u)));
    fulfillment.progress().ifPresent(u -> updates.put("progress", update("every", u)));
    if (!updates.isEmpty()) {
      keys.put("updates", updates);
    }
    Object hook = keys.get("hook");
    return keys.size() == 1 && hook != null && !(hook instanceof Map<?, ?>) ? hook : keys;
  }

  private static DialogHook bare(DialogHook hook) {
    return new DialogHook(
        hook.span(), hook.reference(), hook.label(), hook.filler(), Optional.empty(), Optional.empty(), Optional.empty());
  }

  private static Map<String, Object> update(String time, Update update) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put(time, new Plain(Times.write(update.after())));
    WordsWriter.response(keys, update.response());
    return keys;
  }
}
