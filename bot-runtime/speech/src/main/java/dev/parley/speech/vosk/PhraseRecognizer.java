package dev.parley.speech.vosk;

import dev.parley.audio.Hiss;
import dev.parley.audio.Leveller;
import dev.parley.audio.Resampler;
import dev.parley.speech.Recognizer;
import dev.parley.speech.Transcript;
import dev.parley.speech.vosk.Hypotheses.Hypothesis;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Hears one caller of whom only certain phrases are expected, and tells what else it may have been: whoever knows what the answer must be
 * (sixteen digits with a check digit) then takes the best that fits.
 *
 * <p>How it works: speech is brought to one loudness and to the model's rate, and two native recognisers hear it, one under a soft hiss
 * and one under hardly any; the first is surer of single words in strange accents, the second of words that run together. What both
 * think of each hypothesis is added up.
 */
final class PhraseRecognizer implements Recognizer {
  private static final int BLOCK_MS = 120;
  /** Chosen with real digits of two speakers, at the loudness that the leveller makes: see the module's README. */
  private static final double[] HISSES_DBFS = {-64, -44};
  /** Hypotheses that are worse by more than this, the scores of both added, are not told of. */
  private static final double WORSE = 12;
  private static final int MOST = 100;
  /** Where nothing but unknown words was heard it was rather not one of the phrases: what has phrases instead must be about as good. */
  private static final double WORSE_THAN_UNKNOWN = 2;

  private final Vocabulary vocabulary;
  private final Leveller leveller;
  private final Resampler resampler;
  private final BlockGatherer blocks;
  private final List<Listener> listeners = new ArrayList<>();
  private long beginMs;
  private boolean closed;

  /** @param natives as many as there are hisses; they belong to this one from now on */
  PhraseRecognizer(List<NativeRecognizer> natives, Vocabulary vocabulary, int fromHz, int modelHz) {
    this.vocabulary = vocabulary;
    this.leveller = new Leveller(fromHz);
    this.resampler = new Resampler(fromHz, modelHz);
    this.blocks = new BlockGatherer(modelHz * BLOCK_MS / 1_000, this::hear);
    for (int i = 0; i < natives.size(); i++) {
      listeners.add(new Listener(natives.get(i), new Hiss(HISSES_DBFS[i])));
    }
  }

  /** How many native recognisers one of these needs. */
  static int listeners() {
    return HISSES_DBFS.length;
  }

  @Override
  public void accept(short[] samples) {
    requireOpen();
    blocks.push(resampler.push(leveller.push(samples)));
  }

  private void hear(short[] block, int count) {
    listeners.forEach(listener -> listener.hear(block, count));
  }

  @Override
  public Optional<String> partial() {
    requireOpen();
    return listeners.get(0).partial();
  }

  @Override
  public Transcript finish() {
    return finishWithAlternatives().get(0);
  }

  @Override
  public List<Transcript> finishWithAlternatives() {
    requireOpen();
    blocks.push(resampler.push(leveller.flush()));
    blocks.push(resampler.flush());
    blocks.flush();
    Hypotheses all = listeners.stream().map(Listener::finish).reduce(Hypotheses::and).orElse(Hypotheses.NOTHING);
    List<Transcript> told = told(all);
    begin();
    return told;
  }

  private List<Transcript> told(Hypotheses all) {
    Hypothesis best = all.bestFirst().get(0);
    double worst = best.text().isEmpty() && !best.words().isEmpty() ? -WORSE_THAN_UNKNOWN : -WORSE;
    Map<String, Transcript> told = new LinkedHashMap<>();
    Hypotheses.Agreement agreement = all.agreement(listeners.size());
    double surest = 1;
    for (Hypothesis one : all.bestFirst()) {
      String text = one.text();
      // Silence is no answer of somebody who spoke.
      if (one.score() >= worst && !one.words().isEmpty() && !told.containsKey(text) && told.size() < MOST) {
        Transcript transcript = transcript(text, agreement.on(one), surest);
        told.put(text, transcript);
        surest = transcript.confidence();
      }
    }
    return told.isEmpty() ? List.of(Transcript.NOTHING) : List.copyOf(told.values());
  }

  /** @param surest how sure it can be: what leaves a doubtful word out is not surer than what has it */
  private Transcript transcript(String text, List<Transcript.Word> words, double surest) {
    List<Transcript.Word> known = words.stream().filter(word -> !word.text().equals(VoskResults.UNKNOWN)).map(this::fromBegin).toList();
    // What was said beside the vocabulary counts as a word of no confidence: "uh seven" is a less sure seven.
    double sum = known.stream().mapToDouble(Transcript.Word::confidence).sum();
    return known.isEmpty() ? Transcript.NOTHING : new Transcript(text, Math.min(surest, sum / words.size()), known);
  }

  private Transcript.Word fromBegin(Transcript.Word word) {
    return new Transcript.Word(word.text(), Math.max(0, word.startMs() - beginMs), Math.max(0, word.endMs() - beginMs), word.confidence());
  }

  @Override
  public void reset() {
    requireOpen();
    leveller.reset();
    resampler.reset();
    listeners.forEach(Listener::finish);
    begin();
  }

  private void begin() {
    blocks.reset();
    listeners.forEach(Listener::begin);
    beginMs = listeners.get(0).vosk.heardMs();
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
      listeners.forEach(listener -> listener.vosk.close());
    }
  }

  /** One of the native recognisers, what it hears the sound under, and what it heard so far. */
  private final class Listener {
    private final NativeRecognizer vosk;
    private final Hiss hiss;
    private Hypotheses parts = Hypotheses.NOTHING;

    Listener(NativeRecognizer vosk, Hiss hiss) {
      this.vosk = vosk;
      this.hiss = hiss;
    }

    void hear(short[] block, int count) {
      short[] hissing = hiss.over(Arrays.copyOf(block, count));
      if (vosk.accept(hissing, count)) {
        take(vosk.part());
      }
    }

    private void take(String json) {
      List<Hypothesis> heard = VoskResults.alternatives(json).stream().map(this::meant).toList();
      parts = heard.isEmpty() ? parts : parts.then(Hypotheses.of(heard));
    }

    private Hypothesis meant(Hypothesis heard) {
      return new Hypothesis(heard.words().stream().map(this::meant).toList(), heard.score());
    }

    private Transcript.Word meant(Transcript.Word heard) {
      return new Transcript.Word(vocabulary.meant(heard.text()), heard.startMs(), heard.endMs(), heard.confidence());
    }

    Optional<String> partial() {
      String rest = VoskResults.partial(vosk.partial()).replace(VoskResults.UNKNOWN, " ").strip();
      String words = String.join(" ", Arrays.stream(rest.split(" +")).map(vocabulary::meant).toList());
      String text = (parts.bestFirst().get(0).text() + ' ' + words).strip();
      return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    Hypotheses finish() {
      take(vosk.finalPart());
      return parts;
    }

    void begin() {
      parts = Hypotheses.NOTHING;
      hiss.reset();
    }
  }
}
