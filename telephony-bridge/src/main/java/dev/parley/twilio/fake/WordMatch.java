package dev.parley.twilio.fake;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.text.similarity.LevenshteinDistance;

/** Whether words that a recogniser wrote down are nearly those that somebody wanted to hear. */
final class WordMatch {

  /** Of the wanted words, so many must be there: recognisers get about one in fifteen wrong on a telephone line. */
  private static final double ENOUGH = 0.75;

  private WordMatch() {}

  /** Whether the wanted words are in the heard ones, nearly all, in order, with others between. */
  static boolean contains(String heard, String wanted) {
    List<String> all = words(heard);
    List<String> sought = words(wanted);
    int[][] common = new int[all.size() + 1][sought.size() + 1];
    for (int i = 1; i <= all.size(); i++) {
      for (int j = 1; j <= sought.size(); j++) {
        common[i][j] =
            alike(all.get(i - 1), sought.get(j - 1))
                ? common[i - 1][j - 1] + 1
                : Math.max(common[i - 1][j], common[i][j - 1]);
      }
    }
    return common[all.size()][sought.size()] >= Math.max(1, Math.ceil(sought.size() * ENOUGH));
  }

  static List<String> words(String text) {
    return Arrays.stream(text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}']+")).filter(w -> !w.isEmpty()).toList();
  }

  /** Long words may differ by a letter: "confirm" is heard as "confirmed", "accounts" as "account". */
  private static boolean alike(String a, String b) {
    int letters = Math.min(a.length(), b.length());
    int allowed = letters >= 7 ? 2 : letters >= 4 ? 1 : 0;
    return LevenshteinDistance.getDefaultInstance().apply(a, b) <= allowed;
  }
}
