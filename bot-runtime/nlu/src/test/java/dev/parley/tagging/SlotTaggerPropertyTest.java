package dev.parley.tagging;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.slot.SpokenTokens;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.StringLength;

/** A tagger never fails, keeps slots apart, obeys the recognisers, and is the same however often it is trained. */
class SlotTaggerPropertyTest {

  private static final int LONGEST = 1024;

  private static final List<TaggedSlot> SLOTS =
      List.of(
          slot("song", 0.5, "paper boats", "silver rain", "two doors down"),
          slot("artist", 0.5, "anna lind", "the velvet foxes", "oskar"),
          slot("list", 0, "party", "morning", "dinner"));

  private static final List<TaggedSample> SAMPLES =
      List.of(
          sample("add {song} to my {list} list"), sample("put {song} by {artist} on my {list} list"), sample("play {artist}"),
          sample("add a song"), sample("{song} please"));

  private static final SlotTagger TAGGER = train();

  private static TaggedSlot slot(String name, double novelty, String... values) {
    return new TaggedSlot(name, name, Arrays.stream(values).map(SpokenTokens::of).toList(), List.of(name), List.of(), TaggedSlot.Recognised.NOT, novelty);
  }

  private static TaggedSample sample(String text) {
    return new TaggedSample(
        Arrays.stream(text.split(" "))
            .map(w -> w.startsWith("{") ? TaggedSample.Part.slot(w.substring(1, w.length() - 1), List.of()) : TaggedSample.Part.word(w))
            .toList());
  }

  private static SlotTagger train() {
    return SlotTagger.train(SLOTS, SAMPLES, SlotTagger.carriers(SAMPLES), LanguageWords.of("en_US"), 400, SpanReader.ANY);
  }

  @Property(tries = 300)
  void anyTextHasSlotsThatStandApartAndWithinIt(@ForAll @StringLength(max = LONGEST) String text) {
    List<String> words = SpokenTokens.of(text);
    int at = 0;
    for (TaggedSpan span : TAGGER.tag(words, SpanReader.ANY)) {
      assertThat(span.from()).isGreaterThanOrEqualTo(at);
      assertThat(span.to()).isGreaterThan(span.from()).isLessThanOrEqualTo(words.size());
      assertThat(span.margin()).isGreaterThanOrEqualTo(0);
      at = span.to();
    }
  }

  @Provide
  Arbitrary<List<String>> sentences() {
    return Arbitraries.of("add", "put", "play", "by", "on", "to", "my", "list", "party", "dinner", "paper", "boats", "anna", "lind", "zebra", "please")
        .list()
        .ofMaxSize(30);
  }

  @Property(tries = 200)
  void whatARecogniserRefusesIsNoSlot(@ForAll("sentences") List<String> words) {
    SpanReader picky = (slot, all, from, to) -> to - from == 1 && !all.get(from).equals("zebra");
    assertThat(TAGGER.tag(words, picky)).allSatisfy(s -> assertThat(picky.reads(SLOTS.get(0), words, s.from(), s.to())).isTrue());
  }

  @Property(tries = 50)
  void theSameSamplesGiveTheSameTagger(@ForAll("sentences") List<String> words) {
    assertThat(AGAIN.tag(words, SpanReader.ANY)).isEqualTo(TAGGER.tag(words, SpanReader.ANY));
  }

  private static final SlotTagger AGAIN = train();

  @Property(tries = 50)
  void aSampleFilledWithListedValuesIsReadAsItIs(@ForAll("values") List<String> values) {
    List<String> words = SpokenTokens.of("put " + values.get(0) + " by " + values.get(1) + " on my " + values.get(2) + " list");
    Map<String, String> found =
        TAGGER.tag(words, SpanReader.ANY).stream()
            .collect(Collectors.toMap(TaggedSpan::slot, s -> String.join(" ", words.subList(s.from(), s.to()))));
    assertThat(found).isEqualTo(Map.of("song", values.get(0), "artist", values.get(1), "list", values.get(2)));
  }

  @Provide
  Arbitrary<List<String>> values() {
    List<Arbitrary<String>> each =
        IntStream.range(0, SLOTS.size())
            .mapToObj(i -> (Arbitrary<String>) Arbitraries.of(SLOTS.get(i).values().stream().map(v -> String.join(" ", v)).toList()))
            .toList();
    return Combinators.combine(each).as(v -> v);
  }
}
