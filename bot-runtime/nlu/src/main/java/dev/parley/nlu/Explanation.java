package dev.parley.nlu;

import dev.parley.definition.IntentDefinition.SampleUtterance;
import dev.parley.event.Cue;
import dev.parley.event.Interpretations;
import dev.parley.event.SlotValue;
import dev.parley.slot.ListedSlotType.Likeness;
import dev.parley.slot.SpokenTokens;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What an utterance was taken for, and why: the meaning that {@link ExplainingInterpreter#interpret} gives, with the evidence of
 * the same reading. Values of obfuscated slots stand in it as they were said; who shows it masks them. Immutable.
 *
 * @param meaning what was understood
 * @param outcome what decided
 * @param needed the confidence that an intent needed; empty where none could begin
 * @param byMeaning whether sentences were compared by what they mean, beside their words
 * @param intents the likeliest, best first; the fallback intent is none of them
 * @param outOfContext intents that could not be meant, since not all of their input contexts are active
 * @param cue what was said of the conversation itself, taken or not
 * @param values the values that were found, those of the ranked intents first
 * @param lost words that might have been a value and are none
 */
public record Explanation(
    Interpretations meaning,
    Outcome outcome,
    OptionalDouble needed,
    boolean byMeaning,
    List<IntentEvidence> intents,
    List<String> outOfContext,
    Optional<CueEvidence> cue,
    List<ValueEvidence> values,
    List<LostValue> lost) {

  public Explanation {
    intents = List.copyOf(intents);
    outOfContext = List.copyOf(outOfContext);
    values = List.copyOf(values);
    lost = List.copyOf(lost);
  }

  /** What decided. */
  public enum Outcome {
    /** It answers the open question. */
    ANSWER,
    /** It takes the value that was offered with the question. */
    SUGGESTION,
    /** It takes back what was said before. */
    CORRECTION,
    /** It gives slots of the open intent that were not asked, and says nothing else. */
    TOLD,
    /** It is about the conversation itself. */
    CUE,
    /** It goes back to an intent that waits. */
    BACK_TO_PARKED,
    /** An intent was likely enough. */
    INTENT,
    /** No intent was. */
    FALLBACK
  }

  /** On what an intent's confidence rests. */
  public enum Basis {
    /** A sample is just this. */
    SAMPLE,
    /** A sample is just this, but for the words of a slot that any words may fill. */
    SAMPLE_BUT_FOR_FREE_WORDS,
    /** It is more or less like its samples. */
    LIKENESS
  }

  /**
   * Why an intent is as likely as it is.
   *
   * @param confidence 0..1, by its samples alone: what is meant for certain for another reason has 1 in the meaning
   * @param sample the one that decided; with {@link Basis#LIKENESS} none
   * @param nearest its samples that are most like what was said, best first
   */
  public record IntentEvidence(String intent, double confidence, Basis basis, Optional<SampleUtterance> sample, List<NearSample> nearest) {
    public IntentEvidence {
      nearest = List.copyOf(nearest);
    }
  }

  /**
   * How like a sample the utterance is.
   *
   * @param words the cosine of their words, 0..1, values left out where that makes them more alike
   * @param meaning the cosine of what they mean
   */
  public record NearSample(SampleUtterance sample, double words, OptionalDouble meaning) {

    /** Both together, 0..1. */
    public double likeness() {
      return meaning.isPresent() ? (words + meaning.getAsDouble()) / 2 : words;
    }
  }

  /**
   * What was said of the conversation itself.
   *
   * @param phrase the words that say so
   * @param notTaken why it was not taken as one, if it was not
   */
  public record CueEvidence(Cue cue, String phrase, Optional<String> notTaken) {}

  /**
   * A value, where it stands and who found it.
   *
   * @param intent whose slot it is
   * @param slot its name
   * @param place where it stands; empty where it is put together
   * @param how who found it
   * @param read what it is read by; of a value of several, each in order
   */
  public record ValueEvidence(String intent, String slot, SlotValue value, Optional<SpokenTokens.Place> place, How how, List<ReadValue> read) {
    public ValueEvidence {
      read = List.copyOf(read);
    }
  }

  /**
   * One plain value.
   *
   * @param name the slot's, or {@code Slot.Part}
   * @param type of the slot or part
   * @param reader what reads it
   * @param likest the values of a list that are most like it, best first: the one that it was taken for, and those that lost
   */
  public record ReadValue(String name, String type, SlotValue value, Reader reader, List<Likeness> likest) {
    public ReadValue {
      likest = List.copyOf(likest);
    }
  }

  /** What reads a value. */
  public enum Reader {
    /** The recogniser of a built-in type. */
    RECOGNISER,
    /** A built-in type that takes any words. */
    ANY_WORDS,
    /** It is listed. */
    LISTED,
    /** It is nearly what is listed. */
    NEARLY_LISTED,
    /** It is not listed, and the type takes other values too. */
    NOT_LISTED,
    /** It has the type's pattern. */
    PATTERN,
    /** It is worded as the type's grammar has it. */
    GRAMMAR
  }

  /** Words that might have been a value. */
  public record LostValue(String intent, String slot, Optional<SpokenTokens.Place> place, LostBy reason) {}

  /** Why words that might have been a value are none. */
  public enum LostBy {
    UNSURE("the tagger is not sure enough"),
    TAKEN("the words are another slot's"),
    TWIN("it shares its type with another slot, and no sample has these neighbours"),
    NO_VALUE("the tagger takes it for one, and its type does not"),
    NO_PLACE("its type would take it as a whole answer, and not where it stands in a sentence");

    private final String words;

    LostBy(String words) {
      this.words = words;
    }

    /** The same in plain words. */
    public String words() {
      return words;
    }
  }

  /** Who found a value. */
  public enum How {
    LONGEST("the longest stretch of words that is one"),
    AFTER_WORD("after the word that a sample has before it"),
    TAGGER("the tagger"),
    TAGGER_AND_RECOGNISER("the tagger says whose it is, its type where it ends"),
    NAME_AFTER_WORD("from the word that a sample has before it to the next value"),
    SAMPLE("all other words are a sample's"),
    ANSWER("the whole utterance"),
    ANSWER_SPELLED("spelled"),
    ANSWER_IN_SAMPLE("worded as a sample of the slot"),
    ANSWER_AFTER_WORD("after the word that a sample has before it"),
    ANSWER_NAMED("named among other words"),
    ANSWER_BARE("without the words of a correction"),
    ANSWER_WHICH("says which of several was meant"),
    CORRECTED_NAMED("the slot was named"),
    CORRECTED_INSTEAD_OF("the old value was named"),
    CORRECTED_PLACED("after the word that a sample has before it"),
    CORRECTED_LAST("the slot filled last that takes it");

    private final String words;

    How(String words) {
      this.words = words;
    }

    /** The same in plain words. */
    public String words() {
      return words;
    }
  }
}
