package dev.parley.twilio.fake;

import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.SourceText;
import dev.parley.twilio.fake.CallScript.Expected;
import dev.parley.twilio.fake.CallStep.Moment;
import dev.parley.yaml.Loaded;
import dev.parley.yaml.MappingReader;
import dev.parley.yaml.ValueType;
import dev.parley.yaml.ValueType.Key;
import dev.parley.yaml.ValueType.Keys;
import dev.parley.yaml.YamlNode;
import dev.parley.yaml.YamlNode.YamlMapping;
import dev.parley.yaml.YamlNode.YamlScalar;
import dev.parley.yaml.YamlNodeReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;

/**
 * Reads a call from YAML. Never throws on a text: all mistakes are in the report, and there is a script only when there is no
 * error. Thread-safe.
 */
public final class CallScriptReader {

  private static final String KEYS = "0123456789*#ABCD";
  private static final ValueType TEXT = new ValueType.Text();
  private static final ValueType FLAG = new ValueType.Flag();
  private static final ValueType LENGTH = new ValueType.Time(1, 3_600_000);

  private static final Keys CALL =
      keys(
          "call",
          key("call", TEXT, true, "what the call is about"),
          key("steps", new ValueType.ListOf(new ValueType.Group("step")), true, "what the caller does, in order"),
          key("patience", LENGTH, false, "how long a step waits for the bot"),
          key("quiet", LENGTH, false, "how long the bot is silent when a prompt has ended"),
          key("expect", new ValueType.Group("expect"), false, "what the call must have been like"));

  private static final Keys STEP =
      keys(
          "step",
          key("say", TEXT, false, "says this"),
          key("keys", TEXT, false, "presses keys"),
          key("silence", LENGTH, false, "says nothing for a while"),
          key("after", LENGTH, false, "waits until so much of a prompt was played"),
          key("wait_for", choice(Moment.values()), false, "waits for the bot"),
          key("hear", TEXT, false, "waits until the bot has said this"),
          key("hang_up", FLAG, false, "ends the call"));

  private static final Keys SAY =
      keys("say", key("text", TEXT, true, "the words"), key("secret", FLAG, false, "masked and silent in what is written"));

  private static final Keys HEAR =
      keys("hear", key("text", TEXT, true, "the words"), key("secret", FLAG, false, "the bot repeats a secret here"));

  private static final Keys PRESS =
      keys(
          "keys",
          key("digits", TEXT, true, "the keys, such as 1234#"),
          key("gap", LENGTH, false, "the time between two keys"),
          key("secret", FLAG, false, "masked in what is written"));

  private static final Keys EXPECT =
      keys(
          "expect",
          key("said", new ValueType.ListOf(TEXT), false, "words that the bot says somewhere"),
          key("ended_by", choice(CallResult.EndedBy.values()), false, "who ends the call"),
          key("barge_ins", new ValueType.Whole(0, 1_000), false, "how many prompts are cut"),
          key("within", LENGTH, false, "the longest that the call may last"));

  private final Report report = new Report();

  private CallScriptReader() {}

  /** Reads a call. */
  public static Loaded<CallScript> read(SourceText source) {
    CallScriptReader reader = new CallScriptReader();
    Optional<CallScript> script =
        YamlNodeReader.read(source, reader.report)
            .flatMap(node -> MappingReader.of(node, CALL, reader.report))
            .map(reader::script);
    return new Loaded<>(reader.report.hasErrors() ? Optional.empty() : script, reader.report);
  }

  private CallScript script(MappingReader call) {
    List<CallStep> steps = new ArrayList<>();
    call.items("steps").forEach(item -> step(item).ifPresent(steps::add));
    return new CallScript(
        call.text("call").orElse(""),
        steps,
        call.time("patience").orElse(CallScript.DEFAULT_PATIENCE),
        call.time("quiet").orElse(CallScript.DEFAULT_QUIET),
        call.node("expect").flatMap(node -> MappingReader.of(node, EXPECT, report)).map(this::expected)
            .orElse(Expected.NOTHING));
  }

  private Expected expected(MappingReader expect) {
    OptionalInt bargeIns = expect.whole("barge_ins");
    return new Expected(
        expect.scalars("said").stream().map(YamlScalar::text).toList(),
        expect.choice("ended_by").map(word -> CallResult.EndedBy.valueOf(word.toUpperCase(Locale.ROOT))),
        bargeIns.isPresent() ? Optional.of(bargeIns.getAsInt()) : Optional.empty(),
        expect.time("within"));
  }

  /** A step is a word that stands alone, as hang_up, or one key with what belongs to it. */
  private Optional<CallStep> step(YamlNode node) {
    if (node instanceof YamlScalar word && word.text().equals("hang_up")) {
      return Optional.of(new CallStep.HangUp());
    }
    Optional<MappingReader> step = MappingReader.of(node, STEP, report);
    if (step.isPresent() && node instanceof YamlMapping mapping && mapping.entries().size() != 1) {
      report.add(
          Diagnostic.error("one-thing-a-step", step.get().head(), "a step does one thing")
              .help("begin each of them with a `-` of its own"));
      return Optional.empty();
    }
    return step.flatMap(this::step);
  }

  private Optional<CallStep> step(MappingReader step) {
    if (step.node("say").isPresent()) {
      return worded(step, "say", SAY, CallStep.Say::new);
    } else if (step.node("hear").isPresent()) {
      return worded(step, "hear", HEAR, CallStep.Hear::new);
    } else if (step.node("keys").isPresent()) {
      return press(step);
    } else if (step.node("silence").isPresent()) {
      return step.time("silence").map(CallStep.Silence::new);
    } else if (step.node("after").isPresent()) {
      return step.time("after").map(CallStep.After::new);
    } else if (step.node("wait_for").isPresent()) {
      return step.choice("wait_for").map(word -> new CallStep.WaitFor(Moment.valueOf(word.toUpperCase(Locale.ROOT))));
    }
    return step.flag("hang_up", false) ? Optional.of(new CallStep.HangUp()) : Optional.empty();
  }

  /** Words alone, or a mapping with the words and whether they are secret. */
  private Optional<CallStep> worded(
      MappingReader step, String key, Keys longForm, BiFunction<String, Boolean, CallStep> made) {
    if (step.node(key).filter(node -> node instanceof YamlMapping).isEmpty()) {
      return step.text(key).map(text -> made.apply(text, false));
    }
    return step.node(key)
        .flatMap(node -> MappingReader.of(node, longForm, report))
        .flatMap(words -> words.text("text").map(text -> made.apply(text, words.flag("secret", false))));
  }

  private Optional<CallStep> press(MappingReader step) {
    if (step.node("keys").filter(node -> node instanceof YamlMapping).isEmpty()) {
      return step.scalar("keys").flatMap(this::digits)
          .map(digits -> new CallStep.Keys(digits, CallScript.DEFAULT_KEY_GAP, false));
    }
    return step.node("keys")
        .flatMap(node -> MappingReader.of(node, PRESS, report))
        .flatMap(
            press -> {
              Duration gap = press.time("gap").orElse(CallScript.DEFAULT_KEY_GAP);
              boolean secret = press.flag("secret", false);
              return press.scalar("digits").flatMap(this::digits).map(digits -> new CallStep.Keys(digits, gap, secret));
            });
  }

  /** Spaces may stand between keys, for reading. */
  private Optional<String> digits(YamlScalar written) {
    String digits = written.text().replace(" ", "");
    Optional<Integer> wrong = digits.chars().boxed().filter(c -> KEYS.indexOf(c) < 0).findFirst();
    if (digits.isEmpty() || wrong.isPresent()) {
      report.add(
          Diagnostic.error("not-a-key", written.span(), "these are not keys of a telephone")
              .help("the keys are 0 to 9, `*`, `#`, and A to D; in quotes, as `#` begins a comment"));
      return Optional.empty();
    }
    return Optional.of(digits);
  }

  private static Map.Entry<String, Key> key(String name, ValueType type, boolean required, String doc) {
    return Map.entry(name, new Key(type, required, doc));
  }

  @SafeVarargs
  private static Keys keys(String name, Map.Entry<String, Key>... keys) {
    Map<String, Key> inOrder = new LinkedHashMap<>();
    for (Map.Entry<String, Key> key : keys) {
      inOrder.put(key.getKey(), key.getValue());
    }
    return new Keys(name, name, inOrder);
  }

  private static ValueType choice(Enum<?>[] values) {
    List<String> words = new ArrayList<>();
    for (Enum<?> value : values) {
      words.add(value.name().toLowerCase(Locale.ROOT));
    }
    return new ValueType.Choice(words);
  }
}
