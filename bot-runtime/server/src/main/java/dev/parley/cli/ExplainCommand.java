package dev.parley.cli;

import dev.parley.definition.BotDefinition;
import dev.parley.definition.InputSettings;
import dev.parley.definition.IntentDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.SlotDefinition;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.TextReportPrinter;
import dev.parley.event.Expectation;
import dev.parley.event.SecretToken;
import dev.parley.nlu.ExplainingInterpreter;
import dev.parley.yaml.Loaded;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Says what a bot understands of an utterance, and why. */
@Command(
    name = "explain",
    description = {
      "Says what a bot understands of an utterance, and why.",
      "Intents with their nearest samples, what is said of the conversation itself, and values with who found them."
    },
    mixinStandardHelpOptions = true)
final class ExplainCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "BOT", description = "A bot file, or a bot's folder.")
  private Path place = Path.of("");

  @Parameters(index = "1", paramLabel = "UTTERANCE", description = "What the caller says, in quotes.")
  private String text = "";

  @Option(names = "--locale", paramLabel = "ID", description = "One of the bot's locales, such as en_US. Default: its first.")
  private Optional<String> localeId = Optional.empty();

  @Option(names = "--slot", paramLabel = "INTENT.SLOT", description = "As the answer to this slot's question; INTENT.SLOT.PART asks for a part of it.")
  private Optional<String> slot = Optional.empty();

  @Option(names = "--confirm", paramLabel = "INTENT[.SLOT]", description = "As the answer to whether to go ahead with the intent, or whether the slot's value is right.")
  private Optional<String> confirm = Optional.empty();

  @Option(names = "--filled", paramLabel = "SLOT", split = ",", description = "Slots of that intent that have a value, the last one taken first.")
  private List<String> filled = List.of();

  @Option(names = "--context", paramLabel = "NAME", split = ",", description = "Contexts that are active.")
  private List<String> contexts = List.of();

  @Option(names = "--now", paramLabel = "INSTANT", description = "When it is said, such as 2026-05-06T12:00:00Z. Default: now.")
  private Optional<String> now = Optional.empty();

  @Option(names = "--time-zone", paramLabel = "ZONE", description = "The caller's, such as Europe/London. Default: this machine's.")
  private Optional<String> zone = Optional.empty();

  @Option(names = "--json", description = "Print it as JSON.")
  private boolean json;

  @Mixin private UnderstandingOptions understanding = new UnderstandingOptions();

  @Override
  public Integer call() {
    String said = said();
    BotDefinition bot = bot();
    LocaleDefinition locale = locale(bot);
    Expectation expectation = expectation(locale);
    ExplainingInterpreter interpreter = understanding.factory().train(bot, locale.localeId());
    Explained explained = Explained.of(bot, locale, said, expectation, interpreter);
    PrintWriter out = spec.commandLine().getOut();
    out.print(json ? ExplanationJson.print(explained) + "\n" : new ExplanationPrinter(explained).print());
    out.flush();
    return 0;
  }

  private String said() {
    String clean = SecretToken.clean(text);
    if (clean.isBlank()) {
      throw wrong("the utterance is empty; write what a caller says, in quotes");
    } else if (clean.length() > ExplainingInterpreter.MAX_CHARACTERS) {
      throw wrong("the utterance has " + clean.length() + " characters; no more than " + ExplainingInterpreter.MAX_CHARACTERS + " are read");
    }
    return clean;
  }

  private BotDefinition bot() {
    List<Path> files = BotFiles.find(List.of(place));
    if (files.size() > 1) {
      throw wrong("there are " + files.size() + " bots in " + place + "; name one, such as " + files.get(0).getParent());
    }
    Loaded<BotDefinition> loaded = BotFiles.read(files.get(0), BotFiles.groups(files.get(0), new Report()));
    return loaded.value().orElseThrow(() -> new Complaint(TextReportPrinter.print(loaded.report())));
  }

  private LocaleDefinition locale(BotDefinition bot) {
    if (localeId.isEmpty()) {
      return bot.locales().values().iterator().next();
    }
    return bot.locale(localeId.get().replace('-', '_'))
        .orElseThrow(() -> wrong("--locale: bot " + bot.name() + " has no locale " + localeId.get() + "; it has " + String.join(", ", bot.locales().keySet())));
  }

  private Expectation expectation(LocaleDefinition locale) {
    if (slot.isPresent() && confirm.isPresent()) {
      throw wrong("--slot and --confirm: only one question is open at a time");
    }
    Optional<String> option = slot.or(() -> confirm);
    String name = slot.isPresent() ? "--slot" : "--confirm";
    String[] path = option.map(o -> o.split("\\.", 3)).orElse(new String[0]);
    Optional<IntentDefinition> intent = path.length == 0 ? Optional.empty() : Optional.of(intent(locale, name, path[0]));
    if (slot.isPresent() && path.length < 2) {
      throw wrong("--slot: write INTENT.SLOT; intent " + path[0] + " has " + listed(intent.orElseThrow().slots().stream().map(SlotDefinition::name).toList()));
    }
    Optional<SlotDefinition> asked = path.length < 2 ? Optional.empty() : Optional.of(slot(intent.orElseThrow(), name, path[1]));
    Optional<SlotDefinition> part = path.length < 3 ? Optional.empty() : Optional.of(part(asked.orElseThrow(), name, path[2]));
    if (confirm.isPresent() && asked.isPresent() && asked.get().confirmation().isEmpty()) {
      throw wrong("--confirm: the value of slot " + path[1] + " is not read back to the caller; it has no confirm");
    }
    if (!filled.isEmpty() && intent.isEmpty()) {
      throw wrong("--filled: name the open intent, by --slot or --confirm");
    }
    filled.forEach(f -> slot(intent.orElseThrow(), "--filled", f));
    contexts.forEach(c -> known("--context: no intent of the bot leaves or needs context", c, contexts(locale)));
    Expectation.Kind kind =
        slot.isPresent() ? Expectation.Kind.SLOT
            : asked.isPresent() ? Expectation.Kind.SLOT_CONFIRMATION
            : confirm.isPresent() ? Expectation.Kind.INTENT_CONFIRMATION
            : Expectation.Kind.INTENT;
    return new Expectation(
        kind,
        intent.map(IntentDefinition::name),
        asked.map(SlotDefinition::name),
        part.map(SlotDefinition::name),
        part.or(() -> asked).map(SlotDefinition::spelling).orElse(SlotDefinition.Spelling.DEFAULT),
        Optional.empty(),
        filled,
        List.of(),
        contexts,
        false,
        asked.filter(SlotDefinition::obfuscated).isPresent() || part.filter(SlotDefinition::obfuscated).isPresent(),
        slot.flatMap(s -> asked.flatMap(SlotDefinition::suggestion)).map(SlotDefinition.Suggestion::phrases).orElse(List.of()),
        part.or(() -> asked).map(SlotDefinition::input).orElse(InputSettings.LEX_DEFAULTS),
        instant(),
        zone(),
        locale.localeId());
  }

  private IntentDefinition intent(LocaleDefinition locale, String option, String name) {
    known(option + ": there is no intent", name, locale.intents().keySet());
    return Optional.ofNullable(locale.intents().get(name)).orElseThrow();
  }

  private SlotDefinition slot(IntentDefinition intent, String option, String name) {
    known(option + ": intent " + intent.name() + " has no slot", name, intent.slots().stream().map(SlotDefinition::name).toList());
    return intent.slot(name).orElseThrow();
  }

  private SlotDefinition part(SlotDefinition asked, String option, String name) {
    known(option + ": slot " + asked.name() + " has no part", name, asked.parts().keySet());
    return Optional.ofNullable(asked.parts().get(name)).orElseThrow();
  }

  private static Collection<String> contexts(LocaleDefinition locale) {
    Collection<String> known = new TreeSet<>();
    for (IntentDefinition intent : locale.intents().values()) {
      known.addAll(intent.inputContexts());
      intent.outputContexts().forEach(c -> known.add(c.name()));
    }
    return known;
  }

  private void known(String what, String name, Collection<String> names) {
    if (!names.contains(name)) {
      throw wrong(what + " " + name + "; " + DidYouMean.help(name, names).orElse("there " + (names.size() == 1 ? "is " : "are ") + listed(names)));
    }
  }

  private static String listed(Collection<String> names) {
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private Instant instant() {
    try {
      return now.map(Instant::parse).orElseGet(Instant::now);
    } catch (DateTimeException e) {
      throw wrong("--now: write an instant such as 2026-05-06T12:00:00Z, not " + now.orElse(""));
    }
  }

  private ZoneId zone() {
    try {
      return zone.map(ZoneId::of).orElseGet(ZoneId::systemDefault);
    } catch (DateTimeException e) {
      throw wrong("--time-zone: write a zone such as Europe/London or UTC, not " + zone.orElse(""));
    }
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
