package dev.parley.tagging;

import dev.parley.learning.LearntModel;
import dev.parley.learning.Recipe;
import java.io.DataInput;
import java.io.DataOutput;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * Finds an intent's slots in sentences: a semi-Markov model, trained as a structured perceptron with costs, on samples filled
 * with values. Pure and thread-safe once trained; the same samples give the same tagger.
 */
public final class SlotTagger implements LearntModel {

  /** How training goes; this and all below it was chosen on the validation part of a public data set. */
  private static final int EPOCHS = 5;

  private static final double RATE = 0.3;

  /** How much better than a wrong reading the right one should be for each word that the wrong one has wrong. */
  private static final double COST = 1;

  /** Few samples are filled with more values, so that there are about so many sentences; more would teach little. */
  private static final int MOST_SENTENCES = 400;

  private static final int MOST_COPIES = 20;
  private static final int FEWEST_COPIES = 2;

  /** Words beyond these are not read. */
  private static final int MAX_WORDS = 60;

  /** So often another reading is looked for when a recogniser refuses a span. */
  private static final int MOST_REFUSED = 20;

  private final List<TaggedSlot> slots;
  private final FeatureReader features;
  private final TagModel model;

  private SlotTagger(List<TaggedSlot> slots, FeatureReader features, TagModel model) {
    this.slots = slots;
    this.features = features;
    this.model = model;
  }

  /**
   * Trains.
   *
   * @param carriers the words around slots in all samples of the bot, and how many samples have each
   * @param around what the language says around samples, and of its words
   * @param sentences about how many are made of few samples, if there is time for as many
   */
  public static SlotTagger train(
      List<TaggedSlot> slots, List<TaggedSample> samples, Map<String, Integer> carriers, LanguageWords around, int sentences, SpanReader reader) {
    Catalogue catalogue = new Catalogue(slots);
    SlotTagger untrained = of(slots, catalogue, carriers, around);
    FeatureReader features = untrained.features;
    TagModel model = untrained.model;
    Expansion expansion = new Expansion(slots, catalogue, carriers, around, samples.size());
    int copies = copies(samples, sentences);
    record Lesson(Sentence sentence, List<TagModel.Segment> segments) {}
    List<Lesson> lessons = new ArrayList<>();
    for (TaggedSample sample : samples) {
      for (int copy = 0; copy < copies; copy++) {
        Expansion.Example example = expansion.fill(sample, copy == 0);
        if (example.segments().stream().allMatch(s -> s.to() - s.from() <= features.maxSpan()) && example.words().size() <= MAX_WORDS) {
          lessons.add(new Lesson(features.read(example.words(), example.held(), example.strange()::contains, reader), example.segments()));
        }
      }
    }
    model.token().gathered();
    model.span().gathered();
    Draws draws = new Draws(1);
    long step = 0;
    boolean learning = true;
    for (int epoch = 0; epoch < EPOCHS && learning; epoch++) {
      learning = false;
      for (Lesson lesson : Expansion.shuffled(lessons, draws)) {
        step++;
        SpanDecoder decoder = new SpanDecoder(model, lesson.sentence);
        decoder.charge(lesson.segments, COST);
        List<TagModel.Segment> guess = decoder.best().segments();
        if (!guess.equals(lesson.segments)) {
          model.lean(lesson.sentence, lesson.segments, 1);
          model.lean(lesson.sentence, guess, -1);
          model.step(RATE, step);
          learning = true;
        }
      }
    }
    // Where a whole epoch taught nothing, the others would not either: they count, but need not be gone through.
    model.settle((long) EPOCHS * lessons.size());
    return untrained;
  }

  private static SlotTagger of(List<TaggedSlot> slots, Catalogue catalogue, Map<String, Integer> carriers, LanguageWords around) {
    TagModel model = new TagModel(slots.size(), Weights.ofFeatures(TagModel.tags(slots.size())), Weights.ofFeatures(slots.size() + 1));
    FeatureReader features = new FeatureReader(slots, catalogue, heard(carriers, slots, around), model.token(), model.span(), around);
    return new SlotTagger(slots, features, model);
  }

  private static int copies(List<TaggedSample> samples, int sentences) {
    return Math.max(FEWEST_COPIES, Math.min(MOST_COPIES, Math.min(MOST_SENTENCES, sentences) / Math.max(1, samples.size())));
  }

  /** All that {@link #train} makes a tagger of, but for its reader and the language, which the caller must tell of. */
  public static Recipe recipe(
      List<TaggedSlot> slots, List<TaggedSample> samples, Map<String, Integer> carriers, LanguageWords around, int sentences) {
    Recipe recipe = new Recipe("tagger");
    Set<String> words = new TreeSet<>();
    around.leads().forEach(words::addAll);
    around.tails().forEach(words::addAll);
    recipe.add(slots.size());
    for (TaggedSlot slot : slots) {
      recipe.add(slot.name()).add(slot.type()).add(slot.nameWords()).add(slot.leads()).add(slot.recognised().name());
      recipe.add(Double.doubleToLongBits(slot.novelty())).add(slot.values().size());
      slot.values().forEach(recipe::add);
      slot.values().forEach(words::addAll);
      words.addAll(slot.leads());
    }
    recipe.add(samples.size());
    for (TaggedSample sample : samples) {
      recipe.add(sample.parts().size());
      for (TaggedSample.Part part : sample.parts()) {
        recipe.add(part.text()).add(part.slot() ? 1 : 0).add(part.value());
        words.addAll(part.value());
        words.add(part.text());
      }
    }
    // Other intents' samples count only by how common they make this one's words.
    words.forEach(w -> recipe.add(Math.min(FeatureReader.MOST_CARRIERS, carriers.getOrDefault(w, 0))));
    return recipe.add(copies(samples, sentences));
  }

  @Override
  public void write(DataOutput out) throws IOException {
    model.write(out);
  }

  /** A tagger as it was written, of these slots and words. */
  public static SlotTagger read(DataInput in, List<TaggedSlot> slots, Map<String, Integer> carriers, LanguageWords around) throws IOException {
    SlotTagger read = of(slots, new Catalogue(slots), carriers, around);
    read.model.read(in);
    return read;
  }

  /** The words of samples and those that may be said around them. */
  private static Map<String, Integer> heard(Map<String, Integer> carriers, List<TaggedSlot> slots, LanguageWords around) {
    Map<String, Integer> heard = new HashMap<>(carriers);
    around.leads().forEach(p -> p.forEach(w -> heard.merge(w, 1, Integer::sum)));
    around.tails().forEach(p -> p.forEach(w -> heard.merge(w, 1, Integer::sum)));
    slots.forEach(s -> s.leads().forEach(w -> heard.merge(w, 1, Integer::sum)));
    return Map.copyOf(heard);
  }

  /** The words around slots in samples, and how many samples have each. */
  public static Map<String, Integer> carriers(List<TaggedSample> samples) {
    Map<String, Integer> carriers = new HashMap<>();
    for (TaggedSample sample : samples) {
      Set<String> words = new HashSet<>();
      sample.parts().stream().filter(p -> !p.slot()).forEach(p -> words.add(p.text()));
      words.forEach(w -> carriers.merge(w, 1, Integer::sum));
    }
    return carriers;
  }

  /** The slots' places in a sentence, in order; words beyond the first sixty are not read. */
  public List<TaggedSpan> tag(List<String> words, SpanReader reader) {
    List<String> head = words.subList(0, Math.min(MAX_WORDS, words.size()));
    SpanDecoder decoder = new SpanDecoder(model, features.read(head, List.of(), w -> false, reader));
    SpanDecoder.Best best = decoder.best();
    for (int refused = 0; refused < MOST_REFUSED; refused++) {
      List<TagModel.Segment> wrong =
          best.segments().stream().filter(s -> !reader.reads(slots.get(s.slot()), head, s.from(), s.to())).toList();
      if (wrong.isEmpty()) {
        break;
      }
      wrong.forEach(decoder::forbid);
      best = decoder.best();
    }
    List<TaggedSpan> spans = new ArrayList<>();
    for (TagModel.Segment segment : best.segments()) {
      TaggedSlot slot = slots.get(segment.slot());
      if (reader.reads(slot, head, segment.from(), segment.to())) {
        spans.add(new TaggedSpan(slot.name(), segment.from(), segment.to(), best.score() - decoder.without(segment)));
      }
    }
    return spans;
  }
}
