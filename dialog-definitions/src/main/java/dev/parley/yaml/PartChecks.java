package dev.parley.yaml;

import dev.parley.definition.SlotDefinition;
import dev.parley.definition.SlotDefinition.PartExpression;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.diagnostic.Report;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** What must hold of a slot with parts: they can be filled, and the expression names no others. */
final class PartChecks {

  private final Report report;

  PartChecks(Report report) {
    this.report = report;
  }

  void check(SlotDefinition slot) {
    if (slot.multiple()) {
      report.add(
          Diagnostic.error("multiple-with-parts", slot.span(), "slot `" + slot.name() + "` has parts, and cannot hold several values")
              .help("drop `multiple`, or ask for them one after the other"));
    }
    List<String> names = List.copyOf(slot.parts().keySet());
    Set<String> needed = slot.expression().stream().flatMap(PartExpression::names).map(PartExpression.Part::name).collect(Collectors.toSet());
    slot.expression().stream().flatMap(PartExpression::names).filter(p -> !slot.parts().containsKey(p.name())).forEach(p -> report.add(
        Diagnostic.error("unknown-part", p.span(), "slot `" + slot.name() + "` has no part `" + p.name() + "`")
            .help(DidYouMean.help(p.name(), names).orElse("its parts are " + String.join(", ", names)))));
    if (slot.expression().isPresent() && needed.stream().allMatch(slot.parts()::containsKey)) {
      slot.parts().values().stream().filter(p -> asked(p) && !needed.contains(p.name())).forEach(p -> report.add(
          Diagnostic.warning("part-never-needed", p.span(), "part `" + p.name() + "` is not in the expression, so it is never asked")
              .help("put it into `expression:`, or drop its question")));
    }
    boolean filled = slot.expression().map(e -> PartLogic.holds(e, n -> !slot.parts().containsKey(n) || asked(slot, n)))
        .orElse(slot.parts().values().stream().allMatch(PartChecks::asked));
    if (!filled) {
      List<String> unasked = slot.parts().values().stream().filter(p -> !asked(p)).map(SlotDefinition::name).toList();
      report.add(
          Diagnostic.error("part-never-asked", slot.span(), "slot `" + slot.name() + "` cannot be filled: nothing asks for " + String.join(", ", unasked))
              .help("add `ask:` under `parts:`, or an `expression:` that does without"));
    }
  }

  private static boolean asked(SlotDefinition slot, String part) {
    return slot.parts().values().stream().anyMatch(p -> p.name().equals(part) && asked(p));
  }

  private static boolean asked(SlotDefinition part) {
    return !part.prompt().first().groups().isEmpty() || !part.defaults().isEmpty();
  }
}
