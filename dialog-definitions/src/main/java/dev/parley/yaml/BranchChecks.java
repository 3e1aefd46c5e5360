package dev.parley.yaml;

import dev.parley.definition.Condition;
import dev.parley.definition.Transition;
import dev.parley.definition.Transition.Branch;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.Span;
import dev.parley.yaml.ConditionLogic.Truth;
import java.util.List;

/** Finds branches that are never taken. */
final class BranchChecks {

  private final Report report;

  BranchChecks(Report report) {
    this.report = report;
  }

  void check(Transition transition) {
    List<Branch> branches = transition.branches();
    for (int i = 0; i < branches.size(); i++) {
      Branch branch = branches.get(i);
      condition(branch.condition(), branch.span());
      List<Branch> before = branches.subList(0, i);
      before.stream().filter(e -> e.name().equals(branch.name()) && !ConditionLogic.text(e.condition()).equals(ConditionLogic.text(branch.condition())))
          .findFirst()
          .ifPresent(e -> report.add(
              Diagnostic.error("same-branch-name", branch.span(), "two branches here are named `" + branch.name() + "`")
                  .note(e.span(), "the other one")
                  .help("give one of them another name, so that reports can tell them apart")));
      before.stream().filter(e -> covers(e.condition(), branch.condition())).findFirst().ifPresent(e -> report.add(
          Diagnostic.warning("branch-never-taken", branch.span(), "this branch is never taken")
              .note(e.span(), "an earlier one is taken whenever its condition holds")
              .help("put the narrower condition first, or drop one of them")));
    }
    transition.otherwise().ifPresent(otherwise -> branches.stream()
        .filter(b -> ConditionLogic.truth(b.condition()) == Truth.ALWAYS).findFirst()
        .ifPresent(b -> report.add(
            Diagnostic.warning("branch-never-taken", start(otherwise.span()), "this is never done: one of the branches always is")
                .note(b.span(), "the condition of this one always holds")
                .help("drop it, or mend the condition"))));
  }

  private static boolean covers(Condition earlier, Condition later) {
    return ConditionLogic.truth(later) != Truth.NEVER
        && (ConditionLogic.truth(earlier) == Truth.ALWAYS || ConditionLogic.implies(later, earlier));
  }

  /** A condition that holds always, or never. */
  void condition(Condition condition, Span place) {
    Truth truth = ConditionLogic.truth(condition);
    if (truth == Truth.NEVER) {
      report.add(
          Diagnostic.warning("condition-never-holds", place, "this condition never holds").help("mend it, or drop what depends on it"));
    } else if (truth == Truth.ALWAYS) {
      report.add(
          Diagnostic.warning("condition-always-holds", place, "this condition always holds").help("mend it, or do without it"));
    }
  }

  private static Span start(Span span) {
    return span.line() == span.endLine() ? span : span.start();
  }
}
