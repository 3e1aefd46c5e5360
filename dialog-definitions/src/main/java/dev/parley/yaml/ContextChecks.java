package dev.parley.yaml;

import dev.parley.definition.IntentDefinition;
import dev.parley.definition.IntentDefinition.OutputContext;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.Template.ContextReference;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.diagnostic.Report;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What must hold of contexts: somebody sets what is read, somebody reads what is set. */
final class ContextChecks {

  private final LocaleDefinition locale;
  private final Report report;
  private final String botFile;

  ContextChecks(LocaleDefinition locale, String botFile, Report report) {
    this.locale = locale;
    this.report = report;
    this.botFile = botFile;
  }

  void check(Collection<DialogWalk> walks) {
    Set<String> read = new LinkedHashSet<>();
    locale.intents().values().forEach(i -> read.addAll(i.inputContexts()));
    List<ContextReference> parameters = walks.stream().flatMap(w -> FlowChecks.contextsRead(w).stream()).toList();
    parameters.forEach(p -> read.add(p.context()));
    parameters.forEach(this::parameter);
    for (IntentDefinition intent : locale.intents().values()) {
      for (OutputContext context : intent.outputContexts()) {
        if (!read.contains(context.name()) && context.span().file().equals(botFile)) {
          report.add(
              Diagnostic.warning("unread-context", context.span(), "no intent of this bot waits for context `" + context.name() + "`, and no default reads it")
                  .help(DidYouMean.help(context.name(), read).orElse("drop it, unless a hook or client reads it")));
        }
      }
    }
  }

  private void parameter(ContextReference reference) {
    List<IntentDefinition> setters =
        locale.intents().values().stream().filter(i -> i.outputContexts().stream().anyMatch(c -> c.name().equals(reference.context()))).toList();
    List<String> contexts = locale.intents().values().stream().flatMap(i -> i.outputContexts().stream()).map(OutputContext::name).distinct().toList();
    if (setters.isEmpty()) {
      report.add(
          Diagnostic.warning("unknown-context", reference.span(), "no intent of this bot sets context `" + reference.context() + "`")
              .help(DidYouMean.help(reference.context(), contexts).orElse("add it to an intent's `output_contexts`, unless a hook or client sets it")));
      return;
    }
    List<String> slots = setters.stream().flatMap(i -> i.slots().stream()).map(SlotDefinition::name).distinct().toList();
    if (!slots.contains(reference.parameter())) {
      report.add(
          Diagnostic.warning("unknown-context-parameter", reference.span(), "context `" + reference.context() + "` has no parameter `" + reference.parameter() + "`")
              .note(setters.get(0).span(), "its parameters are this intent's slots")
              .help(DidYouMean.help(reference.parameter(), slots).orElse(slots.isEmpty() ? "that intent has no slots" : "they are " + String.join(", ", slots))));
    }
  }
}
