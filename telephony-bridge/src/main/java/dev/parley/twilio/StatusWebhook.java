package dev.parley.twilio;

import dev.parley.conversation.HttpRoute;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Takes what Twilio tells of a call or its stream when it is over. Mostly the socket has told already; but where that hangs, this
 * ends the call. Statuses come twice and out of order, so only what is final counts, and only once. Thread-safe.
 */
final class StatusWebhook implements HttpRoute.Handler {

  private static final Set<String> OVER = Set.of("completed", "busy", "failed", "no-answer", "canceled");
  private static final Set<String> STREAM_OVER = Set.of("stream-stopped", "stream-error");

  private final RequestCheck check;
  private final CallRegister register;
  private final CallMeters meters;

  StatusWebhook(RequestCheck check, CallRegister register, CallMeters meters) {
    this.check = check;
    this.register = register;
    this.meters = meters;
  }

  @Override
  public CompletionStage<HttpRoute.Reply> handle(HttpRoute.Request request) {
    return CompletableFuture.completedFuture(answer(request));
  }

  private HttpRoute.Reply answer(HttpRoute.Request request) {
    Optional<HttpRoute.Reply> turnedAway = check.turnedAway(request, "status", meters);
    if (turnedAway.isPresent()) {
      return turnedAway.get();
    }
    FormBody form = FormBody.of(request);
    Optional<CallLeg> leg = form.first("CallSid").flatMap(register::find);
    String stream = form.first("StreamEvent").orElse("");
    String call = form.first("CallStatus").orElse("");
    if (leg.isPresent() && STREAM_OVER.contains(stream)) {
      // Of a stream that a new one has taken over from, this is old news.
      leg.filter(l -> l.isStream(form.first("StreamSid").orElse("")))
          .ifPresent(l -> l.gone(CallMeters.End.LINE_LOST, "Twilio says: " + stream));
    } else if (leg.isPresent() && stream.isEmpty() && OVER.contains(call)) {
      leg.get().gone(CallMeters.End.CALLER, "Twilio says that the call is over: " + call);
    }
    return HttpRoute.Reply.text(204, "");
  }
}
