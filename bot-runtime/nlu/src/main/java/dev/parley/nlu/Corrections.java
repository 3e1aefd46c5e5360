package dev.parley.nlu;

import dev.parley.definition.IntentDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.event.SlotValue;
import dev.parley.nlu.CorrectionParser.Target;
import dev.parley.slot.SlotContext;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Understands who takes back what was said before: "actually make it fifty", "change the amount to fifty", "not savings,
 * checking". An utterance is a correction when a mark says so or a slot is named, and when nothing else was said.
 *
 * <p>How it works: words that open a correction are taken from the front and from the back; {@link CorrectionParser} reads the
 * whole of what is left as new values, each with its slot. A slot that is named comes before one whose sample has the word
 * before the value ("to savings"), and that before the slot filled last that takes such a value. Pure and thread-safe.
 */
final class Corrections {

  private static final int MAX_TOKENS = 30;
  private static final int MAX_PHRASE = 8;

  private final CueTable table;
  private final SlotAnswers answers;
  private final Set<List<String>> opens;
  private final Set<List<String>> marks;
  private final Set<List<String>> takesBack;
  private final Set<List<String>> after;
  private final Set<List<String>> never;
  private final CorrectionParser.Words words;
  private final Map<String, CorrectionParser.Names> names = new HashMap<>();

  Corrections(CueTable table, SlotAnswers answers, Collection<IntentDefinition> intents) {
    this.table = table;
    this.answers = answers;
    opens = table.corrections("opens");
    marks = table.corrections("marks");
    takesBack = table.corrections("takes_back");
    after = table.corrections("after");
    never = table.corrections("never");
    words =
        new CorrectionParser.Words(
            table.corrections("change"), table.corrections("to"), table.corrections("not"), table.corrections("but"),
            table.corrections("joins"), table.corrections("articles"), table.corrections("belongs_to"));
    SpokenNames spoken = new SpokenNames(table);
    intents.forEach(i -> names.put(i.name(), spoken.of(i)));
  }

  /**
   * What is corrected.
   *
   * @param values new values of slots, by name; of a composite one the parts that were named
   * @param certain whether a slot was named or something taken back, so that this is no answer to the question
   * @param changes the same values one by one, each with how its slot is known
   */
  record Correction(Map<String, SlotValue> values, boolean certain, List<CorrectionParser.Change> changes) {

    static final Correction NONE = new Correction(Map.of(), false, List.of());
  }

  /**
   * What the utterance corrects of these slots.
   *
   * @param filled slots that have a value, the last one taken first
   * @param asked the slot that is asked: it is answered rather than corrected
   */
  Correction read(IntentDefinition intent, List<String> filled, Optional<SlotDefinition> asked, String text, SlotContext context) {
    List<String> said = table.said(text);
    List<Target> targets = targets(intent, filled, asked);
    if (targets.isEmpty() || said.size() > MAX_TOKENS || longest(never, said, 0) > 0) {
      return Correction.NONE;
    }
    Head head = head(said);
    int end = said.size();
    boolean marked = head.marked;
    for (int tail = tail(said, head.length, end); tail > 0; tail = tail(said, head.length, end)) {
      end -= tail;
      marked = true;
    }
    CorrectionParser parser = new CorrectionParser(words, Objects.requireNonNull(names.get(intent.name())), targets, answers, context, text);
    Correction whole = correction(parser.parse(said.subList(head.length, end), marked), head.takesBack, marked);
    // "Change the amount to fifty": the words before the name may themselves have looked like a mark.
    return whole.values.isEmpty() && head.length > 0
        ? correction(parser.parse(said.subList(head.unmarked, end), marked), head.takesBack, marked)
        : whole;
  }

  /** The text without words that open or end a correction: "make it fifty" is "fifty". */
  List<String> bare(String text) {
    List<String> said = table.said(text);
    int start = head(said).length;
    int end = said.size();
    for (int tail = tail(said, start, end); tail > 0; tail = tail(said, start, end)) {
      end -= tail;
    }
    return said.subList(start, end);
  }

  private static Correction correction(List<CorrectionParser.Change> changes, boolean takesBack, boolean marked) {
    boolean named = changes.stream().allMatch(c -> c.how() == CorrectionParser.How.NAMED || c.how() == CorrectionParser.How.INSTEAD_OF);
    boolean placed = changes.stream().allMatch(c -> c.how() != CorrectionParser.How.LAST);
    if (changes.isEmpty() || !marked && !named) {
      return Correction.NONE;
    }
    Map<String, SlotValue> values = new LinkedHashMap<>();
    for (CorrectionParser.Change change : changes) {
      List<String> path = Target.path(change.target());
      SlotValue value = path.size() == 1 ? change.value() : withPart(values.get(path.get(0)), path.get(1), change.value());
      values.put(path.get(0), value);
    }
    return new Correction(values, takesBack || named || placed, changes);
  }

  private static SlotValue withPart(@Nullable SlotValue soFar, String part, SlotValue value) {
    Map<String, SlotValue> parts = new LinkedHashMap<>();
    if (soFar instanceof SlotValue.Composite composite) {
      parts.putAll(composite.parts());
    }
    parts.put(part, value);
    return new SlotValue.Composite(parts.values().stream().map(SlotValue::originalValue).collect(Collectors.joining(" ")), parts);
  }

  /** How many words open the utterance, how many of them before the first mark, and what they say. */
  private record Head(int length, int unmarked, boolean marked, boolean takesBack) {}

  private Head head(List<String> said) {
    int at = 0;
    int unmarked = 0;
    boolean marked = false;
    boolean back = false;
    while (at < said.size()) {
      int open = longest(opens, said, at);
      int mark = longest(marks, said, at);
      int taken = longest(takesBack, said, at);
      int length = Math.max(open, Math.max(mark, taken));
      if (length == 0) {
        break;
      }
      marked |= open < length;
      back |= taken == length;
      at += length;
      unmarked = marked ? unmarked : at;
    }
    return new Head(at, unmarked, marked, back);
  }

  private int tail(List<String> said, int start, int end) {
    for (int length = Math.min(MAX_PHRASE, end - start - 1); length >= 1; length--) {
      if (after.contains(said.subList(end - length, end))) {
        return length;
      }
    }
    return 0;
  }

  /** The slots that have a value, and the parts of composite ones; of the slot that is asked its parts alone. */
  private static List<Target> targets(IntentDefinition intent, List<String> filled, Optional<SlotDefinition> asked) {
    List<Target> targets = new ArrayList<>();
    asked.ifPresent(s -> s.parts().values().forEach(p -> targets.add(Target.part(s, p))));
    for (String name : filled) {
      intent.slot(name).filter(s -> !asked.map(SlotDefinition::name).equals(Optional.of(name))).ifPresent(s -> {
        targets.add(new Target(name, s));
        s.parts().values().forEach(p -> targets.add(Target.part(s, p)));
      });
    }
    return targets;
  }

  private static int longest(Set<List<String>> phrases, List<String> tokens, int from) {
    for (int length = Math.min(MAX_PHRASE, tokens.size() - from); length >= 1; length--) {
      if (phrases.contains(tokens.subList(from, from + length))) {
        return length;
      }
    }
    return 0;
  }
}
