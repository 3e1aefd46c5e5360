package dev.parley.cli;

import dev.parley.audio.Pcm;
import dev.parley.cli.BargeInTrial.Caller;
import dev.parley.cli.SpokenCorpus.Recording;
import dev.parley.speech.SpeechRequest;
import dev.parley.speech.SpeechRequest.Markup;
import dev.parley.speech.SynthesizerEngine;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Who interrupts, and who only shows that they listen: a synthesiser's voice, or people of a corpus. Every second one is soft. */
final class Interrupters {

  private static final double LOUD_DBFS = -20;
  private static final double SOFT_DBFS = -27;
  private static final double LISTENER_DBFS = -22;

  /** What callers interrupt with. */
  private static final List<String> WORDS =
      List.of("stop", "pay my bill", "I want to pay my bill", "no wait", "hold on please", "what is my balance", "representative", "cancel that",
          "four one two", "my account number is five");

  /** What callers say to show that they listen. */
  private static final List<String> BACKCHANNEL = List.of("okay", "uh huh", "right", "yeah", "all right", "I see");

  /** A voice that is made to read sentences draws single words out to twice the time of people. */
  private static final String QUICKLY = "<speak><prosody rate=\"140%%\">%s</prosody></speak>";

  private final SynthesizerEngine voice;

  Interrupters(SynthesizerEngine voice) {
    this.voice = voice;
  }

  /** So many callers with the synthesiser's voice. */
  List<Caller> synthetic(int count) {
    return IntStream.range(0, count).mapToObj(i -> {
      String words = WORDS.get(i % WORDS.size());
      // Ten words, each of them loud once and soft once.
      return new Caller(words, spoken(words, level(i + i / WORDS.size())));
    }).toList();
  }

  /** What listeners say, at the voice's own pace. */
  List<Pcm> listening() {
    return BACKCHANNEL.stream().map(w -> at(LISTENER_DBFS, said(SpeechRequest.plain(w, Locale.US, InterruptedCall.RATE_HZ)))).toList();
  }

  /** The same in passing. */
  List<Pcm> listeningQuickly() {
    return BACKCHANNEL.stream().map(w -> spoken(w, LISTENER_DBFS)).toList();
  }

  private Pcm spoken(String words, double dbfs) {
    String text = QUICKLY.formatted(words);
    return at(dbfs, said(new SpeechRequest(text, Markup.SSML, Locale.US, Optional.empty(), InterruptedCall.RATE_HZ)));
  }

  private Pcm said(SpeechRequest request) {
    return voice.synthesize(request);
  }

  /** People of a corpus, over a telephone line, each of them once or more often until there are so many. */
  static List<Caller> recorded(List<Recording> corpus, int count) {
    LineFaults telephone = new LineFaults(Optional.empty(), 0, true, 0, 0);
    return IntStream.range(0, count).mapToObj(i -> {
      Recording one = corpus.get(i % corpus.size());
      return new Caller(one.name() + " " + String.join(" ", one.words()), at(level(i + i / corpus.size()), telephone.apply(one.sound(), i)));
    }).toList();
  }

  /** What people of a corpus say or do while they listen. */
  static List<Pcm> heardAsListeners(List<Recording> corpus) {
    LineFaults telephone = new LineFaults(Optional.empty(), 0, true, 0, 0);
    return IntStream.range(0, corpus.size()).mapToObj(i -> at(LISTENER_DBFS, telephone.apply(corpus.get(i).sound(), i))).toList();
  }

  private static double level(int index) {
    return index % 2 == 0 ? LOUD_DBFS : SOFT_DBFS;
  }

  private static Pcm at(double dbfs, Pcm sound) {
    return sound.gain(dbfs - sound.levelDbfs());
  }
}
