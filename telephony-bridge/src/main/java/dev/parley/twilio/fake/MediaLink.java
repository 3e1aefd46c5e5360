package dev.parley.twilio.fake;

import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** The fake Twilio's end of a media socket. Sends one message after the other, as the JDK's client asks. Thread-safe. */
final class MediaLink implements WebSocket.Listener, FakeCall.Line {

  /** A bot's message is at most some seconds of sound; more is a mistake. */
  private static final int MAX_MESSAGE_CHARS = 1 << 20;

  private final CompletableFuture<WebSocket> socket = new CompletableFuture<>();
  private final StringBuilder message = new StringBuilder();
  private volatile @Nullable FakeCall carried;
  private CompletableFuture<?> lastSent = socket;
  private boolean closed;

  /** Gives the link the call whose messages it carries; before the socket is opened. */
  void carry(FakeCall call) {
    carried = call;
  }

  private FakeCall call() {
    FakeCall call = carried;
    if (call == null) {
      throw new AssertionError("the socket was opened without a call");
    }
    return call;
  }

  @Override
  public void onOpen(WebSocket opened) {
    socket.complete(opened);
    opened.request(1);
  }

  @Override
  public CompletionStage<?> onText(WebSocket from, CharSequence part, boolean last) {
    if (message.length() + part.length() > MAX_MESSAGE_CHARS) {
      call().broken("the bot sent a message of more than " + MAX_MESSAGE_CHARS + " characters");
      from.abort();
      return CompletableFuture.completedFuture(null);
    }
    message.append(part);
    if (last) {
      String whole = message.toString();
      message.setLength(0);
      call().message(whole);
    }
    from.request(1);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
    call().closed(code, reason);
    return CompletableFuture.completedFuture(null);
  }

  @Override
  public void onError(WebSocket from, Throwable error) {
    call().broken("the line broke: " + error);
  }

  @Override
  public synchronized void send(String json) {
    if (!closed) {
      lastSent = watched(lastSent.thenCompose(sent -> socket.join().sendText(json, true)));
    }
  }

  @Override
  public synchronized void close() {
    if (!closed) {
      closed = true;
      lastSent = watched(lastSent.thenCompose(sent -> socket.join().sendClose(WebSocket.NORMAL_CLOSURE, "")));
    }
  }

  /** A message that cannot be sent means that the socket is gone; after the call's end that is no news. */
  private CompletableFuture<WebSocket> watched(CompletableFuture<WebSocket> sent) {
    return sent.whenComplete(
        (done, error) -> {
          if (error != null) {
            call().broken("the line broke: " + error);
          }
        });
  }
}
