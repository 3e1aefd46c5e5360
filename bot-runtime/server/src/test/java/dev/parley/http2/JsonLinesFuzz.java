package dev.parley.http2;

/** A target of the fuzzer ({@code -Pfuzz}): lines of JSON. The first byte says how they are split, the others are the lines. */
public final class JsonLinesFuzz {

  private JsonLinesFuzz() {}

  /** Called by the fuzzer, by this name. */
  public static void fuzzerTestOneInput(byte[] input) {
    if (input.length > 0) {
      Fuzzed.check(() -> new JsonLines(Fuzzed.LIMIT), input, 1, input[0]);
    }
  }
}
