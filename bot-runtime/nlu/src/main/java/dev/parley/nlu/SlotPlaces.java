package dev.parley.nlu;

import dev.parley.definition.IntentDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.nlu.ValuePlaces.Beside;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What a bot's samples have beside their slots: "from {Source} to {Target}" tells two accounts apart. Immutable and thread-safe. */
final class SlotPlaces {

  private final Map<String, List<SampleTemplate>> samples = new HashMap<>();
  private final Map<String, Beside> beside = new HashMap<>();

  SlotPlaces(Collection<IntentDefinition> intents) {
    for (IntentDefinition intent : intents) {
      samples.put(
          intent.name(), intent.utterances().stream().map(u -> SampleTemplate.of(u.text())).filter(t -> !t.slots().isEmpty()).toList());
    }
    for (SampleTemplate sample : samples.values().stream().flatMap(List::stream).toList()) {
      for (String slot : sample.slots()) {
        Beside of = beside.computeIfAbsent(slot, s -> new Beside(new HashSet<>(), new HashSet<>()));
        sample.wordBefore(slot).ifPresent(of.before()::add);
        sample.wordAfter(slot).ifPresent(of.after()::add);
      }
    }
  }

  /** The intent's samples that hold a slot. */
  List<SampleTemplate> samples(IntentDefinition intent) {
    return samples.getOrDefault(intent.name(), List.of());
  }

  /** The slots that may be looked for in sentences. */
  static List<SlotDefinition> slotsInSamples(IntentDefinition intent) {
    Set<String> held = new HashSet<>();
    intent.utterances().forEach(u -> held.addAll(SampleTemplate.of(u.text()).slots()));
    return intent.slots().stream().filter(s -> !s.obfuscated() && held.contains(s.name())).toList();
  }

  /** The words right before the slot in the intent's samples. */
  Set<String> before(IntentDefinition intent, SlotDefinition slot) {
    Set<String> before = new HashSet<>();
    samples(intent).forEach(t -> t.wordBefore(slot.name()).ifPresent(before::add));
    return before;
  }

  /** The words right beside the slot in samples of any intent. */
  Beside beside(SlotDefinition slot) {
    return beside.getOrDefault(slot.name(), Beside.NOTHING);
  }

  /** What stands after the slot in each sample of the intent that has it, up to the next slot or the end; nothing where it is the last. */
  Set<List<String>> followers(IntentDefinition intent, SlotDefinition slot) {
    Set<List<String>> followers = new LinkedHashSet<>();
    samples(intent).stream().filter(t -> t.slots().contains(slot.name())).forEach(t -> followers.add(t.wordsAfter(slot.name())));
    return followers;
  }

  /** The words right before any of the intent's slots: a name ends before one of them. */
  Set<String> edges(IntentDefinition intent) {
    Set<String> edges = new HashSet<>();
    intent.slots().forEach(s -> edges.addAll(before(intent, s)));
    return edges;
  }

  /** The slots, those first whose samples are made of the words that were said. */
  List<SlotDefinition> nearest(IntentDefinition intent, List<SlotDefinition> slots, List<String> said) {
    Map<String, Double> shares = new HashMap<>();
    for (SampleTemplate sample : samples(intent)) {
      List<String> words = sample.parts().stream().filter(p -> !p.slot()).map(SampleTemplate.Part::text).toList();
      double share = words.isEmpty() ? 0 : (double) words.stream().filter(said::contains).count() / words.size();
      sample.slots().forEach(s -> shares.merge(s, share, Math::max));
    }
    return slots.stream().sorted(Comparator.comparingDouble(s -> -shares.getOrDefault(s.name(), 0.0))).toList();
  }

  /** Of two slots of one type only words beside a value that samples have beside the slot tell which one it is for. */
  boolean mayBe(IntentDefinition intent, SlotDefinition slot, List<SlotDefinition> slots, String wordBefore, String wordAfter) {
    List<SlotDefinition> twins = slots.stream().filter(s -> !s.name().equals(slot.name()) && s.type().equals(slot.type())).toList();
    boolean its = before(intent, slot).contains(wordBefore);
    boolean anothers = twins.stream().anyMatch(t -> before(intent, t).contains(wordBefore));
    boolean follows = samples(intent).stream().map(t -> t.wordAfter(slot.name())).anyMatch(Optional.of(wordAfter)::equals);
    return twins.isEmpty() || its || !anothers && follows;
  }
}
