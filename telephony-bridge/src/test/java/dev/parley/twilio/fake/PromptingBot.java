package dev.parley.twilio.fake;

import dev.parley.audio.AudioFormat;
import dev.parley.audio.AudioFrame;
import dev.parley.audio.MuLaw;
import dev.parley.conversation.Channel;
import dev.parley.conversation.ChannelOutput;
import dev.parley.conversation.ConversationGateway;
import dev.parley.conversation.ConversationRequest;
import dev.parley.conversation.LiveConversation;
import dev.parley.event.InterruptionReason;
import dev.parley.event.Message;
import dev.parley.twilio.Timers;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * A small conversation that says one prompt after the other: the next when the caller has spoken and is silent again, or has
 * pressed #. It paces its sound as the channel asks, can be interrupted, and closes after its last prompt.
 */
final class PromptingBot implements LiveConversation {

  private static final int QUIET_MS = 400;
  private static final int LOUD = 1_000;

  private final ConversationRequest request;
  private final Channel channel;
  private final Timers timers;
  private final List<String> prompts;
  private final CompletableFuture<String> ended = new CompletableFuture<>();

  /** What the caller did, for the test to look at. */
  private final List<String> heard = new ArrayList<>();

  private int prompt = -1;
  private boolean sending;
  private boolean audible;
  private byte[] sound = new byte[0];
  private int sent;
  private long sendingFromMs;
  private boolean callerSpeaks;
  private int quietMs;

  private PromptingBot(ConversationRequest request, Channel channel, Timers timers, List<String> prompts) {
    this.request = request;
    this.channel = channel;
    this.timers = timers;
    this.prompts = prompts;
  }

  static ConversationGateway saying(Timers timers, List<PromptingBot> started, String... prompts) {
    return (request, channel) -> {
      PromptingBot bot = new PromptingBot(request, channel, timers, List.of(prompts));
      synchronized (started) {
        started.add(bot);
      }
      bot.sayNext();
      return bot;
    };
  }

  synchronized List<String> heard() {
    return List.copyOf(heard);
  }

  private synchronized void sayNext() {
    prompt++;
    byte[] spoken = SpokenWords.speak(prompts.get(prompt));
    sound = Arrays.copyOf(spoken, spoken.length);
    sent = 0;
    sending = true;
    audible = true;
    sendingFromMs = timers.nowMs();
    channel.send(new ChannelOutput.Text(prompt, List.of(Message.plain(prompts.get(prompt)))));
    sendMore(prompt);
  }

  /** Sends as far ahead as the channel allows. */
  private synchronized void sendMore(int of) {
    if (!sending || of != prompt) {
      return;
    }
    long mayMs = timers.nowMs() - sendingFromMs + channel.capabilities().audioLeadMs();
    while (sent < sound.length && sent / 8 < mayMs) {
      byte[] frame = Arrays.copyOfRange(sound, sent, Math.min(sound.length, sent + 160));
      sent += frame.length;
      channel.send(new ChannelOutput.Audio(prompt, new AudioFrame(AudioFormat.MULAW_8K, frame, sent / 8)));
    }
    if (sent < sound.length) {
      timers.after(20, () -> sendMore(of));
    } else {
      finishPrompt();
    }
  }

  private void finishPrompt() {
    sending = false;
    channel.send(new ChannelOutput.AudioEnd(prompt));
    if (prompt == prompts.size() - 1) {
      channel.send(new ChannelOutput.Closed("all is said"));
    }
  }

  private void interrupt(InterruptionReason reason) {
    if (audible) {
      audible = false;
      sending = false;
      channel.send(new ChannelOutput.Interruption(prompt, reason, "event"));
      channel.send(new ChannelOutput.AudioEnd(prompt));
    }
  }

  @Override
  public String sessionId() {
    return request.sessionId();
  }

  @Override
  public Offer text(String eventId, String text) {
    throw new AssertionError("nobody types on a telephone");
  }

  @Override
  public synchronized Offer key(String eventId, char key) {
    heard.add("key " + key);
    interrupt(InterruptionReason.DTMF_START_DETECTED);
    if (key == '#') {
      sayNext();
    }
    return Offer.ACCEPTED;
  }

  @Override
  public synchronized Offer audio(String eventId, AudioFrame frame) {
    if (Math.abs((int) MuLaw.decode(frame.bytes()[frame.bytes().length / 2])) > LOUD) {
      if (!callerSpeaks) {
        callerSpeaks = true;
        heard.add("speech");
        interrupt(InterruptionReason.VOICE_START_DETECTED);
      }
      quietMs = 0;
    } else if (callerSpeaks) {
      quietMs += (int) frame.durationMs();
      if (quietMs >= QUIET_MS) {
        callerSpeaks = false;
        sayNext();
      }
    }
    return Offer.ACCEPTED;
  }

  @Override
  public Offer playbackCompleted(String eventId) {
    throw new AssertionError("a phone says which prompt was heard");
  }

  @Override
  public synchronized Offer playbackCompleted(long completed) {
    heard.add("heard " + completed);
    if (completed == prompt) {
      audible = false;
    }
    return Offer.ACCEPTED;
  }

  @Override
  public synchronized void hangUp(String reason) {
    heard.add("gone");
    ended.complete(reason);
  }

  @Override
  public void finish(String reason) {
    throw new AssertionError("a caller who is gone does not listen");
  }

  @Override
  public CompletionStage<String> ended() {
    return ended;
  }
}
