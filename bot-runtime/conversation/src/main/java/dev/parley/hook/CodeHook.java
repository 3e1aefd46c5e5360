package dev.parley.hook;

import java.util.concurrent.CompletionStage;

/**
 * A code hook in this process; found by {@link java.util.ServiceLoader}. It takes and gives what a Lex Lambda function does, so it
 * can move to an address of its own without a change. Called on a bounded executor of hooks; thread-safe.
 */
public interface CodeHook {

  /** The name by which bots call it. */
  String name();

  /** Answers a Lex event (JSON) with a Lex response (JSON). A failed stage is a failed hook. */
  CompletionStage<String> handle(String lexEvent);
}
