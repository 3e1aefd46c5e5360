package dev.parley.simulation;

import dev.parley.event.DialogEvent.CallerChannel;
import dev.parley.event.InputMode;
import java.util.List;
import java.util.Locale;

/** The ways in which a simulated caller reaches the bot. */
public enum ChannelKind {
  /** A call: speech and keys, prompts take time, the bot greets, and the line is cut after the closing words. */
  PHONE,
  /** A chat that stays open: text, read as soon as it is written. */
  CHAT,
  /** One request for each utterance: nobody waits between them. */
  REQUEST;

  /** What the core is told of it. */
  public CallerChannel caller() {
    return switch (this) {
      case PHONE -> new CallerChannel(List.of(InputMode.SPEECH, InputMode.DTMF), true, true, true);
      case CHAT -> new CallerChannel(List.of(InputMode.TEXT), false, true, false);
      case REQUEST -> new CallerChannel(List.of(InputMode.TEXT), false, false, false);
    };
  }

  /** The name in a script. */
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }
}
