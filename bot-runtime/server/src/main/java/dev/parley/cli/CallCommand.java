package dev.parley.cli;

import dev.parley.definition.BotDefinition;
import dev.parley.diagnostic.TextReportPrinter;
import dev.parley.twilio.ScheduledTimers;
import dev.parley.twilio.fake.BotEars;
import dev.parley.twilio.fake.CallResult;
import dev.parley.twilio.fake.CallScript;
import dev.parley.twilio.fake.CallScriptReader;
import dev.parley.twilio.fake.FakeTwilio;
import dev.parley.twilio.fake.FakeTwilioSettings;
import dev.parley.twilio.fake.RecognizingEars;
import dev.parley.twilio.fake.SynthesizedVoice;
import dev.parley.yaml.Loaded;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Lets a scripted caller ring a bot, over a fake Twilio on loopback. */
@Command(
    name = "call",
    description = "Lets a scripted caller ring a bot through a fake Twilio, and records the call.",
    mixinStandardHelpOptions = true)
final class CallCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "BOT", description = "A bot's file or folder.")
  private Path bot;

  @Option(names = "--script", description = "What the caller does (default: call.yaml beside the bot).")
  private Optional<Path> script = Optional.empty();

  @Option(names = "--out", defaultValue = "call", description = "Writes OUT.wav and OUT.txt (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One setting of the server; may be repeated.")
  private List<String> assignments = new ArrayList<>();

  @Override
  public Integer call() throws IOException, InterruptedException, ExecutionException {
    Path file = BotFiles.find(List.of(bot)).get(0);
    CallScript steps = script(script.orElse(file.resolveSibling("call.yaml")));
    BotDefinition definition =
        BotFiles.read(file, BotFiles.groups(file, new dev.parley.diagnostic.Report()))
            .value()
            .orElseThrow(() -> new Complaint("the bot has mistakes; see ./parley check " + bot));
    String locale = definition.locales().keySet().iterator().next();
    Path data = Files.createTempDirectory("parley-call");
    Settings settings =
        new Settings()
            .set("server.port", "0", "call")
            .set("data.folder", data.toString(), "call")
            .set("twilio.bot", definition.name(), "call")
            .set("twilio.locale", locale, "call")
            .set("twilio.verify-signatures", "false", "call");
    assignments.forEach(settings::option);
    ExecutorService listening = Executors.newSingleThreadExecutor();
    try (ScheduledTimers pacing = new ScheduledTimers("parley-caller");
        Application application = Application.start(settings, List.of(file))) {
      CallResult result = ring(application, steps, Locale.forLanguageTag(locale.replace('_', '-')), pacing, listening);
      return report(result, steps);
    } finally {
      listening.shutdownNow();
      delete(data);
    }
  }

  private CallResult ring(
      Application application, CallScript steps, Locale locale, ScheduledTimers pacing, ExecutorService listening)
      throws InterruptedException, ExecutionException {
    var synthesizer =
        application.synthesizer().orElseThrow(() -> new Complaint("a scripted caller needs a synthesiser; set speech.synthesizer"));
    Optional<BotEars> ears = application.recognizer().map(r -> new RecognizingEars(r, locale, listening));
    URI server = URI.create("http://127.0.0.1:" + application.port());
    return new FakeTwilio(FakeTwilioSettings.loopback(server), new SynthesizedVoice(synthesizer, locale, Optional.empty()), ears, pacing)
        .call(steps)
        .get();
  }

  private static CallScript script(Path file) {
    Loaded<CallScript> loaded = CallScriptReader.read(BotFiles.source(file));
    return loaded.value().orElseThrow(() -> new Complaint(TextReportPrinter.print(loaded.report())));
  }

  private int report(CallResult result, CallScript steps) throws IOException {
    PrintWriter print = spec.commandLine().getOut();
    Path wav = out.resolveSibling(out.getFileName() + ".wav");
    Path text = out.resolveSibling(out.getFileName() + ".txt");
    result.recording().write(wav);
    Files.writeString(text, result.transcript().text());
    print.print(result.transcript().text());
    print.println();
    print.println(
        steps.name() + ": " + result.length().toSeconds() + " s, " + result.prompts() + " prompts, " + result.bargeIns()
            + " barge-ins, ended by the " + result.endedBy().name().toLowerCase(Locale.ROOT));
    result.clearDelays().forEach(d -> print.println("  a prompt was cut " + d.toMillis() + " ms after the caller began"));
    result.failures().forEach(f -> print.println("  FAILED: " + f));
    print.println("recording " + wav + ", transcript " + text);
    print.flush();
    return result.passed() ? 0 : 1;
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path path : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
