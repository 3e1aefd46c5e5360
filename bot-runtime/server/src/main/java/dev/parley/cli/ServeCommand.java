package dev.parley.cli;

import dev.parley.conversation.BotAlias;
import dev.parley.conversation.Bots;
import dev.parley.definition.BotDefinition;
import dev.parley.versions.BotStore;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Starts everything in one process. */
@Command(
    name = "serve",
    description = "Starts a server with bots, speech, sessions and features in one process.",
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Parameters(arity = "0..*", paramLabel = "BOT", description = "Bot files, bots' folders, or folders of those, besides what the bot store has (default: the samples, when that is empty).")
  private List<Path> places = new ArrayList<>();

  @Option(names = "--port", description = "The port to listen on (server.port, default 8080; 0 = any free one).")
  private Optional<Integer> port = Optional.empty();

  @Option(names = "--config", description = "A settings file (default: parley.yaml, if it is there).")
  private Optional<Path> config = Optional.empty();

  @Option(names = "--set", paramLabel = "KEY=VALUE", description = "One setting; may be repeated.")
  private List<String> assignments = List.of();

  @Option(names = "--rehearse", description = "Start everything, ask each bot something, and stop; the exit status says whether it works. "
      + "On a free port and without the data folder, so that it can run beside a server.")
  private boolean rehearse;

  @Option(names = "--watch", description = "Serve a bot anew when its files change: new conversations get the new version, and a mistake changes nothing.")
  private boolean watch;

  @Override
  public Integer call() throws InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Settings settings = new Settings();
    config.or(() -> Optional.of(Path.of("parley.yaml")).filter(Files::isRegularFile)).ifPresent(settings::file);
    assignments.forEach(settings::option);
    port.ifPresent(p -> settings.set("server.port", p.toString(), "--port"));
    if (places.isEmpty() && new BotStore(ServedBots.folder(settings), Clock.systemUTC()).names().isEmpty()) {
      places.add(Path.of(System.getProperty("parley.home", "."), "samples"));
    }
    if (rehearse) {
      return new Rehearsal(out).run(settings, places) ? 0 : 1;
    }
    CountDownLatch stopped = new CountDownLatch(1);
    Application application = Application.start(settings, places);
    if (watch) {
      application.watch(places);
    }
    Runtime.getRuntime().addShutdownHook(new Thread(() -> {
      application.close();
      stopped.countDown();
    }, "parley-shutdown"));
    announce(out, settings, application);
    stopped.await();
    return 0;
  }

  /** The bot that the tour is about, when it is served. */
  private static final String SAMPLE = "PaymentsBot";

  private static void announce(PrintWriter out, Settings settings, Application application) {
    String address = "http://" + settings.text("server.host") + ":" + application.port();
    out.println("Parley listens on " + address + " (HTTP/2, HTTP/1.1, WebSocket)");
    settings.changed().forEach(line -> out.println("  " + line));
    out.println(application.identity()
        .map(i -> "  " + i.principals().size() + " principals may call (identity.file)")
        .orElse("  everybody may call: no identity.file is set, so signatures, keys and tokens are not looked at"));
    out.println();
    Optional<Bots.Called> called = Optional.empty();
    for (Bots.Called each : application.conversations().bots().all()) {
      BotDefinition bot = each.bot().definition();
      boolean sample = bot.name().equals(SAMPLE);
      called = called.filter(t -> !sample || t.bot().definition().name().equals(SAMPLE)).or(() -> Optional.of(each));
      String version = each.bot().version().equals(Bots.DRAFT) ? "" : "  alias " + each.alias() + "  version " + each.bot().version();
      out.println("  bot " + bot.name() + "  id " + bot.id() + version + "  locales " + String.join(", ", bot.locales().keySet()));
    }
    Optional<BotDefinition> tried = called.map(c -> c.bot().definition());
    String alias = called.map(c -> c.alias().id()).orElse(BotAlias.TEST.id());
    String name = tried.map(BotDefinition::name).orElse(SAMPLE);
    String locale = tried.map(t -> t.locales().keySet().iterator().next()).orElse("en_US");
    String said = tried.flatMap(t -> Rehearsal.sample(t.locales().values().iterator().next())).orElse("hello");
    String session = address + "/bots/" + name + "/botAliases/" + alias + "/botLocales/" + locale + "/sessions/me";
    out.println();
    out.println("Try it:");
    out.println("  curl -s " + session + "/text -H 'content-type: application/json' -d '{\"text\":\"" + said + "\"}'");
    out.println("or hold a conversation, a line an event:");
    out.println("  curl -sN --http2-prior-knowledge -X POST -H 'content-type: application/x-ndjson' -T . " + session + "/conversation");
    out.println("  {\"TextInputEvent\":{\"text\":\"" + said + "\"}}");
    out.println("or let a scripted caller ring:");
    out.println("  ./parley call samples/payments");
    out.flush();
  }
}
