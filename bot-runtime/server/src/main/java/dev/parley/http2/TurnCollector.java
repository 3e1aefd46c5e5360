package dev.parley.http2;

import dev.parley.conversation.Channel;
import dev.parley.conversation.ChannelOutput;
import dev.parley.conversation.ConversationRefused;
import dev.parley.event.InputMode;
import dev.parley.event.Message;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** A channel for one request: collects what the turn says until the conversation ends. */
final class TurnCollector implements Channel {

  private static final Capabilities CAPABILITIES =
      new Capabilities("request", List.of(InputMode.TEXT), Optional.empty(), false, false, false, 0);

  private final List<Message> messages = new ArrayList<>();
  private final CompletableFuture<Turn> turn = new CompletableFuture<>();
  private Optional<ChannelOutput.IntentResult> result = Optional.empty();

  /** What came of the turn. */
  record Turn(List<Message> messages, Optional<ChannelOutput.IntentResult> result) {
    Turn {
      messages = List.copyOf(messages);
    }
  }

  /** The conversation is over: gives its turn, or fails with {@link ConversationRefused}. */
  CompletionStage<Turn> over(String why) {
    // Does nothing unless the conversation was cut without a last word.
    turn.completeExceptionally(new ConversationRefused(ConversationRefused.Kind.INTERNAL, "the turn was cut: " + why));
    return turn;
  }

  @Override
  public Capabilities capabilities() {
    return CAPABILITIES;
  }

  @Override
  public void send(ChannelOutput output) {
    if (output instanceof ChannelOutput.Transcript) {
      // What was said before the caller's own words is no answer to them.
      messages.clear();
    } else if (output instanceof ChannelOutput.IntentResult o) {
      result = Optional.of(o);
    } else if (output instanceof ChannelOutput.Text o) {
      messages.addAll(o.messages());
    } else if (output instanceof ChannelOutput.Fault o) {
      turn.completeExceptionally(new ConversationRefused(o.kind(), o.message()));
    } else if (output instanceof ChannelOutput.Ended) {
      turn.complete(new Turn(messages, result));
    }
  }

  @Override
  public boolean writable() {
    return true;
  }

  @Override
  public void inputWanted() {}
}
