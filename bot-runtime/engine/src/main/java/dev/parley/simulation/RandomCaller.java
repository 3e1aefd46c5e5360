package dev.parley.simulation;

import dev.parley.definition.IntentDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.LocaleDefinition.CuePhrases;
import dev.parley.definition.SlotDefinition;
import dev.parley.diagnostic.Span;
import dev.parley.event.Expectation;
import dev.parley.event.InputMode;
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

/**
 * A caller drawn from a seed, of any bot: mostly answers what is asked; now and then says what breaks a rule, wants something
 * else, corrects, asks for time, interrupts, talks on, mumbles, presses keys, is silent or hangs up. One thread.
 */
final class RandomCaller {

  private static final Pattern PLACEHOLDER = Pattern.compile("\\{([^}]*)}");
  private static final List<String> NONSENSE = List.of("blue elephants", "the weather is nice over there", "hm");
  private static final List<String> HOLD = List.of("hold on", "can you wait a minute");
  private static final List<String> RESUME = List.of("i'm back");
  private static final List<String> ASIDE = List.of("say that again", "help", "never mind", "no", "yes", "go back", "12");
  private static final List<String> KEYS = List.of("1", "2", "#", "*", "12#", "99*", "0", "482913", "4111111111111111#");

  private final LocaleDefinition locale;
  private final ChannelKind channel;
  private final Random random;
  private final RandomValues values;
  private final List<IntentDefinition> wanted;

  RandomCaller(LocaleDefinition locale, ChannelKind channel, Random random) {
    this.locale = locale;
    this.channel = channel;
    this.random = random;
    this.values = new RandomValues(locale, random);
    this.wanted = locale.intents().values().stream().filter(i -> !i.utterances().isEmpty()).toList();
  }

  /** What this caller does next in this conversation. */
  Turn next(Simulation simulation) {
    boolean phone = channel == ChannelKind.PHONE;
    Expectation asked = simulation.expectation();
    Optional<Duration> after = Optional.empty();
    if (phone && simulation.speaking() && random.nextInt(3) == 0) {
      Duration heard = Duration.between(simulation.lastSaidAt(), simulation.time().now());
      after = Optional.of((heard.isNegative() ? Duration.ZERO : heard).plusMillis(random.nextInt(2500)));
    }
    return switch (random.nextInt(28)) {
      case 0 -> waits(Duration.ofSeconds(1 + random.nextInt(random.nextInt(6) == 0 ? 900 : 60)));
      case 1 -> phone ? does(new CallerAction.Mumbles(millis(3000)), after) : says(one(NONSENSE), after);
      case 2 -> phone ? does(new CallerAction.Presses(one(KEYS), millis(6000)), after) : says(one(ASIDE), after);
      case 3, 4 -> says(aside(), after);
      case 5 -> says(wish(), after);
      case 6 -> says(one(List.of("no, ", "actually ", "no, make it ")) + answer(asked), after);
      case 7 -> does(new CallerAction.Several(several(asked)), after);
      case 8 -> random.nextInt(6) == 0 ? does(new CallerAction.HangsUp(), after) : says(one(NONSENSE), after);
      case 9, 10, 11 -> byKeys(answer(asked), asked, after);
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
    return digits && keypad
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

  /** An utterance of some intent, its slots filled. */
  private String wish() {
    if (wanted.isEmpty()) {
      return one(NONSENSE);
    }
    IntentDefinition intent = one(wanted);
    Matcher matcher = PLACEHOLDER.matcher(one(intent.utterances()).text());
    StringBuilder words = new StringBuilder();
    while (matcher.find()) {
      String value = intent.slot(matcher.group(1)).map(s -> values.draw(s, LocalDate.EPOCH.plusYears(57))).orElse("that");
      matcher.appendReplacement(words, Matcher.quoteReplacement(value));
    }
    return matcher.appendTail(words).toString();
  }

  private String answer(Expectation asked) {
    CuePhrases own = locale.cues();
    switch (asked.kind()) {
      case INTENT, NOTHING -> {
        return wish();
      }
      case INTENT_CONFIRMATION, SLOT_CONFIRMATION -> {
        return random.nextInt(4) == 0 ? cue(List.of("no"), own.no()) : cue(List.of("yes"), own.yes());
      }
      case SLOT -> {
        if (asked.waiting() && random.nextBoolean()) {
          return cue(RESUME, own.resume());
        }
        if (!asked.suggestionPhrases().isEmpty() && random.nextInt(4) == 0) {
          return one(asked.suggestionPhrases());
        }
        if (random.nextInt(12) == 0) {
          return cue(HOLD, own.hold());
        }
      }
    }
    LocalDate today = LocalDate.ofInstant(asked.now(), asked.zone());
    return asked.intent()
        .map(locale.intents()::get)
        .flatMap(i -> asked.slot().flatMap(i::slot))
        .map((SlotDefinition s) -> values.draw(s, today))
        .orElseGet(this::wish);
  }
}
