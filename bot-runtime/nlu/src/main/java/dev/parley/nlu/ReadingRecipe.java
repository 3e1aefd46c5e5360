package dev.parley.nlu;

import com.google.re2j.Pattern;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.SlotTypeDefinition;
import dev.parley.learning.Recipe;
import dev.parley.slot.PhraseSlotType;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** All that it depends on whether words read as a slot's value, for the recipe of what is learnt with it. Pure. */
final class ReadingRecipe {

  private final Recipe recipe;
  private final Map<String, SlotTypeDefinition> types;
  private final Set<String> told = new HashSet<>();

  private ReadingRecipe(Recipe recipe, Map<String, SlotTypeDefinition> types) {
    this.recipe = recipe;
    this.types = types;
  }

  /** Adds how values of these slots are read; {@code places} are what samples have beside them. */
  static void add(Recipe recipe, LocaleDefinition locale, Iterable<SlotDefinition> slots, SlotPlaces places) {
    recipe.add(locale.localeId());
    ReadingRecipe reading = new ReadingRecipe(recipe, locale.slotTypes());
    for (SlotDefinition slot : slots) {
      recipe.add(slot.name()).add(slot.multiple() ? 1 : 0).add(SlotAnswers.behind(slot, SlotTaggers.DAY) ? 1 : 0);
      recipe.add(new TreeSet<>(places.beside(slot).before())).add(new TreeSet<>(places.beside(slot).after()));
      reading.type(slot.type());
    }
  }

  /** A built-in type is its name; one of the bot's is what it lists, and the types that it is made of. */
  private void type(String name) {
    recipe.add(name);
    SlotTypeDefinition type = types.get(name);
    if (type == null || !told.add(name)) {
      return;
    }
    recipe.add(type.resolution().name()).add(type.values().size());
    type.values().forEach(v -> recipe.add(v.value()).add(v.synonyms()));
    recipe.add(type.pattern().map(Pattern::pattern).stream().toList()).add(type.grammar().size());
    type.grammar().forEach(p -> recipe.add(p.text()).add(p.value().stream().toList()));
    PhraseSlotType.holes(type).forEach(this::type);
    recipe.add(type.parts().size());
    type.parts().forEach((part, of) -> {
      recipe.add(part);
      type(of);
    });
  }
}
