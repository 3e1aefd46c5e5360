package dev.parley.simulation;

import dev.parley.definition.BotDefinition;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.IntentDefinition.SampleUtterance;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.event.Cue;
import dev.parley.event.Expectation;
import dev.parley.event.Interpretations;
import dev.parley.event.Interpretations.Interpretation;
import dev.parley.event.Interpreter;
import dev.parley.event.SlotValue;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Understands exactly the bot's own samples, a few fixed English cues, corrections in three fixed forms, and values as they are
 * written: all that a test of the dialog needs, and nothing that could be right by luck. Much faster than a trained interpreter.
 * Pure and thread-safe.
 */
public final class ExactInterpreter implements Interpreter {

  private static final Map<String, Cue> CUES =
      Map.ofEntries(
          Map.entry("yes", Cue.YES), Map.entry("no", Cue.NO), Map.entry("hold on", Cue.HOLD), Map.entry("i'm back", Cue.RESUME),
          Map.entry("say that again", Cue.REPEAT), Map.entry("never mind", Cue.CANCEL), Map.entry("help", Cue.HELP),
          Map.entry("goodbye", Cue.STOP), Map.entry("start over", Cue.START_OVER), Map.entry("go back", Cue.BACK));

  /** "Make it fifty" is a new value of whichever slot it fits; "change the amount to fifty" of that one. */
  private static final Pattern ANEW = Pattern.compile("(?:actually|no, make it|no,) (.+)");

  private static final Pattern CHANGE = Pattern.compile("change (\\w+) to (.+?)(?: and (\\w+) to (.+))?");
  /** Which of two times of a dial is meant. */
  private static final List<String> HALVES = List.of("in the morning", "in the evening");

  private static final Pattern BACK_TO = Pattern.compile("back to (\\w+)");
  private static final Pattern BACK_WITH = Pattern.compile("i'm back, (.+)");
  private static final Pattern PIECES = Pattern.compile("\\{(\\w+)\\}|[^{]+");

  private final LocaleDefinition locale;
  private final ExactValues values;
  private final Map<String, Cue> cues = new LinkedHashMap<>(CUES);
  private final Map<String, List<Sample>> samples = new LinkedHashMap<>();
  private final Map<String, Map<String, Integer>> questions = new LinkedHashMap<>();
  private final IdentityHashMap<SlotDefinition, List<Sample>> answers = new IdentityHashMap<>();

  private ExactInterpreter(LocaleDefinition locale) {
    this.locale = locale;
    this.values = new ExactValues(locale);
    locale.cues().hold().forEach(p -> cues.putIfAbsent(p.toLowerCase(Locale.ROOT), Cue.HOLD));
    locale.cues().resume().forEach(p -> cues.putIfAbsent(p.toLowerCase(Locale.ROOT), Cue.RESUME));
    locale.cues().yes().forEach(p -> cues.putIfAbsent(p.toLowerCase(Locale.ROOT), Cue.YES));
    locale.cues().no().forEach(p -> cues.putIfAbsent(p.toLowerCase(Locale.ROOT), Cue.NO));
    locale.intents().values().forEach(intent -> {
      samples.put(intent.name(), intent.utterances().stream().map(u -> Sample.of(intent, u)).toList());
      Map<String, Integer> asked = new LinkedHashMap<>();
      for (int i = 0; i < intent.questions().size(); i++) {
        for (SampleUtterance question : intent.questions().get(i).questions()) {
          asked.put(question.text().toLowerCase(Locale.ROOT), i);
        }
      }
      questions.put(intent.name(), Map.copyOf(asked));
      intent.slots().forEach(s -> answers.put(s, s.utterances().stream().map(u -> Sample.of(List.of(s), u)).toList()));
    });
  }

  /** An interpreter of this bot. */
  public static Interpreter train(BotDefinition bot, String localeId) {
    return new ExactInterpreter(bot.locale(localeId).orElseThrow());
  }

  @Override
  public Interpretations interpret(String text, Expectation expectation) {
    String said = text.strip().toLowerCase(Locale.ROOT);
    Matcher back = BACK_WITH.matcher(said);
    if (expectation.waiting() && back.matches()) {
      Optional<SlotValue> answer = answer(back.group(1), expectation);
      return new Interpretations(ranked(Optional.empty()), Optional.of(Cue.RESUME), answer, false);
    }
    Optional<Cue> cue = Optional.ofNullable(cues.get(said));
    boolean yes = cue.equals(Optional.of(Cue.YES));
    boolean polar = yes || cue.equals(Optional.of(Cue.NO));
    boolean offered = expectation.kind() == Expectation.Kind.SLOT && !expectation.suggestionPhrases().isEmpty();
    boolean suggested = expectation.suggestionPhrases().contains(said) || yes && offered;
    Map<String, SlotValue> corrections = cue.isPresent() || suggested ? Map.of() : corrections(said, expectation);
    Optional<Interpretation> meant = cue.isPresent() || suggested || !corrections.isEmpty() ? Optional.empty() : intent(said, expectation);
    boolean answers = corrections.isEmpty() && !suggested && (cue.isEmpty() || polar && expectation.kind() == Expectation.Kind.SLOT);
    Optional<SlotValue> answer = answers ? answer(said, expectation) : Optional.empty();
    // What any words would answer is rather what the caller asks, if it is just that.
    boolean aside = meant.isPresent() && answer.isPresent() && slot(expectation).filter(values::takesAnything).isPresent();
    answer = aside && interrupts(meant.get()) ? Optional.empty() : answer;
    return new Interpretations(ranked(answer.isPresent() ? Optional.empty() : meant), cue, answer, suggested, corrections);
  }

  private List<Interpretation> ranked(Optional<Interpretation> meant) {
    List<Interpretation> ranked = new ArrayList<>();
    meant.ifPresent(ranked::add);
    ranked.add(new Interpretation(locale.fallback().name(), OptionalDouble.empty(), Map.of()));
    return ranked;
  }

  private boolean interrupts(Interpretation meant) {
    IntentDefinition intent = locale.intents().get(meant.intent());
    return intent != null && (intent.digression() || intent.builtIn().isPresent());
  }

  private Optional<IntentDefinition> open(Expectation expectation) {
    return expectation.intent().map(locale.intents()::get);
  }

  private Optional<SlotDefinition> slot(Expectation expectation) {
    boolean asked = expectation.kind() == Expectation.Kind.SLOT || expectation.kind() == Expectation.Kind.SLOT_CONFIRMATION;
    return asked ? open(expectation).flatMap(i -> expectation.slot().flatMap(i::slot)) : Optional.empty();
  }

  private Optional<SlotValue> answer(String said, Expectation expectation) {
    int half = HALVES.indexOf(said);
    Optional<String> meant = expectation.unclear().map(SlotValue::resolvedValues).filter(r -> half >= 0 && half < r.size()).map(r -> r.get(half));
    if (meant.isPresent()) {
      return meant.map(SlotValue.Scalar::of);
    }
    Optional<SlotDefinition> slot = slot(expectation);
    Optional<SlotDefinition> part = slot.flatMap(s -> expectation.part().map(s.parts()::get));
    if (part.isPresent()) {
      return values.value(part.get(), said, expectation.spelling())
          .or(() -> slot.flatMap(s -> values.value(s, said)).filter(v -> v instanceof SlotValue.Composite all && all.parts().size() > 1));
    }
    return slot.flatMap(s -> values.value(s, said, expectation.spelling()).or(() -> worded(s, said)));
  }

  /** The value in words that are one of the slot's own samples. */
  private Optional<SlotValue> worded(SlotDefinition slot, String said) {
    for (Sample sample : answers.getOrDefault(slot, List.of())) {
      Map<String, SlotValue> found = new LinkedHashMap<>();
      if (fits(sample, said, found) && found.containsKey(slot.name())) {
        return Optional.of(found.get(slot.name()));
      }
    }
    return Optional.empty();
  }

  private Map<String, SlotValue> corrections(String said, Expectation expectation) {
    Optional<IntentDefinition> open = open(expectation);
    if (open.isEmpty() || expectation.filled().isEmpty()) {
      return Map.of();
    }
    Map<String, SlotValue> corrections = new LinkedHashMap<>();
    Matcher change = CHANGE.matcher(said);
    Matcher anew = ANEW.matcher(said);
    if (change.matches()) {
      correction(open.get(), expectation, change.group(1), change.group(2), corrections);
      if (change.group(3) != null) {
        correction(open.get(), expectation, change.group(3), change.group(4), corrections);
      }
    } else if (anew.matches()) {
      for (String filled : expectation.filled()) {
        correction(open.get(), expectation, filled.toLowerCase(Locale.ROOT), anew.group(1), corrections);
        if (!corrections.isEmpty()) {
          break;
        }
      }
    }
    return corrections;
  }

  private void correction(
      IntentDefinition open, Expectation expectation, String name, String said, Map<String, SlotValue> corrections) {
    expectation.filled().stream()
        .filter(f -> f.toLowerCase(Locale.ROOT).equals(name))
        .flatMap(f -> open.slot(f).stream())
        .forEach(slot -> values.value(slot, said).ifPresent(v -> corrections.put(slot.name(), v)));
  }

  private Optional<Interpretation> intent(String said, Expectation expectation) {
    Matcher back = BACK_TO.matcher(said);
    if (back.matches()) {
      Optional<String> parked = expectation.parked().stream().filter(i -> i.toLowerCase(Locale.ROOT).equals(back.group(1))).findFirst();
      if (parked.isPresent()) {
        return parked.map(i -> new Interpretation(i, OptionalDouble.of(1), Map.of()));
      }
    }
    for (IntentDefinition intent : locale.intents().values()) {
      if (expectation.contexts().containsAll(intent.inputContexts())) {
        Integer question = questions.getOrDefault(intent.name(), Map.of()).get(said);
        if (question != null) {
          return Optional.of(new Interpretation(intent.name(), OptionalDouble.of(1), Map.of(), OptionalInt.of(question)));
        }
        Optional<Interpretation> meant = intent(intent.name(), samples.getOrDefault(intent.name(), List.of()), said);
        if (meant.isPresent()) {
          return meant;
        }
      }
    }
    return Optional.empty();
  }

  private Optional<Interpretation> intent(String intent, List<Sample> all, String said) {
    for (Sample sample : all) {
      Map<String, SlotValue> slots = new LinkedHashMap<>();
      if (fits(sample, said, slots)) {
        return Optional.of(new Interpretation(intent, OptionalDouble.of(1), slots));
      }
    }
    return Optional.empty();
  }

  private boolean fits(Sample sample, String said, Map<String, SlotValue> slots) {
    Matcher matcher = sample.pattern().matcher(said);
    if (!matcher.matches()) {
      return false;
    }
    for (int i = 0; i < sample.slots().size(); i++) {
      SlotDefinition slot = sample.slots().get(i);
      Optional<SlotValue> value = values.value(slot, matcher.group(i + 1));
      if (value.isEmpty()) {
        return false;
      }
      slots.put(slot.name(), value.get());
    }
    return true;
  }

  /** A sample as a pattern, with a group for each of its slots. */
  private record Sample(Pattern pattern, List<SlotDefinition> slots) {

    static Sample of(IntentDefinition intent, SampleUtterance utterance) {
      return of(intent.slots(), utterance);
    }

    static Sample of(List<SlotDefinition> known, SampleUtterance utterance) {
      List<SlotDefinition> slots = new ArrayList<>();
      Matcher braces = PIECES.matcher(utterance.text().toLowerCase(Locale.ROOT));
      StringBuilder pattern = new StringBuilder();
      while (braces.find()) {
        String name = braces.group(1);
        pattern.append(name == null ? Pattern.quote(braces.group()) : "(.+)");
        known.stream().filter(s -> s.name().equalsIgnoreCase(String.valueOf(name))).forEach(slots::add);
      }
      return new Sample(Pattern.compile(pattern.toString()), slots);
    }
  }

  @Override
  public Hints hints(Expectation expectation) {
    return Hints.OPEN;
  }

  @Override
  public String rescore(List<String> nBest, Expectation expectation) {
    return nBest.get(0);
  }

  @Override
  public boolean looksSecret(String text) {
    return text.chars().filter(Character::isDigit).count() >= 12;
  }
}
