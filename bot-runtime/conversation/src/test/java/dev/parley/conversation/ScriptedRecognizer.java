package dev.parley.conversation;

import dev.parley.speech.Recognizer;
import dev.parley.speech.RecognizerCapabilities;
import dev.parley.speech.RecognizerEngine;
import dev.parley.speech.RecognizerRequest;
import dev.parley.speech.Transcript;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Understands what the script says: one transcript for each recogniser that is opened, in order. Keeps what it was given. */
final class ScriptedRecognizer implements RecognizerEngine {

  private static final int SAMPLES_PER_MS = 8;

  final Deque<Transcript> script = new ArrayDeque<>();
  final List<RecognizerRequest> opened = new ArrayList<>();
  final List<Listener> listeners = new ArrayList<>();
  Optional<RuntimeException> trouble = Optional.empty();

  void understands(String text, double confidence) {
    script.add(new Transcript(text, confidence, List.of()));
  }

  @Override
  public String name() {
    return "scripted";
  }

  @Override
  public RecognizerCapabilities capabilities() {
    return new RecognizerCapabilities(Set.of(Locale.US), true, true, true, false);
  }

  @Override
  public Recognizer open(RecognizerRequest request) {
    opened.add(request);
    if (trouble.isPresent()) {
      throw trouble.get();
    }
    Listener listener = new Listener(script.isEmpty() ? Transcript.NOTHING : script.remove());
    listeners.add(listener);
    return listener;
  }

  long open() {
    return listeners.stream().filter(l -> !l.closed).count();
  }

  @Override
  public void close() {}

  /** Hears everything, and tells the first word at once. */
  static final class Listener implements Recognizer {
    private final Transcript transcript;
    long heardMs;
    boolean closed;

    Listener(Transcript transcript) {
      this.transcript = transcript;
    }

    @Override
    public void accept(short[] samples) {
      if (closed) {
        throw new IllegalStateException("closed");
      }
      heardMs += samples.length / SAMPLES_PER_MS;
    }

    @Override
    public Optional<String> partial() {
      return transcript.isEmpty() ? Optional.empty() : Optional.of(transcript.text().split(" ")[0]);
    }

    @Override
    public Transcript finish() {
      return transcript;
    }

    @Override
    public void reset() {}

    @Override
    public void close() {
      closed = true;
    }
  }
}
