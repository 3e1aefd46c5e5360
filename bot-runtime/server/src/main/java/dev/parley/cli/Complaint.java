package dev.parley.cli;

/** Something that the user must mend: the message says what, where and how. Ends a command without a stack trace. */
final class Complaint extends RuntimeException {

  private static final long serialVersionUID = 1L;

  Complaint(String message) {
    super(message);
  }

  Complaint(String message, Throwable cause) {
    super(message, cause);
  }
}
