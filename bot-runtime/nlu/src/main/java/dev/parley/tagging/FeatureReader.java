package dev.parley.tagging;

import dev.parley.tagging.Catalogue.Held;
import dev.parley.tagging.Catalogue.Shares;
import dev.parley.tagging.TaggedSlot.Recognised;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Turns sentences into features: words up to two away, their beginnings and endings, classes of words; of a stretch its length,
 * its shape, and what slots' values say of it. Thread-safe once the weights' features are gathered.
 */
final class FeatureReader {

  /** No value has more words. */
  static final int MAX_SPAN = 14;

  /** A value may be so much longer than the longest that is listed. */
  private static final int LONGER = 2;

  /** A word that more samples have is no more common. */
  static final int MOST_CARRIERS = 3;

  private static final int MAX_SHAPE = 3;
  private static final int MAX_LENGTH = 6;
  private static final int MAX_AFFIX = 3;
  private static final long UNKNOWN = Hashes.of("?");
  private static final long BEGIN = Hashes.of("<");
  private static final long END = Hashes.of(">");

  private static final long SHAPE = Hashes.of("shape");
  private static final long LONG_SHAPE = Hashes.of("long shape");

  /** What features are about: of words, of what stands beside a span, of spans. */
  private enum About {
    ANYTHING, WORD, BEFORE, AFTER, TWO_BEFORE, TWO_AFTER, WITH_BEFORE, WITH_AFTER, KIND, KIND_BEFORE, KIND_AFTER, CARRIER, ENDING, BEGINNING,
    MEMBER, OUTSIDE_BEFORE, OUTSIDE_TWO_BEFORE, OUTSIDE_KIND_BEFORE, OUTSIDE_AFTER, OUTSIDE_TWO_AFTER, OUTSIDE_KIND_AFTER, BOTH_SIDES, WHOLE,
    LISTED, FIRST_KIND, LAST_KIND, LENGTH;

    private final long hash = Hashes.of(name());

    long of(long part) {
      return Hashes.with(hash, part);
    }

    long of(long part, long next) {
      return Hashes.with(hash, part, next);
    }
  }

  private final List<TaggedSlot> slots;
  private final int[] typeOfSlot;
  private final Catalogue catalogue;
  private final Map<String, Integer> carriers;
  private final Weights token;
  private final Weights span;
  private final LanguageWords language;
  private final int[] longest;
  private final int maxSpan;

  /** {@code carriers} are the words around slots in all samples of the bot, with the number of samples that have them. */
  FeatureReader(List<TaggedSlot> slots, Catalogue catalogue, Map<String, Integer> carriers, Weights token, Weights span, LanguageWords language) {
    this.slots = slots;
    this.typeOfSlot = slots.stream().mapToInt(s -> catalogue.type(s.type())).toArray();
    this.catalogue = catalogue;
    this.carriers = carriers;
    this.token = token;
    this.span = span;
    this.language = language;
    longest = slots.stream().mapToInt(FeatureReader::longest).toArray();
    maxSpan = Arrays.stream(longest).max().orElse(1);
  }

  private static int longest(TaggedSlot slot) {
    int listed = slot.values().stream().mapToInt(List::size).max().orElse(MAX_SPAN);
    return Math.min(MAX_SPAN, listed + (slot.novelty() == 0 ? 1 : LONGER));
  }

  /** How many words a value may have. */
  int maxSpan() {
    return maxSpan;
  }

  /** {@code held} values count as not listed; {@code strange} words as never heard of. */
  Sentence read(List<String> words, List<Held> held, Predicate<String> strange, SpanReader reader) {
    return new Reading(words, held, strange, reader).sentence();
  }

  /** A stretch that a type lists. */
  private record Match(int from, int to, int type) {}

  /** One sentence being read. */
  private final class Reading {

    private final List<String> words;
    private final List<Held> held;
    private final SpanReader reader;
    private final int n;
    private final long[] seen;
    private final String[] kinds;
    private final long[] kindHashes;
    private final Shares[] shares;
    private final Shares[] whole;
    private final int[] lengths;
    private final int[] firsts;
    private final int[] lasts;
    private final List<Match> listed;

    /** Of the stretch that grows: the least and the greatest share of a word of it in a type's values, and its unknown words. */
    private final int[] least = new int[catalogue.types()];
    private final int[] most = new int[catalogue.types()];
    private int unknown;

    Reading(List<String> words, List<Held> held, Predicate<String> strange, SpanReader reader) {
      this.words = words;
      this.held = held;
      this.reader = reader;
      n = words.size();
      seen = new long[n];
      kinds = new String[n];
      kindHashes = new long[n];
      shares = new Shares[n];
      whole = new Shares[n];
      lengths = new int[MAX_LENGTH + 1];
      firsts = new int[n];
      lasts = new int[n];
      for (int i = 0; i < n; i++) {
        String word = words.get(i);
        whole[i] = catalogue.shares(word, List.of());
        shares[i] = held.isEmpty() ? whole[i] : catalogue.shares(word, held);
        boolean known = carriers.containsKey(word) || shares[i].known();
        seen[i] = known && !strange.test(word) ? Hashes.of(word) : UNKNOWN;
        kinds[i] = language.kind(word);
        kindHashes[i] = Hashes.of(kinds[i]);
        firsts[i] = span.row(About.FIRST_KIND.of(kindHashes[i]));
        lasts[i] = span.row(About.LAST_KIND.of(kindHashes[i]));
      }
      for (int length = 1; length <= MAX_LENGTH; length++) {
        lengths[length] = span.row(About.LENGTH.of(length));
      }
      listed = listed();
    }

    private List<Match> listed() {
      List<Match> matches = new ArrayList<>();
      for (int i = 0; i < n; i++) {
        StringBuilder text = new StringBuilder();
        for (int j = i + 1; j <= Math.min(n, i + Math.min(maxSpan, catalogue.longest())); j++) {
          text.append(j > i + 1 ? " " : "").append(words.get(j - 1));
          for (int type : catalogue.listing(text.toString())) {
            List<String> value = words.subList(i, j);
            if (held.stream().noneMatch(h -> h.type() == type && h.value().equals(value))) {
              matches.add(new Match(i, j, type));
            }
          }
        }
      }
      return matches;
    }

    Sentence sentence() {
      int[][] tokens = new int[n][];
      int[][] before = new int[n + 1][];
      int[][] after = new int[n + 1][];
      for (int i = 0; i < n; i++) {
        tokens[i] = token(i);
        before[i] = new int[] {
          span.row(About.OUTSIDE_BEFORE.of(word(i - 1))), span.row(About.OUTSIDE_TWO_BEFORE.of(word(i - 2), word(i - 1))),
          span.row(About.OUTSIDE_KIND_BEFORE.of(kind(i - 1)))
        };
        after[i + 1] = new int[] {
          span.row(About.OUTSIDE_AFTER.of(word(i + 1))), span.row(About.OUTSIDE_TWO_AFTER.of(word(i + 1), word(i + 2))),
          span.row(About.OUTSIDE_KIND_AFTER.of(kind(i + 1)))
        };
      }
      int[][][] spans = new int[n][][];
      int[][][] own = new int[n][][];
      for (int i = 0; i < n; i++) {
        int longest = Math.min(maxSpan, n - i);
        spans[i] = new int[longest][];
        own[i] = new int[longest][];
        long shape = SHAPE;
        Arrays.fill(least, Integer.MAX_VALUE);
        Arrays.fill(most, 0);
        unknown = 0;
        for (int length = 1; length <= longest; length++) {
          shape = length <= MAX_SHAPE ? Hashes.with(shape, kindHashes[i + length - 1]) : LONG_SHAPE;
          spans[i][length - 1] = span(i, i + length, shape);
          grow(i + length - 1);
          own[i][length - 1] = own(i, i + length);
        }
      }
      return new Sentence(words, tokens, before, after, spans, own);
    }

    private int[] token(int i) {
      String word = words.get(i);
      int[] member = shares[i].any();
      int[] rows = new int[16 + member.length];
      int at = 0;
      rows[at++] = token.row(About.ANYTHING.of(0));
      rows[at++] = token.row(About.WORD.of(word(i)));
      rows[at++] = token.row(About.BEFORE.of(word(i - 1)));
      rows[at++] = token.row(About.AFTER.of(word(i + 1)));
      rows[at++] = token.row(About.TWO_BEFORE.of(word(i - 2)));
      rows[at++] = token.row(About.TWO_AFTER.of(word(i + 2)));
      rows[at++] = token.row(About.WITH_BEFORE.of(word(i - 1), word(i)));
      rows[at++] = token.row(About.WITH_AFTER.of(word(i), word(i + 1)));
      rows[at++] = token.row(About.KIND.of(kindHashes[i]));
      rows[at++] = token.row(About.KIND_BEFORE.of(kind(i - 1), kindHashes[i]));
      rows[at++] = token.row(About.KIND_AFTER.of(kindHashes[i], kind(i + 1)));
      rows[at++] = token.row(About.CARRIER.of(Math.min(MOST_CARRIERS, carriers.getOrDefault(word, 0)), seen[i] == UNKNOWN ? 1 : 0));
      for (int length = MAX_AFFIX - 1; length <= MAX_AFFIX; length++) {
        rows[at++] = token.row(About.ENDING.of(length, Hashes.of(word, Math.max(0, word.length() - length), word.length())));
        rows[at++] = token.row(About.BEGINNING.of(length, Hashes.of(word, 0, Math.min(length, word.length()))));
      }
      for (int type = 0; type < member.length; type++) {
        rows[at++] = member[type] == 0 ? Weights.UNKNOWN : token.row(About.MEMBER.of(type, member[type]));
      }
      return rows;
    }

    private int[] span(int from, int to, long shape) {
      List<Match> same = new ArrayList<>(0);
      for (Match match : listed) {
        if (match.from == from && match.to == to) {
          same.add(match);
        }
      }
      int[] rows = new int[6 + same.size()];
      rows[0] = lengths[Math.min(to - from, MAX_LENGTH)];
      rows[1] = span.row(About.BOTH_SIDES.of(word(from - 1), word(to)));
      rows[2] = span.row(shape);
      rows[3] = from > 0 && to < n ? Weights.UNKNOWN : span.row(About.WHOLE.of(from > 0 ? 1 : to < n ? 2 : 3));
      rows[4] = firsts[from];
      rows[5] = lasts[to - 1];
      for (int i = 0; i < same.size(); i++) {
        rows[6 + i] = span.row(About.LISTED.of(same.get(i).type));
      }
      return rows;
    }

    private long word(int i) {
      return i < 0 ? BEGIN : i >= n ? END : seen[i];
    }

    private long kind(int i) {
      return i < 0 ? BEGIN : i >= n ? END : kindHashes[i];
    }

    private void grow(int word) {
      for (int type = 0; type < least.length; type++) {
        int bucket = shares[word].any()[type];
        least[type] = Math.min(least[type], bucket);
        most[type] = Math.max(most[type], bucket);
      }
      unknown += seen[word] == UNKNOWN ? 1 : 0;
    }

    private int[] own(int from, int to) {
      int[] own = new int[slots.size()];
      int[] byType = new int[catalogue.types()];
      int[] matches = matches(from, to);
      for (int s = 0; s < own.length; s++) {
        TaggedSlot slot = slots.get(s);
        int type = typeOfSlot[s];
        // Two slots of one type share it; what packs to 0 is made anew.
        byType[type] = byType[type] == 0 ? ofType(from, to, type, matches[type]) : byType[type];
        boolean nameBefore = from > 0 && slot.nameWords().contains(words.get(from - 1));
        boolean nameAfter = to < n && slot.nameWords().contains(words.get(to));
        int reads = slot.recognised() == Recognised.NOT ? 0 : to - from <= longest[s] && mayRead(slot, from, to, type) && reader.reads(slot, words, from, to) ? 2 : 1;
        own[s] = byType[type] | OwnFeatures.pack(0, 0, 0, 0, 0, 0, 0, (nameBefore ? 1 : 0) + (nameAfter ? 2 : 0), reads);
      }
      return own;
    }

    /** Whether the ends of the stretch look like those of a value: a recogniser need not look at all others. */
    private boolean mayRead(TaggedSlot slot, int from, int to, int type) {
      return slot.recognised() == Recognised.READ
          || (LanguageWords.ofValues(kinds[from]) || whole[from].first()[type] > 0)
              && (LanguageWords.ofValues(kinds[to - 1]) || whole[to - 1].last()[type] > 0);
    }

    /** Of each type whether it lists the stretch (2) or what holds it (1). */
    private int[] matches(int from, int to) {
      int[] matches = new int[catalogue.types()];
      for (Match match : listed) {
        if (match.from <= from && match.to >= to) {
          matches[match.type] |= match.from == from && match.to == to ? 2 : 1;
        }
      }
      return matches;
    }

    private int ofType(int from, int to, int type, int match) {
      return OwnFeatures.pack(
          match, Math.min(3, unknown), least[type], most[type], shares[from].first()[type],
          shares[to - 1].last()[type], catalogue.lengthBucket(type, to - from), 0, 0);
    }
  }
}
