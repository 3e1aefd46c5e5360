package dev.parley.nlu;

import dev.parley.definition.IntentDefinition;
import dev.parley.definition.IntentDefinition.SampleUtterance;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.slot.SlotTypes;
import dev.parley.tagging.LanguageWords;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Finds samples of two intents that callers' words do not tell apart. Pure; takes milliseconds, and neither training nor an
 * encoder.
 *
 * <p>How it works: a sample's slots are taken as their types, all that take any words as one, and what is said around anything
 * ("can you", "my", a plural's s) is left out. Samples of which the same is left collide. Likeness alone is no collision: "turn
 * it on" and "turn it off" are as like as can be, and told apart. Nor are intents that need different contexts, which decide.
 */
public final class ConfusableSamples {

  /** Stands for a value that may be any words. */
  private static final String ANY_WORDS = Placeholders.of("*");

  private final LanguageWords language;
  private final SlotAnswers answers;

  private ConfusableSamples(LocaleDefinition locale) {
    language = LanguageWords.of(locale.localeId());
    // No text is read as a value here; to make long lists ready for that would take seconds.
    answers = new SlotAnswers(new SlotTypes(Map.of()), locale.slotTypes());
  }

  /** In what two samples are the same. */
  public enum Sameness {
    /** In all words and types of slots. */
    WHOLE,
    /** But for words that may be anything: "play {Song}" and "play {Singer}". */
    BUT_FOR_FREE_WORDS,
    /** But for what is said around anything, and endings. */
    BUT_FOR_SMALL_WORDS
  }

  /**
   * Two samples that collide.
   *
   * @param sample of {@code intent}
   * @param otherSample of {@code other}, which comes before it in the bot
   */
  public record Collision(IntentDefinition intent, SampleUtterance sample, IntentDefinition other, SampleUtterance otherSample, Sameness sameness) {}

  private record Sample(IntentDefinition intent, SampleUtterance of, List<String> words, List<String> free, List<String> core) {

    boolean collidesWith(Sample other) {
      return !intent.name().equals(other.intent.name()) && Set.copyOf(intent.inputContexts()).equals(Set.copyOf(other.intent.inputContexts()));
    }

    Sameness sameness(Sample other) {
      return words.equals(other.words) ? Sameness.WHOLE : free.equals(other.free) ? Sameness.BUT_FOR_FREE_WORDS : Sameness.BUT_FOR_SMALL_WORDS;
    }
  }

  /** The collisions of a bot in one locale, in the order of the bot; of those of two intents that are the same but for small words, each pair of wordings once. */
  public static List<Collision> in(LocaleDefinition locale) {
    return new ConfusableSamples(locale).collisions(locale);
  }

  private List<Collision> collisions(LocaleDefinition locale) {
    Map<List<String>, List<Sample>> byCore = new HashMap<>();
    List<Collision> collisions = new ArrayList<>();
    Set<String> told = new HashSet<>();
    for (IntentDefinition intent : locale.intents().values()) {
      samples(intent).forEach(sample -> {
        List<Sample> alike = byCore.computeIfAbsent(sample.core, c -> new ArrayList<>());
        Optional<Sample> nearest = alike.stream().filter(sample::collidesWith).min((a, b) -> sample.sameness(a).compareTo(sample.sameness(b)));
        nearest
            .filter(n -> sample.sameness(n) != Sameness.BUT_FOR_SMALL_WORDS || told.add(sample.core + intent.name() + n.intent.name()))
            .ifPresent(n -> collisions.add(new Collision(intent, sample.of, n.intent, n.of, sample.sameness(n))));
        alike.add(sample);
      });
    }
    return collisions;
  }

  private Stream<Sample> samples(IntentDefinition intent) {
    return Stream.concat(intent.utterances().stream(), intent.questions().stream().flatMap(q -> q.questions().stream()))
        .map(u -> sample(intent, u))
        .filter(s -> !s.words.isEmpty());
  }

  private Sample sample(IntentDefinition intent, SampleUtterance of) {
    SampleTemplate template = SampleTemplate.of(of.text());
    List<String> free =
        template.parts().stream().map(p -> p.slot() ? intent.slot(p.text()).map(this::placeholder).orElse(p.text()) : p.text()).toList();
    List<String> core = free.stream().filter(w -> !language.isSmall(w)).map(language::stem).toList();
    return new Sample(intent, of, template.words(intent), free, core.isEmpty() ? free : core);
  }

  private String placeholder(SlotDefinition slot) {
    return answers.recognises(slot) ? Placeholders.of(slot.type()) : ANY_WORDS;
  }
}
