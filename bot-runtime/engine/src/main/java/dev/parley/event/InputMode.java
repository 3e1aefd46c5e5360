package dev.parley.event;

/** How the caller gave an input (Lex: inputMode). */
public enum InputMode {
  TEXT("Text"),
  SPEECH("Speech"),
  DTMF("DTMF");

  private final String lexName;

  InputMode(String lexName) {
    this.lexName = lexName;
  }

  /** The name on the wire. */
  public String lexName() {
    return lexName;
  }
}
