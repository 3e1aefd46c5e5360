package dev.parley.nlu;

import dev.parley.definition.IntentDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.event.Expectation;
import dev.parley.event.SlotValue;
import dev.parley.nlu.Corrections.Correction;
import dev.parley.nlu.Explanation.How;
import dev.parley.nlu.Explanation.LostValue;
import dev.parley.nlu.Explanation.ReadValue;
import dev.parley.nlu.Explanation.ValueEvidence;
import dev.parley.nlu.SlotAnswers.Answer;
import dev.parley.nlu.SlotFinder.Sought;
import dev.parley.slot.SpokenTokens;
import dev.parley.slot.SpokenTokens.Place;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Gathers what one reading says of the values that it found. Made for one text; used by one thread. */
final class EvidenceReader {

  private final Reading.Parts parts;
  private final Expectation expectation;
  private final List<String> tokens;
  private final List<Place> places;
  private final List<ValueEvidence> values = new ArrayList<>();
  private final List<LostValue> lost = new ArrayList<>();

  EvidenceReader(Reading.Parts parts, String said, Expectation expectation) {
    this.parts = parts;
    this.expectation = expectation;
    tokens = SpokenTokens.of(said);
    places = SpokenTokens.places(said);
  }

  List<ValueEvidence> values() {
    return values;
  }

  List<LostValue> lost() {
    return lost;
  }

  /** Takes what was found in a sentence for an intent's slots. */
  void add(String intent, Sought sought) {
    sought.found().forEach((name, found) ->
        add(intent, name, found.stretch().value(), place(found.stretch().from(), found.stretch().to()), found.how()));
    sought.lost().forEach(l -> lost.add(new LostValue(intent, l.slot(), place(l.from(), l.to()), l.reason())));
  }

  /** Takes an answer to the open question. */
  void add(Answer answer) {
    add(expectation.intent().orElse(""), expectation.slot().orElse(""), answer.value(), place(answer.value()), answer.how());
  }

  /** Takes what was corrected. */
  void add(Correction correction) {
    correction.values().forEach((name, value) ->
        add(expectation.intent().orElse(""), name, value, place(value), how(correction, name)));
  }

  private static How how(Correction correction, String slot) {
    return correction.changes().stream()
        .filter(c -> CorrectionParser.Target.path(c.target()).get(0).equals(slot))
        .map(c -> switch (c.how()) {
          case NAMED -> How.CORRECTED_NAMED;
          case INSTEAD_OF -> How.CORRECTED_INSTEAD_OF;
          case PLACED -> How.CORRECTED_PLACED;
          case LAST -> How.CORRECTED_LAST;
        })
        .findFirst()
        .orElse(How.CORRECTED_LAST);
  }

  private void add(String intent, String name, SlotValue value, Optional<Place> place, How how) {
    IntentDefinition of = parts.locale().intents().get(intent);
    Optional<SlotDefinition> slot = of == null ? Optional.empty() : of.slot(name);
    slot.ifPresent(s -> values.add(new ValueEvidence(intent, name, value, place, how, read(s, value))));
  }

  private List<ReadValue> read(SlotDefinition slot, SlotValue value) {
    List<ReadValue> read = new ArrayList<>();
    if (value instanceof SlotValue.Composite whole) {
      Map<String, String> types = parts.answers().parts(slot);
      whole.parts().forEach((part, v) -> read.add(parts.answers().read(slot.name() + "." + part, types.getOrDefault(part, ""), v)));
    } else if (value instanceof SlotValue.Several several) {
      several.values().forEach(v -> read.add(parts.answers().read(slot.name(), slot.type(), v)));
    } else {
      String type = expectation.part().map(p -> parts.answers().parts(slot).get(p)).orElse(slot.type());
      read.add(parts.answers().read(expectation.part().map(p -> slot.name() + "." + p).orElse(slot.name()), type, value));
    }
    return read;
  }

  /** Where a value was said, if it was said in one go. */
  private Optional<Place> place(SlotValue value) {
    List<String> words = SpokenTokens.of(value.originalValue());
    int at = words.isEmpty() ? -1 : Collections.indexOfSubList(tokens, words);
    return at < 0 ? Optional.empty() : place(at, at + words.size());
  }

  private Optional<Place> place(int from, int to) {
    return to > places.size() || from >= to ? Optional.empty() : Optional.of(new Place(places.get(from).start(), places.get(to - 1).end()));
  }
}
