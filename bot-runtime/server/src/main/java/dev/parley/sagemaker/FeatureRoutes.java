package dev.parley.sagemaker;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.parley.conversation.HttpRoute;
import dev.parley.conversation.HttpRoute.Reply;
import dev.parley.conversation.HttpRoute.Request;
import dev.parley.feature.FeatureStore;
import dev.parley.identity.Identity;
import dev.parley.identity.IdentityRefused;
import dev.parley.sagemaker.FeatureAccess.Rights;
import dev.parley.sagemaker.FeatureRefused.Reason;
import dev.parley.sagemaker.RecordOperations.Answer;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The addresses of the feature store. Thread-safe; never blocks: the store is asked on an executor. */
public final class FeatureRoutes {

  private static final Logger LOG = LoggerFactory.getLogger(FeatureRoutes.class);
  private static final String JSON = "application/json";

  private final FeatureAccess access;
  private final Executor executor;
  private final RecordOperations records;
  private final GroupOperations groups;

  /**
   * @param identity who may do what; empty = everybody everything
   * @param audit puts on record who looked up or changed what; empty = nobody does
   * @param executor asks the store; bounded
   */
  public FeatureRoutes(FeatureStore store, Optional<Identity> identity, Optional<FeatureAudit> audit, Executor executor) {
    this.access = new FeatureAccess(identity, audit);
    this.executor = executor;
    this.records = new RecordOperations(store);
    this.groups = new GroupOperations(store, records);
  }

  /** What a route does. */
  private interface Operation {
    Answer answer(Request request, Rights rights);
  }

  /** To be mounted. */
  public List<HttpRoute> routes() {
    String group = RecordOperations.GROUPS + "*";
    String own = GroupOperations.PREFIX + "*";
    return List.of(
        route("PUT", group, records::putRecord),
        route("GET", group, records::getRecord),
        route("DELETE", group, records::deleteRecord),
        route("POST", RecordOperations.BATCH, records::batchGetRecord),
        route("GET", own, groups::get),
        route("PUT", own, groups::put),
        route("POST", own, groups::post),
        route("DELETE", own, groups::delete));
  }

  private HttpRoute route(String method, String path, Operation operation) {
    return new HttpRoute(method, path, request -> handle(request, operation));
  }

  private CompletionStage<Reply> handle(Request request, Operation operation) {
    return access
        .rights(request)
        .thenCompose(rights -> CompletableFuture.supplyAsync(() -> operation.answer(request, rights), executor))
        .thenApply(FeatureRoutes::ok)
        .exceptionally(FeatureRoutes::reply);
  }

  private static Reply ok(Answer answer) {
    byte[] body = answer.body().map(ObjectNode::toString).orElse("").getBytes(StandardCharsets.UTF_8);
    Map<String, String> headers = new LinkedHashMap<>(answer.headers());
    headers.put("x-amzn-requestid", UUID.randomUUID().toString());
    return new Reply(200, JSON, body, headers);
  }

  private static Reply reply(Throwable thrown) {
    Throwable cause = thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    if (cause instanceof FeatureRefused refused) {
      return reply(refused.reason().status(), refused.reason().code(), String.valueOf(refused.getMessage()));
    } else if (cause instanceof IdentityRefused refused) {
      // The SDK knows one name for it; ours stands in the message.
      return reply(Reason.ACCESS_FORBIDDEN.status(), Reason.ACCESS_FORBIDDEN.code(), refused.exception() + ": " + refused.reason());
    } else if (cause instanceof RejectedExecutionException) {
      return reply(Reason.SERVICE_UNAVAILABLE.status(), Reason.SERVICE_UNAVAILABLE.code(), "the feature store is busy, or going down; try again later");
    }
    LOG.error("a request to the feature store failed", cause);
    return reply(Reason.INTERNAL_FAILURE.status(), Reason.INTERNAL_FAILURE.code(), "something went wrong here; see the server's log");
  }

  private static Reply reply(int status, String code, String message) {
    byte[] body = RecordJson.MAPPER.createObjectNode().put("Message", message).toString().getBytes(StandardCharsets.UTF_8);
    return new Reply(status, JSON, body, Map.of("x-amzn-errortype", code, "x-amzn-requestid", UUID.randomUUID().toString()));
  }
}
