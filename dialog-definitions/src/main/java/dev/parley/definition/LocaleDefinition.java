package dev.parley.definition;

import dev.parley.diagnostic.Span;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A bot in one language. Immutable.
 *
 * @param span where it is defined
 * @param localeId Lex locale id, POSIX form ({@code en_US})
 * @param intentConfidenceThreshold 0..1; below it an utterance reaches the fallback intent (Lex:
 *     nluIntentConfidenceThreshold, console default 0.40)
 * @param voice the synthesiser's voice, or empty for the locale's default
 * @param greeting what the bot says when a call is answered; API clients send their own welcome messages
 * @param start the intent that begins when a call is answered, after the greeting; for bots that call people
 * @param intents by name, in the order written; always holds a fallback intent
 * @param slotTypes the bot's own slot types, by name
 * @param features the customer facts that the bot reads, by group name
 * @param cues extra phrases for hold, resume, yes and no
 * @param digressions how callers may leave an intent and come back to it
 * @param bargeIn when callers' sound interrupts what the bot says
 */
public record LocaleDefinition(
    Span span,
    String localeId,
    double intentConfidenceThreshold,
    Optional<String> voice,
    Optional<ResponseDefinition> greeting,
    Optional<NextStep> start,
    Map<String, IntentDefinition> intents,
    Map<String, SlotTypeDefinition> slotTypes,
    Map<String, FeatureUse> features,
    CuePhrases cues,
    Digressions digressions,
    BargeIn bargeIn) {

  public LocaleDefinition {
    intents = Ordered.copyOf(intents);
    slotTypes = Ordered.copyOf(slotTypes);
    features = Ordered.copyOf(features);
  }

  /** A bot that any speech interrupts. */
  public LocaleDefinition(
      Span span,
      String localeId,
      double intentConfidenceThreshold,
      Optional<String> voice,
      Optional<ResponseDefinition> greeting,
      Optional<NextStep> start,
      Map<String, IntentDefinition> intents,
      Map<String, SlotTypeDefinition> slotTypes,
      Map<String, FeatureUse> features,
      CuePhrases cues,
      Digressions digressions) {
    this(
        span, localeId, intentConfidenceThreshold, voice, greeting, start, intents, slotTypes, features, cues, digressions, BargeIn.UNSET);
  }

  /** The intent that takes what no other intent understands. */
  public IntentDefinition fallback() {
    return intents.values().stream()
        .filter(IntentDefinition::isFallback)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("locale " + localeId + " has no fallback intent"));
  }

  /** Whether any slot of this locale is obfuscated, so that callers' words need care. */
  public boolean hasObfuscatedSlots() {
    return intents.values().stream().flatMap(i -> i.slots().stream()).anyMatch(SlotDefinition::obfuscated);
  }

  /** The texts of this type without placeholders that this bot may say: they can be spoken ahead of any call. */
  public List<String> constantTexts(ResponseDefinition.ContentType type) {
    return messages().filter(m -> m.contentType() == type).flatMap(m -> m.text().asLiteral().stream()).distinct().toList();
  }

  /** The messages that somebody has recorded. */
  public List<ResponseDefinition.MessageTemplate> recorded() {
    return messages().filter(m -> m.audio().isPresent()).toList();
  }

  private Stream<ResponseDefinition.MessageTemplate> messages() {
    return Stream.of(
            greeting.stream(),
            digressions.tooDeep().stream(),
            intents.values().stream().flatMap(IntentDefinition::responses))
        .flatMap(r -> r)
        .flatMap(r -> Stream.of(r.groups(), r.absent(), r.unavailable()).flatMap(List::stream))
        .flatMap(g -> g.variations().stream());
  }

  /**
   * How callers may leave an intent and come back to it.
   *
   * @param depth how many intents may wait for their turn, 0..10
   * @param tooDeep said when one more would have to
   */
  public record Digressions(int depth, Optional<ResponseDefinition> tooDeep) {

    /** What holds when a bot says nothing of it. */
    public static final Digressions STANDARD = new Digressions(3, Optional.empty());
  }

  /** Phrases that this bot adds to the built-in ones of its language. */
  public record CuePhrases(List<String> hold, List<String> resume, List<String> yes, List<String> no) {

    /** No phrases beyond the built-in ones. */
    public static final CuePhrases NONE = new CuePhrases(List.of(), List.of(), List.of(), List.of());

    public CuePhrases {
      hold = List.copyOf(hold);
      resume = List.copyOf(resume);
      yes = List.copyOf(yes);
      no = List.copyOf(no);
    }
  }
}
