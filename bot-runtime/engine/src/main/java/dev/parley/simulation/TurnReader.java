package dev.parley.simulation;

import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.diagnostic.Report;
import dev.parley.simulation.CallerAction.Timed;
import dev.parley.simulation.ConversationTest.Absent;
import dev.parley.simulation.ConversationTest.Aspect;
import dev.parley.simulation.ConversationTest.AttributeHas;
import dev.parley.simulation.ConversationTest.Expected;
import dev.parley.simulation.ConversationTest.Happened;
import dev.parley.simulation.ConversationTest.HookCalled;
import dev.parley.simulation.ConversationTest.LookedUp;
import dev.parley.simulation.ConversationTest.Said;
import dev.parley.simulation.ConversationTest.SlotHas;
import dev.parley.simulation.ConversationTest.Stands;
import dev.parley.simulation.ConversationTest.Turn;
import dev.parley.simulation.ConversationTest.Wrote;
import dev.parley.yaml.MappingReader;
import dev.parley.yaml.YamlNode;
import dev.parley.yaml.YamlNode.Entry;
import dev.parley.yaml.YamlNode.YamlMapping;
import dev.parley.yaml.YamlNode.YamlScalar;
import dev.parley.yaml.YamlNode.YamlSequence;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** Reads the turns of a conversation test. */
final class TurnReader {

  private static final Pattern KEYS = Pattern.compile("[0-9#*A-D]{1,1024}");

  private final Report report;
  private final ChannelKind channel;

  TurnReader(Report report, ChannelKind channel) {
    this.report = report;
    this.channel = channel;
  }

  Optional<Turn> turn(YamlNode node, boolean first) {
    Optional<MappingReader> reader = MappingReader.of(node, ConversationTestGrammar.keys("turn"), report);
    if (reader.isEmpty()) {
      return Optional.empty();
    }
    MappingReader keys = reader.get();
    Optional<YamlNode> caller = keys.node("caller");
    Optional<MappingReader> more =
        caller
            .filter(n -> !(n instanceof YamlScalar) && !(n instanceof YamlSequence))
            .flatMap(n -> MappingReader.of(n, ConversationTestGrammar.keys("caller"), report));
    Optional<CallerAction> action =
        caller.isPresent() && caller.get() instanceof YamlScalar words
            ? Optional.of(speech(words.text(), Optional.empty()))
            : caller.isPresent() && caller.get() instanceof YamlSequence list ? several(list) : more.flatMap(this::action);
    List<Expected> expected = new ArrayList<>();
    Optional<List<Said>> said = keys.node("bot").flatMap(n -> bot(n, expected));
    each(keys.node("expect"), n -> expected(n).ifPresent(expected::add));
    List<Absent> absent = new ArrayList<>();
    each(keys.node("absent"), n -> absent(n).ifPresent(absent::add));
    boolean silent = more.map(m -> m.flag("silent", false)).orElse(false);
    Optional<Duration> waits = millis(keys, "wait_ms");
    boolean done = action.isPresent() || silent || waits.isPresent() || absent.stream().anyMatch(a -> !a.during().isZero());
    if (!done && !first && !report.hasErrors()) {
      report.add(
          Diagnostic.error("nothing-done", keys.head(), "nothing is done in this turn, so nothing can come of it")
              .help("let the `caller` do something, or some time go by with `wait_ms`"));
    }
    Optional<Duration> after =
        more.or(() -> caller.flatMap(n -> n instanceof YamlSequence list ? list.items().stream().findFirst() : Optional.empty())
                .filter(n -> n instanceof YamlMapping)
                .flatMap(n -> MappingReader.of(n, ConversationTestGrammar.keys("caller"), new Report())))
            .flatMap(m -> millis(m, "after_ms"));
    return Optional.of(
        new Turn(keys.head(), action, after, silent, waits.orElse(Duration.ZERO), said, expected, absent));
  }

  /** A list, or the one thing that stands in its place. */
  private static void each(Optional<YamlNode> node, Consumer<YamlNode> reader) {
    node.ifPresent(n -> (n instanceof YamlSequence list ? list.items() : List.of(n)).forEach(reader));
  }

  private static Optional<Duration> millis(MappingReader keys, String key) {
    OptionalInt millis = keys.whole(key);
    return millis.isPresent() ? Optional.of(Duration.ofMillis(millis.getAsInt())) : Optional.empty();
  }

  private CallerAction speech(String words, Optional<Duration> during) {
    return channel == ChannelKind.PHONE ? new CallerAction.Says(words, during) : new CallerAction.Types(words);
  }

  private Optional<CallerAction> several(YamlSequence list) {
    List<Timed> actions = new ArrayList<>();
    for (YamlNode node : list.items()) {
      if (node instanceof YamlScalar words) {
        actions.add(new Timed(Duration.ZERO, speech(words.text(), Optional.empty())));
      } else {
        Optional<MappingReader> keys = MappingReader.of(node, ConversationTestGrammar.keys("caller"), report);
        Duration pause = keys.flatMap(k -> millis(k, "pause_ms")).orElse(Duration.ZERO);
        keys.flatMap(this::action).ifPresent(action -> actions.add(new Timed(pause, action)));
        boolean first = node == list.items().get(0);
        keys.filter(k -> k.flag("silent", false) || !first && millis(k, "after_ms").isPresent()).ifPresent(k -> report.add(
            Diagnostic.error("not-in-a-list", k.head(), "`silent` has no meaning in a list of actions, nor `after_ms` but in its first one")
                .help("write `pause_ms`, the time since the action before it")));
      }
    }
    return actions.isEmpty() ? Optional.empty() : Optional.of(new CallerAction.Several(actions));
  }

  private Optional<CallerAction> action(MappingReader keys) {
    List<CallerAction> actions = new ArrayList<>();
    keys.text("says").ifPresent(words -> actions.add(speech(words, millis(keys, "for_ms"))));
    millis(keys, "mumbles_ms").ifPresent(length -> actions.add(new CallerAction.Mumbles(length)));
    millis(keys, "unheard_ms").ifPresent(length -> actions.add(new CallerAction.Unheard(length)));
    keys.scalar("keys").flatMap(this::keys).ifPresent(pressed ->
        actions.add(new CallerAction.Presses(pressed, millis(keys, "between_ms").orElse(ScriptedCaller.BETWEEN_KEYS))));
    if (keys.flag("hangs_up", false)) {
      actions.add(new CallerAction.HangsUp());
    }
    if (actions.size() > 1 || !actions.isEmpty() && keys.flag("silent", false)) {
      report.add(
          Diagnostic.error("several-actions", keys.head(), "a caller does one thing in a turn")
              .help("make each of them a turn of its own, with `after_ms` if it comes while the bot speaks"));
    }
    return actions.stream().findFirst();
  }

  private Optional<String> keys(YamlScalar scalar) {
    if (channel != ChannelKind.PHONE) {
      report.add(Diagnostic.error("no-keys-here", scalar.span(), "a " + channel.word() + " has no telephone keys")
          .help("set `channel: phone`, or use `says`"));
    } else if (!KEYS.matcher(scalar.text()).matches()) {
      report.add(Diagnostic.error("bad-keys", scalar.span(), "these are no telephone keys").help("keys are 0-9 # * A-D"));
    } else {
      return Optional.of(scalar.text());
    }
    return Optional.empty();
  }

  private Optional<List<Said>> bot(YamlNode node, List<Expected> expected) {
    if (node instanceof YamlScalar || node instanceof YamlSequence) {
      return Optional.of(said(node));
    }
    Optional<MappingReader> reader = MappingReader.of(node, ConversationTestGrammar.keys("bot_turn"), report);
    if (reader.isEmpty()) {
      return Optional.empty();
    }
    MappingReader keys = reader.get();
    keys.scalar("elicits").ifPresent(s -> expected.add(new Stands(s.span(), Aspect.ELICITS, s.text())));
    keys.scalar("intent").ifPresent(s -> expected.add(new Stands(s.span(), Aspect.INTENT, s.text())));
    keys.choice("action").flatMap(c -> keys.scalar("action")).ifPresent(s -> expected.add(new Stands(s.span(), Aspect.ACTION, s.text())));
    keys.choice("state").flatMap(c -> keys.scalar("state")).ifPresent(s -> expected.add(new Stands(s.span(), Aspect.STATE, s.text())));
    return keys.node("says").map(this::said);
  }

  private List<Said> said(YamlNode node) {
    List<Said> said = new ArrayList<>();
    each(Optional.of(node), n -> {
      if (n instanceof YamlScalar scalar) {
        said.add(new Said(scalar.span(), scalar.text()));
      } else {
        report.add(ConversationTestReader.wrong(n, "what the bot says"));
      }
    });
    return said;
  }

  private Optional<Expected> expected(YamlNode node) {
    if (node instanceof YamlScalar scalar) {
      return event(scalar).map(e -> new Happened(scalar.span(), e, Optional.empty()));
    }
    Optional<MappingReader> reader = MappingReader.of(node, ConversationTestGrammar.keys("expected"), report);
    if (reader.isEmpty()) {
      return Optional.empty();
    }
    MappingReader keys = reader.get();
    List<Expected> found = new ArrayList<>();
    keys.choice("event").flatMap(c -> keys.scalar("event"))
        .ifPresent(s -> found.add(new Happened(s.span(), s.text(), keys.text("text"))));
    keys.scalar("hook").ifPresent(s -> found.add(new HookCalled(s.span(), s.text())));
    keys.scalar("lookup").ifPresent(s -> found.add(new LookedUp(s.span(), s.text(), keys.text("key"))));
    for (Entry entry : keys.entries("writes")) {
      found.add(new Wrote(entry.key().span(), entry.key().text(), texts(entry.value()), keys.text("key")));
    }
    keys.scalar("slot").flatMap(s -> valued(keys, s, (n, v) -> new SlotHas(s.span(), n, v))).ifPresent(found::add);
    keys.scalar("attribute").flatMap(s -> valued(keys, s, (n, v) -> new AttributeHas(s.span(), n, v))).ifPresent(found::add);
    if (found.size() > 1) {
      report.add(
          Diagnostic.error("several-expectations", keys.head(), "these are several expectations in one")
              .help("make each of them an item of its own"));
    } else if (found.isEmpty() && !report.hasErrors()) {
      report.add(
          Diagnostic.error("nothing-expected", keys.head(), "this expects nothing")
              .help("name an `event`, `slot`, `attribute`, `hook`, `lookup` or `writes`"));
    }
    return found.stream().findFirst();
  }

  private Map<String, String> texts(YamlNode node) {
    Map<String, String> texts = new LinkedHashMap<>();
    if (node instanceof YamlMapping mapping) {
      for (Entry entry : mapping.entries()) {
        if (entry.value() instanceof YamlScalar value) {
          texts.put(entry.key().text(), value.text());
        } else {
          report.add(ConversationTestReader.wrong(entry.value(), "a feature's value, or a count such as +1"));
        }
      }
    } else {
      report.add(ConversationTestReader.wrong(node, "features with their values"));
    }
    return texts;
  }

  private Optional<Expected> valued(
      MappingReader keys, YamlScalar name, BiFunction<String, Optional<String>, Expected> make) {
    Optional<String> value = keys.text("value");
    if (value.isPresent() == keys.flag("empty", false)) {
      report.add(
          Diagnostic.error("value-or-empty", name.span(), "`" + name.text() + "` needs a `value`, or `empty: true`"));
      return Optional.empty();
    }
    return Optional.of(make.apply(name.text(), value));
  }

  private Optional<Absent> absent(YamlNode node) {
    if (node instanceof YamlScalar scalar) {
      return event(scalar).map(e -> new Absent(scalar.span(), e, Duration.ZERO));
    }
    return MappingReader.of(node, ConversationTestGrammar.keys("not_expected"), report)
        .flatMap(keys -> keys.choice("event")
            .map(e -> new Absent(keys.head(), e, millis(keys, "for_ms").orElse(Duration.ZERO))));
  }

  private Optional<String> event(YamlScalar scalar) {
    if (ConversationTestGrammar.EVENTS.contains(scalar.text())) {
      return Optional.of(scalar.text());
    }
    report.add(
        Diagnostic.error("unknown-event", scalar.span(), "nothing that happens is called `" + scalar.text() + "`")
            .help(DidYouMean.help(scalar.text(), ConversationTestGrammar.EVENTS)
                .orElse("events are " + String.join(", ", ConversationTestGrammar.EVENTS))));
    return Optional.empty();
  }
}
