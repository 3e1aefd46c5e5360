package dev.parley.cli;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Tells whether a server would work here. */
@Command(
    name = "doctor",
    description = "Looks whether a server would work here: Java, memory, disk, port, settings, models, voices and bots; and tells what to do.",
    mixinStandardHelpOptions = true)
final class DoctorCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "BOT", description = "Bot files, bots' folders, or folders of those (default: the samples).")
  private List<Path> places = new ArrayList<>();

  @Mixin private SettingsOptions options = new SettingsOptions();

  @Option(names = "--json", description = "Print the findings as JSON.")
  private boolean json;

  @Override
  public Integer call() {
    if (places.isEmpty()) {
      places.add(Path.of(System.getProperty("parley.home", "."), "samples"));
    }
    List<Finding> findings = new ArrayList<>();
    Checkup.machine(findings);
    try {
      Settings settings = options.read();
      ServerSettings.read(settings);
      findings.add(Finding.ok("settings", settings.changed().isEmpty() ? "all as by default" : settings.changed().size() + " changed"));
      new Checkup(settings, findings).all(places);
    } catch (Complaint e) {
      findings.add(Finding.fail("settings", String.valueOf(e.getMessage()).strip(), "mend the setting; the rest was not looked at"));
    }
    return Finding.print(findings, json, spec.commandLine().getOut());
  }
}
