package dev.parley.nlu;

import dev.parley.definition.IntentDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.Template;
import dev.parley.nlu.CorrectionParser.Target;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What callers call the slots of an intent and their parts: by the words of their names ({@code to_acct} is "account"), as the
 * question calls them ("house number" of {@code Number}, asked "Which house number?"), and by their type. What two of them may
 * be called alike names the one whose own name it is, else neither. Pure.
 */
final class SpokenNames {

  /** How much a name is the thing's own. */
  private enum Rank {
    TYPE,
    QUESTION,
    PART,
    SLOT
  }

  private static final int MIN_WORD = 3;

  private final CueTable table;
  private final Set<String> noNames;

  SpokenNames(CueTable table) {
    this.table = table;
    noNames = new HashSet<>(table.words("no_names"));
  }

  /** The names of an intent's slots and of their parts, and the words that its samples have before its slots. */
  CorrectionParser.Names of(IntentDefinition intent) {
    Map<String, Map<List<String>, Rank>> ranked = new LinkedHashMap<>();
    for (SlotDefinition slot : intent.slots()) {
      ranked.put(slot.name(), names(slot, Rank.SLOT));
      slot.parts().values().forEach(p -> ranked.put(Target.part(slot, p).name(), names(p, Rank.PART)));
    }
    Map<String, Set<List<String>>> names = new HashMap<>();
    ranked.forEach((target, own) -> {
      Set<List<String>> kept = new HashSet<>();
      own.forEach((name, rank) -> {
        if (ranked.entrySet().stream().allMatch(o -> o.getKey().equals(target) || isLess(o.getValue().get(name), rank))) {
          kept.add(name);
        }
      });
      names.put(target, kept);
    });
    return new CorrectionParser.Names(names, before(intent));
  }

  private static boolean isLess(@Nullable Rank other, Rank rank) {
    return other == null || other.compareTo(rank) < 0;
  }

  private Map<List<String>, Rank> names(SlotDefinition slot, Rank own) {
    Map<List<String>, Rank> names = new HashMap<>();
    List<String> words = said(slot.name());
    names.put(said(slot.type()), Rank.TYPE);
    questions(slot, words).forEach(n -> names.put(n, Rank.QUESTION));
    words.stream().filter(w -> w.length() >= MIN_WORD).forEach(w -> names.put(List.of(w), own));
    names.put(words, own);
    names.remove(List.of());
    return names;
  }

  private List<String> said(String name) {
    return SlotNames.words(name).stream().map(table::saidAs).toList();
  }

  /** Two words that stand together in the question, one of them of the name, and none that any question may have. */
  private Set<List<String>> questions(SlotDefinition slot, List<String> name) {
    Set<List<String>> pairs = new HashSet<>();
    if (noNames.isEmpty()) {
      return pairs;
    }
    slot.prompt().first().groups().stream()
        .flatMap(g -> g.variations().stream())
        .flatMap(v -> v.text().parts().stream())
        .filter(Template.Literal.class::isInstance)
        .map(p -> table.said(((Template.Literal) p).text()))
        .forEach(asked -> {
          for (int i = 0; i + 1 < asked.size(); i++) {
            List<String> pair = asked.subList(i, i + 2);
            if (pair.stream().noneMatch(noNames::contains) && pair.stream().anyMatch(w -> w.length() >= MIN_WORD && name.contains(w))) {
              pairs.add(List.copyOf(pair));
            }
          }
        });
    return pairs;
  }

  /** The words that the intent's samples have before one of its slots and no other. */
  private static Map<String, Set<String>> before(IntentDefinition intent) {
    Map<String, Set<String>> before = new LinkedHashMap<>();
    Map<String, Integer> uses = new HashMap<>();
    for (SlotDefinition slot : intent.slots()) {
      Set<String> places = new HashSet<>();
      intent.utterances().forEach(u -> SampleTemplate.of(u.text()).wordBefore(slot.name()).ifPresent(places::add));
      places.forEach(w -> uses.merge(w, 1, Integer::sum));
      before.put(slot.name(), places);
    }
    before.values().forEach(places -> places.removeIf(w -> uses.getOrDefault(w, 0) > 1));
    return before;
  }
}
