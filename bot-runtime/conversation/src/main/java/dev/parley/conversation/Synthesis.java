package dev.parley.conversation;

import dev.parley.audio.AudioFormat;
import dev.parley.audio.Pcm;
import dev.parley.definition.LocaleDefinition;
import dev.parley.definition.ResponseDefinition.ContentType;
import dev.parley.event.Message;
import dev.parley.event.SecretToken;
import dev.parley.speech.SpeechRequest;
import dev.parley.speech.SpeechRequest.Markup;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Messages to sound, sentence by sentence so that the first is heard while the rest is made, and one at a time so that prompts stay in
 * order. In the conversation's mailbox; only the voice itself works elsewhere, on the speech executor. {@link #drop} bumps {@code
 * generation}: sound that arrives for an older one is dropped too.
 */
final class Synthesis {

  /** What is spoken; the rest is for a screen. */
  static final Set<ContentType> SPOKEN = Set.of(ContentType.PLAIN_TEXT, ContentType.SSML);

  private static final Logger LOG = LoggerFactory.getLogger(Synthesis.class);

  /** Stands for what could not be spoken. */
  private static final int NOTHING_MS = 20;

  private final ConversationServices services;
  private final Host host;
  private final LocaleDefinition bot;
  private final Locale locale;
  private final Listener listener;
  private final Deque<Words> words = new ArrayDeque<>();
  private long generation;
  private boolean making;

  /** Takes the sound, in order, in the mailbox. */
  interface Listener {

    /** One sentence of a prompt's message. */
    void made(long prompt, int message, Pcm sound);

    /** The whole prompt has been made. */
    void whole(long prompt);

    /** There is no voice for the rest: drop what is left. */
    void cutOff();
  }

  Synthesis(ConversationServices services, Host host, LocaleDefinition bot, Locale locale, Listener listener) {
    this.services = services;
    this.host = host;
    this.bot = bot;
    this.locale = locale;
    this.listener = listener;
  }

  /**
   * Makes a prompt, after those before it.
   *
   * @param messages as the core says them: with tokens in place of secrets
   * @param revealed the same with secrets filled in
   */
  void say(long prompt, List<Message> messages, List<Message> revealed, AudioFormat format) {
    for (int i = 0; i < messages.size(); i++) {
      int index = i;
      boolean secret = SecretToken.isIn(messages.get(i).content());
      pieces(revealed.get(i)).forEach(piece -> words.add(new Words(prompt, index, piece, markup(revealed.get(index)), secret)));
    }
    words.add(Words.end(prompt));
    make(format);
  }

  /** These messages will perhaps be said: their first sentence is made, if it is not kept and holds no secret. */
  void prepare(List<Message> messages, AudioFormat format) {
    Optional<Message> first = messages.stream().filter(m -> SPOKEN.contains(m.contentType())).findFirst();
    Optional<PromptCache> prompts = services.prompts();
    if (first.isEmpty() || prompts.isEmpty() || SecretToken.isIn(first.get().content())) {
      return;
    }
    pieces(first.get()).stream()
        .findFirst()
        .filter(piece -> !prompts.get().recorded(bot, piece))
        .map(piece -> new SpeechRequest(piece, markup(first.get()), locale, bot.voice(), format.sampleRateHz()))
        .ifPresent(request -> prompts.get().prepare(request, services.speech()));
  }

  /** What is still to be made is not. */
  void drop() {
    generation++;
    words.clear();
  }

  /** What is spoken in one go: sentences; SSML, and what somebody has said, as it is, whole. */
  private List<String> pieces(Message message) {
    String text = message.content();
    if (!SPOKEN.contains(message.contentType())) {
      return List.of();
    }
    boolean whole = markup(message) == Markup.SSML || services.prompts().map(p -> p.recorded(bot, text)).orElse(false);
    return whole ? List.of(text) : Sentences.of(text, locale);
  }

  private static Markup markup(Message message) {
    return message.contentType() == ContentType.SSML ? Markup.SSML : Markup.PLAIN;
  }

  /** Makes the next sentence, and comes back when it is made. */
  private void make(AudioFormat format) {
    while (!making && !words.isEmpty()) {
      Words next = words.poll();
      if (next.isEnd()) {
        listener.whole(next.prompt);
        continue;
      }
      making = true;
      long forGeneration = generation;
      try {
        services.speech().execute(() -> {
          Pcm sound = sound(next, format.sampleRateHz());
          host.run(() -> {
            making = false;
            if (forGeneration == generation) {
              listener.made(next.prompt, next.message, sound);
            }
            make(format);
          });
        });
      } catch (RejectedExecutionException e) {
        drop();
        listener.cutOff();
        if (ConversationServices.ending(services.speech())) {
          LOG.debug("conversation {} speaks no more: the server is going down", host.sessionId());
          return;
        }
        host.fail(ConversationRefused.Kind.THROTTLED, "too much speech is being made; try again later", e);
      }
    }
  }

  private Pcm sound(Words spoken, int rateHz) {
    try {
      PromptCache prompts = services.prompts().orElseThrow();
      SpeechRequest request = new SpeechRequest(spoken.text, spoken.markup, locale, bot.voice(), rateHz);
      Optional<Pcm> recording =
          spoken.markup == Markup.PLAIN && !spoken.secret ? prompts.recording(bot, spoken.text, rateHz) : Optional.empty();
      return recording.orElseGet(() -> prompts.speak(request, spoken.secret));
    } catch (RuntimeException | LinkageError e) {
      // The words have been sent as text; a prompt that cannot be spoken must not end the call.
      if (ConversationServices.ending(services.speech())) {
        LOG.info("a prompt of conversation {} is cut off: the server is going down", host.sessionId());
      } else {
        LOG.error("a prompt cannot be spoken in conversation {}: {}", host.sessionId(), e.getMessage(), e);
      }
      return Pcm.silence(NOTHING_MS, rateHz);
    }
  }

  /** A sentence to be spoken, or (without a text) the end of a prompt. */
  private record Words(long prompt, int message, String text, Markup markup, boolean secret) {
    static Words end(long prompt) {
      return new Words(prompt, -1, "", Markup.PLAIN, false);
    }

    boolean isEnd() {
      return text.isEmpty();
    }
  }
}
