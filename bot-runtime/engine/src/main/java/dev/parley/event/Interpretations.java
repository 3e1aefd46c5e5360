package dev.parley.event;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What an utterance may mean.
 *
 * @param ranked intents, best first, at most five; the fallback intent stands where the threshold falls, without a
 *     confidence
 * @param cue what the utterance says about the conversation itself
 * @param answer the elicited slot's value, when the whole utterance reads as one
 * @param takesSuggestion whether the caller accepted the value offered with the question
 * @param corrections new values of slots that had one: "actually make it fifty"
 */
public record Interpretations(
    List<Interpretation> ranked,
    Optional<Cue> cue,
    Optional<SlotValue> answer,
    boolean takesSuggestion,
    Map<String, SlotValue> corrections) {

  /** Nothing was understood. */
  public static final Interpretations NOTHING =
      new Interpretations(List.of(), Optional.empty(), Optional.empty(), false, Map.of());

  public Interpretations {
    ranked = List.copyOf(ranked);
    corrections = Map.copyOf(corrections);
  }

  /** A meaning that corrects nothing. */
  public Interpretations(
      List<Interpretation> ranked, Optional<Cue> cue, Optional<SlotValue> answer, boolean takesSuggestion) {
    this(ranked, cue, answer, takesSuggestion, Map.of());
  }

  /** The best intent that has a confidence, if it stands above the fallback intent. */
  public Optional<Interpretation> best() {
    return ranked.isEmpty() || ranked.get(0).confidence().isEmpty() ? Optional.empty() : Optional.of(ranked.get(0));
  }

  /**
   * One intent that an utterance may be about.
   *
   * @param intent its name
   * @param confidence 0..1; empty for the fallback intent
   * @param slots the slots that the utterance fills
   * @param question which of the intent's questions was asked, from 0; only for one that answers questions
   */
  public record Interpretation(
      String intent, OptionalDouble confidence, Map<String, SlotValue> slots, OptionalInt question) {
    public Interpretation {
      slots = Map.copyOf(slots);
    }

    /** An interpretation that asks no question. */
    public Interpretation(String intent, OptionalDouble confidence, Map<String, SlotValue> slots) {
      this(intent, confidence, slots, OptionalInt.empty());
    }
  }
}
