package dev.parley.dialog;

import dev.parley.definition.InputSettings;
import dev.parley.definition.InputSettings.KeySettings;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * Session attributes {@code x-amz-lex:<what>:<intent>:<slot>} by which clients and hooks say how a question is listened to (Lex
 * V2 guide, "Configuring timeouts for capturing user input" and "Enabling your bot to be interrupted"). {@code *} stands for any
 * intent or slot; a name beats it. A value that cannot be read, or is out of its range, is ignored: what the bot itself says
 * holds then. Pure.
 */
final class LexAttributes {

  private static final String PREFIX = "x-amz-lex:";

  /** Lex's ceilings. */
  private static final int MAX_AUDIO_MS = 55_000;

  private static final int MAX_KEYS = 1024;
  private static final int MAX_TIMEOUT_MS = 3_600_000;

  private final Map<String, String> attributes;
  private final List<String> places;

  private LexAttributes(Map<String, String> attributes, List<String> places) {
    this.attributes = attributes;
    this.places = places;
  }

  /** The attributes for a question, if there are any of Lex's; the slot is empty where an intent's own question is asked. */
  static Optional<LexAttributes> of(
      Map<String, String> attributes, Optional<String> intent, Optional<String> slot, Optional<String> part) {
    if (!anyOfLex(attributes)) {
      return Optional.empty();
    }
    List<String> slots = new ArrayList<>();
    if (part.isPresent()) {
      slots.add(slot.orElse("*") + "." + part.get());
      slots.add(slot.orElse("*") + ".*");
      slots.add("*." + part.get());
      slots.add("*.*");
    } else {
      slot.ifPresent(slots::add);
    }
    slots.add("*");
    List<String> places = new ArrayList<>();
    for (String of : List.of(intent.orElse("*"), "*")) {
      slots.forEach(s -> places.add(of + ":" + s));
    }
    return Optional.of(new LexAttributes(attributes, places));
  }

  private static boolean anyOfLex(Map<String, String> attributes) {
    for (String name : attributes.keySet()) {
      if (name.startsWith(PREFIX)) {
        return true;
      }
    }
    return false;
  }

  private <T> Optional<T> value(String what, Function<String, Optional<T>> read) {
    for (String place : places) {
      String value = attributes.get(PREFIX + what + ":" + place);
      if (value != null) {
        return read.apply(value.strip());
      }
    }
    return Optional.empty();
  }

  private boolean flag(String what, boolean otherwise) {
    return value(
            what,
            v -> v.equalsIgnoreCase("true") || v.equalsIgnoreCase("false") ? Optional.of(Boolean.valueOf(v)) : Optional.<Boolean>empty())
        .orElse(otherwise);
  }

  private Optional<Integer> whole(String what, int max) {
    return value(
        what,
        v -> v.matches("[0-9]{1,9}") && Integer.parseInt(v) > 0
            ? Optional.of(Math.min(max, Integer.parseInt(v)))
            : Optional.<Integer>empty());
  }

  private Duration time(String what, int max, Duration otherwise) {
    return whole(what, max).map(Duration::ofMillis).orElse(otherwise);
  }

  private char key(String what, char otherwise) {
    return value(what, v -> v.matches("[A-D0-9#*]") ? Optional.of(v.charAt(0)) : Optional.<Character>empty()).orElse(otherwise);
  }

  /** Whether the question may be interrupted. */
  boolean interruptible(boolean otherwise) {
    return flag("allow-interrupt", otherwise);
  }

  /** How the answer is listened to. */
  InputSettings input(InputSettings own) {
    KeySettings keys = own.keys();
    // Speech and keys share one start time-out; the one for speech is Lex's only name for it.
    return new InputSettings(
        flag("allow-audio-input", own.allowAudio()),
        flag("allow-dtmf-input", own.allowKeys()),
        time("audio:start-timeout-ms", MAX_TIMEOUT_MS, own.startTimeout()),
        time("audio:end-timeout-ms", MAX_AUDIO_MS, own.endSilence()),
        time("audio:max-length-ms", MAX_AUDIO_MS, own.maxLength()),
        time("text:start-timeout-ms", MAX_TIMEOUT_MS, own.textStartTimeout()),
        new KeySettings(
            whole("dtmf:max-length", MAX_KEYS).orElse(keys.maxLength()),
            time("dtmf:end-timeout-ms", MAX_TIMEOUT_MS, keys.endTimeout()),
            key("dtmf:deletion-character", keys.deletionKey()),
            key("dtmf:end-character", keys.endKey())));
  }
}
