package dev.parley.speech.mary;

import dev.parley.audio.Pcm;
import dev.parley.audio.Resampler;
import dev.parley.speech.SpeechException;
import dev.parley.speech.SpeechRequest;
import dev.parley.speech.SynthesizerCapabilities;
import dev.parley.speech.SynthesizerEngine;
import dev.parley.speech.mary.SsmlFrontEnd.Part;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.sound.sampled.AudioInputStream;
import marytts.LocalMaryInterface;
import marytts.config.MaryConfig;
import marytts.config.VoiceConfig;
import marytts.exceptions.MaryConfigurationException;
import marytts.exceptions.SynthesisException;
import marytts.util.data.audio.AudioDoubleDataSource;
import org.w3c.dom.Document;

/**
 * MaryTTS in this process. Mary's state is static: all engines of one process share its voices, which load at the first use (some
 * seconds) and stay. Deterministic: equal requests give equal sound. Thread-safe: each request has its own {@link LocalMaryInterface},
 * which costs nothing.
 *
 * <p>Plan with one processor second for four to five seconds of speech.
 */
public final class MaryEngine implements SynthesizerEngine {
  /** The engine's name in configurations. */
  public static final String NAME = "mary";
  /** Amazon Polly's limit of characters that are spoken in one request. */
  static final int DEFAULT_MAX_CHARACTERS = 3_000;

  private final Optional<String> ownVoice;
  private final int maxCharacters;
  private final List<VoiceConfig> voices;

  /**
   * @param ownVoice      voice for requests that name none
   * @param maxCharacters longest text of a request
   * @throws SpeechException of kind {@code NOT_INSTALLED} when there is no such voice
   */
  MaryEngine(Optional<String> ownVoice, int maxCharacters) {
    List<VoiceConfig> found = new ArrayList<>();
    MaryConfig.getVoiceConfigs().forEach(found::add);
    this.voices = List.copyOf(found);
    this.ownVoice = ownVoice;
    this.maxCharacters = maxCharacters;
    if (ownVoice.isPresent() && voices.stream().noneMatch(voice -> voice.getName().equals(ownVoice.get()))) {
      throw new SpeechException(SpeechException.Kind.NOT_INSTALLED, noSuchVoice(ownVoice.get()));
    }
  }

  @Override
  public String name() {
    return NAME;
  }

  @Override
  public SynthesizerCapabilities capabilities() {
    return new SynthesizerCapabilities(
        voices.stream().map(VoiceConfig::getLocale).collect(Collectors.toSet()), voices.stream().map(VoiceConfig::getName).toList(), true, true,
        maxCharacters);
  }

  @Override
  public void warmUp() {
    for (VoiceConfig voice : voices) {
      synthesize(new SpeechRequest("ready", SpeechRequest.Markup.PLAIN, voice.getLocale(), Optional.of(voice.getName()), 8_000));
    }
  }

  @Override
  public Pcm synthesize(SpeechRequest request) {
    if (request.text().length() > maxCharacters) {
      throw new SpeechException(SpeechException.Kind.BAD_TEXT,
          "a text of " + request.text().length() + " characters is too long to be spoken at once; at most " + maxCharacters);
    }
    VoiceConfig voice = voiceFor(request);
    boolean english = voice.getLocale().getLanguage().equals(Locale.ENGLISH.getLanguage());
    Reading reading = english ? EnglishReading::of : text -> text;
    List<Part> spoken = request.markup() == SpeechRequest.Markup.SSML
        ? new SsmlFrontEnd(reading, voice.getLocale()).read(request.text())
        : MaryDocument.ofPlainText(reading.read(request.text()), voice.getLocale()).map(document -> new Part(document, 0)).stream().toList();
    if (spoken.isEmpty()) {
      return Pcm.empty(request.sampleRateHz());
    }
    return Pcm.concat(spoken.stream().map(part -> Resampler.resample(louder(speak(part.document(), voice), part.gainDb()), request.sampleRateHz())).toList());
  }

  private static Pcm louder(Pcm sound, double gainDb) {
    return gainDb == 0 ? sound : sound.gain(gainDb);
  }

  private VoiceConfig voiceFor(SpeechRequest request) {
    Optional<String> wanted = request.voice().or(() -> ownVoice);
    List<VoiceConfig> speaking = voices.stream()
        .filter(voice -> voice.getLocale().getLanguage().equals(request.locale().getLanguage()))
        .filter(voice -> wanted.isEmpty() || wanted.get().equals(voice.getName())).toList();
    return speaking.stream().filter(voice -> voice.getLocale().equals(request.locale())).findFirst().or(() -> speaking.stream().findFirst())
        .orElseThrow(() -> new SpeechException(SpeechException.Kind.NOT_SERVED,
            request.voice().map(this::noSuchVoice).orElseGet(() -> "no Mary voice") + " for " + request.locale().toLanguageTag()
                + "; the class path has voices for " + voices.stream().map(voice -> voice.getLocale().toLanguageTag()).distinct().toList()));
  }

  private String noSuchVoice(String name) {
    return "there is no Mary voice '" + name + "' (there are " + voices.stream().map(VoiceConfig::getName).toList() + ")";
  }

  private static Pcm speak(Document document, VoiceConfig voice) {
    try {
      LocalMaryInterface mary = new LocalMaryInterface();
      mary.setInputType("SSML");
      mary.setLocale(voice.getLocale());
      mary.setVoice(voice.getName());
      try (AudioInputStream sound = mary.generateAudio(document)) {
        int rateHz = Math.round(sound.getFormat().getSampleRate());
        // Not the stream's own bytes: reading those ends after 8192 of them, since Mary renders lazily.
        return toPcm(new AudioDoubleDataSource(sound).getAllData(), rateHz);
      }
    } catch (MaryConfigurationException e) {
      throw new SpeechException(SpeechException.Kind.NOT_INSTALLED, "MaryTTS cannot start", e);
    } catch (SynthesisException | IOException | RuntimeException | AssertionError | StackOverflowError e) {
      // Mary fails on some texts with any of these.
      throw new SpeechException(SpeechException.Kind.FAILED, "MaryTTS cannot speak a text (" + e.getClass().getSimpleName() + ")", withoutText(e));
    }
  }

  /** The failure with its place but without its message: Mary quotes the text, which may be secret. */
  private static Throwable withoutText(Throwable failure) {
    Throwable place = failure;
    for (int depth = 0; place.getCause() != null && depth < 10; depth++) {
      place = place.getCause();
    }
    Throwable told = new IllegalStateException(place.getClass().getName());
    told.setStackTrace(place.getStackTrace());
    return told;
  }

  private static Pcm toPcm(double[] samples, int rateHz) {
    short[] rounded = new short[samples.length];
    for (int i = 0; i < rounded.length; i++) {
      rounded[i] = (short) Math.max(Short.MIN_VALUE, Math.min(Short.MAX_VALUE, Math.round(samples[i] * 32_768)));
    }
    return Pcm.of(rounded, rateHz);
  }

  /** Does nothing: Mary's voices are shared by the whole process, and end with it. */
  @Override
  public void close() {}
}
