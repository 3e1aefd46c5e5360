package dev.parley.twilio.fake;

import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** The fake Twilio's end of a media socket. Sends one message after the other, as the JDK's client asks. Thread-safe. */
final class MediaLink implements WebSocket.Listener, FakeCall.Line {

  /** A bot's message is at most some seconds of sound; more is a mistake. */
  private static final int MAX_MESSAGE_CHARS = 1 << 20;

  private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();
  private final CompletableFuture<FakeCall> call = new CompletableFuture<>();
  private final StringBuilder message = new StringBuilder();
  private CompletableFuture<?> lastSent = socket;
  private boolean closed;

  /** Gives the link the call whose messages it carries. */
  void carry(FakeCall started) {
    call.complete(started);
  }

  @Override
  public void onOpen(WebSocket opened) {
    socket.complete(opened);
    call.thenAccept(started -> opened.request(1));
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    if (message.length() + part.length() > MAX_MESSAGE_CHARS) {
      call.join().broken("the bot sent a message of more than " + MAX_MESSAGE_CHARS + " characters");
      from.abort();
      return CompletableFuture.completedFuture(null);
    }
    message.append(part);
    if (last) {
      String whole = message.toString();
      message.setLength(0);
      call.join().message(whole);
    }
    from.request(1);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    call.join().closed(code, reason);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    call.thenAccept(started -> started.broken("the line broke: " + error));
  }

  @Override
  public synchronized void send(String json) {
    if (!closed) {
      lastSent = lastSent.thenCompose(sent -> socket.join().sendText(json, true));
      watch(lastSent);
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      lastSent = lastSent.thenCompose(sent -> socket.join().sendClose(WebSocket.NORMAL_CLOSURE, ""));
      watch(lastSent);
    }
  }

  /** A message that cannot be sent means that the socket is gone; after the call's end that is no news. */
  private void watch(CompletableFuture<?> sent) {
    sent.whenComplete(
        (done, error) -> {
          if (error != null) {
            call.thenAccept(started -> started.broken("the line broke: " + error));
          }
        });
  }
}
