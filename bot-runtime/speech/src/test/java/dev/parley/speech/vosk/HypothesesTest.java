package dev.parley.speech.vosk;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.parley.speech.Transcript.Word;
import dev.parley.speech.vosk.Hypotheses.Hypothesis;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class HypothesesTest {
  private static Hypothesis heard(String words, double score) {
    List<Word> list = new ArrayList<>();
    for (String word : words.split(" ")) {
      list.add(new Word(word, list.size() * 100L, list.size() * 100L + 90, 0));
    }
    return new Hypothesis(list, score);
  }

  private static List<String> texts(Hypotheses all) {
    return all.bestFirst().stream().map(Hypothesis::text).toList();
  }

  @Test
  void partsAreJoinedTheBestPairFirst() {
    Hypotheses first = Hypotheses.of(List.of(heard("one", 10), heard("nine", 7)));
    Hypotheses second = Hypotheses.of(List.of(heard("two", 4), heard("three", 3)));
    assertThat(texts(first.then(second))).containsExactly("one two", "one three", "nine two", "nine three");
    assertThat(texts(Hypotheses.NOTHING.then(first))).containsExactly("one", "nine");
  }

  @Test
  void whatTwoListenersThinkIsAddedUp() {
    Hypotheses one = Hypotheses.of(List.of(heard("oh", 5), heard("four", 4)));
    Hypotheses other = Hypotheses.of(List.of(heard("four", 9), heard("oh", 6), heard("five", 5)));
    Hypotheses both = one.and(other);
    assertThat(texts(both)).containsExactly("four", "oh", "five");
    assertThat(both.bestFirst().get(0).score()).isZero();
  }

  @Test
  void wordsThatSoundAlikeCountTogetherWithTheWordThatIsMeant() {
    Vocabulary digits = new Vocabulary(List.of("oh", "four", "six"));
    assertThat(digits.meant("foe")).isEqualTo("four");
    assertThat(digits.meant("sick")).isEqualTo("six");
    assertThat(digits.grammar()).contains("\"foe\"").containsOnlyOnce("\"oh\"");
    // A bot that lists the word means the word.
    Vocabulary ill = new Vocabulary(List.of("six", "sick note"));
    assertThat(ill.meant("sick")).isEqualTo("sick");
    assertThat(new Vocabulary(List.of("savings")).grammar()).doesNotContain("sick", "foe");
  }

  @Test
  void aWordIsAsSureAsTheHypothesesThatHaveItAreLikely() {
    Hypotheses all = Hypotheses.of(List.of(heard("one two", 0), heard("one three", Math.log(0.25)), heard("[unk] two", Math.log(0.25))));
    List<Word> words = all.agreement(1).on(all.bestFirst().get(0));
    assertThat(words.get(0).confidence()).isCloseTo(1.25 / 1.5, within(1e-9));
    assertThat(words.get(1).confidence()).isCloseTo(1.25 / 1.5, within(1e-9));
    assertThat(all.bestFirst().get(2).text()).isEqualTo("two");
  }
}
