package dev.parley.simulation;

import com.fasterxml.jackson.core.io.JsonStringEncoder;
import dev.parley.event.FeatureSnapshot;
import dev.parley.event.Message;
import dev.parley.event.SessionView.DialogAction;
import dev.parley.simulation.CallerAction.Timed;
import dev.parley.simulation.ConversationTest.Absent;
import dev.parley.simulation.ConversationTest.Expected;
import dev.parley.simulation.ConversationTest.Happened;
import dev.parley.simulation.ConversationTest.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes a drawn conversation as a test that {@link ConversationTestReader} reads again. Of what a test may expect it writes
 * what drawn conversations expect: that something happens, or does not.
 */
final class ConversationTestWriter {

  /** What is a text in YAML without quotes, whatever the reader makes of words such as {@code no}. */
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z][A-Za-z0-9_ /-]*[A-Za-z0-9_]");

  private static final List<String> NO_TEXT = List.of("yes", "no", "true", "false", "null", "on", "off");

  private final StringBuilder out = new StringBuilder();

  private ConversationTestWriter() {}

  /** The test as YAML. */
  static String write(ConversationTest test) {
    ConversationTestWriter writer = new ConversationTestWriter();
    writer.test(test);
    return writer.out.toString();
  }

  private void test(ConversationTest test) {
    test.about().ifPresent(about -> line("about: " + text(about)));
    test.bot().ifPresent(bot -> line("bot: " + text(bot)));
    test.locale().ifPresent(locale -> line("locale: " + text(locale)));
    line("at: " + test.start());
    line("zone: " + test.zone());
    line("seed: " + test.seed());
    line("channel: " + test.channel().word());
    if (!test.attributes().isEmpty()) {
      line("attributes: " + texts(test.attributes()));
    }
    if (!test.requestAttributes().isEmpty()) {
      line("request_attributes: " + texts(test.requestAttributes()));
    }
    features(test.features());
    hooks(test.hooks());
    line("turns:");
    test.turns().forEach(this::turn);
  }

  private void line(String line) {
    out.append(line).append('\n');
  }

  private void features(ScriptedFeatures features) {
    if (features.groups().isEmpty()) {
      return;
    }
    line("features:");
    new TreeMap<>(features.groups()).forEach((name, group) -> {
      group.whole().ifPresent(whole -> line("  " + text(name) + ": " + record(whole)));
      if (group.whole().isEmpty()) {
        line("  " + text(name) + ":");
        new TreeMap<>(group.records()).forEach((key, reply) -> line("    " + quoted(key) + ": " + record(reply)));
      }
    });
  }

  private static String record(ScriptedFeatures.Reply reply) {
    if (reply.late()) {
      return "late";
    }
    FeatureSnapshot snapshot = reply.snapshot();
    return switch (snapshot.status()) {
      case FOUND -> texts(snapshot.values());
      case ABSENT -> "absent";
      case UNAVAILABLE -> "unavailable";
    };
  }

  private void hooks(ScriptedHooks hooks) {
    if (hooks.replies().isEmpty()) {
      return;
    }
    line("hooks:");
    new TreeMap<>(hooks.replies()).forEach((name, replies) -> {
      line("  " + text(name) + ":");
      replies.forEach(reply -> line("    - " + reply(reply)));
    });
  }

  private static String reply(ScriptedHooks.Reply reply) {
    List<String> keys = new ArrayList<>();
    if (reply.answer() instanceof ScriptedHooks.Answers answers) {
      DialogAction action = answers.action();
      keys.add("action: " + action.type().lexName());
      action.slotToElicit().ifPresent(slot -> keys.add("slot_to_elicit: " + text(slot)));
      action.subSlotToElicit().ifPresent(part -> keys.add("part_to_elicit: " + text(part)));
      answers.intent().ifPresent(intent -> keys.add("intent: " + text(intent)));
      answers.confirmation().ifPresent(c -> keys.add("confirmation: " + c.lexName()));
      keys.add("state: " + answers.state().lexName());
      if (!answers.attributes().isEmpty()) {
        keys.add("attributes: " + texts(answers.attributes()));
      }
      if (!answers.slots().isEmpty()) {
        keys.add("slots: " + texts(answers.slots()));
      }
      if (!answers.messages().isEmpty()) {
        keys.add("says: " + answers.messages().stream().map(Message::content).map(ConversationTestWriter::quoted).toList());
      }
    } else if (reply.answer() instanceof ScriptedHooks.Fails fails) {
      keys.add("fails: " + text(fails.reason()));
    }
    if (!reply.takes().equals(ScriptedHooks.USUAL)) {
      keys.add("takes_ms: " + reply.takes().toMillis());
    }
    return "{ " + String.join(", ", keys) + " }";
  }

  private void turn(Turn turn) {
    List<String> keys = new ArrayList<>();
    turn.caller().ifPresent(action -> keys.add("caller: " + caller(action, turn.after())));
    if (turn.silent()) {
      keys.add("caller: { silent: true }");
    }
    if (!turn.waits().isZero()) {
      keys.add("wait_ms: " + turn.waits().toMillis());
    }
    if (!turn.expected().isEmpty()) {
      keys.add("expect: [" + turn.expected().stream().map(ConversationTestWriter::expected).collect(Collectors.joining(", ")) + "]");
    }
    if (!turn.absent().isEmpty()) {
      keys.add("absent: [" + turn.absent().stream().map(ConversationTestWriter::absent).collect(Collectors.joining(", ")) + "]");
    }
    line("  - " + String.join("\n    ", keys));
  }

  private static String expected(Expected expected) {
    if (expected instanceof Happened happened && happened.text().isEmpty()) {
      return happened.event();
    }
    throw new AssertionError("no drawn conversation expects " + expected);
  }

  private static String absent(Absent absent) {
    return "{ event: " + absent.event() + ", for_ms: " + absent.during().toMillis() + " }";
  }

  private static String caller(CallerAction action, Optional<Duration> after) {
    if (action instanceof CallerAction.Several several) {
      List<String> items = new ArrayList<>();
      several.actions().forEach(one -> items.add(timed(one, items.isEmpty() ? after : Optional.empty())));
      return "[" + String.join(", ", items) + "]";
    }
    List<String> keys = new ArrayList<>(keys(action));
    after.ifPresent(time -> keys.add("after_ms: " + time.toMillis()));
    return "{ " + String.join(", ", keys) + " }";
  }

  private static String timed(Timed timed, Optional<Duration> after) {
    List<String> keys = new ArrayList<>(keys(timed.action()));
    after.ifPresent(time -> keys.add("after_ms: " + time.toMillis()));
    if (!timed.pause().isZero()) {
      keys.add("pause_ms: " + timed.pause().toMillis());
    }
    return "{ " + String.join(", ", keys) + " }";
  }

  private static List<String> keys(CallerAction action) {
    if (action instanceof CallerAction.Says says) {
      String words = "says: " + text(says.words());
      return says.during().map(d -> List.of(words, "for_ms: " + d.toMillis())).orElseGet(() -> List.of(words));
    } else if (action instanceof CallerAction.Types types) {
      return List.of("says: " + text(types.text()));
    } else if (action instanceof CallerAction.Presses presses) {
      return List.of("keys: " + quoted(presses.keys()), "between_ms: " + presses.between().toMillis());
    } else if (action instanceof CallerAction.Mumbles mumbles) {
      return List.of("mumbles_ms: " + mumbles.during().toMillis());
    } else if (action instanceof CallerAction.Unheard unheard) {
      return List.of("unheard_ms: " + unheard.during().toMillis());
    } else if (action instanceof CallerAction.HangsUp) {
      return List.of("hangs_up: true");
    }
    throw new AssertionError(action);
  }

  private static String texts(Map<String, String> texts) {
    return new TreeMap<>(texts).entrySet().stream()
        .map(e -> quoted(e.getKey()) + ": " + quoted(e.getValue()))
        .collect(Collectors.joining(", ", "{ ", " }"));
  }

  private static String text(String text) {
    return PLAIN.matcher(text).matches() && !NO_TEXT.contains(text) ? text : quoted(text);
  }

  /** A JSON string is a YAML string. */
  private static String quoted(String text) {
    return "\"" + new String(JsonStringEncoder.getInstance().quoteAsString(text)) + "\"";
  }
}
