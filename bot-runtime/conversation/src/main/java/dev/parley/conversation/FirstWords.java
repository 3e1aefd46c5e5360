package dev.parley.conversation;

import dev.parley.speech.Transcript;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * What the first words of somebody who speaks over a prompt are: an interruption, or a listener's "I see". Pure.
 *
 * <p>Open ears are sure of words that were never said, and the shorter a sound, the more so: "I see" is "I agree" to them. Where they hear no
 * listener's word, ears that know nothing but those and short orders are asked. It is an interruption when neither hears a listener. While
 * the sound goes on its end is missing, and what it seems to be changes; so then either must be quite sure, or both looks running must agree.
 */
final class FirstWords {

  /** In less speech than this hasty ears hear words in a hum; in a little more they must be sure. */
  private static final int PERHAPS_A_WORD_MS = 240;

  private static final int SURELY_A_WORD_MS = 300;

  /** So much has an order that is plain: "no", "four". */
  private static final int ORDER_MS = 160;

  /** Several words in so much speech are a listener's only if the narrow ears are surer. */
  private static final int LONGER_MS = 540;
  private static final double SURE_OF_LITTLE = 0.75;

  /** From here on the narrow ears are believed: that it was a listener's word, that it was an order, and that without waiting on. */
  private static final double LISTENER = 0.35;

  private static final double LISTENER_IN_MORE = 0.7;
  private static final double LISTENER_IN_LITTLE = 0.2;
  private static final int LITTLE_MS = 400;
  private static final double ORDER = 0.3;
  private static final double PLAIN = 0.85;

  /** Open ears that are less sure of a short sound have not understood it. */
  private static final double UNDERSTOOD = 0.6;

  private FirstWords() {}

  /** What they are. */
  enum Verdict {
    /** A listener's words, or the beginning of such. */
    LISTENS,
    /** Too little is known. */
    UNSURE,
    /** Somebody wants the floor. */
    SPEAKS
  }

  /**
   * Judges.
   *
   * @param voicedMs how much speech there has been
   * @param over whether silence has followed
   * @param open what open ears hear
   * @param narrow what ears hear that know only listeners' words and orders; empty = there are none
   * @param listening whether words are only a listener's
   */
  static Verdict judge(int voicedMs, boolean over, Transcript open, Optional<Transcript> narrow, Predicate<String> listening) {
    if (open.isEmpty()) {
      return Verdict.UNSURE;
    }
    if (listening.test(open.text())) {
      return Verdict.LISTENS;
    }
    Transcript known = narrow.orElse(Transcript.NOTHING);
    boolean order = !known.isEmpty() && !listening.test(known.text());
    boolean several = open.text().indexOf(' ') >= 0;
    boolean longer = !over && voicedMs >= LONGER_MS && several && open.confidence() >= UNDERSTOOD;
    if (!known.isEmpty() && !order && known.confidence() >= listener(voicedMs, longer)) {
      return Verdict.LISTENS;
    }
    boolean plainOrder = order && known.confidence() >= PLAIN;
    boolean enough =
        voicedMs >= SURELY_A_WORD_MS || voicedMs >= PERHAPS_A_WORD_MS && open.confidence() >= SURE_OF_LITTLE || voicedMs >= ORDER_MS && plainOrder;
    if (!enough) {
      return Verdict.UNSURE;
    }
    boolean speaks = over
        ? open.confidence() >= UNDERSTOOD || order && known.confidence() >= ORDER
        : plainOrder || several && open.confidence() >= PLAIN;
    return speaks || narrow.isEmpty() ? Verdict.SPEAKS : Verdict.UNSURE;
  }

  private static double listener(int voicedMs, boolean longer) {
    return longer ? LISTENER_IN_MORE : voicedMs < LITTLE_MS ? LISTENER_IN_LITTLE : LISTENER;
  }
}
