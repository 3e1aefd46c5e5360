package dev.parley.http2;

import dev.parley.audio.AudioFormat;
import dev.parley.audio.AudioFrame;
import dev.parley.audio.DtmfTones;
import dev.parley.audio.Pcm;
import dev.parley.conversation.ConversationRefused;
import dev.parley.conversation.HttpRoute.Request;
import dev.parley.conversation.LiveConversation;
import dev.parley.conversation.LiveConversation.Offer;
import dev.parley.event.InputMode;
import dev.parley.sound.CbrOpus;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a caller says in one request, as inputs of a conversation. Handed in piece by piece, as there is room: {@link #next}. Text is
 * one piece; sound is many, with silence after it, which ends the caller's turn; sound in which telephone keys ring is those keys, as
 * keys replace words everywhere. One thread at a time.
 */
final class Utterance {

  private static final int PIECE_MS = 100;

  /** More than the longest pause that a bot may wait for (x-amz-lex:audio:end-timeout-ms). */
  private static final int SILENCE_MS = 10_200;

  /** Keys ring for 40 ms at least (ITU-T Q.24); two looks in a row are one key. */
  private static final int LOOK_MS = 20;

  /** Something to be offered to a conversation. */
  private interface Piece {
    Offer offer(LiveConversation to);
  }

  private final InputMode mode;
  private final Deque<Piece> pieces = new ArrayDeque<>();

  private Utterance(InputMode mode) {
    this.mode = mode;
  }

  /** Nothing is said: a session is put. */
  static Utterance none() {
    return new Utterance(InputMode.TEXT);
  }

  static Utterance text(String text) {
    Utterance utterance = new Utterance(InputMode.TEXT);
    utterance.pieces.add(live -> live.text("", text));
    return utterance;
  }

  /**
   * What RecognizeUtterance was sent. What is said after a pause is a turn of its own. Takes a moment for long sound, which is decoded
   * and searched for keys: no work for an event loop.
   *
   * @throws dev.parley.conversation.ConversationRefused INVALID; the message names the rule
   */
  static Utterance of(Request request, SoundLimits limits) {
    String type = request.header("content-type").orElseThrow(() -> ClientEvents.invalid("Content-Type is missing; use " + SoundTypes.UTTERANCES));
    if (type.toLowerCase(Locale.ROOT).startsWith("text/plain")) {
      return text(ClientEvents.checkText(new String(request.body(), StandardCharsets.UTF_8), "inputStream"));
    }
    if (request.body().length == 0) {
      throw ClientEvents.invalid("inputStream is empty; it must hold the caller's sound");
    }
    Optional<CbrOpus> opus = SoundTypes.opus(type, "Content-Type");
    return opus.isPresent()
        ? heard(unpacked(request.body(), opus.get(), limits), CbrOpus.DECODED)
        : heard(request.body(), linear(request.body(), SoundTypes.in(type, "Content-Type", SoundTypes.UTTERANCES), limits));
  }

  private static AudioFormat linear(byte[] sound, AudioFormat format, SoundLimits limits) {
    if (sound.length % format.bytesPerFrame() != 0) {
      throw ClientEvents.invalid("inputStream has " + sound.length + " bytes; sound of 16 bits has an even number");
    }
    within(format.msOf(sound.length), limits);
    return format;
  }

  private static byte[] unpacked(byte[] body, CbrOpus opus, SoundLimits limits) {
    try {
      within(opus.ms(body), limits);
      return opus.decode(body);
    } catch (IllegalArgumentException e) {
      throw new ConversationRefused(ConversationRefused.Kind.INVALID, "inputStream " + e.getMessage(), e);
    }
  }

  private static void within(long ms, SoundLimits limits) {
    if (ms > limits.utteranceMs()) {
      throw ClientEvents.invalid("inputStream lasts " + ms / 1000.0 + " s; at most " + limits.utteranceMs() / 1000 + " are taken" + limits.hint());
    }
  }

  private static Utterance heard(byte[] sound, AudioFormat format) {
    List<Character> keys = keys(Pcm.fromBytes(sound, format).samples(), format.sampleRateHz());
    return keys.isEmpty() ? speech(sound, format) : pressed(keys);
  }

  private static Utterance pressed(List<Character> keys) {
    Utterance utterance = new Utterance(InputMode.DTMF);
    keys.forEach(key -> utterance.pieces.add(live -> live.key("", key)));
    return utterance;
  }

  private static Utterance speech(byte[] sound, AudioFormat format) {
    Utterance utterance = new Utterance(InputMode.SPEECH);
    byte[] whole = Arrays.copyOf(sound, sound.length + format.bytesOf(SILENCE_MS));
    int step = format.bytesOf(PIECE_MS);
    for (int from = 0; from < whole.length; from += step) {
      byte[] piece = Arrays.copyOfRange(whole, from, Math.min(whole.length, from + step));
      AudioFrame frame = new AudioFrame(format, piece, format.msOf(from));
      utterance.pieces.add(live -> live.audio("", frame));
    }
    return utterance;
  }

  private static List<Character> keys(short[] samples, int rateHz) {
    List<Character> keys = new ArrayList<>();
    Optional<Character> last = Optional.empty();
    Optional<Character> held = Optional.empty();
    int step = rateHz * LOOK_MS / 1000;
    for (int from = 0; from + step <= samples.length; from += step) {
      Optional<Character> now = DtmfTones.keyIn(Arrays.copyOfRange(samples, from, from + step), rateHz);
      if (now.isPresent() && now.equals(last) && !now.equals(held)) {
        keys.add(now.get());
        held = now;
      } else if (now.isEmpty() && last.isEmpty()) {
        held = now;
      }
      last = now;
    }
    return keys;
  }

  InputMode mode() {
    return mode;
  }

  /** Hands in as much as there is room for; whether that is all. */
  boolean next(LiveConversation to) {
    while (!pieces.isEmpty()) {
      Offer offer = pieces.element().offer(to);
      if (offer == Offer.FULL) {
        return false;
      } else if (offer == Offer.ENDED) {
        break;
      }
      pieces.poll();
    }
    pieces.clear();
    return true;
  }
}
