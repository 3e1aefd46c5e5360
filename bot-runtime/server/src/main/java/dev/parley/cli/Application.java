package dev.parley.cli;

import dev.parley.conversation.Bots;
import dev.parley.conversation.ChannelProvider;
import dev.parley.conversation.ConversationServices;
import dev.parley.conversation.Conversations;
import dev.parley.conversation.HearingLag;
import dev.parley.conversation.HttpRoute;
import dev.parley.conversation.Journals;
import dev.parley.conversation.PromptCache;
import dev.parley.conversation.SocketRoute;
import dev.parley.feature.FeatureStore;
import dev.parley.hook.CodeHook;
import dev.parley.hook.HookClient;
import dev.parley.http2.ParleyServer;
import dev.parley.identity.Identity;
import dev.parley.nlu.TrainedInterpreterFactory;
import dev.parley.session.MemorySessionStore;
import dev.parley.session.SessionStore;
import dev.parley.sagemaker.FeatureAudit;
import dev.parley.sagemaker.FeatureRoutes;
import dev.parley.speech.RecognizerEngine;
import dev.parley.speech.SynthesizerEngine;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A whole Parley in this process: the composition root. Everything is made here, by hand, and handed to who needs it.
 *
 * <p>Started by {@link #start}; closed once, in the opposite order, after live conversations have finished their turns.
 */
final class Application implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Application.class);
  private static final Duration DRAIN_LIMIT = Duration.ofSeconds(10);
  /** So often files are looked at that may change while we run. */
  private static final long LOOK_AGAIN_SECONDS = 2;

  private static final int TELEPHONE_RATE_HZ = 8_000;
  private static final Duration CONNECT_LIMIT = Duration.ofSeconds(5);

  private final List<AutoCloseable> closing = new ArrayList<>();
  private final Conversations conversations;
  private final Optional<Identity> identity;
  private final ParleyServer server;
  private final Optional<RecognizerEngine> recognizer;
  private final Optional<SynthesizerEngine> synthesizer;
  private final Optional<PromptCache> prompts;
  private final ExecutorService speech;
  private final SentenceEncoders encoders;
  private final Path remembered;
  private final KeptModels models;
  private final Path trained;
  private final TrainingOnDemand training;
  private final ServedBots served;
  private final CompletableFuture<Boolean> warm = new CompletableFuture<>();
  private final ScheduledExecutorService timers;
  private @Nullable CompletableFuture<Void> looking;
  private volatile boolean stopping;

  private Application(Settings settings, List<Path> botPlaces, Optional<SessionStore> kept) throws IOException {
    PrometheusMeterRegistry meters = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    closing.add(meters::close);
    Pools pools = opened(new Pools(meters));
    int cores = Runtime.getRuntime().availableProcessors();
    timers = pools.timers();
    ExecutorService work = pools.bounded("work", settings.count("work.threads", 1, cores), settings.count("work.queue", 1));
    speech = pools.bounded("speech", settings.count("speech.threads", 1, cores), settings.count("speech.queue", 1));
    ExecutorService features = pools.bounded("features", settings.count("features.threads", 1), settings.count("features.queue", 1));
    ExecutorService hooks = pools.bounded("hooks", settings.count("hooks-pool.threads", 1), settings.count("hooks-pool.queue", 1));
    ExecutorService featureRequests =
        pools.bounded("feature-requests", settings.count("features.request-threads", 1), settings.count("features.request-queue", 1));
    Clock clock = Clock.systemUTC();

    encoders = opened(new SentenceEncoders(settings));
    meters.gauge("parley.understanding.remembered", encoders, SentenceEncoders::rememberedSamples);
    if (encoders.isOwn()) {
      encoders.load();
    }
    remembered = Path.of(settings.text("data.folder")).resolve("samples.vectors");
    models = new KeptModels(settings);
    meters.gauge("parley.understanding.models", models, m -> m.models().size());
    trained = remembered.resolveSibling("trained.models");
    TrainedInterpreterFactory trainer = new TrainedInterpreterFactory(encoders, models.models());
    training = new TrainingOnDemand(trainer);
    recognizer = SpeechSettings.recognizer(settings).map(this::opened);
    synthesizer = SpeechSettings.synthesizer(settings).map(this::opened);
    prompts =
        synthesizer.map(s -> new PromptCache(s, settings.count("speech.prompt-cache-bytes", 0), meters));

    served = new ServedBots(settings, botPlaces, trainer, training, prompts, clock);
    Bots bots = served.all();
    meters.gauge("parley.bots.loaded", bots, Bots::loaded);
    ExecutorService far =
        pools.bounded("features-remote", settings.count("features.remote-threads", 1), settings.count("features.remote-queue", 1));
    FeatureStore facts =
        opened(CustomerRecords.store(settings, served.groups(), clock, features, new OnlineStores.Server(far, timers, meters)));
    served.features(facts);
    FeatureTopics.start(settings, facts, meters).ifPresent(this::opened);
    BotWrites writes = opened(new BotWrites(facts, features, meters));

    SessionStore sessions = kept.isPresent() ? kept.get() : opened(new MemorySessionStore(settings.count("sessions.max", 1), clock, meters));
    ConversationServices services =
        new ConversationServices(
            clock,
            System::nanoTime,
            settings.optional("conversations.zone").map(ZoneId::of).orElse(ZoneId.systemDefault()),
            timers,
            work,
            speech,
            recognizer,
            prompts,
            CustomerRecords.facts(facts, writes),
            new HookClient(
                HttpClient.newBuilder().connectTimeout(CONNECT_LIMIT).version(HttpClient.Version.HTTP_1_1).build(),
                addresses(settings),
                inProcessHooks(),
                hooks,
                meters,
                settings.count("hooks-pool.calls", 1),
                clock),
            sessions,
            new Journals(settings.optional("journal.folder").map(Path::of)),
            new HearingLag(System::nanoTime, settings.time("speech.most-lag"), meters),
            meters,
            new ConversationServices.Limits(
                settings.count("conversations.max", 1),
                settings.count("conversations.mailbox", 16),
                (int) settings.time("conversations.audio").toMillis()));
    conversations = new Conversations(bots, services);
    identity = settings.optional("identity.file").map(file -> new Identity(Path.of(file), clock, work, System::getenv));
    identity.ifPresent(i -> timers.scheduleWithFixedDelay(i::refresh, LOOK_AGAIN_SECONDS, LOOK_AGAIN_SECONDS, TimeUnit.SECONDS));
    Optional<FeatureAudit> audit =
        settings.optional("features.audit.folder").map(f -> opened(new FeatureAudit(Path.of(f), settings.count("features.audit-days", 1), clock)));
    server = opened(listen(settings, meters, bots, new FeatureRoutes(facts, identity, audit, featureRequests).routes()));
    timers.scheduleWithFixedDelay(server::refreshCertificates, LOOK_AGAIN_SECONDS, LOOK_AGAIN_SECONDS, TimeUnit.SECONDS);
    timers.scheduleWithFixedDelay(this::look, LOOK_AGAIN_SECONDS, LOOK_AGAIN_SECONDS, TimeUnit.SECONDS);
  }

  /**
   * Starts everything; bots are trained and speech engines warm up in the background.
   *
   * @throws Complaint when a bot, a setting or the port is not as it must be
   */
  static Application start(Settings settings, List<Path> botPlaces) {
    return start(settings, botPlaces, Optional.empty());
  }

  /**
   * The same.
   *
   * @param kept sessions that outlive this server, which does not close them; empty = it has its own
   */
  static Application start(Settings settings, List<Path> botPlaces, Optional<SessionStore> kept) {
    try {
      Application application = new Application(settings, botPlaces, kept);
      application.warmUp();
      return application;
    } catch (IOException | IllegalArgumentException e) {
      throw new Complaint(String.valueOf(e.getMessage()), e);
    }
  }

  private <T extends AutoCloseable> T opened(T resource) {
    closing.add(resource);
    return resource;
  }

  private static Map<String, URI> addresses(Settings settings) {
    Map<String, URI> addresses = new LinkedHashMap<>();
    settings.section("hooks").forEach((name, address) -> {
      if (!address.startsWith("http://") && !address.startsWith("https://")) {
        throw new Complaint("setting hooks." + name + " must be an http or https address, not '" + address + "'");
      }
      addresses.put(name, URI.create(address));
    });
    return addresses;
  }

  private static Map<String, CodeHook> inProcessHooks() {
    Map<String, CodeHook> hooks = new LinkedHashMap<>();
    ServiceLoader.load(CodeHook.class).forEach(h -> hooks.put(h.name(), h));
    return hooks;
  }

  private ParleyServer listen(Settings settings, PrometheusMeterRegistry meters, Bots bots, List<HttpRoute> features) throws IOException {
    List<HttpRoute> routes = new ArrayList<>(features);
    List<SocketRoute> sockets = new ArrayList<>();
    routes.add(new HttpRoute("GET", "/health", r -> CompletableFuture.completedFuture(text("text/plain; charset=utf-8", "ok\n"))));
    routes.add(new HttpRoute(
        "GET", "/metrics", r -> CompletableFuture.completedFuture(text("text/plain; version=0.0.4; charset=utf-8", meters.scrape()))));
    for (ChannelProvider provider : ServiceLoader.load(ChannelProvider.class)) {
      ChannelProvider.Routes mounted;
      try {
        mounted = provider.open(conversations, settings.section(provider.name()), meters);
      } catch (IllegalArgumentException e) {
        throw new IllegalArgumentException("settings of " + provider.name() + ": " + e.getMessage(), e);
      }
      if (provider instanceof AutoCloseable closeable) {
        opened(closeable);
      }
      routes.addAll(mounted.http());
      sockets.addAll(mounted.sockets());
    }
    return ParleyServer.start(ServerSettings.read(settings), conversations, conversations, bots, routes, sockets, identity, speech, meters);
  }

  private static HttpRoute.Reply text(String type, String body) {
    return new HttpRoute.Reply(200, type, body.getBytes(StandardCharsets.UTF_8), Map.of());
  }

  /** Trains bots and loads models and voices now, so that the first caller need not wait for them. */
  private void warmUp() {
    // One after the other, so that the first callers' texts are answered meanwhile even on a machine of two cores.
    speech.execute(() -> {
      recallSamples();
      models.recall(trained);
      boolean understands = training.trainAll();
      encoders.keep(remembered);
      models.keep(trained);
      boolean hears = recognizer.map(r -> guarded("the recogniser", r::warmUp)).orElse(true);
      boolean speaks = synthesizer.map(s -> guarded("the synthesiser", s::warmUp)).orElse(true);
      if (!stopping) {
        prompts.ifPresent(p -> conversations.bots().all().stream().map(Bots.Called::bot).distinct().forEach(bot ->
            bot.definition().locales().values().forEach(l -> p.warm(l, speech, TELEPHONE_RATE_HZ))));
      }
      warm.complete(understands && hears && speaks);
    });
  }

  /** From now on drafts whose files change are served anew. */
  void watch(List<Path> places) {
    served.watch(places);
  }

  /** The bots that are served. */
  ServedBots bots() {
    return served;
  }

  /** Whether bots have changed: training takes seconds, which timers do not have; one look at a time. */
  private void look() {
    conversations.keepVersions();
    if (!stopping && (looking == null || looking.isDone())) {
      try {
        looking = CompletableFuture.runAsync(served::look, speech);
      } catch (RejectedExecutionException e) {
        LOG.info("there is no room to look at bots' files now; it is tried again", e);
      }
    }
  }

  /** An encoder that cannot be loaded is told of here, and again by each bot that wants it. */
  private void recallSamples() {
    try {
      encoders.recall(remembered);
    } catch (Complaint e) {
      LOG.error("{}", e.getMessage(), e);
    }
  }

  private boolean guarded(String what, Runnable warmUp) {
    if (stopping) {
      return false;
    }
    try {
      warmUp.run();
      LOG.info("{} is ready", what);
      return true;
    } catch (RuntimeException e) {
      if (stopping) {
        LOG.info("{} was not made ready: the server is going down", what);
      } else {
        LOG.error("{} does not work: {}", what, e.getMessage(), e);
      }
      return false;
    }
  }

  /** Whether bots and speech engines work: known when they have been trained, loaded and tried. */
  CompletableFuture<Boolean> warm() {
    return warm;
  }

  /** Who may do what; empty = everybody everything. */
  Optional<Identity> identity() {
    return identity;
  }

  Conversations conversations() {
    return conversations;
  }

  Optional<RecognizerEngine> recognizer() {
    return recognizer;
  }

  Optional<SynthesizerEngine> synthesizer() {
    return synthesizer;
  }

  ExecutorService speech() {
    return speech;
  }

  int port() {
    return server.port();
  }

  @Override
  public void close() {
    stopping = true;
    training.stop();
    try {
      conversations.drain("the server is going down").toCompletableFuture().get(DRAIN_LIMIT.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException e) {
      LOG.warn("{} conversations did not end in time and are cut", conversations.size());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } catch (ExecutionException e) {
      throw new AssertionError("the end of a conversation does not fail", e);
    }
    for (int i = closing.size() - 1; i >= 0; i--) {
      try {
        closing.get(i).close();
      } catch (Exception e) {
        LOG.error("something could not be closed", e);
      }
    }
  }
}
