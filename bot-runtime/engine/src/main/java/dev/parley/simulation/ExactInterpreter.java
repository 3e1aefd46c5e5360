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
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Understands exactly the bot's own samples, a few fixed English cues, and values as they are written: all that a test of the
 * dialog needs, and nothing that could be right by luck. Much faster than a trained interpreter. Pure and thread-safe.
 */
public final class ExactInterpreter implements Interpreter {

  private static final Map<String, Cue> CUES =
      Map.of(
          "yes", Cue.YES, "no", Cue.NO, "hold on", Cue.HOLD, "i'm back", Cue.RESUME, "say that again", Cue.REPEAT,
          "never mind", Cue.CANCEL, "help", Cue.HELP);

  private static final Map<String, Pattern> TYPES =
      Map.of(
          "Digits", Pattern.compile("[0-9 ]+"),
          "PaymentCard", Pattern.compile("[0-9 ]+"),
          "Number", Pattern.compile("[0-9]+"),
          "Currency", Pattern.compile("[0-9]+(?:\\.[0-9]{2})?"),
          "ExpiryDate", Pattern.compile("[0-9]{4}-[0-9]{2}"),
          "Date", Pattern.compile("[0-9]{4}-[0-9]{2}-[0-9]{2}"));

  private static final Pattern PIECES = Pattern.compile("\\{(\\w+)\\}|[^{]+");

  private final LocaleDefinition locale;
  private final Map<String, List<Sample>> samples = new LinkedHashMap<>();

  private ExactInterpreter(LocaleDefinition locale) {
    this.locale = locale;
    locale.intents().values().forEach(intent ->
        samples.put(intent.name(), intent.utterances().stream().map(u -> Sample.of(intent, u)).toList()));
  }

  /** An interpreter of this bot. */
  public static Interpreter train(BotDefinition bot, String localeId) {
    return new ExactInterpreter(bot.locale(localeId).orElseThrow());
  }

  @Override
  public Interpretations interpret(String text, Expectation expectation) {
    String said = text.strip().toLowerCase(Locale.ROOT);
    Optional<Cue> cue = Optional.ofNullable(CUES.get(said));
    boolean suggested = expectation.suggestionPhrases().contains(said);
    boolean asked =
        expectation.kind() == Expectation.Kind.SLOT || expectation.kind() == Expectation.Kind.SLOT_CONFIRMATION;
    Optional<SlotValue> answer =
        asked && cue.isEmpty() && !suggested
            ? expectation.intent().map(locale.intents()::get).flatMap(i -> expectation.slot().flatMap(i::slot))
                .flatMap(slot -> value(slot, said))
            : Optional.empty();
    List<Interpretation> ranked = new ArrayList<>();
    if (answer.isEmpty() && cue.isEmpty() && !suggested) {
      samples.forEach((intent, all) -> intent(intent, all, said).ifPresent(ranked::add));
    }
    ranked.add(new Interpretation(locale.fallback().name(), OptionalDouble.empty(), Map.of()));
    return new Interpretations(ranked, cue, answer, suggested);
  }

  private static Optional<Interpretation> intent(String intent, List<Sample> samples, String said) {
    for (Sample sample : samples) {
      Map<String, SlotValue> slots = new LinkedHashMap<>();
      if (fits(sample, said, slots)) {
        return Optional.of(new Interpretation(intent, OptionalDouble.of(1), slots));
      }
    }
    return Optional.empty();
  }

  private static boolean fits(Sample sample, String said, Map<String, SlotValue> slots) {
    Matcher matcher = sample.pattern().matcher(said);
    if (!matcher.matches()) {
      return false;
    }
    for (int i = 0; i < sample.slots().size(); i++) {
      SlotDefinition slot = sample.slots().get(i);
      Optional<SlotValue> value = value(slot, matcher.group(i + 1));
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
      List<SlotDefinition> slots = new ArrayList<>();
      Matcher braces = PIECES.matcher(utterance.text().toLowerCase(Locale.ROOT));
      StringBuilder pattern = new StringBuilder();
      while (braces.find()) {
        String name = braces.group(1);
        pattern.append(name == null ? Pattern.quote(braces.group()) : "(.+)");
        intent.slots().stream().filter(s -> s.name().equalsIgnoreCase(String.valueOf(name))).forEach(slots::add);
      }
      return new Sample(Pattern.compile(pattern.toString()), slots);
    }
  }

  private static Optional<SlotValue> value(SlotDefinition slot, String said) {
    Pattern pattern = TYPES.get(slot.type());
    if (pattern != null && !pattern.matcher(said).matches()) {
      return Optional.empty();
    }
    String value = said.replace(" ", "");
    return Optional.of(new SlotValue.Scalar(said, value, List.of(value)));
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
