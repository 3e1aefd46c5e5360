package dev.parley.yaml;

import dev.parley.definition.WriteRule;
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
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The keys of a bot's YAML: names, types, ranges and documentation. Ranges are Lex V2's where Lex has one. */
public final class BotGrammar {

  /** Where a dialog may go, as single words. */
  static final List<String> NEXT_WORDS = List.of("continue", "elicit_intent", "confirm", "fulfill", "close", "end");

  /** When features are written. */
  static final List<String> MOMENTS = Arrays.stream(WriteRule.Moment.values()).map(WriteRule.Moment::word).toList();

  private static final Map<String, Keys> GROUPS = new LinkedHashMap<>();

  private static final ValueType TEXT = new Text();
  private static final ValueType FLAG = new Flag();
  /** One text, or several. */
  private static final ValueType TEXTS = new AnyOf(List.of(TEXT, new ListOf(TEXT)));
  private static final ValueType RESPONSE = said("response");
  private static final ValueType PROMPT = said("prompt");
  private static final ValueType TRANSITION = said("transition");
  private static final ValueType HOOK = new AnyOf(List.of(TEXT, FLAG, new Group("hook")));
  private static final ValueType NEXT = new AnyOf(List.of(new Choice(NEXT_WORDS), new Group("next")));
  private static final ValueType HOLD = new AnyOf(List.of(new Group("hold"), FLAG));
  private static final ValueType BARGE_IN = new AnyOf(List.of(new Group("barge_in_default"), FLAG));
  private static final ValueType KEY = new Choice(List.of("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "#", "*", "A", "B", "C", "D"));
  private static final long SECOND = 1000;

  static {
    bot();
    intents();
    endings();
    slots();
    words();
    dialog();
    hooks();
    rules();
    input();
    types();
  }

  private BotGrammar() {}

  private static void bot() {
    group("bot", "A bot. With one locale, the locale's keys stand here too.")
        .required("bot", TEXT, "The bot's name: letters, digits, - and _, up to 100.")
        .key("id", TEXT, "Ten letters or digits by which Lex clients address the bot. Default: made from the name.")
        .key("description", TEXT, "Words for people.")
        .key("session_timeout", new Time(60 * SECOND, 86400 * SECOND), "How long an idle session is kept, 60s to 24h. Default 5m.")
        .key("include", TEXTS, "Files with slot types, prompts, cues and intents that bots share, relative to this one.")
        .key("locale", TEXT, "The locale, such as en_US. Default en_US.")
        .key("locales", new MapOf(new Group("locale")), "Several locales, by id, each with its own keys.")
        .localeKeys();
    group("locale", "A bot in one language.").localeKeys();
    group("included", "What a file that is included may hold, for all locales.")
        .key("include", TEXTS, "Further files, relative to this one.")
        .sharedKeys();
    group("digressions", "How callers leave an intent and come back to it.")
        .key("depth", new Whole(0, 10), "How many intents may wait for their turn. Default 3.")
        .key("too_deep", RESPONSE, "Said when one more would have to.");
    group("feature_use", "Customer facts that the bot reads and writes.")
        .required("key", TEXT, "Template of the record's key, such as \"{AccountId}\".")
        .key("within", new Time(1, 10 * SECOND), "How long a caller may wait for them. Default 300ms.")
        .key("write", new ListOf(new Group("feature_write")), "What the bot itself writes to the record.");
    group("feature_write", "What the bot writes to a customer's record, and when.")
        .required("at", new AnyOf(List.of(new Choice(MOMENTS), new ListOf(new Choice(MOMENTS)))), "When: one of these moments, or several.")
        .key("if", TEXT, "Only when this condition holds then.")
        .required("set", new MapOf(new AnyOf(List.of(TEXT, new Group("feature_add")))),
            "Features, each with the template of its value, or a path such as $.sessionState.intent.name.");
    group("feature_add", "A feature that counts.")
        .required("add", new Decimal(-1e9, 1e9), "So much more than it is then; less than nothing takes away.")
        .key("per", new Choice(List.of("day")), "Each day begins with nothing. Default: it counts on.");
    group("cues", "More phrases for what callers say about the conversation itself.")
        .key("hold", TEXTS, "Hold on.")
        .key("resume", TEXTS, "I'm back.")
        .key("yes", TEXTS, "Yes.")
        .key("no", TEXTS, "No.");
  }

  private static void intents() {
    group("intent", "Something a caller may want.")
        .key("description", TEXT, "Words for people.")
        .key("parent", TEXT, "A built-in intent that this one is, such as AMAZON.HelpIntent.")
        .key("utterances", TEXTS, "What callers say for it; {Slot} stands for a slot's value.")
        .key("questions", new ListOf(new Group("question")), "Questions and their answers, with the parent AMAZON.QnAIntent.")
        .key("input_contexts", TEXTS, "It can be meant only while all of these are active, up to 5.")
        .key("output_contexts", new MapOf(new Group("output_context")), "They become active when it is fulfilled, up to 10.")
        .key("digression", FLAG, "Whether it may come in the middle of another intent, which goes on afterwards. Default false.")
        .key("turn_hook", HOOK, "Called after each of the caller's inputs for this intent.")
        .key("opening", TRANSITION, "Done when the intent begins.")
        .key("slots", new MapOf(new Group("slot")), "What must be known, in the order in which it is asked.")
        .key("confirm", said("confirm"), "Asks whether to go ahead.")
        .key("fulfill", new AnyOf(List.of(TEXT, FLAG, new Group("fulfill"))), "Does the work: the name of a code hook, or more.")
        .key("close", TRANSITION, "Done at the end. Its `next` is `end` by default; for a fallback intent `elicit_intent`.");
    group("question", "Questions that mean the same, and their answer.")
        .required("ask", TEXTS, "What callers ask.")
        .required("answer", RESPONSE, "What the bot answers.");
    group("output_context", "A context that a fulfilled intent leaves behind; its parameters are the intent's slots.")
        .key("turns", new Whole(1, 20), "For how many of the caller's turns. Default 5.")
        .key("lifetime", new Time(5 * SECOND, 86400 * SECOND), "For how long. Default 90s.");
  }

  private static void endings() {
    group("confirm", "A yes/no question.")
        .required("ask", PROMPT, "The question.")
        .key("yes", TRANSITION, "Done when the caller says yes.")
        .key("no", TRANSITION, "Done when the caller says no. Without `next` the intent fails and ends.")
        .key("failed", TRANSITION, "Done when no answer came in all attempts. Default: the fallback intent.")
        .confirmKeys()
        .key("on_retry", HOOK, "Called between attempts.")
        .inputKeys();
    group("fulfill", "What is done when an intent is ready.")
        .key("hook", HOOK, "A code hook. Without one, `success` follows at once.")
        .key("within", new Time(1, 900 * SECOND), "How long the hook may take; with a `filler`, when that is said. Default 30s.")
        .key("filler", RESPONSE, "Said once when the answer takes longer than `within`.")
        .key("label", TEXT, "Tells the hook which of the bot's points called it.")
        .key("success", TRANSITION, "Done before the closing when the hook gives no words.")
        .key("failure", TRANSITION, "Done when the hook failed.")
        .key("timeout", TRANSITION, "Done when the hook did not answer in time. Default: as failure.")
        .key("updates", new Group("updates"), "Said while the work goes on.");
    group("updates", "What is said while a fulfilment goes on.")
        .key("started", new Group("started"), "Said once.")
        .key("progress", new Group("progress"), "Said again and again.");
    group("started", "Said once while a fulfilment goes on.")
        .required("after", new Time(SECOND, 900 * SECOND), "How long after its start, 1s to 900s.")
        .responseKeys();
    group("progress", "Said again and again while a fulfilment goes on.")
        .required("every", new Time(SECOND, 900 * SECOND), "From one to the next, 1s to 900s.")
        .responseKeys();
  }

  private static void slots() {
    group("slot", "Something that must be known.")
        .slotKeys()
        .key("required", FLAG, "Whether it is asked for. Default true.")
        .key("multiple", FLAG, "Whether it holds several values; for slot types of the bot's own. Default false.")
        .key("parts", new MapOf(new Group("part")), "The parts of a composite slot, up to 6, in the order in which they are asked.")
        .key("expression", TEXT, "Which parts are needed: (Number AND Street) OR Postcode. Default: all.");
    group("part", "A part of a composite slot.").slotKeys();
    group("slot_confirm", "Reads a value back and asks whether it is right.")
        .required("ask", PROMPT, "The question.")
        .key("no", RESPONSE, "Said when the caller says no, before the slot is asked again.")
        .confirmKeys();
    group("suggest", "A value offered with the question.")
        .required("value", TEXT, "Template of the value.")
        .required("phrases", TEXTS, "What callers say to take it.");
  }

  private static void words() {
    group("response", "Something the bot says.").responseKeys();
    group("prompt", "A question.")
        .responseKeys()
        .key("retry", new AnyOf(List.of(TEXT, new ListOf(new AnyOf(List.of(TEXT, new Group("attempt")))), new Group("attempt"))),
            "The further attempts, in order; the last serves all that follow.")
        .key("no_input", new AnyOf(List.of(TEXT, new ListOf(new AnyOf(List.of(TEXT, new Group("response")))), new Group("response"))),
            "Wordings of attempts that follow silence, in order. Default: as `retry`.")
        .key("retries", new Whole(0, 5), "Attempts after the first. Default 2.")
        .inputKeys();
    group("attempt", "A further attempt of a question. Without words of its own it keeps those before.").responseKeys().inputKeys();
    group("message", "One of several messages of a response.")
        .key("say", TEXTS, "The words; a list gives variations, of which one is chosen.")
        .key("audio", TEXT, "A WAV file, relative to this one, with these words as somebody said them: callers hear it instead of a synthesised voice.")
        .key("ssml", TEXTS, "The same as SSML.")
        .key("payload", TEXT, "A custom payload for the client.")
        .key("card", new Group("card"), "An image response card.")
        .key("interruptible", FLAG, "Whether the caller may barge in on this message. Default: as the response.");
    group("card", "An image response card, for clients with a screen.")
        .required("title", TEXT, "Up to 250 characters.")
        .key("subtitle", TEXT, "Up to 250 characters.")
        .key("image", TEXT, "The image's address, up to 250 characters.")
        .key("buttons", new ListOf(new Group("button")), "Up to 5.");
    group("button", "A button of a card.")
        .required("text", TEXT, "What it shows, up to 50 characters.")
        .required("value", TEXT, "What is sent as the caller's text, up to 50 characters.");
  }

  private static void dialog() {
    group("transition", "What the bot does at a point of the dialog; carried out in the order of these keys.")
        .responseKeys()
        .key("set", new MapOf(TEXT), "Session attributes, each with the template of its value.")
        .key("hook", HOOK, "A code hook, called then.")
        .key("when", new ListOf(new Group("branch")), "Branches; the first whose condition holds is taken.")
        .key("otherwise", said("outcome"), "Taken when no branch is.")
        .key("next", NEXT, "What follows. Default: the usual order of the dialog.");
    group("branch", "One way to go when its condition holds.")
        .required("if", TEXT, "The condition: {Amount} > 100 AND fn.IS_SET([member]).")
        .key("name", TEXT, "For people and reports. Default: the condition.")
        .outcomeKeys();
    group("outcome", "One way to go.").outcomeKeys();
    group("next", "What follows: one of elicit, start and then.")
        .key("elicit", TEXT, "The slot to ask, also one that has a value.")
        .key("start", TEXT, "The intent to begin.")
        .key("then", new Choice(NEXT_WORDS), "Any other step.")
        .key("slots", new MapOf(TEXT), "Values given to slots of the intent that goes on.")
        .key("silent", FLAG, "Whether the prompt that would follow is left out. Default false.");
  }

  private static void hooks() {
    group("hook", "A code hook with its latency contract.")
        .key("name", TEXT, "Its name, or its http(s) address. Default: the locale's `hook`.")
        .key("label", TEXT, "Tells the hook which of the bot's points called it.")
        .key("within", new Time(1, 900 * SECOND), "How long an answer may take; with a `filler`, when that is said. Default 30s, and 2500ms with a filler.")
        .key("filler", RESPONSE, "Said once when the answer takes longer than `within`.")
        .key("timeout", new Time(1, 900 * SECOND), "How long an answer may take in all. Default 30s.")
        .key("success", TRANSITION, "Done after an answer.")
        .key("failure", TRANSITION, "Done when the hook failed.")
        .key("on_timeout", TRANSITION, "Done when no answer came in time. Default: as failure.");
  }

  private static void rules() {
    group("rule", "One thing that must hold of a value.")
        .key("length", TEXT, "So many characters: 6, or 6..8.")
        .key("min", TEXT, "A number, at least this; or a template that gives one.")
        .key("max", TEXT, "A number, at most this; or a template that gives one.")
        .key("matches", TEXT, "A regular expression for the whole value.")
        .key("luhn", FLAG, "The digits satisfy the Luhn check of card numbers.")
        .key("not_before", TEXT, "A date or month, not before this day: an ISO date, or today.")
        .key("not_after", TEXT, "A date or month, not after this day: an ISO date, or today.")
        .key("known_in", TEXT, "The feature group has a record of it. Holds when the store cannot be asked.")
        .key("differs_from", TEXT, "Another slot of the intent has another value.")
        .key("if", TEXT, "A condition that holds, with the new value in its slot.")
        .key("otherwise", RESPONSE, "Said before the slot is asked again.");
  }

  private static void input() {
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
    group("barge_in_default", "When callers interrupt all that is said here.")
        .key("allow", FLAG, "Whether they may, where `interruptible` does not say otherwise. Default true.")
        .bargeInKeys();
    group("barge_in", "When callers interrupt this. All that is set must hold.").bargeInKeys();
    group("hold", "Wait and continue.")
        .required("wait", RESPONSE, "Said when the caller asks for time.")
        .key("still_waiting", new Group("still_waiting"), "The reminder.")
        .required("continue", RESPONSE, "Said when the caller is back.");
    group("still_waiting", "The reminder while the bot waits.")
        .responseKeys()
        .required("every", new Time(SECOND, 300 * SECOND), "From one reminder to the next, 1s to 300s.")
        .required("for", new Time(SECOND, 900 * SECOND), "How long the bot waits in all, 1s to 900s.");
  }

  private static void types() {
    group("slot_type", "A slot type of the bot's own: values, or a pattern, or a grammar, or parts.")
        .key("values", new ListOf(new AnyOf(List.of(TEXT, new Group("slot_value")))), "Its values, up to 10000.")
        .key("restrict", FLAG, "Whether only these values are taken. Default true.")
        .key("resolution", new Choice(List.of("top", "original", "concatenation")),
            "What becomes of what was said: the value it means, the words as said, or all values found in them. Default top.")
        .key("pattern", TEXT, "What letters and digits must match, as Lex's regex filter.")
        .key("grammar", new ListOf(new AnyOf(List.of(TEXT, new Group("phrase")))), "Phrases with holes for other types.")
        .key("parts", new MapOf(TEXT), "The parts of a composite type, each with its type, up to 6.");
    group("slot_value", "A value of a slot type.")
        .required("value", TEXT, "The value.")
        .key("synonyms", TEXTS, "Other ways to say it.");
    group("phrase", "A phrase of a grammar.")
        .required("phrase", TEXT, "Words, {hole:Type}, (one|other) and [optional] words.")
        .key("value", TEXT, "What it gives, with the holes' values. Default: the words as said.");
  }

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

  /** Words as a text, as variations, or at length. */
  private static ValueType said(String group) {
    return new AnyOf(List.of(new Text(), new ListOf(new Text()), new Group(group)));
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
          .key("start", TEXT, "The intent that begins then, after the greeting: for a bot that calls people.")
          .key("features", new MapOf(new Group("feature_use")), "Customer facts that the bot reads and writes, by feature group.")
          .key("hook", TEXT, "The code hook that is meant where none is named.")
          .key("wait_and_continue", new Group("hold"), "Lets the caller say \"hold on\" at every slot and confirmation.")
          .key("digressions", new Group("digressions"), "How callers leave an intent and come back to it.")
          .key("barge_in", BARGE_IN, "When callers interrupt what the bot says; `false`: never. Default: at their first word or key.")
          .sharedKeys();
    }

    Builder bargeInKeys() {
      return key("min_speech", new Time(20, 5 * SECOND), "So long must a caller speak. Default: at once, after a tenth of a second.")
          .key("min_words", new Whole(0, 10), "So many words must be understood; the prompt is only lowered until then. Default 0: any speech.")
          .key("backchannel", TEXTS, "Words like \"okay\" that interrupt nothing, beside those of the language; when the bot is silent they are answers.")
          .key("protected", new Time(1, 60 * SECOND), "The first so long of a prompt is not interrupted at all.");
    }

    Builder sharedKeys() {
      return key("intents", new MapOf(new Group("intent")), "What callers may want.")
          .key("slot_types", new MapOf(new Group("slot_type")), "The bot's own slot types.")
          .key("prompts", new MapOf(PROMPT), "Wordings by name, for `use`.")
          .key("cues", new Group("cues"), "More phrases for hold, resume, yes and no.");
    }

    Builder slotKeys() {
      return key("type", TEXT, "A slot type: Digits, Currency, AMAZON.Date, ... or one of the bot's own.")
          .key("if", TEXT, "The slot concerns only callers for whom this condition holds.")
          .key("ask", PROMPT, "The question.")
          .key("utterances", TEXTS, "Samples of answers, such as \"it is {Amount}\".")
          .key("default", TEXTS, "Templates tried before asking; the first that resolves fills the slot.")
          .key("suggest", new Group("suggest"), "A value offered with the question.")
          .key("obfuscate", FLAG, "Whether the value is a secret: masked in every log and file. Default false.")
          .key("spelling", new Choice(List.of("by_letter", "by_word")), "How answers are spelled: \"x i u\", or \"a as in apple\".")
          .key("validate", new ListOf(new Group("rule")), "What must hold of the value.")
          .inputKeys()
          .key("barge_in", BARGE_IN, "When callers interrupt the question and the read-back; `false`: never. Default: as the locale.")
          .key("confirm", said("slot_confirm"), "Reads the value back and asks whether it is right.")
          .key("wait_and_continue", HOLD, "Lets the caller say \"hold on\"; `false` where the locale's is not wanted.")
          .key("help", RESPONSE, "Said when the caller asks for help, or why this is asked.")
          .key("which", RESPONSE, "Asks which of several values was meant, as by \"half past five\". Default: the retry's words.")
          .key("captured", TRANSITION, "Done when a value has been taken.")
          .key("failed", TRANSITION, "Done when no value came in all attempts. Default: the fallback intent.")
          .key("on_retry", HOOK, "Called between attempts.");
    }

    Builder inputKeys() {
      return key("keys", new Group("keys"), "How telephone keys are collected.")
          .key("listen", new Group("listen"), "How speech and text are listened to.");
    }

    Builder confirmKeys() {
      return key("yes_phrases", TEXTS, "More phrases that agree to this question, such as a key that it offers.")
          .key("no_phrases", TEXTS, "More phrases that decline.")
          .key("wait_and_continue", HOLD, "Lets the caller say \"hold on\"; `false` where the locale's is not wanted.");
    }

    Builder outcomeKeys() {
      return responseKeys()
          .key("set", new MapOf(TEXT), "Session attributes, each with the template of its value.")
          .key("next", NEXT, "What follows. Default: what follows the whole.");
    }

    Builder responseKeys() {
      return key("say", TEXTS, "The words; a list gives variations, of which one is chosen.")
          .key("audio", TEXT, "A WAV file, relative to this one, with these words as somebody said them: callers hear it instead of a synthesised voice.")
          .key("ssml", TEXTS, "The same as SSML.")
          .key("payload", TEXT, "A custom payload for the client.")
          .key("card", new Group("card"), "An image response card.")
          .key("messages", new ListOf(new AnyOf(List.of(TEXT, new ListOf(TEXT), new Group("message")))),
              "Several messages, spoken in order, each with its variations.")
          .key("use", TEXT, "The name of one of the `prompts`, whose words these are.")
          .key("interruptible", FLAG, "Whether the caller may barge in. Default true.")
          .key("barge_in", new Group("barge_in"), "When the caller does. Default: as the slot and the locale.")
          .key("ordered", FLAG, "Variations in order over the attempts rather than drawn. Default false.")
          .key("absent", TEXTS, "Said instead when a value that is named here is absent.")
          .key("unavailable", TEXTS, "Said instead when a feature could not be read in time. Default: as absent.");
    }
  }
}
