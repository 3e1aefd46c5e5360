package dev.parley.cli;

import dev.parley.definition.BotDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.event.DialogEvent;
import dev.parley.event.DialogOutput;
import dev.parley.event.Expectation;
import dev.parley.event.InputMode;
import dev.parley.event.Interpretations;
import dev.parley.event.Interpretations.Interpretation;
import dev.parley.event.SecretToken;
import dev.parley.event.SlotValue;
import dev.parley.event.TurnId;
import dev.parley.nlu.Explanation;
import dev.parley.nlu.Explanation.How;
import dev.parley.nlu.Explanation.ReadValue;
import dev.parley.nlu.Explanation.ValueEvidence;
import dev.parley.nlu.ExplainingInterpreter;
import dev.parley.secret.Vault;
import dev.parley.slot.SpokenTokens.Place;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * An explanation as it may be shown: a vault seals what it would seal in a conversation, and what it sealed is masked.
 *
 * @param text what was said, masked where it holds a secret
 * @param secret whether it does: then no words and places of it are shown
 * @param meaning what was understood, sealed
 */
record Explained(
    BotDefinition bot, LocaleDefinition locale, String text, boolean secret, Expectation expectation, Explanation evidence, Interpretations meaning) {

  static Explained of(BotDefinition bot, LocaleDefinition locale, String said, Expectation expectation, ExplainingInterpreter interpreter) {
    Explanation evidence = interpreter.explain(said, expectation);
    Vault vault = new Vault(locale, interpreter, Map.of());
    DialogEvent heard = vault.conceal(new DialogEvent.TextArrived("explain", said), expectation);
    String text = heard instanceof DialogEvent.TextArrived arrived ? arrived.text() : said;
    Interpretations meaning =
        vault.conceal(evidence.meaning(), new DialogOutput.Interpret(TurnId.NONE, text, InputMode.TEXT, expectation));
    boolean sealed = SecretToken.isIn(text);
    boolean secret = sealed || values(meaning).anyMatch(v -> SecretToken.isIn(v.interpretedValue()));
    String masked = sealed ? SecretToken.mask(text) : secret ? "{" + expectation.slot().orElse("secret") + "}" : text;
    return new Explained(bot, locale, masked, secret, expectation, evidence, meaning);
  }

  private static Stream<SlotValue> values(Interpretations meaning) {
    return Stream.of(
            meaning.answer().stream(),
            meaning.corrections().values().stream(),
            meaning.ranked().stream().map(Interpretation::slots).flatMap(s -> s.values().stream()))
        .flatMap(s -> s);
  }

  /**
   * A value as it may be shown.
   *
   * @param role {@code sentence}, {@code answer} or {@code correction}
   * @param value what it is, or all that it may be
   * @param words the words that are it, where they may be shown
   * @param read what it is read by; nothing for a secret
   */
  record ShownValue(String intent, String slot, String role, List<String> value, Optional<Stretch> words, How how, List<ReadValue> read) {}

  /** Words of the utterance, by characters (code points) from 0; the end is the first one that does not belong to them. */
  record Stretch(String words, int start, int end) {}

  /** The values that may be shown: a reading of a secret as another slot's plain value may not. */
  List<ShownValue> values() {
    List<ShownValue> shown = new ArrayList<>();
    for (ValueEvidence value : evidence.values()) {
      String role = value.how().name().startsWith("ANSWER") ? "answer" : value.how().name().startsWith("CORRECTED") ? "correction" : "sentence";
      sealed(value, role).ifPresent(v -> shown.add(
          new ShownValue(value.intent(), value.slot(), role, texts(v), stretch(value.place()), value.how(), secret ? List.of() : value.read())));
    }
    return shown;
  }

  private Optional<SlotValue> sealed(ValueEvidence value, String role) {
    return switch (role) {
      case "answer" -> meaning.answer();
      case "correction" -> Optional.ofNullable(meaning.corrections().get(value.slot()));
      default -> meaning.ranked().stream().filter(i -> i.intent().equals(value.intent())).flatMap(i -> Optional.ofNullable(i.slots().get(value.slot())).stream()).findFirst();
    };
  }

  private static List<String> texts(SlotValue value) {
    return value.ambiguous() ? value.resolvedValues() : List.of(SecretToken.mask(value.interpretedValue()));
  }

  /** Words of the utterance, where they may be shown. */
  Optional<Stretch> stretch(Optional<Place> place) {
    String said = text;
    return place.filter(p -> !secret && p.end() <= said.length()).map(p ->
        new Stretch(said.substring(p.start(), p.end()), said.codePointCount(0, p.start()), said.codePointCount(0, p.end())));
  }

  /** The phrase of a cue, where it may be shown. */
  Optional<String> cuePhrase() {
    return secret ? Optional.empty() : evidence.cue().map(Explanation.CueEvidence::phrase);
  }
}
