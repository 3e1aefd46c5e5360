package dev.parley.nlu;

import dev.parley.definition.InputSettings;
import dev.parley.definition.SlotDefinition.Spelling;
import dev.parley.event.Expectation;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** What a dialog waits for, as tests say it: Wednesday 25 November 2026, noon in London. */
record Asked(
    Expectation.Kind kind,
    Optional<String> intent,
    Optional<String> slot,
    Optional<String> part,
    Spelling spelling,
    List<String> filled,
    List<String> parked,
    List<String> contexts,
    boolean waiting,
    List<String> suggestions,
    String localeId) {

  /** The caller may say what they want. */
  static Asked anything() {
    return new Asked(
        Expectation.Kind.INTENT, Optional.empty(), Optional.empty(), Optional.empty(), Spelling.DEFAULT, List.of(), List.of(),
        List.of(), false, List.of(), "en_US");
  }

  /** A slot's value is asked. */
  static Asked slot(String intent, String slot) {
    return anything().kind(Expectation.Kind.SLOT).of(intent).named(slot);
  }

  /** The caller is asked whether to go ahead. */
  static Asked goAhead(String intent) {
    return anything().kind(Expectation.Kind.INTENT_CONFIRMATION).of(intent);
  }

  Asked kind(Expectation.Kind newKind) {
    return new Asked(newKind, intent, slot, part, spelling, filled, parked, contexts, waiting, suggestions, localeId);
  }

  Asked of(String newIntent) {
    return new Asked(kind, Optional.of(newIntent), slot, part, spelling, filled, parked, contexts, waiting, suggestions, localeId);
  }

  Asked named(String newSlot) {
    return new Asked(kind, intent, Optional.of(newSlot), part, spelling, filled, parked, contexts, waiting, suggestions, localeId);
  }

  Asked part(String newPart) {
    return new Asked(kind, intent, slot, Optional.of(newPart), spelling, filled, parked, contexts, waiting, suggestions, localeId);
  }

  Asked spelled(Spelling newSpelling) {
    return new Asked(kind, intent, slot, part, newSpelling, filled, parked, contexts, waiting, suggestions, localeId);
  }

  /** Slots that have a value, the last one taken first. */
  Asked filled(String... slots) {
    return new Asked(kind, intent, slot, part, spelling, List.of(slots), parked, contexts, waiting, suggestions, localeId);
  }

  Asked parked(String... intents) {
    return new Asked(kind, intent, slot, part, spelling, filled, List.of(intents), contexts, waiting, suggestions, localeId);
  }

  Asked contexts(String... active) {
    return new Asked(kind, intent, slot, part, spelling, filled, parked, List.of(active), waiting, suggestions, localeId);
  }

  Asked whileWaiting() {
    return new Asked(kind, intent, slot, part, spelling, filled, parked, contexts, true, suggestions, localeId);
  }

  Asked offering(String... phrases) {
    return new Asked(kind, intent, slot, part, spelling, filled, parked, contexts, waiting, List.of(phrases), localeId);
  }

  Asked in(String newLocaleId) {
    return new Asked(kind, intent, slot, part, spelling, filled, parked, contexts, waiting, suggestions, newLocaleId);
  }

  Expectation expectation() {
    return at("2026-11-25T12:00:00Z", "UTC");
  }

  Expectation at(String now, String zone) {
    return new Expectation(
        kind, intent, slot, part, spelling, Optional.empty(), filled, parked, contexts, waiting, false, suggestions, InputSettings.LEX_DEFAULTS,
        Instant.parse(now), ZoneId.of(zone), localeId);
  }
}
