package dev.parley.sagemaker;

import dev.parley.conversation.HttpRoute.Request;
import dev.parley.identity.Identity;
import dev.parley.identity.Principal;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Who may do what with features. Thread-safe. */
final class FeatureAccess {

  /** AWS's name of the service, over which signatures are made. */
  private static final String SERVICE = "sagemaker";

  private final Optional<Identity> identity;
  private final Optional<FeatureAudit> audit;

  FeatureAccess(Optional<Identity> identity, Optional<FeatureAudit> audit) {
    this.identity = identity;
    this.audit = audit;
  }

  /**
   * What somebody may do, and where it is put on record.
   *
   * @param principal empty = everybody may do everything
   */
  record Rights(Optional<Principal> principal, String address, Optional<FeatureAudit> audit) {

    /** Before it is done: what is on record may have failed, what was done is on record. */
    void onRecord(String operation, String group, List<String> keys) {
      audit.ifPresent(a -> a.record(principal.map(Principal::name), address, operation, group, keys));
    }

    boolean mayRead(String group) {
      return principal.map(p -> p.mayReadFeatures(group)).orElse(true);
    }

    void read(String group) {
      if (!mayRead(group)) {
        throw refused("look up records of feature group `" + group + "`");
      }
    }

    void write(String group) {
      if (!principal.map(p -> p.mayWriteFeatures(group)).orElse(true)) {
        throw refused("change records of feature group `" + group + "`");
      }
    }

    void administer() {
      if (!principal.map(Principal::administer).orElse(true)) {
        throw refused("administer feature groups");
      }
    }

    private FeatureRefused refused(String what) {
      String who = principal.map(Principal::name).orElse("nobody");
      return new FeatureRefused(FeatureRefused.Reason.ACCESS_FORBIDDEN, who + " may not " + what + "; the identity file says who may");
    }
  }

  /** Tells who sent a request; fails with {@link dev.parley.identity.IdentityRefused}. */
  CompletionStage<Rights> rights(Request request) {
    return identity
        .map(i -> i.caller(request, SERVICE).thenApply(caller -> new Rights(Optional.of(caller.principal()), host(request), audit)))
        .orElseGet(() -> CompletableFuture.completedFuture(new Rights(Optional.empty(), host(request), audit)));
  }

  /** Without the port, which tells nothing. */
  private static String host(Request request) {
    String address = request.remoteAddress();
    int port = address.lastIndexOf(':');
    return address.substring(address.startsWith("/") ? 1 : 0, port < 0 ? address.length() : port);
  }
}
