package dev.parley.conversation;

import dev.parley.audio.AudioFrame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A conversation whose offers the test answers, and which keeps what it took: keys and texts, and {@code heard 3}. */
public final class ScriptedConversation implements LiveConversation {

  private final String sessionId;
  private final List<String> inputs = Collections.synchronizedList(new ArrayList<>());
  private final List<String> hangUps = Collections.synchronizedList(new ArrayList<>());
  private final CompletableFuture<String> ended = new CompletableFuture<>();
  private volatile Offer offer = Offer.ACCEPTED;

  /** A conversation of this session. */
  public ScriptedConversation(String sessionId) {
    this.sessionId = sessionId;
  }

  /** What becomes of inputs from now on. */
  public void answer(Offer next) {
    offer = next;
  }

  /** What was taken, in order; sound is not kept. */
  public List<String> inputs() {
    return List.copyOf(inputs);
  }

  /** Why the caller left, each time it was said. */
  public List<String> hangUps() {
    return List.copyOf(hangUps);
  }

  private Offer take(String input) {
    Offer now = offer;
    if (now == Offer.ACCEPTED) {
      inputs.add(input);
    }
    return now;
  }

  @Override
  public String sessionId() {
    return sessionId;
  }

  @Override
  public Offer text(String eventId, String text) {
    return take(text);
  }

  @Override
  public Offer key(String eventId, char key) {
    return take(String.valueOf(key));
  }

  @Override
  public Offer audio(String eventId, AudioFrame frame) {
    return offer;
  }

  @Override
  public Offer playbackCompleted(String eventId) {
    return take("heard");
  }

  @Override
  public Offer playbackCompleted(long prompt) {
    return take("heard " + prompt);
  }

  @Override
  public void hangUp(String reason) {
    hangUps.add(reason);
    ended.complete(reason);
  }

  @Override
  public void finish(String reason) {
    hangUp(reason);
  }

  @Override
  public CompletionStage<String> ended() {
    return ended;
  }
}
