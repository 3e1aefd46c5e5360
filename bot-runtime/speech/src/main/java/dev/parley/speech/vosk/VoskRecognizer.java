package dev.parley.speech.vosk;

import dev.parley.audio.Hiss;
import dev.parley.audio.Resampler;
import dev.parley.speech.Recognizer;
import dev.parley.speech.Transcript;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Hears one caller with Vosk.
 *
 * <p>How it works: samples are brought to the model's rate by our own resampler (the model refuses other rates without a word: its
 * results are then empty), gathered into blocks, and given to Vosk. Vosk ends parts at pauses of its own; these are joined until
 * {@link #finish}, since it is the conversation that decides when a turn ends.
 */
final class VoskRecognizer implements Recognizer {
  /** Vosk decodes each 240 ms; smaller blocks than half of that only cost calls. */
  private static final int BLOCK_MS = 120;

  private final NativeRecognizer vosk;
  private final Consumer<NativeRecognizer> giveBack;
  private final Resampler resampler;
  private final Optional<Hiss> hiss;
  private final BlockGatherer blocks;
  private final List<Transcript.Word> words = new ArrayList<>();
  private String partial = "";
  private boolean partialIsOld;
  /** Where the utterance began in the life of the native recogniser. */
  private long beginMs;
  private boolean closed;

  VoskRecognizer(NativeRecognizer vosk, int fromHz, int modelHz, Optional<Hiss> hiss, Consumer<NativeRecognizer> giveBack) {
    this.vosk = vosk;
    this.hiss = hiss;
    this.giveBack = giveBack;
    this.resampler = new Resampler(fromHz, modelHz);
    this.blocks = new BlockGatherer(modelHz * BLOCK_MS / 1_000, this::hear);
    this.beginMs = vosk.heardMs();
  }

  @Override
  public void accept(short[] samples) {
    requireOpen();
    blocks.push(resampler.push(samples));
  }

  private void hear(short[] block, int count) {
    short[] samples = hiss.map(h -> h.over(Arrays.copyOf(block, count))).orElse(block);
    if (vosk.accept(samples, count)) {
      words.addAll(VoskResults.words(vosk.part()));
    }
    partialIsOld = true;
  }

  @Override
  public Optional<String> partial() {
    requireOpen();
    if (partialIsOld) {
      String rest = VoskResults.partial(vosk.partial()).replace(VoskResults.UNKNOWN, " ");
      partial = (text(words) + ' ' + rest).strip().replaceAll(" +", " ");
      partialIsOld = false;
    }
    return partial.isEmpty() ? Optional.empty() : Optional.of(partial);
  }

  @Override
  public Transcript finish() {
    requireOpen();
    blocks.push(resampler.flush());
    blocks.flush();
    words.addAll(VoskResults.words(vosk.finalPart()));
    Transcript transcript = transcript();
    begin();
    return transcript;
  }

  @Override
  public void reset() {
    requireOpen();
    // Not Vosk's own reset: after that, it would still decode the last frames of what is to be forgotten.
    resampler.reset();
    vosk.finalPart();
    begin();
  }

  private void begin() {
    blocks.reset();
    hiss.ifPresent(Hiss::reset);
    words.clear();
    partial = "";
    partialIsOld = false;
    beginMs = vosk.heardMs();
  }

  private Transcript transcript() {
    List<Transcript.Word> known = words.stream().filter(word -> !word.text().equals(VoskResults.UNKNOWN)).map(this::fromBegin).toList();
    if (known.isEmpty()) {
      return Transcript.NOTHING;
    }
    // What was said beside the vocabulary counts as a word of no confidence: "uh seven" is a less sure seven.
    double sum = known.stream().mapToDouble(Transcript.Word::confidence).sum();
    return new Transcript(text(known), sum / words.size(), known);
  }

  private Transcript.Word fromBegin(Transcript.Word word) {
    return new Transcript.Word(word.text(), Math.max(0, word.startMs() - beginMs), Math.max(0, word.endMs() - beginMs), word.confidence());
  }

  private static String text(List<Transcript.Word> words) {
    return words.stream().map(Transcript.Word::text).filter(word -> !word.equals(VoskResults.UNKNOWN)).collect(Collectors.joining(" "));
  }

  private void requireOpen() {
    if (closed) {
      throw new IllegalStateException("the recogniser is closed");
    }
  }

  @Override
  public void close() {
    if (!closed) {
      closed = true;
      giveBack.accept(vosk);
    }
  }
}
