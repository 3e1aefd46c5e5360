package dev.parley.yaml;

import dev.parley.definition.IntentDefinition;
import dev.parley.definition.Transition;
import dev.parley.definition.PromptDefinition;
import dev.parley.definition.ResponseDefinition;
import dev.parley.definition.ResponseDefinition.MessageGroup;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.Template;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Everything that an intent says, with the slots whose values are sure to be known at that point, and its placeholders. */
final class References {

  private References() {}

  /**
   * Something said in an intent.
   *
   * @param known the slots that have a value whenever this is said
   * @param retry whether it is a retry wording, which has no place for an {@code absent:} of its own
   */
  record Spoken(ResponseDefinition response, Set<String> known, boolean retry) {
    Spoken {
      known = Set.copyOf(known);
    }
  }

  static Stream<Template.Reference> of(ResponseDefinition response) {
    return Stream.of(response.groups(), response.absent(), response.unavailable()).flatMap(References::of);
  }

  static Stream<Template.Reference> of(List<MessageGroup> groups) {
    return groups.stream().flatMap(g -> g.variations().stream()).flatMap(v -> v.text().references());
  }

  static Stream<Template.Reference> of(IntentDefinition intent) {
    Stream<Template.Reference> said = spoken(intent).stream().map(Spoken::response).flatMap(References::of);
    Stream<Template.Reference> values =
        intent.slots().stream()
            .flatMap(s -> Stream.concat(s.defaults().stream(), s.suggestion().stream().map(SlotDefinition.Suggestion::value)))
            .flatMap(Template::references);
    return Stream.concat(said, values);
  }

  /** What an intent says, in the order of the dialog. */
  static List<Spoken> spoken(IntentDefinition intent) {
    List<Spoken> all = new ArrayList<>();
    Set<String> known = new LinkedHashSet<>();
    go(intent.opening(), known, all);
    for (SlotDefinition slot : intent.slots()) {
      ask(slot.prompt(), known, all);
      slot.waitAndContinue().ifPresent(w -> {
        say(Optional.of(w.waiting()), known, all);
        say(Optional.of(w.continuing()), known, all);
        w.stillWaiting().ifPresent(s -> say(Optional.of(s.response()), known, all));
      });
      Set<String> withThis = new LinkedHashSet<>(known);
      withThis.add(slot.name());
      slot.validation().forEach(r -> say(r.otherwise(), withThis, all));
      slot.confirmation().ifPresent(c -> {
        ask(c.prompt(), withThis, all);
        say(c.declined(), withThis, all);
      });
      if (slot.required()) {
        known.add(slot.name());
      }
    }
    intent.confirmation().ifPresent(c -> {
      ask(c.prompt(), known, all);
      go(c.confirmed(), known, all);
      go(c.declined(), known, all);
      go(c.failed(), known, all);
    });
    intent.fulfillment().ifPresent(f -> {
      f.hook().ifPresent(h -> h.responses().forEach(r -> say(Optional.of(r), known, all)));
      go(f.success(), known, all);
      Stream.of(f.started(), f.progress()).flatMap(Optional::stream).forEach(u -> say(Optional.of(u.response()), known, all));
    });
    go(intent.closing(), known, all);
    return all;
  }

  private static void go(Optional<Transition> transition, Set<String> known, List<Spoken> all) {
    transition.stream().flatMap(Transition::responses).forEach(r -> say(Optional.of(r), known, all));
  }

  private static void say(Optional<ResponseDefinition> response, Set<String> known, List<Spoken> all) {
    response.ifPresent(r -> all.add(new Spoken(r, known, false)));
  }

  private static void ask(PromptDefinition prompt, Set<String> known, List<Spoken> all) {
    all.add(new Spoken(prompt.first(), known, false));
    prompt.retries().forEach(r -> all.add(new Spoken(r, known, true)));
  }
}
