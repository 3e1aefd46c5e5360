package dev.parley.yaml;

import dev.parley.definition.InputSettings;
import dev.parley.definition.InputSettings.KeySettings;
import dev.parley.diagnostic.Diagnostic;
import dev.parley.diagnostic.Report;
import java.util.Optional;

/** Reads how an answer is listened to, over settings that hold where nothing is said. */
final class InputReader {

  private final Report report;

  InputReader(Report report) {
    this.report = report;
  }

  /** The settings of a mapping with {@code keys:} and {@code listen:}, or empty when it has neither. */
  Optional<InputSettings> own(MappingReader keys, InputSettings base) {
    boolean none = keys.node("keys").isEmpty() && keys.node("listen").isEmpty();
    return none ? Optional.empty() : Optional.of(read(keys, base));
  }

  /** The settings of a mapping with {@code keys:} and {@code listen:}. */
  InputSettings read(MappingReader keys, InputSettings base) {
    Optional<MappingReader> pad = keys.node("keys").flatMap(n -> MappingReader.of(n, BotGrammar.keys("keys"), report));
    Optional<MappingReader> listen = keys.node("listen").flatMap(n -> MappingReader.of(n, BotGrammar.keys("listen"), report));
    KeySettings k = base.keys();
    KeySettings keySettings =
        new KeySettings(
            pad.map(p -> p.whole("max_length").orElse(k.maxLength())).orElse(k.maxLength()),
            pad.flatMap(p -> p.time("end_timeout")).orElse(k.endTimeout()),
            pad.flatMap(p -> p.choice("delete_key")).map(t -> t.charAt(0)).orElse(k.deletionKey()),
            pad.flatMap(p -> p.choice("end_key")).map(t -> t.charAt(0)).orElse(k.endKey()));
    InputSettings settings =
        new InputSettings(
            listen.map(l -> l.flag("allow", base.allowAudio())).orElse(base.allowAudio()),
            pad.map(p -> p.flag("allow", base.allowKeys())).orElse(base.allowKeys()),
            listen.flatMap(l -> l.time("start_timeout")).orElse(base.startTimeout()),
            listen.flatMap(l -> l.time("end_silence")).orElse(base.endSilence()),
            listen.flatMap(l -> l.time("max_length")).orElse(base.maxLength()),
            listen.flatMap(l -> l.time("text_start_timeout")).orElse(base.textStartTimeout()),
            keySettings);
    if (!settings.allowAudio() && !settings.allowKeys()) {
      report.add(
          Diagnostic.error("no-input-allowed", keys.head(), "neither speech nor keys are allowed here")
              .help("allow at least one of them"));
    }
    if (keySettings.deletionKey() == keySettings.endKey()) {
      pad.ifPresent(p ->
          report.add(
              Diagnostic.error("same-keys", p.head(), "`end_key` and `delete_key` are the same key")
                  .help("they are # and * by default")));
    }
    return settings;
  }
}
