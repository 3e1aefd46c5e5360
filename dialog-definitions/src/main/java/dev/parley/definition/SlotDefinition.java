package dev.parley.definition;

import dev.parley.diagnostic.Span;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something that must be known before an intent can be fulfilled, and how it is asked. Immutable.
 *
 * @param span where it is defined
 * @param name {@code ^([0-9a-zA-Z][_-]?){1,100}$}
 * @param type the slot type's name: one of the bot's own, or a built-in such as {@code AMAZON.Date} (the prefix is kept
 *     out of the record: {@code Date})
 * @param typeSpan where the type is named
 * @param required whether it is asked for; an optional slot is filled from utterances only
 * @param prompt the question
 * @param defaults templates tried in order before asking; the first that resolves fills the slot
 * @param suggestion a value offered with the question and taken when the caller accepts it
 * @param obfuscated whether its value is a secret: masked in every log, journal and transcript file
 * @param waitAndContinue lets the caller ask for time
 * @param confirmation reads the value back and asks whether it is right
 * @param validation rules, tried in order; the first that fails is spoken and the slot is asked again
 * @param input how this slot is listened to
 */
public record SlotDefinition(
    Span span,
    String name,
    String type,
    Span typeSpan,
    boolean required,
    PromptDefinition prompt,
    List<Template> defaults,
    Optional<Suggestion> suggestion,
    boolean obfuscated,
    Optional<WaitAndContinue> waitAndContinue,
    Optional<SlotConfirmation> confirmation,
    List<ValidationRule> validation,
    InputSettings input) {

  public SlotDefinition {
    defaults = List.copyOf(defaults);
    validation = List.copyOf(validation);
  }

  /** Everything that the bot may say about this slot, in no order that matters. */
  public Stream<ResponseDefinition> responses() {
    Stream.Builder<ResponseDefinition> all = Stream.builder();
    prompt.responses().forEach(all);
    confirmation.ifPresent(c -> {
      c.prompt().responses().forEach(all);
      c.declined().ifPresent(all);
    });
    waitAndContinue.ifPresent(w -> {
      all.add(w.waiting()).add(w.continuing());
      w.stillWaiting().ifPresent(s -> all.add(s.response()));
    });
    validation.forEach(rule -> rule.otherwise().ifPresent(all));
    return all.build();
  }

  /** A value offered to the caller: taken when one of the phrases (or a plain yes) is the answer. */
  public record Suggestion(Span span, Template value, List<String> phrases) {
    public Suggestion {
      phrases = List.copyOf(phrases);
    }
  }

  /** Reads a captured value back. On no, {@code declined} is said and the slot is asked again. */
  public record SlotConfirmation(Span span, PromptDefinition prompt, Optional<ResponseDefinition> declined) {}
}
