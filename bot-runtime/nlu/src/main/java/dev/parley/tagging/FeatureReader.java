package dev.parley.tagging;

import dev.parley.tagging.Catalogue.Held;
import dev.parley.tagging.Catalogue.Place;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/** Turns a sentence into features. Thread-safe once the weights' features are gathered. */
final class FeatureReader {

  static final int MAX_SPAN = 14;
  private static final String UNKNOWN = "?";

  private final List<TaggedSlot> slots;
  private final Catalogue catalogue;
  private final Map<String, Integer> carriers;
  private final Weights token;
  private final Weights span;

  /** {@code carriers} are the words around slots in all samples of the bot, with the number of samples that have them. */
  FeatureReader(List<TaggedSlot> slots, Catalogue catalogue, Map<String, Integer> carriers, Weights token, Weights span) {
    this.slots = slots;
    this.catalogue = catalogue;
    this.carriers = carriers;
    this.token = token;
    this.span = span;
  }

  /** {@code held} values count as not listed; {@code strange} words as never heard of. */
  Sentence read(List<String> words, List<Held> held, Predicate<String> strange, SpanReader reader) {
    int n = words.size();
    List<String> seen = new ArrayList<>();
    for (String word : words) {
      seen.add(isKnown(word, held) && !strange.test(word) ? word : UNKNOWN);
    }
    List<Match> listed = listed(words, held);
    int[][] tokens = new int[n][];
    int[][] before = new int[n + 1][];
    int[][] after = new int[n + 1][];
    String[][] membership = membership(words, held);
    for (int i = 0; i < n; i++) {
      tokens[i] = token(words, seen, membership, i);
      before[i] = new int[] {
        span.row("p " + at(seen, i - 1)), span.row("p2 " + at(seen, i - 2) + " " + at(seen, i - 1)), span.row("pc " + kind(words, i - 1)),
      };
      after[i + 1] = new int[] {
        span.row("n " + at(seen, i + 1)), span.row("n2 " + at(seen, i + 1) + " " + at(seen, i + 2)), span.row("nc " + kind(words, i + 1)),
      };
    }
    int[][][] spans = new int[n][][];
    int[][][] own = new int[n][][];
    for (int i = 0; i < n; i++) {
      int longest = Math.min(MAX_SPAN, n - i);
      spans[i] = new int[longest][];
      own[i] = new int[longest][];
      for (int length = 1; length <= longest; length++) {
        int j = i + length;
        List<Integer> rows = new ArrayList<>();
        rows.add(span.row("len " + Math.min(length, 6)));
        rows.add(span.row("pn " + at(seen, i - 1) + " " + at(seen, j)));
        rows.add(span.row("shape " + (length > 3 ? "long" : shape(words, i, j))));
        rows.add(span.row("edge " + (i == 0) + (j == n)));
        for (Match match : listed) {
          if (match.from == i && match.to == j) {
            rows.add(span.row("is " + match.type));
          }
        }
        spans[i][length - 1] = rows.stream().mapToInt(Integer::intValue).toArray();
        own[i][length - 1] = own(words, seen, held, listed, i, j, reader);
      }
    }
    return new Sentence(words, tokens, before, after, spans, own);
  }

  private boolean isKnown(String word, List<Held> held) {
    if (carriers.containsKey(word)) {
      return true;
    } else if (!catalogue.knows(word)) {
      return false;
    }
    for (int type = 0; type < catalogue.types(); type++) {
      if (catalogue.count(word, type, Place.ANY, held) > 0) {
        return true;
      }
    }
    return false;
  }

  /** A stretch that a type lists. */
  private record Match(int from, int to, int type) {}

  private List<Match> listed(List<String> words, List<Held> held) {
    List<Match> listed = new ArrayList<>();
    for (int i = 0; i < words.size(); i++) {
      StringBuilder text = new StringBuilder();
      for (int j = i + 1; j <= Math.min(words.size(), i + MAX_SPAN); j++) {
        text.append(j > i + 1 ? " " : "").append(words.get(j - 1));
        List<String> value = words.subList(i, j);
        for (int type : catalogue.listing(text.toString())) {
          if (held.stream().noneMatch(h -> h.type() == type && h.value().equals(value))) {
            listed.add(new Match(i, j, type));
          }
        }
      }
    }
    return listed;
  }

  private String[][] membership(List<String> words, List<Held> held) {
    String[][] membership = new String[words.size()][];
    for (int i = 0; i < words.size(); i++) {
      List<String> of = new ArrayList<>();
      for (int type = 0; type < catalogue.types(); type++) {
        int bucket = catalogue.bucket(words.get(i), type, Place.ANY, held);
        if (bucket > 0) {
          of.add("m " + type + " " + bucket);
        }
      }
      membership[i] = of.toArray(new String[0]);
    }
    return membership;
  }

  private int[] token(List<String> words, List<String> seen, String[][] membership, int i) {
    List<Integer> rows = new ArrayList<>();
    String word = words.get(i);
    String w0 = at(seen, i);
    String p1 = at(seen, i - 1);
    String n1 = at(seen, i + 1);
    rows.add(token.row("bias"));
    rows.add(token.row("0 " + w0));
    rows.add(token.row("-1 " + p1));
    rows.add(token.row("+1 " + n1));
    rows.add(token.row("-2 " + at(seen, i - 2)));
    rows.add(token.row("+2 " + at(seen, i + 2)));
    rows.add(token.row("-10 " + p1 + " " + w0));
    rows.add(token.row("01 " + w0 + " " + n1));
    rows.add(token.row("c " + WordClasses.of(word)));
    rows.add(token.row("-c " + kind(words, i - 1) + " " + WordClasses.of(word)));
    rows.add(token.row("+c " + WordClasses.of(word) + " " + kind(words, i + 1)));
    rows.add(token.row("carrier " + Math.min(3, carriers.getOrDefault(word, 0)) + w0.equals(UNKNOWN)));
    int length = word.length();
    rows.add(token.row("s2 " + word.substring(Math.max(0, length - 2))));
    rows.add(token.row("s3 " + word.substring(Math.max(0, length - 3))));
    rows.add(token.row("p2 " + word.substring(0, Math.min(2, length))));
    rows.add(token.row("p3 " + word.substring(0, Math.min(3, length))));
    for (String member : membership[i]) {
      rows.add(token.row(member));
    }
    return rows.stream().mapToInt(Integer::intValue).toArray();
  }

  private static String at(List<String> words, int i) {
    return i < 0 ? "<" : i >= words.size() ? ">" : words.get(i);
  }

  private static String kind(List<String> words, int i) {
    return i < 0 ? "<" : i >= words.size() ? ">" : WordClasses.of(words.get(i));
  }

  private static String shape(List<String> words, int from, int to) {
    StringBuilder shape = new StringBuilder();
    for (int i = from; i < to; i++) {
      shape.append(WordClasses.of(words.get(i))).append(' ');
    }
    return shape.toString();
  }

  private int[] own(List<String> words, List<String> seen, List<Held> held, List<Match> listed, int i, int j, SpanReader reader) {
    int[] own = new int[slots.size()];
    Map<Integer, Integer> done = new HashMap<>();
    for (int s = 0; s < own.length; s++) {
      TaggedSlot slot = slots.get(s);
      int type = catalogue.type(slot.type());
      int packed = done.computeIfAbsent(type, t -> ofType(words, seen, held, listed, i, j, slot, t, reader));
      boolean nameBefore = i > 0 && slot.nameWords().contains(words.get(i - 1));
      boolean nameAfter = j < words.size() && slot.nameWords().contains(words.get(j));
      own[s] = packed | OwnFeatures.pack(0, 0, 0, 0, 0, 0, 0, (nameBefore ? 1 : 0) + (nameAfter ? 2 : 0), 0);
    }
    return own;
  }

  private int ofType(
      List<String> words, List<String> seen, List<Held> held, List<Match> listed, int i, int j, TaggedSlot slot, int type, SpanReader reader) {
    boolean exact = false;
    boolean within = false;
    for (Match match : listed) {
      boolean same = match.from == i && match.to == j;
      boolean around = match.type == type && match.from <= i && match.to >= j;
      exact |= around && same;
      within |= around && !same;
    }
    int match = (exact ? 2 : 0) + (within ? 1 : 0);
    int unknown = 0;
    int least = 7;
    int most = 0;
    for (int k = i; k < j; k++) {
      int bucket = catalogue.bucket(words.get(k), type, Place.ANY, held);
      least = Math.min(least, bucket);
      most = Math.max(most, bucket);
      unknown += seen.get(k).equals(UNKNOWN) ? 1 : 0;
    }
    int reads = slot.recognised() ? reader.reads(slot, words, i, j) ? 2 : 1 : 0;
    return OwnFeatures.pack(
        match, Math.min(3, unknown), least, most, catalogue.bucket(words.get(i), type, Place.FIRST, held),
        catalogue.bucket(words.get(j - 1), type, Place.LAST, held), catalogue.lengthBucket(type, j - i), 0, reads);
  }
}
