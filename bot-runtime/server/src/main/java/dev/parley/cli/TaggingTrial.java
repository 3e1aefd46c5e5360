package dev.parley.cli;

import dev.parley.cli.TaggedTexts.Place;
import dev.parley.cli.TaggedTexts.TaggedText;
import dev.parley.slot.SpokenTokens;
import dev.parley.tagging.LanguageWords;
import dev.parley.tagging.SlotTagger;
import dev.parley.tagging.SpanReader;
import dev.parley.tagging.TaggedSample;
import dev.parley.tagging.TaggedSlot;
import dev.parley.tagging.TaggedSpan;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Taggers of intents, trained on sentences with their slots, and how well they find those of others: by the class that finds
 * callers' slots. Each slot's type has its name; its values are examples. One thread.
 */
final class TaggingTrial {

  private static final int MICROS_OF_A_MILLI = 1000;

  private static final int SHORT = 40;

  /** As a bot's taggers have. */
  private static final int SENTENCES = 4000;

  private final Map<String, SlotTagger> taggers = new LinkedHashMap<>();

  /** Trains on these; slots' values are those of {@code catalogue}. */
  TaggingTrial(List<TaggedText> train, List<TaggedText> catalogue, String localeId) {
    Map<String, Set<List<String>>> values = new LinkedHashMap<>();
    catalogue.forEach(t -> t.places().forEach(p ->
        values.computeIfAbsent(p.slot(), s -> new LinkedHashSet<>()).add(said(t.words().subList(p.from(), p.to())))));
    values.values().forEach(v -> v.removeIf(List::isEmpty));
    Map<String, List<TaggedSample>> samples = new LinkedHashMap<>();
    Map<String, Set<String>> slots = new LinkedHashMap<>();
    for (TaggedText text : train) {
      samples.computeIfAbsent(text.intent(), i -> new ArrayList<>()).add(sample(text));
      text.places().forEach(p -> slots.computeIfAbsent(text.intent(), i -> new LinkedHashSet<>()).add(p.slot()));
    }
    Map<String, Integer> carriers = SlotTagger.carriers(samples.values().stream().flatMap(List::stream).toList());
    samples.forEach((intent, of) -> {
      List<TaggedSlot> known = new ArrayList<>();
      for (String slot : slots.getOrDefault(intent, Set.of())) {
        known.add(new TaggedSlot(slot, slot, List.copyOf(values.getOrDefault(slot, Set.of())), List.of(slot.split("[_ ]")), List.of(), TaggedSlot.Recognised.NOT, novelty(values.getOrDefault(slot, Set.of()).size())));
      }
      taggers.put(intent, SlotTagger.train(known, of, carriers, LanguageWords.of(localeId), SENTENCES / samples.size(), SpanReader.ANY));
    });
  }

  /** A short list is as good as whole; of a long one something is always missing. */
  private static double novelty(int values) {
    return values > SHORT ? 0.3 : 0.05;
  }

  private static TaggedSample sample(TaggedText text) {
    List<TaggedSample.Part> parts = new ArrayList<>();
    int at = 0;
    for (Place place : text.places()) {
      said(text.words().subList(at, place.from())).forEach(w -> parts.add(TaggedSample.Part.word(w)));
      parts.add(TaggedSample.Part.slot(place.slot(), said(text.words().subList(place.from(), place.to()))));
      at = place.to();
    }
    said(text.words().subList(at, text.words().size())).forEach(w -> parts.add(TaggedSample.Part.word(w)));
    return new TaggedSample(parts);
  }

  /** The words as the interpreter hears them. */
  private static List<String> said(List<String> words) {
    return words.stream().flatMap(w -> SpokenTokens.of(w).stream()).toList();
  }

  /**
   * What was found in a sentence.
   *
   * @param micros how long it took
   */
  record Answer(TaggedText asked, List<Place> found, long micros) {}

  /** Reads each sentence as one of its own intent. */
  List<Answer> answers(List<TaggedText> texts) {
    return texts.stream().map(this::answer).toList();
  }

  private Answer answer(TaggedText text) {
    List<String> words = new ArrayList<>();
    List<Integer> of = new ArrayList<>();
    for (int i = 0; i < text.words().size(); i++) {
      for (String word : SpokenTokens.of(text.words().get(i))) {
        words.add(word);
        of.add(i);
      }
    }
    long began = System.nanoTime();
    List<TaggedSpan> spans = Optional.ofNullable(taggers.get(text.intent())).map(t -> t.tag(words, SpanReader.ANY)).orElse(List.of());
    long micros = (System.nanoTime() - began) / MICROS_OF_A_MILLI;
    List<Place> found = spans.stream().map(s -> new Place(s.slot(), of.get(s.from()), of.get(s.to() - 1) + 1)).toList();
    return new Answer(text, found, micros);
  }
}
