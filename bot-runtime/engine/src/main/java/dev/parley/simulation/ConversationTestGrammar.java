package dev.parley.simulation;

import dev.parley.event.SessionView.ConfirmationState;
import dev.parley.event.SessionView.DialogAction;
import dev.parley.event.SessionView.IntentState;
import dev.parley.yaml.ValueType;
import dev.parley.yaml.ValueType.AnyOf;
import dev.parley.yaml.ValueType.Choice;
import dev.parley.yaml.ValueType.Flag;
import dev.parley.yaml.ValueType.Group;
import dev.parley.yaml.ValueType.Key;
import dev.parley.yaml.ValueType.Keys;
import dev.parley.yaml.ValueType.ListOf;
import dev.parley.yaml.ValueType.MapOf;
import dev.parley.yaml.ValueType.Text;
import dev.parley.yaml.ValueType.Whole;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys of a conversation test: names, types, ranges and documentation. */
public final class ConversationTestGrammar {

  static final int HOUR_MS = 3_600_000;

  /** What can be expected to happen, or not to; the names are Lex's events where there is one. */
  static final List<String> EVENTS =
      List.of(
          "PlaybackInterruption", "PlaybackLowered", "PlaybackResumed", "Heard", "Transcript", "IntentResult", "TextResponse", "FeatureLookup",
          "FeatureWrite", "HookCall", "Close", "HangUp");

  private static final Map<String, Keys> GROUPS = new LinkedHashMap<>();
  private static final ValueType TEXT = new Text();
  private static final ValueType RECORD = new AnyOf(List.of(TEXT, new MapOf(TEXT)));
  private static final ValueType FLAG = new Flag();
  private static final ValueType MILLIS = new Whole(0, HOUR_MS);
  private static final ValueType EVENT = new Choice(EVENTS);
  private static final ValueType STATE = new Choice(Arrays.stream(IntentState.values()).map(IntentState::lexName).toList());
  private static final ValueType CONFIRMATION =
      new Choice(Arrays.stream(ConfirmationState.values()).map(ConfirmationState::lexName).toList());
  private static final ValueType ACTION =
      new Choice(Arrays.stream(DialogAction.Type.values()).map(DialogAction.Type::lexName).toList());

  static {
    group(
        "conversation_test",
        "A conversation as it should go.",
        key("about", TEXT, "What the conversation shows, for people."),
        key("bot", TEXT, "The bot's file, relative to this one."),
        key("locale", TEXT, "The locale. Default: the bot's first."),
        required("at", TEXT, "When it begins: an ISO time with its offset, such as 2026-05-06T12:00:00+02:00."),
        key("zone", TEXT, "The caller's time zone, such as Europe/Berlin. Default: the offset of `at`."),
        key("seed", new Whole(0, Integer.MAX_VALUE), "Chooses among wordings. Default 1."),
        key("channel", new Choice(List.of("phone", "chat", "request")), "How the caller reaches the bot. Default phone."),
        key("attributes", new MapOf(TEXT), "Session attributes at the start."),
        key("request_attributes", new MapOf(TEXT), "Request attributes, as of a call: the number that is called is x-parley:to."),
        key("features", new MapOf(new AnyOf(List.of(TEXT, new MapOf(RECORD)))), "Customers: by feature group, then by key, their features; or absent, unavailable, late."),
        key("hooks", new MapOf(new ListOf(new Group("test_hook"))), "What each code hook answers to its first call, its second, ..."),
        required("turns", new ListOf(new Group("turn")), "What happens, in order."));
    group(
        "turn",
        "Something is done, or time goes by; then this must hold.",
        key("caller", new AnyOf(List.of(TEXT, new ListOf(new AnyOf(List.of(TEXT, new Group("caller")))), new Group("caller"))), "What the caller does; a text is said (on a phone) or typed; a list is done in one go, whatever the bot does meanwhile."),
        key("wait_ms", MILLIS, "So much time goes by."),
        key("bot", new AnyOf(List.of(TEXT, new ListOf(TEXT), new Group("bot_turn"))), "What the bot says; `...` stands for any words."),
        key("expect", new ListOf(new AnyOf(List.of(EVENT, new Group("expected")))), "What must have happened in this turn."),
        key("absent", new ListOf(new AnyOf(List.of(EVENT, new Group("not_expected")))), "What must not have happened in this turn."));
    group(
        "caller",
        "What the caller does.",
        key("says", TEXT, "Speaks; in a chat, types."),
        key("keys", TEXT, "Presses telephone keys: 0-9 # * A-D."),
        key("mumbles_ms", MILLIS, "Makes a sound without words, so long."),
        key("unheard_ms", MILLIS, "Speaks so long, and the recogniser fails."),
        key("silent", FLAG, "Says nothing until the bot speaks."),
        key("hangs_up", FLAG, "Ends the call."),
        key("after_ms", MILLIS, "So long after the bot began to speak, rather than when it has ended."),
        key("pause_ms", MILLIS, "In a list: so long after the one before it is done."),
        key("for_ms", MILLIS, "How long the words take. Default: 14 characters a second."),
        key("between_ms", MILLIS, "From one key to the next. Default 250."));
    group(
        "bot_turn",
        "What the bot says, and where the dialog then stands.",
        key("says", new AnyOf(List.of(TEXT, new ListOf(TEXT))), "The words, whole; `...` stands for any. A list: several prompts."),
        key("elicits", TEXT, "The slot that is elicited."),
        key("action", ACTION, "Lex's dialog action."),
        key("intent", TEXT, "The open intent."),
        key("state", STATE, "Lex's state of it."));
    group(
        "expected",
        "Something that must hold.",
        key("event", EVENT, "This happened."),
        key("text", TEXT, "In these words; `...` stands for any."),
        key("slot", TEXT, "This slot has the `value`, or is `empty`."),
        key("attribute", TEXT, "This session attribute has the `value`, or is `empty`."),
        key("value", TEXT, "The value."),
        key("empty", FLAG, "There is no value."),
        key("hook", TEXT, "This code hook was called."),
        key("lookup", TEXT, "This feature group was read."),
        key("key", TEXT, "Under this key."),
        key("writes", new MapOf(new MapOf(TEXT)), "By feature group, features that the bot wrote; a count as +1."));
    group(
        "not_expected",
        "Something that must not happen.",
        required("event", EVENT, "This."),
        key("for_ms", MILLIS, "So long after this turn, rather than in it."));
    group(
        "test_hook",
        "What a code hook answers.",
        key("state", STATE, "The intent's state. Default Fulfilled."),
        key("action", ACTION, "The dialog action. Default Close."),
        key("slot_to_elicit", TEXT, "The slot, with ElicitSlot."),
        key("part_to_elicit", TEXT, "The part of a composite slot, with ElicitSlot."),
        key("intent", TEXT, "Another intent that it opens. Default: the open one."),
        key("confirmation", CONFIRMATION, "Lex's confirmation state of the intent. Default: as it was."),
        key("attributes", new MapOf(TEXT), "Session attributes that it sets."),
        key("slots", new MapOf(TEXT), "Slots that it sets."),
        key("says", new AnyOf(List.of(TEXT, new ListOf(TEXT))), "Its messages."),
        key("fails", TEXT, "It fails, for this reason."),
        key("takes_ms", MILLIS, "How long it takes; longer than the bot waits is a time-out. Default 200."));
  }

  private ConversationTestGrammar() {}

  /** The keys of this group. */
  public static Keys keys(String group) {
    Keys keys = GROUPS.get(group);
    if (keys == null) {
      throw new AssertionError("no group " + group);
    }
    return keys;
  }

  /** All groups, the whole test first. */
  public static Collection<Keys> groups() {
    return Collections.unmodifiableCollection(GROUPS.values());
  }

  private static Map.Entry<String, Key> key(String name, ValueType type, String doc) {
    return Map.entry(name, new Key(type, false, doc));
  }

  private static Map.Entry<String, Key> required(String name, ValueType type, String doc) {
    return Map.entry(name, new Key(type, true, doc));
  }

  @SafeVarargs
  private static void group(String name, String doc, Map.Entry<String, Key>... entries) {
    Map<String, Key> keys = new LinkedHashMap<>();
    for (Map.Entry<String, Key> entry : entries) {
      keys.put(entry.getKey(), entry.getValue());
    }
    GROUPS.put(name, new Keys(name, doc, keys));
  }
}
