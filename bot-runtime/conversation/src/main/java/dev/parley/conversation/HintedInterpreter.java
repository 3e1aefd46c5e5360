package dev.parley.conversation;

import dev.parley.event.Expectation;
import dev.parley.event.Interpretations;
import dev.parley.event.Interpreter;
import dev.parley.event.SlotValue;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * An interpreter that minds what a client or hook said is likely for the slot that is asked (Lex: runtimeHints): the recogniser
 * listens for it, a guess that is just it is preferred, and it is a value of the slot where the slot's type knows none. Pure.
 */
record HintedInterpreter(Interpreter trained) implements Interpreter {

  @Override
  public Interpretations interpret(String text, Expectation expectation) {
    Interpretations meaning = trained.interpret(text, expectation);
    boolean asked = expectation.kind() == Expectation.Kind.SLOT && !expectation.waiting();
    if (!asked || expectation.hints().isEmpty() || meaning.answer().isPresent() || meaning.cue().isPresent()) {
      return meaning;
    }
    Optional<SlotValue> hinted = hint(text, expectation).map(phrase -> new SlotValue.Scalar(text, phrase, List.of(phrase)));
    return hinted.isEmpty()
        ? meaning
        : new Interpretations(meaning.ranked(), meaning.cue(), hinted, meaning.takesSuggestion(), meaning.corrections());
  }

  /** The hint that was said: the whole text, but for case and marks. */
  private static Optional<String> hint(String text, Expectation expectation) {
    String said = plain(text);
    return expectation.hints().stream().filter(h -> plain(h).equals(said)).findFirst();
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ").strip();
  }

  @Override
  public Hints hints(Expectation expectation) {
    Hints own = trained.hints(expectation);
    if (expectation.hints().isEmpty()) {
      return own;
    }
    Set<String> words = new LinkedHashSet<>();
    expectation.hints().forEach(h -> words.add(plain(h)));
    words.addAll(own.words());
    words.remove("");
    return new Hints(new ArrayList<>(words), own.closed());
  }

  @Override
  public String rescore(List<String> nBest, Expectation expectation) {
    return nBest.stream().filter(guess -> hint(guess, expectation).isPresent()).findFirst().orElseGet(() -> trained.rescore(nBest, expectation));
  }

  @Override
  public boolean looksSecret(String text) {
    return trained.looksSecret(text);
  }
}
