package dev.parley.lex;

import dev.parley.definition.InputSettings;
import dev.parley.definition.InputSettings.KeySettings;
import dev.parley.definition.PromptDefinition;
import dev.parley.definition.ResponseDefinition;
import dev.parley.definition.ResponseDefinition.Button;
import dev.parley.definition.ResponseDefinition.Card;
import dev.parley.definition.ResponseDefinition.ContentType;
import dev.parley.definition.ResponseDefinition.MessageGroup;
import dev.parley.definition.ResponseDefinition.MessageTemplate;
import dev.parley.definition.Template;
import dev.parley.definition.WaitAndContinue;
import dev.parley.definition.WaitAndContinue.StillWaiting;
import dev.parley.diagnostic.Report;
import dev.parley.diagnostic.Span;
import dev.parley.yaml.LooseTexts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** Reads what a Lex bot says and how it listens: message groups, prompts with their attempts, wait and continue. */
final class LexWords {

  static final int MAX_RETRIES = 5;
  private static final int MAX_GROUPS = 5;
  private static final int MINUTE = 60_000;
  private static final int MAX_SPEECH = 55_000;
  private static final int MAX_SILENCE = 10_000;
  private static final int HOUR = 3_600_000;
  private static final int MAX_KEYS = 1024;

  private final LexTexts texts;

  LexWords(LexTexts texts) {
    this.texts = texts;
  }

  LexTexts texts() {
    return texts;
  }

  /** A question, and how all its attempts are listened to that have no settings of their own. */
  record Asked(PromptDefinition prompt, InputSettings input) {}

  /** What is said; empty when it has no words. */
  Optional<ResponseDefinition> response(Optional<LexObject> object) {
    return object.flatMap(o -> response(o, o.flag(true, "allowInterrupt"), false));
  }

  private Optional<ResponseDefinition> response(LexObject object, boolean interruptible, boolean ordered) {
    List<MessageGroup> groups = new ArrayList<>();
    for (LexObject group : object.objects("messageGroupsList", "messageGroups", "messageGroupList")) {
      group(group).ifPresent(groups::add);
    }
    if (groups.size() > MAX_GROUPS) {
      texts.report().lost(object.path(), "messages beyond the fifth", "a response has up to five", "join some of them");
      groups = groups.subList(0, MAX_GROUPS);
    }
    return groups.isEmpty()
        ? Optional.empty()
        : Optional.of(new ResponseDefinition(Span.NONE, groups, interruptible, ordered, List.of(), List.of()));
  }

  private Optional<MessageGroup> group(LexObject group) {
    List<MessageTemplate> variations = new ArrayList<>();
    group.object("message").flatMap(this::message).ifPresent(variations::add);
    for (LexObject variation : group.objects("variations")) {
      message(variation).ifPresent(m -> {
        ContentType type = variations.isEmpty() ? m.contentType() : variations.get(0).contentType();
        if (type != m.contentType() || (type == ContentType.IMAGE_RESPONSE_CARD && !variations.isEmpty())) {
          texts.report().lost(variation.path(), "a variation", "wordings of one message are of one kind here, and a card has none", "make it a message of its own under `messages:`");
        } else {
          variations.add(m);
        }
      });
    }
    return variations.isEmpty() ? Optional.empty() : Optional.of(new MessageGroup(Span.NONE, variations, false));
  }

  private Optional<MessageTemplate> message(LexObject message) {
    Optional<MessageTemplate> plain = value(message, "plainTextMessage").map(v -> of(ContentType.PLAIN_TEXT, texts.words(v, message.path())));
    Optional<MessageTemplate> ssml = value(message, "ssmlMessage").map(v -> of(ContentType.SSML, texts.words(v, message.path())));
    Optional<MessageTemplate> payload = value(message, "customPayload").map(v -> of(ContentType.CUSTOM_PAYLOAD, texts.payload(v, message.path())));
    Optional<MessageTemplate> card = message.object("imageResponseCard").flatMap(this::card);
    return plain.or(() -> ssml).or(() -> payload).or(() -> card);
  }

  private static Optional<String> value(LexObject message, String kind) {
    return message.object(kind).flatMap(o -> o.words("value"));
  }

  private static MessageTemplate of(ContentType type, Template text) {
    return new MessageTemplate(Span.NONE, type, text, Optional.empty());
  }

  private Optional<MessageTemplate> card(LexObject card) {
    List<Button> buttons = new ArrayList<>();
    for (LexObject button : card.objects("buttons")) {
      Optional<String> text = button.words("text");
      button.words("value").or(() -> text).ifPresent(v -> buttons.add(new Button(text.orElse(v), v)));
    }
    Optional<String> subtitle = card.words("subtitle");
    Optional<String> image = card.words("imageUrl");
    return card.words("title").map(title -> new MessageTemplate(
        Span.NONE,
        ContentType.IMAGE_RESPONSE_CARD,
        LooseTexts.template(title, new Report()),
        Optional.of(new Card(title, subtitle, image, buttons))));
  }

  /** A question; empty when it has no words. */
  Optional<Asked> prompt(Optional<LexObject> object) {
    return object.flatMap(this::prompt);
  }

  private Optional<Asked> prompt(LexObject object) {
    boolean interruptible = object.flag(true, "allowInterrupt");
    boolean ordered = object.word("messageSelectionStrategy").filter("ordered"::equals).isPresent();
    OptionalInt written = object.whole(0, MAX_RETRIES, "maxRetries");
    int retries = written.orElse(PromptDefinition.LEX_MAX_RETRIES);
    List<InputSettings> settings = new ArrayList<>(Collections.nCopies(retries + 1, InputSettings.LEX_DEFAULTS));
    List<Boolean> interrupts = new ArrayList<>(Collections.nCopies(retries + 1, interruptible));
    object.object("promptAttemptsSpecification").ifPresent(attempts -> {
      for (int i = 0; i <= MAX_RETRIES; i++) {
        Optional<LexObject> attempt = attempts.object(attemptName(i));
        if (attempt.isPresent() && i <= retries) {
          settings.set(i, input(attempt.get()));
          interrupts.set(i, attempt.get().flag(interruptible, "allowInterrupt"));
        } else {
          attempt.ifPresent(a -> {
            a.pass();
            texts.report().note(a.path(), "settings of an attempt that is never made", "there are " + retries + " retries", "");
          });
        }
      }
    });
    Optional<ResponseDefinition> first = response(object, interrupts.get(0), ordered);
    return first.map(f -> {
      InputSettings base = most(settings);
      Map<Integer, InputSettings> own = new HashMap<>();
      for (int i = 0; i <= retries; i++) {
        if (!settings.get(i).equals(base)) {
          own.put(i, settings.get(i));
        }
      }
      return new Asked(new PromptDefinition(Span.NONE, f, wordings(f, interrupts), List.of(), retries, own), base);
    });
  }

  static String attemptName(int attempt) {
    return attempt == 0 ? "Initial" : "Retry" + attempt;
  }

  /** The same words again, where another attempt may be interrupted and this one not. */
  private static List<ResponseDefinition> wordings(ResponseDefinition first, List<Boolean> interrupts) {
    if (interrupts.stream().distinct().count() < 2) {
      return List.of();
    }
    return interrupts.subList(1, interrupts.size()).stream()
        .map(i -> new ResponseDefinition(first.span(), first.groups(), i, first.ordered(), List.of(), List.of()))
        .toList();
  }

  private static InputSettings most(List<InputSettings> settings) {
    InputSettings most = settings.get(0);
    for (InputSettings candidate : settings) {
      if (Collections.frequency(settings, candidate) > Collections.frequency(settings, most)) {
        most = candidate;
      }
    }
    return most;
  }

  private InputSettings input(LexObject attempt) {
    InputSettings d = InputSettings.LEX_DEFAULTS;
    Optional<LexObject> allowed = attempt.object("allowedInputTypes");
    Optional<LexObject> sound = attempt.object("audioAndDTMFInputSpecification");
    Optional<LexObject> audio = sound.flatMap(s -> s.object("audioSpecification"));
    Optional<LexObject> keys = sound.flatMap(s -> s.object("dtmfSpecification"));
    Optional<LexObject> typed = attempt.object("textInputSpecification");
    boolean speech = allowed.map(a -> a.flag(true, "allowAudioInput")).orElse(true);
    boolean pad = allowed.map(a -> a.flag(true, "allowDTMFInput")).orElse(true);
    KeySettings k = d.keys();
    return new InputSettings(
        speech,
        pad,
        time(sound, MINUTE, "startTimeoutMs").orElse(d.startTimeout()),
        time(audio, MAX_SILENCE, "endTimeoutMs").orElse(d.endSilence()),
        time(audio, MAX_SPEECH, "maxLengthMs").orElse(d.maxLength()),
        time(typed, HOUR, "startTimeoutMs").orElse(d.textStartTimeout()),
        new KeySettings(
            keys.map(o -> o.whole(1, MAX_KEYS, "maxLength").orElse(k.maxLength())).orElse(k.maxLength()),
            time(keys, MINUTE, "endTimeoutMs").orElse(k.endTimeout()),
            key(keys, "deletionCharacter").orElse(k.deletionKey()),
            key(keys, "endCharacter").orElse(k.endKey())));
  }

  private static Optional<Duration> time(Optional<LexObject> object, int most, String name) {
    OptionalInt ms = object.map(o -> o.whole(1, most, name)).orElse(OptionalInt.empty());
    return ms.isPresent() ? Optional.of(Duration.ofMillis(ms.getAsInt())) : Optional.empty();
  }

  private static Optional<Character> key(Optional<LexObject> object, String name) {
    return object.flatMap(o -> o.text(name).flatMap(t -> {
      if (t.matches("[A-D0-9#*]")) {
        return Optional.of(t.charAt(0));
      }
      o.report().lost(o.place(name), "`" + name + "`", "`" + LexReport.shown(t) + "` is no telephone key", "write one of 0-9, A-D, # and *");
      return Optional.empty();
    }));
  }

  /** How the bot waits; empty when it does not. */
  Optional<WaitAndContinue> hold(Optional<LexObject> object) {
    return object.flatMap(o -> {
      if (!o.flag(true, "active", "isActive")) {
        o.pass();
        o.report().note(o.path(), "wait and continue that is switched off", "it is left out", "");
        return Optional.empty();
      }
      Optional<ResponseDefinition> waiting = response(o.object("waitingResponse"));
      Optional<ResponseDefinition> continuing = response(o.object("continueResponse"));
      Optional<StillWaiting> still = o.object("stillWaitingResponse").flatMap(s -> {
        int every = s.whole(1, 300, "frequencyInSeconds").orElse(20);
        int limit = s.whole(1, 900, "timeoutInSeconds").orElse(300);
        return response(Optional.of(s)).map(r -> new StillWaiting(Span.NONE, r, Duration.ofSeconds(every), Duration.ofSeconds(limit)));
      });
      if (waiting.isEmpty() || continuing.isEmpty()) {
        o.report().lost(o.path(), "wait and continue", "it has no words for the caller who waits, or for the one who is back", "write both under `wait_and_continue:`");
        return Optional.empty();
      }
      return Optional.of(new WaitAndContinue(Span.NONE, waiting.get(), still, continuing.get()));
    });
  }
}
