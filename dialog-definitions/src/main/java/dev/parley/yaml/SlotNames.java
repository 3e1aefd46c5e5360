package dev.parley.yaml;

import dev.parley.definition.IntentDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.diagnostic.DidYouMean;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The slots that may be named at some place, and what is wrong with a name that is none of them. */
final class SlotNames {

  private final String where;
  private final List<SlotDefinition> slots;

  private SlotNames(String where, List<SlotDefinition> slots) {
    this.where = where;
    this.slots = slots;
  }

  static SlotNames of(IntentDefinition intent) {
    return new SlotNames("intent `" + intent.name() + "` has no slot ", intent.slots());
  }

  /** The slots of all intents. */
  static SlotNames ofAny(LocaleDefinition locale) {
    return new SlotNames("no intent has a slot ", locale.intents().values().stream().flatMap(i -> i.slots().stream()).toList());
  }

  static SlotNames none() {
    return new SlotNames("there is no slot ", List.of());
  }

  /** What is wrong with a name, and what to do. */
  record Mistake(String code, String message, String help) {}

  /** The slot, or the part of a composite slot, with this name. */
  Optional<SlotDefinition> find(String name) {
    int dot = name.indexOf('.');
    Optional<SlotDefinition> slot = slots.stream().filter(s -> s.name().equals(dot < 0 ? name : name.substring(0, dot))).findFirst();
    return dot < 0 ? slot : slot.flatMap(s -> Optional.ofNullable(s.parts().get(name.substring(dot + 1))));
  }

  /** Every slot with this name, where several intents have one; or part. */
  Stream<SlotDefinition> all(String name) {
    int dot = name.indexOf('.');
    Stream<SlotDefinition> found = slots.stream().filter(s -> s.name().equals(dot < 0 ? name : name.substring(0, dot)));
    return dot < 0 ? found : found.flatMap(s -> Stream.ofNullable(s.parts().get(name.substring(dot + 1))));
  }

  Optional<Mistake> mistake(String name) {
    if (find(name).isPresent()) {
      return Optional.empty();
    }
    int dot = name.indexOf('.');
    Optional<SlotDefinition> whole = dot < 0 ? Optional.empty() : find(name.substring(0, dot));
    if (whole.isPresent()) {
      String part = name.substring(dot + 1);
      List<String> parts = List.copyOf(whole.get().parts().keySet());
      String known = parts.isEmpty() ? "it has no parts at all" : "its parts are " + String.join(", ", parts);
      return Optional.of(new Mistake(
          "unknown-part", "slot `" + whole.get().name() + "` has no part `" + part + "`", DidYouMean.help(part, parts).orElse(known)));
    }
    List<String> names = new ArrayList<>(slots.stream().map(SlotDefinition::name).distinct().toList());
    String known = names.isEmpty() ? "no slot is known here" : "the slots are " + String.join(", ", names);
    Optional<String> ofPart =
        slots.stream().filter(s -> s.parts().containsKey(name)).findFirst().map(s -> "write {" + s.name() + "." + name + "}");
    return Optional.of(new Mistake("unknown-slot", where + "`" + name + "`", ofPart.or(() -> DidYouMean.help(name, names)).orElse(known)));
  }
}
