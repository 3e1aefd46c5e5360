package dev.parley.simulation;

import dev.parley.definition.IntentDefinition;
import dev.parley.definition.IntentDefinition.SampleUtterance;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.LocaleDefinition.CuePhrases;
import dev.parley.definition.SlotDefinition;
import dev.parley.definition.ValidationRule;
import dev.parley.diagnostic.Span;
import dev.parley.event.Expectation;
import dev.parley.event.InputMode;
import dev.parley.event.SessionView.IntentView;
import dev.parley.event.SlotValue;
import dev.parley.simulation.CallerAction.Timed;
import dev.parley.simulation.ConversationTest.Turn;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A caller drawn from a seed, of any bot: mostly answers what is asked; now and then says what breaks a rule, wants something
 * else, corrects, asks for time, interrupts, talks on, mumbles, is not heard, presses keys, is silent or hangs up. One thread.
 */
final class RandomCaller {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}]*)}");
  private static final LocalDate SOME_DAY = LocalDate.EPOCH.plusYears(57);
  private static final List<String> NONSENSE = List.of("blue elephants", "the weather is nice over there", "hm");
  private static final List<String> HOLD = List.of("hold on", "can you wait a minute");
  private static final List<String> RESUME = List.of("i'm back");
  private static final List<String> ASIDE =
      List.of("say that again", "help", "never mind", "no", "yes", "go back", "go back", "12", "start over", "why do you need that");
  private static final List<String> KEYS = List.of("1", "2", "#", "*", "12#", "99*", "0", "482913", "4111111111111111#");

  private final LocaleDefinition locale;
  private final Simulation simulation;
  private final ChannelKind channel;
  private final Random random;
  private final RandomValues values;
  private final List<IntentDefinition> wanted;
  private final List<IntentDefinition> digressions;
  private final List<String> questions;

  /** A caller of this conversation. */
  RandomCaller(LocaleDefinition locale, Mentions mentions, Simulation simulation, Random random) {
    this.locale = locale;
    this.simulation = simulation;
    this.channel = simulation.channel();
    this.random = random;
    this.values = new RandomValues(locale, mentions, random);
    this.wanted = locale.intents().values().stream().filter(i -> !i.utterances().isEmpty()).toList();
    this.digressions = wanted.stream().filter(IntentDefinition::digression).toList();
    this.questions =
        locale.intents().values().stream().flatMap(i -> i.questions().stream()).flatMap(q -> q.questions().stream())
            .map(SampleUtterance::text).toList();
  }

  /** What this caller does next. */
  Turn next() {
    boolean phone = channel == ChannelKind.PHONE;
    Expectation asked = simulation.expectation();
    Optional<Duration> after = Optional.empty();
    if (phone && simulation.speaking() && random.nextInt(3) == 0) {
      Duration heard = Duration.between(simulation.lastSaidAt(), simulation.time().now());
      after = Optional.of((heard.isNegative() ? Duration.ZERO : heard).plusMillis(random.nextInt(2500)));
    }
    if (asked.waiting() && random.nextInt(4) == 0) {
      return waits(Duration.ofSeconds(1 + random.nextInt(random.nextInt(2) == 0 ? 900 : 60)));
    }
    return switch (random.nextInt(36)) {
      case 0 -> waits(Duration.ofSeconds(1 + random.nextInt(random.nextInt(6) == 0 ? 900 : 60)));
      case 1 -> phone ? does(random.nextInt(3) == 0 ? new CallerAction.Unheard(millis(3000)) : new CallerAction.Mumbles(millis(3000)), after) : says(one(NONSENSE), after);
      case 2 -> phone ? does(new CallerAction.Presses(one(KEYS), millis(6000)), after) : says(one(ASIDE), after);
      case 3, 4 -> says(aside(), after);
      case 5, 6, 7 -> says(asked.parked().isEmpty() ? wish() : digression(), after);
      case 8 -> says(questions.isEmpty() || random.nextBoolean() ? wish() : one(questions), after);
      case 9, 10 -> says(correction(asked), after);
      case 11 -> does(new CallerAction.Several(several(asked)), after);
      case 12 -> does(random.nextInt(6) == 0 ? new CallerAction.HangsUp() : speech(random.nextInt(4) == 0 ? "goodbye" : one(NONSENSE)), after);
      case 13, 14, 15 -> byKeys(answer(asked), asked, after);
      case 16 -> says(asked.parked().isEmpty() ? answer(asked) : "back to " + one(asked.parked()), after);
      default -> says(answer(asked), after);
    };
  }

  /** A caller who makes no sense. */
  Turn nonsense() {
    return says(NONSENSE.get(0), Optional.empty());
  }

  /** Time goes by. */
  static Turn waits(Duration length) {
    return new Turn(Span.NONE, Optional.empty(), Optional.empty(), false, length, Optional.empty(), List.of(), List.of());
  }

  private static Turn does(CallerAction action, Optional<Duration> after) {
    return new Turn(Span.NONE, Optional.of(action), after, false, Duration.ZERO, Optional.empty(), List.of(), List.of());
  }

  private Turn says(String words, Optional<Duration> after) {
    return does(speech(words), after);
  }

  private CallerAction speech(String words) {
    return channel == ChannelKind.PHONE ? new CallerAction.Says(words, Optional.empty()) : new CallerAction.Types(words);
  }

  private Turn byKeys(String answer, Expectation asked, Optional<Duration> after) {
    boolean digits = answer.chars().allMatch(c -> c >= '0' && c <= '9') && asked.input().allowKeys();
    boolean keypad = channel.caller().inputs().contains(InputMode.DTMF);
    return digits && keypad && !answer.isEmpty()
        ? does(new CallerAction.Presses(answer + (random.nextBoolean() ? "#" : ""), millis(900)), after)
        : says(answer, after);
  }

  /** Talks or types on before the bot can answer. */
  private List<Timed> several(Expectation asked) {
    List<Timed> actions = new ArrayList<>();
    actions.add(new Timed(Duration.ZERO, speech(answer(asked))));
    for (int i = 0; i <= random.nextInt(3); i++) {
      String next = random.nextBoolean() ? aside() : answer(asked);
      actions.add(new Timed(millis(2000), speech(next)));
    }
    return actions;
  }

  private Duration millis(int most) {
    return Duration.ofMillis(100 + random.nextInt(most));
  }

  private <T> T one(List<T> of) {
    return of.get(random.nextInt(of.size()));
  }

  private String cue(List<String> usual, List<String> own) {
    return own.isEmpty() || random.nextBoolean() ? one(usual) : one(own);
  }

  private String aside() {
    CuePhrases own = locale.cues();
    return switch (random.nextInt(4)) {
      case 0 -> cue(HOLD, own.hold());
      case 1 -> cue(RESUME, own.resume());
      case 2 -> one(NONSENSE);
      default -> one(ASIDE);
    };
  }

  /** Another value for what was asked, for a slot that has one, or for two of them. */
  private String correction(Expectation asked) {
    Optional<IntentDefinition> open = open(asked);
    if (asked.filled().isEmpty() || random.nextInt(4) == 0) {
      return one(List.of("no, ", "actually ", "no, make it ")) + answer(asked);
    }
    String name = one(asked.filled());
    String value = drawn(open, name, asked);
    return switch (random.nextInt(4)) {
      case 0 -> "actually " + value;
      case 1 -> "no, make it " + value;
      case 2 -> "change " + name + " to " + value;
      default -> {
        String other = one(asked.filled());
        yield "change " + name + " to " + value + " and " + other + " to " + drawn(open, other, asked);
      }
    };
  }

  private String drawn(Optional<IntentDefinition> open, String slot, Expectation asked) {
    return open.flatMap(i -> i.slot(slot)).map(s -> values.draw(s, today(asked))).orElse("12");
  }

  private static LocalDate today(Expectation asked) {
    return LocalDate.ofInstant(asked.now(), asked.zone());
  }

  private Optional<IntentDefinition> open(Expectation asked) {
    return asked.intent().map(locale.intents()::get);
  }

  /** An utterance of some intent, its slots filled. */
  private String wish() {
    if (wanted.isEmpty()) {
      return one(NONSENSE);
    }
    return utterance(one(wanted));
  }

  /** One digression more, for a caller who is in one already. */
  private String digression() {
    return digressions.isEmpty() || random.nextInt(4) == 0 ? wish() : utterance(one(digressions));
  }

  private String utterance(IntentDefinition intent) {
    return filled(one(intent.utterances()), intent.slots(), SOME_DAY);
  }

  private String filled(SampleUtterance utterance, List<SlotDefinition> slots, LocalDate today) {
    Matcher matcher = PLACEHOLDER.matcher(utterance.text());
    StringBuilder words = new StringBuilder();
    while (matcher.find()) {
      String name = matcher.group(1);
      String value = slots.stream().filter(s -> s.name().equals(name)).findFirst().map(s -> values.draw(s, today)).orElse("that");
      matcher.appendReplacement(words, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(words).toString();
  }

  private String answer(Expectation asked) {
    switch (asked.kind()) {
      case INTENT, NOTHING -> {
        return questions.isEmpty() || random.nextInt(5) > 0 ? wish() : one(questions);
      }
      case INTENT_CONFIRMATION, SLOT_CONFIRMATION -> {
        return agreement(asked);
      }
      case SLOT -> {
        String value = value(asked);
        if (asked.waiting() && random.nextBoolean()) {
          return random.nextInt(3) == 0 ? "i'm back, " + value : cue(RESUME, locale.cues().resume());
        }
        if (!asked.suggestionPhrases().isEmpty() && random.nextInt(4) == 0) {
          return one(asked.suggestionPhrases());
        }
        return random.nextInt(12) == 0 ? cue(HOLD, locale.cues().hold()) : value;
      }
    }
    throw new AssertionError(asked);
  }

  /** Yes or no, in words that this question alone knows too. */
  private String agreement(Expectation asked) {
    Optional<IntentDefinition> open = open(asked);
    boolean yes = random.nextInt(4) > 0;
    List<String> own = new ArrayList<>(yes ? locale.cues().yes() : locale.cues().no());
    if (asked.kind() == Expectation.Kind.INTENT_CONFIRMATION) {
      open.flatMap(IntentDefinition::confirmation).ifPresent(c -> own.addAll(yes ? c.yes() : c.no()));
    } else {
      open.flatMap(i -> asked.slot().flatMap(i::slot)).flatMap(SlotDefinition::confirmation)
          .ifPresent(c -> own.addAll(yes ? c.yes() : c.no()));
    }
    return cue(List.of(yes ? "yes" : "no"), own);
  }

  private String value(Expectation asked) {
    Optional<SlotDefinition> slot = open(asked).flatMap(i -> asked.slot().flatMap(i::slot));
    if (slot.isEmpty()) {
      return wish();
    }
    Optional<String> same = simulation.view().intent().flatMap(i -> other(slot.get(), i));
    if (same.isPresent() && random.nextInt(4) == 0) {
      return same.get();
    }
    if (asked.unclear().isPresent() && random.nextInt(3) > 0) {
      return random.nextBoolean() ? "in the morning" : "in the evening";
    }
    Optional<SlotDefinition> part = asked.part().map(slot.get().parts()::get);
    if (part.isPresent() && random.nextInt(8) > 0) {
      return values.draw(part.get(), slot.get().name() + "." + part.get().name(), today(asked), asked.spelling());
    }
    List<SampleUtterance> worded = slot.get().utterances();
    return worded.isEmpty() || random.nextInt(3) > 0
        ? values.draw(slot.get(), slot.get().name(), today(asked), asked.spelling())
        : filled(one(worded), List.of(slot.get()), today(asked));
  }

  /** The value of the slot from which this one must differ. */
  private static Optional<String> other(SlotDefinition slot, IntentView open) {
    return slot.validation().stream()
        .flatMap(r -> r.check() instanceof ValidationRule.DiffersFrom d ? Stream.of(d.slot()) : Stream.empty())
        .flatMap(name -> open.slots().getOrDefault(name, Optional.empty()).stream())
        .filter(v -> !(v instanceof SlotValue.Secret) && !v.ambiguous())
        .map(SlotValue::interpretedValue)
        .findFirst();
  }
}
