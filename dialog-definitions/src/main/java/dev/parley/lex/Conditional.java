package dev.parley.lex;

import dev.parley.definition.NextStep;
import dev.parley.definition.NextStep.Action;
import dev.parley.definition.Template;
import dev.parley.definition.Transition;
import dev.parley.definition.Transition.Branch;
import dev.parley.definition.Transition.Outcome;
import dev.parley.diagnostic.Span;
import dev.parley.lex.LexDialog.Way;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The branches of a point. In Lex each names a step of its own; here a branch that names none goes where the whole goes, and a
 * default branch that only goes somewhere is the step of the whole.
 */
record Conditional(List<Way> ways, Optional<Way> standard) {

  static final Conditional NONE = new Conditional(List.of(), Optional.empty());

  Conditional {
    ways = List.copyOf(ways);
  }

  boolean isEmpty() {
    return ways.isEmpty() && standard.isEmpty();
  }

  /** Whether a branch calls the point's code hook. */
  boolean invokes() {
    return ways.stream().anyMatch(Way::invokes) || standard.filter(Way::invokes).isPresent();
  }

  private static Outcome outcome(Way way, Optional<Transition> through) {
    return way.invokes() ? through.map(t -> joined(way.outcome(), t)).orElse(way.outcome()) : way.outcome();
  }

  private static Outcome joined(Outcome outcome, Transition through) {
    Map<String, Template> attributes = new LinkedHashMap<>(outcome.attributes());
    attributes.putAll(through.attributes());
    return new Outcome(Span.NONE, LexDialog.both(outcome.response(), through.response()), attributes, outcome.next().or(through::next));
  }

  /** Without a branch all that is left is the default, which is then the whole. */
  private boolean bare(Optional<Transition> through) {
    return standard.map(w -> outcome(w, through)).filter(o -> o.response().isPresent() || !o.attributes().isEmpty()).isEmpty();
  }

  Optional<NextStep> next(Optional<Transition> through) {
    return bare(through) ? standard.flatMap(w -> outcome(w, through).next()) : Optional.empty();
  }

  List<Branch> branches(Optional<NextStep> usual, Optional<Transition> through) {
    return ways.stream()
        .flatMap(w -> w.condition().stream().map(c -> new Branch(Span.NONE, w.name(), c, onward(outcome(w, through), usual))))
        .toList();
  }

  Optional<Outcome> otherwise(Optional<Transition> through) {
    return bare(through) ? Optional.empty() : standard.map(w -> outcome(w, through));
  }

  /** A branch that goes on in the usual order says so where the whole goes elsewhere. */
  static Outcome onward(Outcome outcome, Optional<NextStep> whole) {
    Optional<NextStep> next = outcome.next().or(() -> whole.map(w -> NextStep.of(Span.NONE, Action.CONTINUE)));
    return new Outcome(outcome.span(), outcome.response(), outcome.attributes(), next);
  }
}
