package dev.parley.sagemaker;

import dev.parley.conversation.HttpRoute.Request;
import dev.parley.identity.Identity;
import dev.parley.identity.Principal;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Who may do what with features. Thread-safe. */
final class FeatureAccess {

  /** AWS's name of the service, over which signatures are made. */
  private static final String SERVICE = "sagemaker";

  private final Optional<Identity> identity;

  FeatureAccess(Optional<Identity> identity) {
    this.identity = identity;
  }

  /** What somebody may do; empty principal = everybody may do everything. */
  record Rights(Optional<Principal> principal) {

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
        .map(i -> i.caller(request, SERVICE).thenApply(caller -> new Rights(Optional.of(caller.principal()))))
        .orElseGet(() -> CompletableFuture.completedFuture(new Rights(Optional.empty())));
  }
}
