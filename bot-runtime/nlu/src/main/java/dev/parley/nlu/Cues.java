package dev.parley.nlu;

import dev.parley.definition.LocaleDefinition.CuePhrases;
import dev.parley.event.Cue;
import dev.parley.slot.Confirmations;
import dev.parley.slot.SpokenTokens;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;

/**
 * Recognises what is said about the conversation itself. The whole utterance must be the cue, politeness apart: "the wait time
 * is long" asks nobody to wait. Pure and thread-safe.
 */
final class Cues {

  private static final int MAX_PHRASE = 12;
  private static final int MAX_REASON = 12;
  private static final int MAX_EXPLAINING = 3;

  /** No yes or no before other words has more words. */
  private static final int MAX_POLARITY = 4;

  /** No politeness has more words. */
  private static final int MAX_AROUND = 8;

  /** What follows these belongs to them: "good to see you" is no "good" with a farewell after it. */
  private static final Set<String> UNFINISHED = Set.of("to", "with", "a", "the", "my", "of", "at");

  /** In the order in which they are tried. */
  private static final List<Cue> ORDER =
      List.of(Cue.HOLD, Cue.RESUME, Cue.REPEAT, Cue.START_OVER, Cue.BACK, Cue.CANCEL, Cue.STOP, Cue.HELP);

  private final CueTable table;
  private final Map<Cue, Set<List<String>>> phrases = new EnumMap<>(Cue.class);
  private final Set<List<String>> holdAlone;
  private final Set<List<String>> whileWaiting;
  private final Set<List<String>> asksWhy;
  private final Set<List<String>> explains;
  private final Set<List<String>> agrees;
  private final Set<List<String>> denies;
  private final Set<List<String>> wonders;
  private final Set<List<String>> backTo;
  private final Set<List<String>> backThere;
  private final Set<String> around;

  /** Whether the table names this language's words for yes and no; English ones stand in {@link Confirmations}. */
  private final boolean ownPolarity;

  /** The language's own phrases and those that the bot adds. A language without a table has the bot's alone. */
  Cues(CueTable table, CuePhrases added) {
    this.table = table;
    for (Cue cue : Cue.values()) {
      phrases.put(cue, typed(table.phrases(cue.name().toLowerCase(Locale.ROOT))));
    }
    ownPolarity = !phrases(Cue.YES).isEmpty();
    holdAlone = typed(table.phrases("hold_alone"));
    whileWaiting = typed(table.phrases("resume_while_waiting"));
    asksWhy = typed(table.phrases("help_about"));
    agrees = typed(table.phrases("agrees"));
    denies = typed(table.phrases("denies"));
    wonders = typed(table.phrases("wonders"));
    backTo = typed(table.phrases("back_to"));
    backThere = typed(table.phrases("back_there"));
    explains = typed(table.words("explains").stream().map(SpokenTokens::of).toList());
    around = new HashSet<>(typed(table.words("around")));
    added.hold().forEach(p -> phrases(Cue.HOLD).add(said(p)));
    added.resume().forEach(p -> phrases(Cue.RESUME).add(said(p)));
    added.yes().forEach(p -> phrases(Cue.YES).add(said(p)));
    added.no().forEach(p -> phrases(Cue.NO).add(said(p)));
  }

  /** The words, as people type them who leave out apostrophes: "im back" is "I'm back". */
  private List<String> said(String text) {
    return typed(table.said(text));
  }

  private static List<String> typed(List<String> words) {
    for (String word : words) {
      if (word.indexOf('\'') >= 0) {
        return words.stream().map(w -> w.replace("'", "")).toList();
      }
    }
    return words;
  }

  private static Set<List<String>> typed(Collection<List<String>> phrases) {
    Set<List<String>> typed = new HashSet<>(2 * phrases.size());
    phrases.forEach(p -> typed.add(typed(p)));
    return typed;
  }

  private Set<List<String>> phrases(Cue cue) {
    return phrases.getOrDefault(cue, Set.of());
  }

  /** A cue and the words that are it. */
  record Heard(Cue cue, List<String> words) {}

  /** Whether the text is one of these phrases, politeness apart. */
  boolean isOneOf(Collection<String> offered, String text) {
    List<String> said = said(text);
    List<List<String>> ways = withLessAround(said);
    return offered.stream().map(this::said).anyMatch(p -> !p.isEmpty() && ways.contains(p));
  }

  /**
   * The cue that the whole utterance is.
   *
   * @param confirming whether yes and no are offered: then 1 and 2 are, too, and "go ahead" is a yes
   * @param waiting whether the bot waits for the caller: then "hello" resumes
   */
  Optional<Heard> read(String text, boolean confirming, boolean waiting) {
    List<String> tokens = said(text);
    if (tokens.isEmpty()) {
      return Optional.empty();
    }
    for (Cue cue : List.of(Cue.YES, Cue.NO)) {
      if (phrases(cue).contains(tokens)) {
        return Optional.of(new Heard(cue, tokens));
      }
    }
    Optional<Cue> plain = ownPolarity ? polarity(tokens, confirming) : english(text, confirming);
    Optional<Heard> polarity = plain.or(() -> withRest(tokens, confirming, waiting)).map(c -> new Heard(c, bare(tokens).isEmpty() ? tokens : bare(tokens)));
    if (confirming && polarity.isPresent()) {
      return polarity;
    }
    for (List<String> words : withLessAround(tokens)) {
      if (waiting && whileWaiting.contains(words)) {
        return Optional.of(new Heard(Cue.RESUME, words));
      }
      boolean alone = holdAlone.contains(words);
      Optional<Cue> cue = alone ? Optional.of(Cue.HOLD) : ORDER.stream().filter(c -> phrases(c).contains(words)).findFirst();
      if (cue.isPresent()) {
        return cue.map(c -> new Heard(c, words));
      }
    }
    Optional<Cue> twice = ORDER.stream().filter(c -> isMadeOf(phrases(c), tokens)).findFirst();
    if (twice.isPresent()) {
      return twice.map(c -> new Heard(c, bare(tokens)));
    }
    return holdWithReason(bare(tokens)) ? Optional.of(new Heard(Cue.HOLD, bare(tokens))) : polarity;
  }

  /**
   * A yes or no that is followed by more of the same: "no, leave it", "yes, carry on", "no thanks, bye". Where no yes or no is
   * asked for, "no, leave it" is as good as "leave it". From a caller for whom the bot waits, "okay, I'm back" confirms nothing.
   */
  private Optional<Cue> withRest(List<String> tokens, boolean confirming, boolean waiting) {
    for (int length = Math.min(MAX_POLARITY, tokens.size() - 1); length >= 1; length--) {
      Optional<Cue> head = polarity(tokens.subList(0, length));
      List<String> rest = tokens.subList(length, tokens.size());
      if (UNFINISHED.contains(tokens.get(length - 1))) {
        continue;
      }
      boolean ends = isMadeOf(phrases(Cue.STOP), rest);
      if (head.equals(Optional.of(Cue.NO)) && (ends || isMadeOf(phrases(Cue.CANCEL), rest))) {
        return Optional.of(confirming ? Cue.NO : ends ? Cue.STOP : Cue.CANCEL);
      }
      // "Good bye" only says goodbye.
      boolean more = ends && !phrases(Cue.STOP).contains(tokens) || !waiting && isMadeOf(agrees, rest) || polarity(rest).equals(head);
      if (confirming && head.equals(Optional.of(Cue.YES)) && more) {
        return head;
      }
    }
    return Optional.empty();
  }

  private Optional<Cue> polarity(List<String> tokens) {
    return ownPolarity ? polarity(tokens, false) : english(String.join(" ", tokens), false);
  }

  /** The words, and the same with less and less of what may stand around a cue. */
  private List<List<String>> withLessAround(List<String> tokens) {
    int first = 0;
    int last = 0;
    while (first < tokens.size() && around.contains(tokens.get(first))) {
      first++;
    }
    while (last < tokens.size() && around.contains(tokens.get(tokens.size() - 1 - last))) {
      last++;
    }
    List<List<String>> all = new ArrayList<>();
    for (int left = 0; left <= Math.min(first + last, MAX_AROUND); left++) {
      for (int start = Math.min(left, first); start >= 0 && left - start <= last; start--) {
        if (tokens.size() > left) {
          all.add(tokens.subList(start, tokens.size() - (left - start)));
        }
      }
    }
    return all;
  }

  /** Whether the utterance begins as a question for the reason of a question: "why do you need my phone number". */
  boolean asksWhy(String text) {
    List<String> tokens = bare(said(text));
    for (int length = Math.min(MAX_PHRASE, tokens.size()); length >= 1; length--) {
      if (asksWhy.contains(tokens.subList(0, length))) {
        return true;
      }
    }
    return false;
  }

  /** Whether what is named in it may be meant: nothing is denied, and nothing asked. */
  boolean mayName(String text) {
    List<String> tokens = typed(SpokenTokens.of(text));
    return longest(wonders, bare(tokens), 0) == 0 && IntStream.range(0, tokens.size()).allMatch(i -> longest(denies, tokens, i) == 0);
  }

  /** What the caller goes back to: "back to the transfer". No words when that is only where the caller was. */
  Optional<List<String>> backTo(String text) {
    List<String> tokens = said(text);
    for (int start = 0; start < tokens.size(); start++) {
      int length = longest(backTo, tokens, start);
      if (length > 0) {
        List<String> rest = bare(tokens.subList(start + length, tokens.size()));
        return rest.isEmpty() ? Optional.empty() : Optional.of(backThere.contains(rest) ? List.of() : rest);
      }
      if (!around.contains(tokens.get(start))) {
        break;
      }
    }
    return Optional.empty();
  }

  private static Optional<Cue> english(String text, boolean confirming) {
    return (confirming ? Confirmations.readOffered(text) : Confirmations.read(text)).flatMap(v -> switch (v) {
      case "Yes" -> Optional.of(Cue.YES);
      case "No" -> Optional.of(Cue.NO);
      default -> Optional.empty();
    });
  }

  /** Yes or no by the table's phrases: several that agree, and words around them. Both at once is neither. */
  private Optional<Cue> polarity(List<String> tokens, boolean confirming) {
    if (confirming && tokens.size() == 1 && Set.of("1", "2").contains(tokens.get(0))) {
      return Optional.of(tokens.get(0).equals("1") ? Cue.YES : Cue.NO);
    }
    boolean yes = false;
    boolean no = false;
    int i = 0;
    while (i < tokens.size()) {
      int yesLength = longest(phrases(Cue.YES), tokens, i);
      int noLength = longest(phrases(Cue.NO), tokens, i);
      if (yesLength + noLength == 0 && !around.contains(tokens.get(i))) {
        return Optional.empty();
      }
      yes |= yesLength > noLength;
      no |= noLength > yesLength;
      i += Math.max(1, Math.max(yesLength, noLength));
    }
    return yes == no ? Optional.empty() : Optional.of(yes ? Cue.YES : Cue.NO);
  }

  /** Whether the same is said in several ways, and nothing else: "never mind, leave it". */
  private boolean isMadeOf(Set<List<String>> phrases, List<String> tokens) {
    boolean any = false;
    int i = 0;
    while (i < tokens.size()) {
      int length = longest(phrases, tokens, i);
      if (length == 0 && !around.contains(tokens.get(i))) {
        return false;
      }
      any |= length > 0;
      i += Math.max(1, length);
    }
    return any;
  }

  /** The length of the longest of these phrases that begins at this token. */
  private static int longest(Set<List<String>> phrases, List<String> tokens, int from) {
    for (int length = Math.min(MAX_PHRASE, tokens.size() - from); length >= 1; length--) {
      if (phrases.contains(tokens.subList(from, from + length))) {
        return length;
      }
    }
    return 0;
  }

  /** What follows a resume phrase at the beginning: "I'm back, it is four one one one". */
  Optional<String> afterResume(String text) {
    List<String> tokens = said(text);
    for (int start = 0; start < tokens.size(); start++) {
      int length = Math.max(longest(phrases(Cue.RESUME), tokens, start), longest(whileWaiting, tokens, start));
      if (length > 0 && start + length < tokens.size()) {
        return Optional.of(String.join(" ", table.said(text).subList(start + length, tokens.size())));
      }
      if (!around.contains(tokens.get(start))) {
        break;
      }
    }
    return Optional.empty();
  }

  private List<String> bare(List<String> tokens) {
    int start = 0;
    int end = tokens.size();
    while (start < end && around.contains(tokens.get(start))) {
      start++;
    }
    while (end > start && around.contains(tokens.get(end - 1))) {
      end--;
    }
    return tokens.subList(start, end);
  }

  private boolean explains(List<String> reason) {
    return longest(explains, reason.subList(0, Math.min(MAX_EXPLAINING, reason.size())), 0) > 0;
  }

  /** "Hold on, let me find it": a hold phrase, then a word that begins an explanation. */
  private boolean holdWithReason(List<String> tokens) {
    for (int length = Math.min(MAX_PHRASE, tokens.size() - 1); length >= 1; length--) {
      List<String> rest = bare(tokens.subList(length, tokens.size()));
      if (rest.size() <= MAX_REASON && explains(rest) && phrases(Cue.HOLD).contains(tokens.subList(0, length))) {
        return true;
      }
    }
    return false;
  }
}
