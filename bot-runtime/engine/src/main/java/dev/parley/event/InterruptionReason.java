package dev.parley.event;

/** What interrupted a prompt (Lex: PlaybackInterruptionEvent.eventReason, whose names these are). */
public enum InterruptionReason {
  DTMF_START_DETECTED,
  TEXT_DETECTED,
  VOICE_START_DETECTED
}
