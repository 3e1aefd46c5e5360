package dev.parley.twilio;

import dev.parley.audio.AudioFrame;
import dev.parley.conversation.Channel;
import dev.parley.conversation.ConversationRequest;
import dev.parley.conversation.LiveConversation;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A conversation whose answers the test gives, and which keeps what it was told. */
final class ScriptedConversation implements LiveConversation {

  final ConversationRequest request;
  final Channel channel;
  final List<String> inputs = new ArrayList<>();
  final List<byte[]> sound = new ArrayList<>();
  final List<String> hangUps = new ArrayList<>();

  /** Completes when the caller hangs up, unless its last turn is still going on. */
  final CompletableFuture<String> over = new CompletableFuture<>();

  boolean busy;

  /** Answers to the next inputs; ACCEPTED when there is none. */
  final ArrayDeque<Offer> offers = new ArrayDeque<>();

  ScriptedConversation(ConversationRequest request, Channel channel) {
    this.request = request;
    this.channel = channel;
  }

  @Override
  public String sessionId() {
    return request.sessionId();
  }

  @Override
  public Offer text(String eventId, String text) {
    throw new AssertionError("nobody types on a telephone");
  }

  @Override
  public Offer key(String eventId, char key) {
    return take("key " + key);
  }

  @Override
  public Offer audio(String eventId, AudioFrame frame) {
    Offer offer = take("audio");
    if (offer == Offer.ACCEPTED) {
      sound.add(TelephoneSound.mulaw(frame));
    }
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
  public void finish(String reason) {
    hangUp(reason);
  }

  @Override
  public void hangUp(String reason) {
    hangUps.add(reason);
    if (!busy) {
      over.complete(reason);
    }
  }

  @Override
  public CompletionStage<String> ended() {
    return over;
  }

  private Offer take(String input) {
    Offer offer = offers.isEmpty() ? Offer.ACCEPTED : offers.poll();
    if (offer == Offer.ACCEPTED) {
      inputs.add(input);
    }
    return offer;
  }

  List<String> inputsButSound() {
    return inputs.stream().filter(input -> !input.equals("audio")).toList();
  }
}
