package dev.parley.definition;

import java.util.Arrays;
import java.util.Optional;

/**
 * The intents whose meaning the runtime knows (Lex: built-in intents). A bot has one by giving it as an intent's {@code
 * parent:}; its phrases come with the language, its words and further phrases from the bot.
 */
public enum BuiltInIntent {
  /** Takes what no other intent understands. */
  FALLBACK("AMAZON.FallbackIntent"),
  /** Explains what is asked, then asks it again. */
  HELP("AMAZON.HelpIntent"),
  /** Gives the open intent up. */
  CANCEL("AMAZON.CancelIntent"),
  /** Ends the conversation. */
  STOP("AMAZON.StopIntent"),
  /** Waits until the caller is back. */
  PAUSE("AMAZON.PauseIntent"),
  /** The caller is back. */
  RESUME("AMAZON.ResumeIntent"),
  /** Says the last prompt again. */
  REPEAT("AMAZON.RepeatIntent"),
  /** Begins the open intent anew. */
  START_OVER("AMAZON.StartOverIntent"),
  /** Goes back to the slot before: ours, Lex V2 has it no more. */
  PREVIOUS("AMAZON.PreviousIntent"),
  /** Answers questions from a list of pairs. */
  QNA("AMAZON.QnAIntent");

  private final String signature;

  BuiltInIntent(String signature) {
    this.signature = signature;
  }

  /** The name with which an intent names it as its parent. */
  public String signature() {
    return signature;
  }

  /** Whether an intent with this parent answers in the middle of another one and leaves that as it was. */
  public boolean isDigression() {
    return this == HELP || this == REPEAT || this == QNA || this == PAUSE || this == RESUME;
  }

  /** The built-in intent with this signature. */
  public static Optional<BuiltInIntent> of(String signature) {
    return Arrays.stream(values()).filter(i -> i.signature.equals(signature)).findFirst();
  }
}
