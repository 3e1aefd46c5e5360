package dev.parley.cli;

import dev.parley.audio.Pcm;
import dev.parley.speech.RecognizerCapabilities;
import dev.parley.speech.RecognizerEngine;
import dev.parley.speech.SpeechEngines;
import dev.parley.speech.SpeechException;
import dev.parley.speech.SpeechRequest;
import dev.parley.speech.SynthesizerCapabilities;
import dev.parley.speech.SynthesizerEngine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Tells which engines, voices and languages there are, and tries them. */
@Command(
    name = "voices",
    description = "Lists the speech engines with their languages and voices, and tells whether they work.",
    mixinStandardHelpOptions = true)
final class VoicesCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Mixin private SettingsOptions options = new SettingsOptions();

  @Option(names = "--json", description = "Print the findings as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    Settings settings = options.read();
    List<Finding> findings = new ArrayList<>();
    for (String name : SpeechEngines.synthesizerNames()) {
      findings.add(speaks(settings, name));
    }
    for (String name : SpeechEngines.recognizerNames()) {
      findings.add(hears(settings, name));
    }
    return Finding.print(findings, json, spec.commandLine().getOut());
  }

  private static Finding speaks(Settings settings, String name) {
    boolean used = SpeechEngines.split(settings.text("speech.synthesizer")).contains(name);
    String what = "synthesiser " + name + (used ? " (in use)" : "");
    try (SynthesizerEngine engine = SpeechEngines.synthesizer(name, SpeechSettings.of(settings).apply(name))) {
      SynthesizerCapabilities can = engine.capabilities();
      Optional<Locale> locale = can.locales().stream().min((a, b) -> a.toLanguageTag().compareTo(b.toLanguageTag()));
      Pcm said = engine.synthesize(SpeechRequest.plain("1 2 3", locale.orElse(Locale.US), 8_000));
      String found = "languages " + tags(can.locales()) + "; voices " + String.join(", ", can.voices());
      return said.length() > 0 ? Finding.ok(what, found) : bad(used, what, "it makes no sound");
    } catch (SpeechException e) {
      return bad(used, what, String.valueOf(e.getMessage()));
    }
  }

  private static Finding hears(Settings settings, String name) {
    boolean used = SpeechEngines.split(settings.text("speech.recognizer")).contains(name);
    String what = "recogniser " + name + (used ? " (in use)" : "");
    try (RecognizerEngine engine = SpeechEngines.recognizer(name, SpeechSettings.of(settings).apply(name))) {
      engine.warmUp();
      RecognizerCapabilities can = engine.capabilities();
      return Finding.ok(what, "languages " + tags(can.locales()));
    } catch (SpeechException e) {
      return bad(used, what, String.valueOf(e.getMessage()));
    }
  }

  /** An engine that nobody uses may be broken. */
  private static Finding bad(boolean used, String what, String found) {
    return used
        ? Finding.fail(what, found, "mend it, or take it out of the settings speech.synthesizer and speech.recognizer")
        : Finding.warn(what, found, "nothing needs to be done as long as it is not used");
  }

  private static String tags(Collection<Locale> locales) {
    return String.join(", ", locales.stream().map(Locale::toLanguageTag).sorted().toList());
  }
}
