package dev.parley.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.audio.AudioFrame;
import dev.parley.conversation.ChannelOutput;
import dev.parley.conversation.HttpRoute.Request;
import dev.parley.conversation.LiveConversation;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;

class TurnCollectorTest {

  private static final int PIECES = 20;
  private static final int PIECE_BYTES = 1_600;

  /** Whatever the speed of the dialog: what the caller says after a pause is heard, and not only as far as it was handed in by then. */
  @Test
  void whatWasNotHandedInYetIsHandedInAfterTheFirstAnswerToo() {
    Request request =
        new Request("POST", "/", List.of(Map.entry("content-type", "audio/lpcm")), new byte[PIECES * PIECE_BYTES], "", false);
    TurnCollector collector = new TurnCollector(Utterance.of(request, SoundLimits.STANDARD), Optional.empty());
    OneAtATime live = new OneAtATime();
    collector.feed(live);
    assertThat(live.heard).hasSize(1);
    collector.send(new ChannelOutput.Transcript("one"));
    while (!live.finished) {
      live.room = true;
      collector.inputWanted();
    }
    assertThat(live.heard.stream().mapToInt(f -> f.bytes().length).sum()).isGreaterThanOrEqualTo(PIECES * PIECE_BYTES);
  }

  /** Has room for one input, and then for one more when it is told so. */
  private static final class OneAtATime implements LiveConversation {
    private final List<AudioFrame> heard = new ArrayList<>();
    private boolean room = true;
    private boolean finished;

    @Override
    public Offer audio(String eventId, AudioFrame frame) {
      if (!room) {
        return Offer.FULL;
      }
      room = false;
      heard.add(frame);
      return Offer.ACCEPTED;
    }

    @Override
    public void finish(String reason) {
      finished = true;
    }

    @Override
    public String sessionId() {
      return "one";
    }

    @Override
    public Offer text(String eventId, String text) {
      return Offer.ENDED;
    }

    @Override
    public Offer key(String eventId, char key) {
      return Offer.ENDED;
    }

    @Override
    public Offer playbackCompleted(String eventId) {
      return Offer.ENDED;
    }

    @Override
    public Offer playbackCompleted(long prompt) {
      return Offer.ENDED;
    }

    @Override
    public void hangUp(String reason) {}

    @Override
    public CompletionStage<String> ended() {
      return new CompletableFuture<>();
    }
  }
}
