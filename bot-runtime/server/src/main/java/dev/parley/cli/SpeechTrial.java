package dev.parley.cli;

import dev.parley.audio.Pcm;
import dev.parley.cli.SpokenCorpus.Recording;
import dev.parley.definition.BotDefinition;
import dev.parley.definition.InputSettings;
import dev.parley.diagnostic.SourceText;
import dev.parley.diagnostic.TextReportPrinter;
import dev.parley.event.Expectation;
import dev.parley.event.Interpreter;
import dev.parley.nlu.TrainedInterpreterFactory;
import dev.parley.speech.RecognitionHints;
import dev.parley.speech.Recognizer;
import dev.parley.speech.RecognizerEngine;
import dev.parley.speech.RecognizerRequest;
import dev.parley.speech.Transcript;
import dev.parley.yaml.BotReader;
import dev.parley.yaml.Loaded;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * Hears recordings as a call would while a bot asks for a slot, or while it asks for nothing in particular: with the interpreter's hints, a
 * second pair of ears without hints, and the interpreter's choice among what they heard. Thread-safe.
 */
final class SpeechTrial {

  /** What a call has around an utterance: the pre-roll before it, and the silence that ends it. */
  private static final int BEFORE_MS = 300;

  private static final int AFTER_MS = 640;
  private static final int PIECE_MS = 120;

  private final RecognizerEngine engine;
  private final Locale locale;
  private final Interpreter interpreter;
  private final Expectation expectation;
  private final boolean bothEars;

  /**
   * @param type the slot type that is asked for; empty: nothing in particular
   * @param length how many characters its value has, if that is known
   * @param luhn whether its digits satisfy Luhn's check
   * @param bothEars whether, beside ears for what is expected, open ones listen, as in a call
   */
  SpeechTrial(RecognizerEngine engine, String localeId, Optional<String> type, OptionalInt length, boolean luhn, boolean bothEars) {
    this.engine = engine;
    this.locale = Locale.forLanguageTag(localeId.replace('_', '-'));
    this.bothEars = bothEars;
    interpreter = new TrainedInterpreterFactory().train(bot(localeId, type.orElse("Digits"), length, luhn), localeId);
    expectation =
        new Expectation(
            type.isPresent() ? Expectation.Kind.SLOT : Expectation.Kind.INTENT, type.map(t -> "Answer"), type.map(t -> "value"), false, false,
            List.of(), InputSettings.LEX_DEFAULTS, Instant.EPOCH, ZoneOffset.UTC, localeId);
  }

  private static BotDefinition bot(String localeId, String type, OptionalInt length, boolean luhn) {
    List<String> checks = new ArrayList<>();
    length.ifPresent(l -> checks.add("{ length: " + l + ", otherwise: No. }"));
    if (luhn) {
      checks.add("{ luhn: true, otherwise: No. }");
    }
    String text =
        "bot: Trial\nlocale: " + localeId + "\nintents:\n  Answer:\n    utterances: [I have an answer]\n    slots:\n      value:\n        type: " + type
            + "\n        ask: What is it?\n" + (checks.isEmpty() ? "" : "        validate: [" + String.join(", ", checks) + "]\n");
    Loaded<BotDefinition> bot = BotReader.read(new SourceText("--expect " + type, text));
    return bot.value().orElseThrow(() -> new Complaint(TextReportPrinter.print(bot.report())));
  }

  /** What was heard of a recording, as words. */
  List<String> hear(Pcm sound) {
    Interpreter.Hints hints = interpreter.hints(expectation);
    List<String> texts = new ArrayList<>();
    if (hints.closed()) {
      texts.addAll(guesses(RecognitionHints.closed(hints.words()), sound));
    }
    if (!hints.closed() || bothEars) {
      texts.addAll(guesses(hints.closed() ? RecognitionHints.NONE : RecognitionHints.likely(hints.words()), sound));
    }
    List<String> said = texts.stream().filter(t -> !t.isBlank()).distinct().toList();
    return said.isEmpty() ? List.of() : SpokenCorpus.words(interpreter.rescore(said, expectation));
  }

  private List<String> guesses(RecognitionHints hints, Pcm sound) {
    Pcm around = Pcm.concat(Pcm.silence(BEFORE_MS, sound.rateHz()), sound, Pcm.silence(AFTER_MS, sound.rateHz()));
    try (Recognizer recognizer = engine.open(new RecognizerRequest(locale, sound.rateHz(), hints))) {
      for (long at = 0; at < around.durationMs(); at += PIECE_MS) {
        recognizer.accept(around.slice(at, at + PIECE_MS));
      }
      return recognizer.finishWithAlternatives().stream().map(Transcript::text).toList();
    }
  }

  /** What was said and what was heard. */
  record Result(Recording said, List<String> heard) {

    WordErrors words() {
      return WordErrors.of(said.words(), heard);
    }

    WordErrors digits() {
      return WordErrors.of(letters(SpokenCorpus.digits(said.words())), letters(SpokenCorpus.digits(heard)));
    }

    private static List<Character> letters(String text) {
      return text.chars().mapToObj(c -> (char) c).toList();
    }
  }

  /** Hears them all, on all processors. */
  List<Result> results(List<Recording> recordings, List<Pcm> sounds) {
    return Stream.iterate(0, i -> i + 1).limit(recordings.size()).toList().parallelStream()
        .map(i -> new Result(recordings.get(i), hear(sounds.get(i))))
        .toList();
  }
}
