package dev.parley.slot;

import dev.parley.definition.BuiltInSlotType;
import dev.parley.definition.SlotTypeDefinition;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All slot types of a locale by name: the built-in ones and the bot's own. A composite type is not among them: its parts have
 * types of their own. Immutable and thread-safe.
 */
public final class SlotTypes {

  private final Map<String, SlotType> types = new HashMap<>();

  /** The built-in types and these. A grammar with a hole for itself, even by detours, never fills that hole. */
  public SlotTypes(Map<String, SlotTypeDefinition> own) {
    for (BuiltInSlotType type : BuiltInSlotType.values()) {
      types.put(type.typeName(), BuiltInSlotTypes.of(type));
    }
    own.values().forEach(t -> make(t, own, new HashSet<>()));
  }

  private void make(SlotTypeDefinition type, Map<String, SlotTypeDefinition> own, Set<String> underWay) {
    if (types.containsKey(type.name()) || !type.parts().isEmpty() || !underWay.add(type.name())) {
      return;
    }
    if (type.pattern().isPresent()) {
      types.put(type.name(), new PatternSlotType(type.pattern().get()));
    } else if (type.grammar().isEmpty()) {
      types.put(type.name(), new ListedSlotType(type));
    } else {
      Map<String, SlotType> holes = new HashMap<>();
      for (String name : PhraseSlotType.holes(type)) {
        Optional.ofNullable(own.get(name)).ifPresent(t -> make(t, own, underWay));
        String known = BuiltInSlotType.named(name).map(BuiltInSlotType::typeName).orElse(name);
        Optional.ofNullable(types.get(known)).ifPresent(t -> holes.put(name, t));
      }
      types.put(type.name(), new PhraseSlotType(type, n -> Optional.ofNullable(holes.get(n))));
    }
  }

  /** The type with this name. */
  public Optional<SlotType> named(String name) {
    return Optional.ofNullable(types.get(name));
  }
}
