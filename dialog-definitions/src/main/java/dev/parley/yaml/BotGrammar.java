package dev.parley.yaml;

import dev.parley.yaml.ValueType.AnyOf;
import dev.parley.yaml.ValueType.Choice;
import dev.parley.yaml.ValueType.Decimal;
import dev.parley.yaml.ValueType.Flag;
import dev.parley.yaml.ValueType.Group;
import dev.parley.yaml.ValueType.Key;
import dev.parley.yaml.ValueType.Keys;
import dev.parley.yaml.ValueType.ListOf;
import dev.parley.yaml.ValueType.MapOf;
import dev.parley.yaml.ValueType.Text;
import dev.parley.yaml.ValueType.Time;
import dev.parley.yaml.ValueType.Whole;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys of a bot's YAML: names, types, ranges and documentation. Ranges are Lex V2's where Lex has one. */
public final class BotGrammar {

  private static final Map<String, Keys> GROUPS = new LinkedHashMap<>();

  private static final ValueType TEXT = new Text();
  private static final ValueType FLAG = new Flag();
  /** One text, or several. */
  private static final ValueType TEXTS = new AnyOf(List.of(TEXT, new ListOf(TEXT)));
  private static final ValueType RESPONSE = new AnyOf(List.of(TEXT, new ListOf(TEXT), new Group("response")));
  private static final ValueType PROMPT = new AnyOf(List.of(TEXT, new ListOf(TEXT), new Group("prompt")));
  private static final ValueType KEY = new Choice(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "#", "*", "A", "B", "C", "D"));
  private static final long SECOND = 1000;

  static {
    group("bot", "A bot. With one locale, the locale's keys stand here too.")
        .required("bot", TEXT, "The bot's name: letters, digits, - and _, up to 100.")
        .key("id", TEXT, "Ten letters or digits by which Lex clients address the bot. Default: made from the name.")
        .key("description", TEXT, "Words for people.")
        .key("session_timeout", new Time(60 * SECOND, 86400 * SECOND), "How long an idle session is kept, 60s to 24h. Default 5m.")
        .key("locale", TEXT, "The locale, such as en_US. Default en_US.")
        .key("locales", new MapOf(new Group("locale")), "Several locales, by id, each with its own keys.")
        .localeKeys();
    group("locale", "A bot in one language.").localeKeys();
    group("feature_use", "Customer facts that the bot reads.")
        .required("key", TEXT, "Template of the record's key, such as \"{AccountId}\".")
        .key("within", new Time(1, 10 * SECOND), "How long a caller may wait for them. Default 300ms.");
    group("intent", "Something a caller may want.")
        .key("description", TEXT, "Words for people.")
        .key("parent", TEXT, "A built-in intent that this one is, such as AMAZON.FallbackIntent.")
        .key("utterances", TEXTS, "What callers say for it; {Slot} stands for a slot's value.")
        .key("opening", RESPONSE, "Said when the intent begins.")
        .key("slots", new MapOf(new Group("slot")), "What must be known, in the order in which it is asked.")
        .key("confirm", new AnyOf(List.of(TEXT, new ListOf(TEXT), new Group("confirm"))), "Asks whether to go ahead.")
        .key("fulfill", new AnyOf(List.of(TEXT, new Group("fulfill"))), "Does the work: the name of a code hook, or more.")
        .key("close", new AnyOf(List.of(TEXT, new ListOf(TEXT), new Group("close"))), "Said at the end.");
    group("slot", "Something that must be known.")
        .required("type", TEXT, "A slot type: Digits, Currency, AMAZON.Date, ... or one of the bot's own.")
        .key("required", FLAG, "Whether it is asked for. Default true.")
        .key("ask", PROMPT, "The question.")
        .key("default", TEXTS, "Templates tried before asking; the first that resolves fills the slot.")
        .key("suggest", new Group("suggest"), "A value offered with the question.")
        .key("obfuscate", FLAG, "Whether the value is a secret: masked in every log and file. Default false.")
        .key("validate", new ListOf(new Group("rule")), "What must hold of the value.")
        .key("keys", new Group("keys"), "How telephone keys are collected.")
        .key("listen", new Group("listen"), "How speech and text are listened to.")
        .key("wait_and_continue", new Group("hold"), "Lets the caller say \"hold on\".")
        .key("confirm", new AnyOf(List.of(TEXT, new ListOf(TEXT), new Group("confirm"))), "Reads the value back and asks whether it is right.");
    group("response", "Something the bot says.").responseKeys();
    group("prompt", "A question.")
        .responseKeys()
        .key("retry", TEXTS, "Wordings of the further attempts, in order.")
        .key("retries", new Whole(0, 5), "Attempts after the first. Default 2.");
    group("close", "How an intent ends.")
        .responseKeys()
        .key("next", new Choice(List.of("close", "elicit_intent")), "What follows. Default close; for a fallback intent elicit_intent.");
    group("confirm", "A yes/no question.")
        .required("ask", PROMPT, "The question.")
        .key("no", RESPONSE, "Said when the caller says no.");
    group("fulfill", "What is done when an intent is ready.")
        .required("hook", TEXT, "A code hook's name, or its http(s) address.")
        .key("within", new Time(1, 900 * SECOND), "How long the hook may take. Default 30s.")
        .key("success", RESPONSE, "Said before the closing when the hook gives no words.")
        .key("failure", RESPONSE, "Said when the hook failed.")
        .key("timeout", RESPONSE, "Said when the hook did not answer in time. Default: as failure.");
    group("suggest", "A value offered with the question.")
        .required("value", TEXT, "Template of the value.")
        .required("phrases", TEXTS, "What callers say to take it.");
    group("rule", "One thing that must hold of a value.")
        .key("length", TEXT, "So many characters: 6, or 6..8.")
        .key("min", TEXT, "A number, at least this.")
        .key("max", TEXT, "A number, at most this.")
        .key("matches", TEXT, "A regular expression for the whole value.")
        .key("luhn", FLAG, "The digits satisfy the Luhn check of card numbers.")
        .key("not_before", TEXT, "A date or month, not before this day: an ISO date, or today.")
        .key("not_after", TEXT, "A date or month, not after this day: an ISO date, or today.")
        .key("known_in", TEXT, "The feature group has a record of it. Holds when the store cannot be asked.")
        .key("otherwise", RESPONSE, "Said before the slot is asked again.");
    group("keys", "How telephone keys are collected.")
        .key("allow", FLAG, "Whether keys are an answer. Default true.")
        .key("max_length", new Whole(1, 1024), "The entry ends after so many keys. Default 513.")
        .key("end_timeout", new Time(1, 60 * SECOND), "The entry ends so long after its last key. Default 5s.")
        .key("end_key", KEY, "Ends the entry. Default #.")
        .key("delete_key", KEY, "Clears the entry and ends it. Default *.");
    group("listen", "How speech and text are listened to.")
        .key("allow", FLAG, "Whether speech is an answer. Default true.")
        .key("start_timeout", new Time(1, 60 * SECOND), "Silence until no input. Default 4s.")
        .key("end_silence", new Time(1, 10 * SECOND), "Silence that ends an answer. Default 640ms.")
        .key("max_length", new Time(1, 55 * SECOND), "The longest answer. Default 15s.")
        .key("text_start_timeout", new Time(1, 3600 * SECOND), "As start_timeout, for typed text. Default 30s.");
    group("hold", "Wait and continue.")
        .required("wait", RESPONSE, "Said when the caller asks for time.")
        .key("still_waiting", new Group("still_waiting"), "The reminder.")
        .required("continue", RESPONSE, "Said when the caller is back.");
    group("still_waiting", "The reminder while the bot waits.")
        .responseKeys()
        .required("every", new Time(SECOND, 300 * SECOND), "From one reminder to the next, 1s to 300s.")
        .required("for", new Time(SECOND, 900 * SECOND), "How long the bot waits in all, 1s to 900s.");
    group("slot_type", "A slot type of the bot's own.")
        .required("values", new ListOf(new AnyOf(List.of(TEXT, new Group("slot_value")))), "Its values.")
        .key("restrict", FLAG, "Whether only these values are taken. Default true.");
    group("slot_value", "A value of a slot type.")
        .required("value", TEXT, "The value.")
        .key("synonyms", TEXTS, "Other ways to say it.");
    group("cues", "More phrases for what callers say about the conversation itself.")
        .key("hold", TEXTS, "Hold on.")
        .key("resume", TEXTS, "I'm back.")
        .key("yes", TEXTS, "Yes.")
        .key("no", TEXTS, "No.");
  }

  private BotGrammar() {}

  /** The keys of this group. */
  public static Keys keys(String group) {
    Keys keys = GROUPS.get(group);
    if (keys == null) {
      throw new AssertionError("no group " + group);
    }
    return keys;
  }

  /** All groups, the bot first. */
  public static Collection<Keys> groups() {
    return Collections.unmodifiableCollection(GROUPS.values());
  }

  private static Builder group(String name, String doc) {
    Map<String, Key> keys = new LinkedHashMap<>();
    GROUPS.put(name, new Keys(name, doc, keys));
    return new Builder(keys);
  }

  /** Fills a group. */
  private record Builder(Map<String, Key> keys) {

    Builder key(String name, ValueType type, String doc) {
      keys.put(name, new Key(type, false, doc));
      return this;
    }

    Builder required(String name, ValueType type, String doc) {
      keys.put(name, new Key(type, true, doc));
      return this;
    }

    Builder localeKeys() {
      return key("intent_confidence", new Decimal(0, 1), "Below it an utterance reaches the fallback intent. Default 0.4.")
          .key("voice", TEXT, "The synthesiser's voice.")
          .key("greeting", RESPONSE, "What the bot says when a call is answered.")
          .key("features", new MapOf(new Group("feature_use")), "Customer facts that the bot reads, by feature group.")
          .key("intents", new MapOf(new Group("intent")), "What callers may want.")
          .key("slot_types", new MapOf(new Group("slot_type")), "The bot's own slot types.")
          .key("cues", new Group("cues"), "More phrases for hold, resume, yes and no.");
    }

    Builder responseKeys() {
      return key("say", TEXTS, "The words; a list gives variations, of which one is chosen.")
          .key("ssml", TEXTS, "The same as SSML.")
          .key("payload", TEXT, "A custom payload for the client.")
          .key("messages", new ListOf(TEXTS), "Several messages, spoken in order, each with its variations.")
          .key("interruptible", FLAG, "Whether the caller may barge in. Default true.")
          .key("ordered", FLAG, "Variations in order over the attempts rather than drawn. Default false.")
          .key("absent", TEXTS, "Said instead when a value that is named here is absent.")
          .key("unavailable", TEXTS, "Said instead when a feature could not be read in time. Default: as absent.");
    }
  }
}
