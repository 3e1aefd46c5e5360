package dev.parley.yaml;

import dev.parley.definition.BargeIn;
import dev.parley.definition.InputSettings;
import dev.parley.definition.InputSettings.KeySettings;
import dev.parley.definition.PromptDefinition;
import dev.parley.definition.ResponseDefinition;
import dev.parley.definition.ResponseDefinition.Card;
import dev.parley.definition.ResponseDefinition.ContentType;
import dev.parley.definition.ResponseDefinition.MessageGroup;
import dev.parley.definition.ResponseDefinition.MessageTemplate;
import dev.parley.definition.WaitAndContinue;
import dev.parley.yaml.YamlEmitter.Plain;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Writes what the bot says and how it listens, in the shortest form that the reader takes for the same. */
final class WordsWriter {

  private static final String SAY = "say";

  private WordsWriter() {}

  /** A list of one thing is that thing. */
  static Object oneOrMore(List<?> values) {
    return values.size() == 1 ? values.get(0) : values;
  }

  /** Keys that only say something are as good as what is said. */
  static Object shortened(Map<String, Object> keys) {
    Object said = keys.get(SAY);
    return keys.size() == 1 && said != null ? said : keys;
  }

  static Object response(ResponseDefinition response) {
    Map<String, Object> keys = new LinkedHashMap<>();
    response(keys, response, Optional.empty());
    return shortened(keys);
  }

  /** Adds the keys of a response to those of what it belongs to. */
  static void response(Map<String, Object> keys, ResponseDefinition response) {
    response(keys, response, Optional.empty());
  }

  /** The same where it is interrupted as another response, unless it says otherwise. */
  private static void response(Map<String, Object> keys, ResponseDefinition response, Optional<ResponseDefinition> as) {
    List<MessageGroup> groups = response.groups();
    if (groups.size() == 1 && !groups.get(0).guarded()) {
      message(keys, groups.get(0));
    } else if (!groups.isEmpty()) {
      List<Object> messages = new ArrayList<>();
      for (MessageGroup group : groups) {
        Map<String, Object> own = new LinkedHashMap<>();
        message(own, group);
        if (group.guarded()) {
          own.put("interruptible", new Plain("false"));
        }
        Object item = shortened(own);
        messages.add(item instanceof List<?> list && !YamlEmitter.oneLine(list) ? own : item);
      }
      keys.put("messages", messages);
    }
    if (response.interruptible() != as.map(ResponseDefinition::interruptible).orElse(true)) {
      keys.put("interruptible", flag(response.interruptible()));
    }
    if (!response.bargeIn().equals(as.map(ResponseDefinition::bargeIn).orElse(BargeIn.UNSET))) {
      bargeIn(keys, response.bargeIn());
    }
    if (response.ordered()) {
      keys.put("ordered", flag(true));
    }
    response.absent().stream().findFirst().ifPresent(g -> keys.put("absent", texts(g)));
    response.unavailable().stream().findFirst().ifPresent(g -> keys.put("unavailable", texts(g)));
  }

  /** Adds when callers interrupt, if anything is said of that. */
  static void bargeIn(Map<String, Object> keys, BargeIn policy) {
    Map<String, Object> own = new LinkedHashMap<>();
    policy.minSpeech().ifPresent(t -> own.put("min_speech", new Plain(Times.write(t))));
    policy.minWords().ifPresent(n -> own.put("min_words", new Plain(Integer.toString(n))));
    policy.protectedFor().ifPresent(t -> own.put("protected", new Plain(Times.write(t))));
    if (!policy.backchannel().isEmpty()) {
      own.put("backchannel", oneOrMore(policy.backchannel()));
    }
    if (!own.isEmpty()) {
      keys.put("barge_in", own);
    }
  }

  static Plain flag(boolean value) {
    return new Plain(Boolean.toString(value));
  }

  private static void message(Map<String, Object> keys, MessageGroup group) {
    MessageTemplate first = group.variations().get(0);
    Optional<Card> card = first.card();
    if (card.isPresent()) {
      keys.put("card", card(card.get()));
      return;
    }
    ContentType type = first.contentType();
    keys.put(type == ContentType.SSML ? "ssml" : type == ContentType.CUSTOM_PAYLOAD ? "payload" : SAY, texts(group));
    first.audio().ifPresent(a -> keys.put("audio", a.path()));
  }

  private static Object texts(MessageGroup group) {
    return oneOrMore(group.variations().stream().map(m -> m.text().source()).toList());
  }

  private static Map<String, Object> card(Card card) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("title", card.title());
    card.subtitle().ifPresent(t -> keys.put("subtitle", t));
    card.imageUrl().ifPresent(t -> keys.put("image", t));
    if (!card.buttons().isEmpty()) {
      List<Object> buttons = new ArrayList<>();
      for (ResponseDefinition.Button button : card.buttons()) {
        Map<String, Object> own = new LinkedHashMap<>();
        own.put("text", button.text());
        own.put("value", button.value());
        buttons.add(own);
      }
      keys.put("buttons", buttons);
    }
    return keys;
  }

  /** A question; the settings are those of all attempts that have none of their own. */
  static Object prompt(PromptDefinition prompt, InputSettings base) {
    Map<String, Object> keys = new LinkedHashMap<>();
    response(keys, prompt.first());
    List<Object> retries = retries(prompt, base);
    if (retries.size() == 1 && !(retries.get(0) instanceof List<?>)) {
      keys.put("retry", retries.get(0));
    } else if (!retries.isEmpty()) {
      keys.put("retry", retries);
    }
    List<Object> silences = new ArrayList<>();
    for (ResponseDefinition silence : prompt.noInput()) {
      Map<String, Object> own = new LinkedHashMap<>();
      response(own, silence, Optional.of(prompt.first()));
      silences.add(item(own));
    }
    if (!silences.isEmpty()) {
      keys.put("no_input", oneOrMore(silences));
    }
    if (prompt.maxRetries() != PromptDefinition.LEX_MAX_RETRIES) {
      keys.put("retries", new Plain(Integer.toString(prompt.maxRetries())));
    }
    prompt.input(0).ifPresent(i -> ownInput(keys, i, base));
    return shortened(keys);
  }

  /** A list stands for variations elsewhere; among attempts each item is one attempt. */
  private static Object item(Map<String, Object> keys) {
    Object item = shortened(keys);
    return item instanceof List<?> ? keys : item;
  }

  private static List<Object> retries(PromptDefinition prompt, InputSettings base) {
    int worded = prompt.retries().size();
    int last = prompt.inputs().keySet().stream().mapToInt(i -> i).max().orElse(0);
    int items = worded > 0 ? worded : last;
    while (worded == 0 && items > 1 && last == prompt.maxRetries()
        && prompt.input(items).isPresent() && prompt.input(items).equals(prompt.input(items - 1))) {
      items--; // the last one serves all that follow
    }
    List<Object> written = new ArrayList<>();
    boolean said = false;
    for (int i = 1; i <= items; i++) {
      Map<String, Object> keys = new LinkedHashMap<>();
      if (worded > 0) {
        boolean same = words(prompt.attempt(i), prompt).equals(words(prompt.attempt(i - 1), prompt));
        if (!same || (!said && i == items)) {
          response(keys, prompt.attempt(i), Optional.of(prompt.first()));
          said = true;
        }
      }
      prompt.input(i).ifPresent(s -> ownInput(keys, s, base));
      written.add(item(keys));
    }
    if (worded == 0 && last > 0 && last < prompt.maxRetries()) {
      written.add(new LinkedHashMap<>()); // as the question itself again
    }
    return written;
  }

  private static Map<String, Object> words(ResponseDefinition response, PromptDefinition prompt) {
    Map<String, Object> keys = new LinkedHashMap<>();
    response(keys, response, Optional.of(prompt.first()));
    return keys;
  }

  private static void ownInput(Map<String, Object> keys, InputSettings own, InputSettings base) {
    int before = keys.size();
    input(keys, own, base);
    if (keys.size() == before) {
      keys.put("listen", new LinkedHashMap<>()); // its own, though they are those of all
    }
  }

  /** Adds what is set otherwise than in these settings. */
  static void input(Map<String, Object> keys, InputSettings own, InputSettings base) {
    Map<String, Object> pad = new LinkedHashMap<>();
    KeySettings k = own.keys();
    different(pad, "allow", own.allowKeys(), base.allowKeys(), Boolean.toString(own.allowKeys()));
    different(pad, "max_length", k.maxLength(), base.keys().maxLength(), Integer.toString(k.maxLength()));
    different(pad, "end_timeout", k.endTimeout(), base.keys().endTimeout(), Times.write(k.endTimeout()));
    key(pad, "end_key", k.endKey(), base.keys().endKey());
    key(pad, "delete_key", k.deletionKey(), base.keys().deletionKey());
    if (!pad.isEmpty()) {
      keys.put("keys", pad);
    }
    Map<String, Object> listen = new LinkedHashMap<>();
    different(listen, "allow", own.allowAudio(), base.allowAudio(), Boolean.toString(own.allowAudio()));
    different(listen, "start_timeout", own.startTimeout(), base.startTimeout(), Times.write(own.startTimeout()));
    different(listen, "end_silence", own.endSilence(), base.endSilence(), Times.write(own.endSilence()));
    different(listen, "max_length", own.maxLength(), base.maxLength(), Times.write(own.maxLength()));
    different(listen, "text_start_timeout", own.textStartTimeout(), base.textStartTimeout(), Times.write(own.textStartTimeout()));
    if (!listen.isEmpty()) {
      keys.put("listen", listen);
    }
  }

  private static void different(Map<String, Object> keys, String key, Object own, Object base, String written) {
    if (!own.equals(base)) {
      keys.put(key, new Plain(written));
    }
  }

  private static void key(Map<String, Object> keys, String key, char own, char base) {
    if (own != base) {
      keys.put(key, Character.toString(own));
    }
  }

  static Map<String, Object> hold(WaitAndContinue wait) {
    Map<String, Object> keys = new LinkedHashMap<>();
    keys.put("wait", response(wait.waiting()));
    wait.stillWaiting().ifPresent(s -> {
      Map<String, Object> still = new LinkedHashMap<>();
      response(still, s.response());
      still.put("every", new Plain(Times.write(s.every())));
      still.put("for", new Plain(Times.write(s.limit())));
      keys.put("still_waiting", still);
    });
    keys.put("continue", response(wait.continuing()));
    return keys;
  }
}
