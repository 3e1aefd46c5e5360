package dev.parley.http2;

import dev.parley.conversation.Bots;
import dev.parley.conversation.ConversationGateway;
import dev.parley.conversation.ConversationRefused;
import dev.parley.conversation.HttpRoute;
import dev.parley.conversation.HttpRoute.Reply;
import dev.parley.conversation.HttpRoute.Request;
import dev.parley.conversation.Sessions;
import dev.parley.conversation.SocketRoute;
import dev.parley.definition.BotDefinition;
import dev.parley.identity.ChunkChain;
import dev.parley.identity.Identity;
import dev.parley.identity.Principal;
import io.micrometer.core.instrument.Timer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;

/** Finds who answers what: Lex's operations, and the routes that channels bring. Thread-safe. */
final class Router {

  /** Where metrics are read. */
  static final String METRICS = "/metrics";

  private static final CompletionStage<Optional<ChunkChain>> OPEN = CompletableFuture.completedFuture(Optional.empty());

  final ConversationGateway gateway;
  final Bots bots;
  private final UnaryOperations operations;
  private final List<HttpRoute> routes;
  private final List<SocketRoute> sockets;
  private final Optional<Identity> identity;
  private final ServerMeters meters;

  Router(
      ConversationGateway gateway,
      Sessions sessions,
      Bots bots,
      List<HttpRoute> routes,
      List<SocketRoute> sockets,
      Optional<Identity> identity,
      SoundLimits limits,
      Executor work,
      ServerMeters meters) {
    this.gateway = gateway;
    this.bots = bots;
    this.operations = new UnaryOperations(gateway, sessions, bots, limits, work);
    this.routes = List.copyOf(routes);
    this.sockets = List.copyOf(sockets);
    this.identity = identity;
    this.meters = meters;
  }

  /** Answers a request; never fails. */
  CompletionStage<Reply> handle(Request request) {
    Timer.Sample began = meters.requestBegan();
    return find(request).thenApply(reply -> {
      meters.requestEnded(began, operation(request), reply.status());
      return reply;
    });
  }

  /** For metrics: a name out of a small set, whatever is asked for. */
  private String operation(Request request) {
    String plain = plain(request.uri());
    Optional<HttpRoute> route = routes.stream().filter(r -> r.covers(plain)).findFirst();
    if (route.isPresent()) {
      return route.get().path();
    }
    try {
      return ConversationPath.read(request.uri()).map(p -> UnaryOperations.name(request.method(), p.operation())).orElse("none");
    } catch (ConversationRefused e) {
      return "none";
    }
  }

  private CompletionStage<Reply> find(Request request) {
    try {
      Optional<ConversationPath> path = ConversationPath.read(request.uri());
      if (path.isPresent() && path.get().isConversation(request.method())) {
        return reply(WireErrors.reply(426, "ValidationException", "StartConversation needs HTTP/2; with curl use --http2-prior-knowledge"));
      }
      if (path.isPresent()) {
        ConversationPath asked = path.get();
        return admit(request, asked).thenCompose(chunks -> operations.handle(asked, request)).exceptionally(WireErrors::reply);
      }
      String plain = plain(request.uri());
      List<HttpRoute> here = routes.stream().filter(r -> r.covers(plain)).toList();
      Optional<HttpRoute> route = here.stream().filter(r -> r.method().equals(request.method())).findFirst();
      if (route.isPresent()) {
        HttpRoute.Handler handler = route.get().handler();
        return admit(request, plain).thenCompose(admitted -> handler.handle(request)).exceptionally(WireErrors::reply);
      }
      return reply(here.isEmpty()
          ? WireErrors.reply(404, "ResourceNotFoundException", "there is nothing at " + plain)
          : WireErrors.reply(405, "ValidationException", plain + " takes " + String.join(", ", here.stream().map(HttpRoute::method).toList())));
    } catch (RuntimeException e) {
      return reply(WireErrors.reply(e));
    }
  }

  /**
   * Whether who calls may do so: fails with {@link dev.parley.identity.IdentityRefused}, or a refusal of the bot. Complete at once,
   * unless a token must be verified.
   *
   * @return what checks the events of a stream that is signed
   */
  CompletionStage<Optional<ChunkChain>> admit(Request request, ConversationPath path) {
    if (identity.isEmpty()) {
      return OPEN;
    }
    String operation = UnaryOperations.name(request.method(), path.operation());
    boolean stream = operation.equals("StartConversation");
    return identity.get().caller(request, operation.equals("RecognizeUtterance"), stream).thenApply(caller -> {
      Principal who = caller.principal();
      Bots.Addressed asked = bot(path);
      BotDefinition bot = asked.bot().definition();
      boolean may = operation.equals("GetSession") ? who.mayReadSessions(bot, asked.alias()) : who.mayConverse(bot, asked.alias());
      if (!may) {
        throw new ConversationRefused(
            ConversationRefused.Kind.ACCESS_DENIED,
            who.name() + " may not call " + operation + " of bot '" + path.bot() + "', alias '" + path.alias() + "'; the identity file says who may");
      }
      return caller.chunks();
    });
  }

  /** Channels know their callers themselves, and health is everybody's; metrics are for those who administer. */
  private CompletionStage<Optional<ChunkChain>> admit(Request request, String path) {
    if (identity.isEmpty() || !path.equals(METRICS) || identity.get().metricsForAnyone()) {
      return OPEN;
    }
    return identity.get().caller(request, false, false).thenApply(caller -> {
      if (!caller.principal().administer()) {
        throw new ConversationRefused(ConversationRefused.Kind.ACCESS_DENIED, caller.principal().name() + " may not read metrics");
      }
      return Optional.empty();
    });
  }

  Optional<SocketRoute> socket(String uri) {
    String plain = plain(uri);
    return sockets.stream().filter(s -> s.path().equals(plain)).findFirst();
  }

  /** The bot of a conversation that wants to start, so that a wrong one is told before the stream begins. */
  Bots.Addressed bot(ConversationPath path) {
    path.check();
    return bots.require(path.bot(), path.alias(), path.locale());
  }

  private static String plain(String uri) {
    int query = uri.indexOf('?');
    return query < 0 ? uri : uri.substring(0, query);
  }

  private static CompletionStage<Reply> reply(Reply reply) {
    return CompletableFuture.completedFuture(reply);
  }
}
