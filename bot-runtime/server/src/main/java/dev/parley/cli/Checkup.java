package dev.parley.cli;

import dev.parley.definition.BotDefinition;
import dev.parley.definition.LocaleDefinition;
import dev.parley.diagnostic.Report;
import dev.parley.speech.RecognizerEngine;
import dev.parley.speech.SpeechException;
import dev.parley.speech.SpeechRequest;
import dev.parley.speech.SynthesizerEngine;
import dev.parley.speech.VoiceActivityDetectors;
import dev.parley.yaml.Loaded;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/** Looks at everything that a server needs, one finding for each thing, and goes on after a bad one. */
final class Checkup {

  private static final long MIB = 1L << 20;

  /** A bot, the model, Mary and the encoder fit into this. */
  private static final long ENOUGH_HEAP = 512 * MIB;

  /** What the packaged model takes unpacked, and some for sessions' data. */
  private static final long ENOUGH_DISK = 300 * MIB;

  private static final int OLDEST_JAVA = 17;

  private final Settings settings;
  private final List<Finding> findings;

  Checkup(Settings settings, List<Finding> findings) {
    this.settings = settings;
    this.findings = findings;
  }

  /** What no setting changes. */
  static void machine(List<Finding> findings) {
    int java = Runtime.version().feature();
    findings.add(java >= OLDEST_JAVA
        ? Finding.ok("java", "version " + Runtime.version() + ", " + Runtime.getRuntime().availableProcessors() + " processors")
        : Finding.fail("java", "version " + Runtime.version(), "install a JDK of version " + OLDEST_JAVA + " or newer and set JAVA_HOME to it"));
    long heap = Runtime.getRuntime().maxMemory();
    findings.add(heap >= ENOUGH_HEAP
        ? Finding.ok("memory", heap / MIB + " MB for Java")
        : Finding.warn("memory", heap / MIB + " MB for Java", "set PARLEY_JAVA_OPTS=-Xmx1g; speech and understanding need " + ENOUGH_HEAP / MIB + " MB"));
    findings.add(VoiceActivityDetectors.whyNotWebRtc()
        .map(why -> Finding.warn("voice detector", why, "WebRTC's library does not run on this system; loudness alone decides who speaks"))
        .orElseGet(() -> Finding.ok("voice detector", "WebRTC's library runs")));
  }

  /** All the rest. */
  void all(List<Path> places) {
    disk(Path.of(settings.text("data.folder")));
    port();
    look("understanding", "set understanding.encoder to none, or mend the model", this::encoder);
    Optional<RecognizerEngine> recognizer = engine("recogniser", () -> SpeechSettings.recognizer(settings), RecognizerEngine::warmUp);
    Optional<SynthesizerEngine> synthesizer = engine("synthesiser", () -> SpeechSettings.synthesizer(settings), SynthesizerEngine::warmUp);
    try {
      for (Path file : BotFiles.find(places)) {
        bot(file, recognizer, synthesizer);
      }
    } catch (Complaint e) {
      findings.add(Finding.fail("bots", String.valueOf(e.getMessage()).strip(), "name a bot's file or folder"));
    } finally {
      recognizer.ifPresent(RecognizerEngine::close);
      synthesizer.ifPresent(SynthesizerEngine::close);
    }
  }

  private void look(String what, String todo, Supplier<String> check) {
    try {
      findings.add(Finding.ok(what, check.get()));
    } catch (RuntimeException | LinkageError e) {
      findings.add(Finding.fail(what, e.getClass().getSimpleName() + ": " + e.getMessage(), todo));
    }
  }

  private void disk(Path data) {
    Path there = data.toAbsolutePath();
    while (!Files.exists(there) && there.getParent() != null) {
      there = there.getParent();
    }
    try {
      long free = Files.getFileStore(there).getUsableSpace();
      if (!Files.isWritable(there) || !Files.isDirectory(there)) {
        findings.add(Finding.fail("disk", there + " cannot be written to", "set data.folder to a folder that can"));
      } else if (free < ENOUGH_DISK) {
        findings.add(Finding.warn("disk", free / MIB + " MB free at " + there, "free some; " + ENOUGH_DISK / MIB + " MB are enough"));
      } else {
        findings.add(Finding.ok("disk", free / MIB + " MB free at " + there));
      }
    } catch (IOException e) {
      findings.add(Finding.fail("disk", there + " cannot be read: " + e.getMessage(), "set data.folder to a folder that can"));
    }
  }

  private void port() {
    String host = settings.text("server.host");
    int port = settings.count("server.port", 0);
    try (ServerSocket socket = new ServerSocket(port, 1, InetAddress.getByName(host))) {
      findings.add(Finding.ok("port", host + ":" + (port == 0 ? "any, such as " + socket.getLocalPort() : port) + " is free"));
    } catch (IOException | IllegalArgumentException e) {
      findings.add(Finding.fail("port", host + ":" + port + ": " + e.getMessage(), "stop what listens there, or set server.port or server.host"));
    }
  }

  private String encoder() {
    try (SentenceEncoders encoders = new SentenceEncoders(settings)) {
      boolean there = encoders.apply("en_US").isPresent();
      return there ? "the sentence encoder runs" : "by words alone, as far as English goes";
    }
  }

  private <E> Optional<E> engine(String what, Supplier<Optional<E>> maker, Consumer<E> warmUp) {
    try {
      Optional<E> engine = maker.get();
      engine.ifPresent(warmUp);
      findings.add(engine.isPresent()
          ? Finding.ok(what, "works")
          : Finding.warn(what, "none is set", "callers can only type and read; set speech.recognizer and speech.synthesizer"));
      return engine;
    } catch (Complaint | SpeechException e) {
      findings.add(Finding.fail(what, String.valueOf(e.getMessage()), "`./parley voices` lists the engines and what is wrong with each"));
      return Optional.empty();
    }
  }

  private void bot(Path file, Optional<RecognizerEngine> recognizer, Optional<SynthesizerEngine> synthesizer) {
    Report features = new Report();
    Loaded<BotDefinition> loaded = BotFiles.read(file, BotFiles.groups(file, features));
    if (features.hasErrors() || loaded.value().isEmpty() || loaded.report().hasErrors()) {
      findings.add(Finding.fail("bot " + file, "has mistakes", "`./parley check " + file + "` tells where"));
      return;
    }
    BotDefinition bot = loaded.value().get();
    findings.add(Finding.ok("bot " + bot.name(), "is well written"));
    for (LocaleDefinition locale : bot.locales().values()) {
      String what = "bot " + bot.name() + " " + locale.localeId();
      Locale language = Locale.forLanguageTag(locale.localeId().replace('_', '-'));
      synthesizer.ifPresent(engine -> findings.add(spoken(what, engine, language, locale.voice())));
      recognizer.ifPresent(engine -> findings.add(engine.capabilities().understands(language)
          ? Finding.ok(what, "is heard")
          : Finding.warn(what, "no recogniser understands " + language.toLanguageTag(),
              "callers can only type or press keys; set vosk.model and vosk.locale to a model of the language")));
    }
  }

  private static Finding spoken(String what, SynthesizerEngine engine, Locale language, Optional<String> voice) {
    try {
      engine.synthesize(new SpeechRequest("1 2 3", SpeechRequest.Markup.PLAIN, language, voice, 8_000));
      return Finding.ok(what, "is spoken" + voice.map(v -> " by " + v).orElse(""));
    } catch (SpeechException e) {
      return Finding.warn(what, String.valueOf(e.getMessage()),
          "callers hear nothing; `./parley voices` lists the voices. For other languages install espeak-ng and set speech.synthesizer to 'mary, espeak-ng'");
    }
  }
}
