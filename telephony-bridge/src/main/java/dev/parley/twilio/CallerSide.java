package dev.parley.twilio;

import dev.parley.audio.AudioFrame;
import dev.parley.audio.MuLaw;
import dev.parley.conversation.LiveConversation;
import dev.parley.conversation.SocketRoute;
import java.util.List;

/** What the caller does on one call, on its way to the conversation: sound in order and without holes, keys, what was heard. Thread-safe. */
final class CallerSide {

  /** Inputs that wait while the conversation has no room: 4 s of sound. */
  private static final int MAX_WAITING_INPUTS = 200;

  /** Later pieces to wait for before one counts as lost: 60 ms. */
  private static final int REORDER_PIECES = 3;

  /** The longest silence put in for lost sound: a longer one would only delay what the caller says now. */
  private static final int MAX_FILL_MS = 2_000;

  /** A key's tone is in the sound too on some lines, and lasts about this long. */
  private static final int KEY_MUTE_MS = 150;

  private final CallerInputs inputs;
  private final InboundAudio inbound;

  /** How much of the caller was heard: where the next piece stands. The socket's thread alone uses it. */
  private long heardMs;

  private long eventCount;

  CallerSide(SocketRoute.Peer peer, CallMeters meters) {
    this.inputs = new CallerInputs(MAX_WAITING_INPUTS, peer::reading, meters);
    this.inbound = new InboundAudio(REORDER_PIECES, MAX_FILL_MS, KEY_MUTE_MS, meters);
  }

  /** The conversation takes inputs from now on; what came before has waited for it. */
  void attach(LiveConversation conversation) {
    inputs.attach(conversation);
  }

  /**
   * A piece of sound.
   *
   * @param muted whether it is handed on as silence of its length
   */
  void sound(TwilioMessage.Media media, boolean muted) {
    List<byte[]> pieces;
    synchronized (this) {
      pieces = inbound.accept(media);
    }
    for (byte[] piece : pieces) {
      AudioFrame frame = TelephoneSound.frame(muted ? MuLaw.silence(piece.length) : piece, heardMs);
      heardMs = frame.endMs();
      String id = eventId("audio");
      inputs.sound(to -> to.audio(id, frame));
    }
  }

  void key(char digit) {
    synchronized (this) {
      inbound.keyPressed();
    }
    String id = eventId("key");
    inputs.control(to -> to.key(id, digit));
  }

  private synchronized String eventId(String kind) {
    eventCount++;
    return kind + "-" + eventCount;
  }

  void heard(List<Long> prompts) {
    prompts.forEach(prompt -> inputs.control(to -> to.playbackCompleted(prompt)));
  }

  /** The conversation has room again. */
  void wanted() {
    inputs.wanted();
  }

  /** Nothing will be handed on any more. */
  void end() {
    inputs.end();
  }

  synchronized long lostPieces() {
    return inbound.lostPieces();
  }

  long dropped() {
    return inputs.dropped();
  }
}
