package dev.parley.http2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parley.audio.AudioFrame;
import dev.parley.conversation.ConversationRefused;
import dev.parley.conversation.LiveConversation;
import dev.parley.hook.LexJson;
import dev.parley.identity.IdentityRefused;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** What holds of a decoder and of the rules for events above it, whatever the bytes: a fuzzer and its corpus ask it of theirs. */
final class Fuzzed {

  /** Small, so that a short input reaches it. */
  static final int LIMIT = 1024;

  private Fuzzed() {}

  /** What came out: the events, and what was wrong at the end. */
  record Decoded(List<WireFormat.Incoming> events, Optional<String> error) {}

  /**
   * Decodes these bytes, split as the seed says.
   *
   * @param seed 0 = not at all
   */
  static Decoded decode(WireFormat wire, byte[] bytes, int from, int seed) {
    List<WireFormat.Incoming> events = new ArrayList<>();
    try {
      int random = seed;
      for (int at = from; at < bytes.length; ) {
        random = random * 1_103_515_245 + 12_345;
        int piece = seed == 0 ? bytes.length - at : Math.min(bytes.length - at, Math.floorMod(random >> 16, 48));
        wire.decode(Unpooled.wrappedBuffer(bytes, at, piece), events::add);
        at += piece;
      }
      wire.end(events::add);
      return new Decoded(events, Optional.empty());
    } catch (MalformedEvent | IdentityRefused e) {
      return new Decoded(events, Optional.of(String.valueOf(e.getMessage())));
    }
  }

  /** Every property at once; what is thrown is a fault of ours. */
  static void check(Supplier<WireFormat> wire, byte[] input, int from, int seed) {
    Decoded whole = decode(wire.get(), input, from, 0);
    assertThat(decode(wire.get(), input, from, seed)).as("however the bytes are split").isEqualTo(whole);
    whole.error().filter(e -> e.startsWith("the input ended within")).ifPresent(e ->
        assertThat(Integer.parseInt(e.replaceAll("\\D", ""))).as("bytes that are kept").isLessThanOrEqualTo(LIMIT));
    for (WireFormat writer : List.of(new EventStreamCodec(1 << 20), new JsonLines(1 << 20))) {
      for (WireFormat.Incoming event : whole.events()) {
        Decoded again = decode(writer, writer.event(event.type(), event.payload()), 0, 0);
        assertThat(again).as("what is written is read again").isEqualTo(new Decoded(List.of(event), Optional.empty()));
      }
    }
    offer(new ConversationHead(true, Optional.empty()), whole.events());
    offer(new ConversationHead(false, Optional.of("AUDIO")), whole.events());
  }

  /** Hands each event on as a conversation's stream does. */
  private static void offer(ConversationHead head, List<WireFormat.Incoming> events) {
    ClientInputs inputs = new ClientInputs(head, SoundLimits.STANDARD);
    for (WireFormat.Incoming event : events) {
      try {
        if (event.type().equals("ConfigurationEvent")) {
          ClientEvents.eventId(event.payload());
          TimeZones.of(ClientEvents.configuration(event.payload()).requestAttributes());
        } else {
          inputs.offer(new Strict(), event);
        }
      } catch (ConversationRefused e) {
        assertThat(e.kind()).isEqualTo(ConversationRefused.Kind.INVALID);
      } catch (LexJson.Invalid e) {
        assertThat(e.getMessage()).as("which member").isNotBlank();
      }
    }
  }

  /** Takes what the contract of {@link LiveConversation} promises it, and nothing else. */
  private static final class Strict implements LiveConversation {

    @Override
    public String sessionId() {
      return "fuzzed";
    }

    @Override
    public Offer text(String eventId, String text) {
      assertThat(text.codePointCount(0, text.length())).isBetween(1, ClientEvents.MAX_TEXT);
      assertThat(new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8)).as("well formed").isEqualTo(text);
      return Offer.ACCEPTED;
    }

    @Override
    public Offer key(String eventId, char key) {
      assertThat("0123456789#*ABCD").contains(Character.toString(key));
      return Offer.ACCEPTED;
    }

    @Override
    public Offer audio(String eventId, AudioFrame frame) {
      assertThat(frame.bytes().length).isBetween(1, SoundLimits.STANDARD.eventBytes());
      return Offer.ACCEPTED;
    }

    @Override
    public Offer playbackCompleted(String eventId) {
      return Offer.ACCEPTED;
    }

    @Override
    public Offer playbackCompleted(long prompt) {
      return Offer.ACCEPTED;
    }

    @Override
    public void hangUp(String reason) {}

    @Override
    public void finish(String reason) {}

    @Override
    public CompletionStage<String> ended() {
      return new CompletableFuture<>();
    }
  }
}
