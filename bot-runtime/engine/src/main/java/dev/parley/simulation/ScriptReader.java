package dev.parley.simulation;

import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.DidYouMean;
import dev.parley.diagnostic.Report;
import dev.parley.event.FeatureSnapshot;
import dev.parley.event.Message;
import dev.parley.event.SessionView.ConfirmationState;
import dev.parley.event.SessionView.DialogAction;
import dev.parley.event.SessionView.IntentState;
import dev.parley.yaml.MappingReader;
import dev.parley.yaml.YamlNode;
import dev.parley.yaml.YamlNode.Entry;
import dev.parley.yaml.YamlNode.YamlMapping;
import dev.parley.yaml.YamlNode.YamlScalar;
import dev.parley.yaml.YamlNode.YamlSequence;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads what the world around a simulated conversation does: customers on record, answers of code hooks. */
final class ScriptReader {

  private static final Map<String, ScriptedFeatures.Reply> WORDS =
      Map.of(
          "absent", ScriptedFeatures.Reply.ABSENT,
          "unavailable", ScriptedFeatures.Reply.UNAVAILABLE,
          "late", ScriptedFeatures.Reply.LATE);
  private static final String EXPECTED = "a record's features, or one of absent, unavailable, late";

  private final Report report;
  private final Instant eventTime;

  ScriptReader(Report report, Instant eventTime) {
    this.report = report;
    this.eventTime = eventTime;
  }

  ScriptedFeatures features(List<Entry> entries) {
    Map<String, ScriptedFeatures.Group> groups = new LinkedHashMap<>();
    for (Entry entry : entries) {
      if (entry.value() instanceof YamlMapping records) {
        Map<String, ScriptedFeatures.Reply> replies = new LinkedHashMap<>();
        records.entries().forEach(r -> reply(r.value()).ifPresent(reply -> replies.put(r.key().text(), reply)));
        groups.put(entry.key().text(), new ScriptedFeatures.Group(Optional.empty(), replies));
      } else {
        reply(entry.value())
            .ifPresent(r -> groups.put(entry.key().text(), new ScriptedFeatures.Group(Optional.of(r), Map.of())));
      }
    }
    return new ScriptedFeatures(groups);
  }

  private Optional<ScriptedFeatures.Reply> reply(YamlNode node) {
    if (node instanceof YamlMapping record) {
      Map<String, String> values = ConversationTestReader.texts(record.entries(), report);
      return Optional.of(new ScriptedFeatures.Reply(FeatureSnapshot.found(values, eventTime), false));
    }
    if (node instanceof YamlScalar scalar) {
      ScriptedFeatures.Reply reply = WORDS.get(scalar.text());
      if (reply == null) {
        report.add(
            Diagnostic.error("wrong-word", scalar.span(), "no record can be `" + scalar.text() + "`")
                .help(DidYouMean.help(scalar.text(), WORDS.keySet()).orElse("write " + EXPECTED)));
      }
      return Optional.ofNullable(reply);
    }
    report.add(ConversationTestReader.wrong(node, EXPECTED));
    return Optional.empty();
  }

  ScriptedHooks hooks(List<Entry> entries) {
    Map<String, List<ScriptedHooks.Reply>> hooks = new LinkedHashMap<>();
    for (Entry entry : entries) {
      List<YamlNode> calls = entry.value() instanceof YamlSequence list ? list.items() : List.of(entry.value());
      List<ScriptedHooks.Reply> replies = new ArrayList<>();
      for (YamlNode call : calls) {
        MappingReader.of(call, ConversationTestGrammar.keys("test_hook"), report).ifPresent(k -> replies.add(hook(k)));
      }
      hooks.put(entry.key().text(), List.copyOf(replies));
    }
    return new ScriptedHooks(hooks);
  }

  private ScriptedHooks.Reply hook(MappingReader keys) {
    Duration takes = Duration.ofMillis(keys.whole("takes_ms").orElse((int) ScriptedHooks.USUAL.toMillis()));
    IntentState state = keys.choice("state").map(ScriptReader::state).orElse(IntentState.FULFILLED);
    DialogAction action =
        new DialogAction(
            keys.choice("action").map(ScriptReader::action).orElse(DialogAction.Type.CLOSE),
            keys.text("slot_to_elicit"),
            keys.text("part_to_elicit"),
            Optional.empty());
    Optional<ConfirmationState> confirmation = keys.choice("confirmation").map(ScriptReader::confirmation);
    Map<String, String> attributes = ConversationTestReader.texts(keys.entries("attributes"), report);
    Map<String, String> slots = ConversationTestReader.texts(keys.entries("slots"), report);
    List<Message> messages = keys.scalars("says").stream().map(s -> Message.plain(s.text())).toList();
    ScriptedHooks.Answer answer =
        keys.text("fails")
            .<ScriptedHooks.Answer>map(ScriptedHooks.Fails::new)
            .orElseGet(() -> new ScriptedHooks.Answers(action, keys.text("intent"), state, confirmation, attributes, slots, messages));
    return new ScriptedHooks.Reply(answer, takes);
  }

  private static IntentState state(String name) {
    for (IntentState state : IntentState.values()) {
      if (state.lexName().equals(name)) {
        return state;
      }
    }
    throw new AssertionError(name);
  }

  private static ConfirmationState confirmation(String name) {
    for (ConfirmationState state : ConfirmationState.values()) {
      if (state.lexName().equals(name)) {
        return state;
      }
    }
    throw new AssertionError(name);
  }

  private static DialogAction.Type action(String name) {
    for (DialogAction.Type type : DialogAction.Type.values()) {
      if (type.lexName().equals(name)) {
        return type;
      }
    }
    throw new AssertionError(name);
  }
}
