package dev.parley.definition;

import dev.parley.diagnostic.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What the bot does at a point of the dialog where Lex lets a designer act: a response, session attributes, a code hook,
 * conditional branches and a next step (Lex: a response with its nextStep, conditional and codeHook). Carried out in the order
 * of the components; the first branch whose condition holds decides, then {@code otherwise}, then {@code next}. Where nothing
 * decides, the dialog goes on in its usual order. Immutable.
 *
 * @param span where it is written
 * @param response said first
 * @param attributes session attributes that are set, by name; one whose template has an absent value is left alone
 * @param hook called then; it decides by its own transitions, and the branches here follow when they do not
 * @param branches conditional branches, 0..4 in Lex, more here
 * @param otherwise taken when there are branches and none holds (Lex: defaultBranch)
 * @param next what follows; empty = the usual order
 */
public record Transition(
    Span span,
    Optional<ResponseDefinition> response,
    Map<String, Template> attributes,
    Optional<DialogHook> hook,
    List<Branch> branches,
    Optional<Outcome> otherwise,
    Optional<NextStep> next) {

  public Transition {
    attributes = Ordered.copyOf(attributes);
    branches = List.copyOf(branches);
  }

  /** A transition that says something and goes on in the usual order. */
  public static Transition saying(ResponseDefinition response) {
    return new Transition(
        response.span(), Optional.of(response), Map.of(), Optional.empty(), List.of(), Optional.empty(), Optional.empty());
  }

  /** Everything that may be said here, in no order that matters. */
  public Stream<ResponseDefinition> responses() {
    return Stream.of(
            response.stream(),
            hook.stream().flatMap(DialogHook::responses),
            branches.stream().flatMap(b -> b.outcome().response().stream()),
            otherwise.stream().flatMap(o -> o.response().stream()))
        .flatMap(s -> s);
  }

  /** Everything that may follow here, in no order that matters. */
  public Stream<NextStep> nextSteps() {
    return Stream.of(
            next.stream(),
            hook.stream().flatMap(DialogHook::transitions).flatMap(Transition::nextSteps),
            branches.stream().flatMap(b -> b.outcome().next().stream()),
            otherwise.stream().flatMap(o -> o.next().stream()))
        .flatMap(s -> s);
  }

  /**
   * One way to go when its condition holds (Lex: conditionalBranch).
   *
   * @param name for people and reports
   */
  public record Branch(Span span, String name, Condition condition, Outcome outcome) {}

  /** What a branch does: says something, sets attributes, goes somewhere. */
  public record Outcome(
      Span span, Optional<ResponseDefinition> response, Map<String, Template> attributes, Optional<NextStep> next) {
    public Outcome {
      attributes = Ordered.copyOf(attributes);
    }
  }
}
