package dev.parley.slot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.definition.BuiltInSlotType;
import dev.parley.definition.SlotTypeDefinition;
import dev.parley.diagnostic.Span;
import dev.parley.event.SlotValue;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.RandomAccess;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

/** Whatever is said, every type answers, the same each time, and at a cost that grows with the length and no faster. */
class SlotReadersPropertyTest {

  private static final int LONGEST = 1024;
  private static final LocalDate TODAY = LocalDate.of(2026, 11, 25);

  /** How often each word may be looked at: no reader tries more ways to read a word. */
  private static final int MOST_LOOKS = 60;

  private static final List<String> WORDS =
      List.of("one", "twenty", "hundred", "thousand", "and", "a", "half", "quarter", "three", "quarters", "to", "past", "double", "oh", "point",
          "minus", "march", "friday", "next", "week", "weeks", "ago", "from", "month", "first", "hundredth", "the", "of", "last", "before", "5",
          "12/25", "1,234.50", "dollars", "cents", "am", "percent", "at", "dot", "as", "in", "no", "sorry", "i", "mean", "b", "bravo", "x",
          "ray", "u", "plus", "phoenix", "boston", "hour", "minutes", "for", "easter", "couple");

  private static final SlotType LISTED =
      new ListedSlotType(
          new SlotTypeDefinition(
              Span.NONE, "Place", SlotTypeDefinition.Resolution.TOP_RESOLUTION,
              List.of(
                  new SlotTypeDefinition.Value(Span.NONE, "Phoenix", List.of("the valley")),
                  new SlotTypeDefinition.Value(Span.NONE, "Zürich", List.of("東京", "\uD83D\uDE00"))),
              Optional.empty(), List.of(), Map.of()));

  private static Stream<SlotType> types() {
    return Stream.concat(Arrays.stream(BuiltInSlotType.values()).map(BuiltInSlotTypes::of), Stream.of(LISTED));
  }

  @Property(tries = 200)
  void noTextMakesATypeFail(@ForAll("anything") String text, @ForAll("locales") String locale, @ForAll SlotContext.Prefer prefer) {
    SlotContext context = new SlotContext(locale, TODAY, prefer);
    assertThat(types()).allSatisfy(type -> {
      List<SlotValue.Scalar> values = type.resolve(text, context);
      assertThat(type.resolve(text, context)).isEqualTo(values);
    });
  }

  @Provide
  Arbitrary<String> anything() {
    Arbitrary<String> unicode = Arbitraries.strings().all().ofMaxLength(LONGEST);
    Arbitrary<String> words = Arbitraries.of(WORDS).list().ofMaxSize(150).map(w -> String.join(" ", w));
    Arbitrary<String> answers = Arbitraries.of(WORDS).list().ofMinSize(1).ofMaxSize(8).map(w -> String.join(" ", w));
    Arbitrary<String> broken = Arbitraries.of("\uD83D", "\uDE00 five", "\u0000", "\u202Efive", "Ⅷ", "٣٤", "𝟙𝟚", "İI", "ß".repeat(100), "!".repeat(LONGEST), "a@".repeat(500));
    return Arbitraries.oneOf(unicode, words, answers, answers, broken);
  }

  @Provide
  Arbitrary<String> locales() {
    return Arbitraries.of("en_US", "en_GB", "de_DE", "fr_FR", "ja_JP", "xx_XX");
  }

  @Property(tries = 300)
  void theCostGrowsWithTheLengthAndNoFaster(@ForAll("repeated") List<String> words) {
    SlotContext context = new SlotContext("en_US", TODAY);
    List<Consumer<List<String>>> readers =
        List.of(
            SpokenTokens::withoutAsides, SpokenTokens::corrected, t -> SpokenLetters.collapse(t, true), DigitStrings::read,
            DigitStrings::uncounted, DigitStrings::longestRun, t -> Cardinals.read(t, 0), t -> Fractions.scaled(t, 0), Ordinals::place, Amounts::read,
            t -> Dates.day(t, context), t -> DaysOfWeek.read(t, context), Times::read, Durations::read, ExpiryDates::read);
    assertThat(readers).allSatisfy(reader -> {
      CountingTokens tokens = new CountingTokens(words);
      reader.accept(tokens);
      assertThat(tokens.looks).isLessThanOrEqualTo((long) MOST_LOOKS * (words.size() + 1));
    });
  }

  @Provide
  Arbitrary<List<String>> repeated() {
    return Arbitraries.of(WORDS).list().ofMinSize(1).ofMaxSize(4).flatMap(part ->
        Arbitraries.integers().between(1, 200).map(times -> {
          List<String> all = new ArrayList<>();
          Collections.nCopies(times, part).forEach(all::addAll);
          return all;
        }));
  }

  /** Counts how often a word is looked at. */
  private static final class CountingTokens extends AbstractList<String> implements RandomAccess {

    private final List<String> words;
    private long looks;

    CountingTokens(List<String> words) {
      this.words = words;
    }

    @Override
    public String get(int index) {
      looks++;
      return words.get(index);
    }

    @Override
    public int size() {
      return words.size();
    }
  }

  /** Expressions that may run long belong to bots' own patterns, which are bounded in form and length, and to files of authors. */
  @Test
  void noRegularExpressionReadsWhatCallersSay() throws IOException {
    Set<String> bounded = Set.of("PatternSlotType.java", "PhraseSlotType.java", "BuiltInSlotTypes.java", "SlotCases.java");
    try (Stream<Path> files = Files.list(Path.of("src/main/java/dev/parley/slot"))) {
      assertThat(files.filter(f -> !bounded.contains(String.valueOf(f.getFileName()))))
          .allSatisfy(f -> assertThat(Files.readString(f)).doesNotContain("Pattern.compile", ".replaceAll(", ".replaceFirst(", ".matches("));
    }
  }
}
