package dev.parley.definition;

import dev.parley.diagnostic.Span;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Something a caller may want, and the dialog that gets it done: slots in order, then confirmation, fulfilment and
 * closing. Immutable.
 *
 * @param span where it is defined
 * @param name {@code ^([0-9a-zA-Z][_-]?){1,100}$}
 * @param parent the built-in signature it extends, such as {@code AMAZON.FallbackIntent}
 * @param description free text for people
 * @param utterances samples of what a caller says for it
 * @param slots what must be known, in the order in which it is asked
 * @param initialResponse said when the intent begins, before the first slot
 * @param confirmation asked when all slots are known
 * @param fulfillment what is done then; empty = the client is told ReadyForFulfillment
 * @param closing said at the end, and what follows
 */
public record IntentDefinition(
    Span span,
    String name,
    Optional<String> parent,
    Optional<String> description,
    List<SampleUtterance> utterances,
    List<SlotDefinition> slots,
    Optional<ResponseDefinition> initialResponse,
    Optional<ConfirmationDefinition> confirmation,
    Optional<FulfillmentDefinition> fulfillment,
    Optional<ClosingDefinition> closing) {

  /** Lex's signature of the intent that takes what no other intent understands. */
  public static final String FALLBACK = "AMAZON.FallbackIntent";

  public IntentDefinition {
    utterances = List.copyOf(utterances);
    slots = List.copyOf(slots);
  }

  /** Whether this is the locale's fallback intent. */
  public boolean isFallback() {
    return parent.filter(FALLBACK::equals).isPresent();
  }

  /** The slot with this name. */
  public Optional<SlotDefinition> slot(String slotName) {
    return slots.stream().filter(s -> s.name().equals(slotName)).findFirst();
  }

  /**
   * How an intent ends (Lex: intentClosingSetting).
   *
   * @param response said at the end
   * @param next what follows
   */
  public record ClosingDefinition(Span span, ResponseDefinition response, NextStep next) {}

  /** What may follow an intent. */
  public enum NextStep {
    /** The conversation is over; a phone call ends when the last words have been heard. */
    CLOSE,
    /** The bot listens for what else the caller wants: the default of a fallback intent. */
    ELICIT_INTENT
  }

  /** Everything that the bot may say for this intent, in no order that matters. */
  public Stream<ResponseDefinition> responses() {
    Stream.Builder<ResponseDefinition> all = Stream.builder();
    initialResponse.ifPresent(all);
    closing.map(ClosingDefinition::response).ifPresent(all);
    confirmation.ifPresent(c -> {
      c.prompt().responses().forEach(all);
      c.declined().ifPresent(all);
    });
    fulfillment.ifPresent(f -> Stream.of(f.success(), f.failure(), f.timeout()).flatMap(Optional::stream).forEach(all));
    slots.forEach(slot -> slot.responses().forEach(all));
    return all.build();
  }

  /** One sample utterance; slots are written {@code {SlotName}}. */
  public record SampleUtterance(Span span, String text) {}

  /**
   * Asks the caller to agree before the intent is fulfilled (Lex: intentConfirmationSetting).
   *
   * @param prompt the yes/no question
   * @param declined said when the caller says no
   */
  public record ConfirmationDefinition(Span span, PromptDefinition prompt, Optional<ResponseDefinition> declined) {}

  /**
   * What is done once the intent is ready (Lex: fulfillmentCodeHook with postFulfillmentStatusSpecification).
   *
   * @param hook the code hook to call
   * @param success said when the hook succeeded and gave no words of its own
   * @param failure said when the hook failed
   * @param timeout said when the hook did not answer in time
   */
  public record FulfillmentDefinition(
      Span span,
      HookReference hook,
      Optional<ResponseDefinition> success,
      Optional<ResponseDefinition> failure,
      Optional<ResponseDefinition> timeout) {}
}
