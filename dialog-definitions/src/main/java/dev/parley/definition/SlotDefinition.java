package dev.parley.definition;

import dev.parley.definition.IntentDefinition.SampleUtterance;
import dev.parley.diagnostic.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Something that must be known before an intent can be fulfilled. Immutable.
 *
 * @param span where it is defined
 * @param name {@code ^([0-9a-zA-Z][_-]?){1,100}$}
 * @param type a built-in type by its bare name, or one of the locale's own
 * @param typeSpan where the type is named
 * @param required whether it is asked for; else it is filled only by what callers say on their own
 * @param onlyIf the slot concerns only callers for whom this holds
 * @param prompt the question
 * @param utterances samples of answers, such as {@code it is {Amount}}
 * @param defaults templates tried before asking; the first that resolves fills the slot
 * @param suggestion a value offered with the question
 * @param obfuscated whether the value is a secret: masked in every log and file (Lex: obfuscationSetting)
 * @param multiple whether it holds several values (Lex: allowMultipleValues)
 * @param parts how the parts of a composite slot are asked (Lex: subSlotSetting), by name
 * @param expression which parts are needed; empty = all of them
 * @param spelling how answers are spelled
 * @param waitAndContinue lets the caller say "hold on"
 * @param confirmation reads the value back
 * @param validation what must hold of the value
 * @param input how an answer is listened to
 * @param help said when the caller asks for help, or why it is asked
 * @param which asks which of several readings was meant, as of "half past five"; empty = the retry's words
 * @param captured done when a value has been taken (Lex: slotCaptureSetting)
 * @param failed done when no value came in all attempts; empty = the fallback intent
 * @param retryHook called between attempts (Lex: elicitationCodeHook)
 * @param bargeIn when the caller's sound interrupts its question and its read-back
 */
public record SlotDefinition(
    Span span,
    String name,
    String type,
    Span typeSpan,
    boolean required,
    Optional<Condition> onlyIf,
    PromptDefinition prompt,
    List<SampleUtterance> utterances,
    List<Template> defaults,
    Optional<Suggestion> suggestion,
    boolean obfuscated,
    boolean multiple,
    Map<String, SlotDefinition> parts,
    Optional<PartExpression> expression,
    Spelling spelling,
    Optional<WaitAndContinue> waitAndContinue,
    Optional<SlotConfirmation> confirmation,
    List<ValidationRule> validation,
    InputSettings input,
    Optional<ResponseDefinition> help,
    Optional<ResponseDefinition> which,
    Optional<Transition> captured,
    Optional<Transition> failed,
    Optional<DialogHook> retryHook,
    BargeIn bargeIn) {

  public SlotDefinition {
    utterances = List.copyOf(utterances);
    defaults = List.copyOf(defaults);
    parts = Ordered.copyOf(parts);
    validation = List.copyOf(validation);
  }

  /** A slot whose question is interrupted as all others are. */
  public SlotDefinition(
      Span span,
      String name,
      String type,
      Span typeSpan,
      boolean required,
      Optional<Condition> onlyIf,
      PromptDefinition prompt,
      List<SampleUtterance> utterances,
      List<Template> defaults,
      Optional<Suggestion> suggestion,
      boolean obfuscated,
      boolean multiple,
      Map<String, SlotDefinition> parts,
      Optional<PartExpression> expression,
      Spelling spelling,
      Optional<WaitAndContinue> waitAndContinue,
      Optional<SlotConfirmation> confirmation,
      List<ValidationRule> validation,
      InputSettings input,
      Optional<ResponseDefinition> help,
      Optional<ResponseDefinition> which,
      Optional<Transition> captured,
      Optional<Transition> failed,
      Optional<DialogHook> retryHook) {
    this(
        span, name, type, typeSpan, required, onlyIf, prompt, utterances, defaults, suggestion, obfuscated, multiple,
        parts, expression, spelling, waitAndContinue, confirmation, validation, input, help, which, captured, failed, retryHook, BargeIn.UNSET);
  }

  /** Whether it is made of parts that are asked one by one. */
  public boolean composite() {
    return !parts.isEmpty();
  }

  /** Whether these parts are all that a composite slot needs. */
  public boolean enough(Set<String> known) {
    return expression
        .map(e -> e.holds(known))
        .orElseGet(() -> parts.values().stream().allMatch(p -> !p.required() || known.contains(p.name())));
  }

  /** The transitions of this slot and of its parts. */
  public Stream<Transition> transitions() {
    return Stream.of(captured.stream(), failed.stream(), parts.values().stream().flatMap(SlotDefinition::transitions))
        .flatMap(s -> s);
  }

  /** Everything that the bot may say about this slot, in no order that matters. */
  public Stream<ResponseDefinition> responses() {
    return Stream.of(
            prompt.responses(),
            confirmation.stream().flatMap(SlotConfirmation::responses),
            waitAndContinue.stream().flatMap(WaitAndContinue::responses),
            validation.stream().flatMap(rule -> rule.otherwise().stream()),
            help.stream(),
            which.stream(),
            Stream.of(captured, failed).flatMap(Optional::stream).flatMap(Transition::responses),
            retryHook.stream().flatMap(DialogHook::responses),
            parts.values().stream().flatMap(SlotDefinition::responses))
        .flatMap(s -> s);
  }

  /** A value offered to the caller: taken when one of the phrases (or a plain yes) is the answer. */
  public record Suggestion(Span span, Template value, List<String> phrases) {
    public Suggestion {
      phrases = List.copyOf(phrases);
    }
  }

  /**
   * Reads a captured value back. On no, {@code declined} is said and the slot is asked again.
   *
   * @param yes more phrases that agree to this question, such as a key that it offers
   * @param no more phrases that decline
   */
  public record SlotConfirmation(
      Span span,
      PromptDefinition prompt,
      List<String> yes,
      List<String> no,
      Optional<ResponseDefinition> declined,
      Optional<WaitAndContinue> waitAndContinue) {
    public SlotConfirmation {
      yes = List.copyOf(yes);
      no = List.copyOf(no);
    }

    Stream<ResponseDefinition> responses() {
      return Stream.of(
              prompt.responses(), declined.stream(), waitAndContinue.stream().flatMap(WaitAndContinue::responses))
          .flatMap(s -> s);
    }
  }

  /** How a caller spells (Lex: slotElicitationStyle). */
  public enum Spelling {
    /** Words. */
    DEFAULT("Default"),
    /** "x i u". */
    BY_LETTER("SpellByLetter"),
    /** "a as in apple". */
    BY_WORD("SpellByWord");

    private final String lexName;

    Spelling(String lexName) {
      this.lexName = lexName;
    }

    /** The name on the wire. */
    public String lexName() {
      return lexName;
    }
  }

  /** Which parts of a composite slot are needed: {@code (Number AND Street) OR Postcode}. Immutable. */
  public sealed interface PartExpression {

    /** The part has a value. */
    record Part(Span span, String name) implements PartExpression {}

    /** All of these. */
    record AllOf(List<PartExpression> of) implements PartExpression {
      public AllOf {
        of = List.copyOf(of);
      }
    }

    /** At least one of these. */
    record AnyOf(List<PartExpression> of) implements PartExpression {
      public AnyOf {
        of = List.copyOf(of);
      }
    }

    /** Whether it holds when these parts have a value. */
    default boolean holds(Set<String> known) {
      if (this instanceof Part part) {
        return known.contains(part.name());
      }
      return this instanceof AllOf all
          ? all.of().stream().allMatch(e -> e.holds(known))
          : ((AnyOf) this).of().stream().anyMatch(e -> e.holds(known));
    }

    /** The parts that are named, in order. */
    default Stream<Part> names() {
      if (this instanceof Part part) {
        return Stream.of(part);
      }
      List<PartExpression> of = this instanceof AllOf all ? all.of() : ((AnyOf) this).of();
      return of.stream().flatMap(PartExpression::names);
    }
  }
}
